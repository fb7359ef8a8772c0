import type { ZERO } from "../../src/base/exact.ts";
import { check } from "../../src/check/check.ts";
import { parse } from "../../src/syntax/parse.ts";
import { worldOf } from "../properties/worlds.ts";
import type { Case } from "./laws.ts";

/** A failing case as a text: the plan, with its people as the tables of an example, ready for a file of `tests/cases`. */
export function pasted({ text, sketch }: Case, failure: string): string {
  const { plan } = check(parse(text));
  if (!plan) return `# ${failure}\n${text}`;
  const world = worldOf(plan, sketch);
  const trees = [...world.trees.keys()];
  const inputs = [...world.inputs.keys()];
  const cell = (value: unknown): string => {
    if (value === undefined || value === null) return "";
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "object" && "n" in value) {
      const { n, d } = value as typeof ZERO;
      return String(Number(n) / Number(d));
    }
    return String(value);
  };
  const rows = Array.from({ length: world.size }, (_, person) => [
    world.names[person]!,
    world.customer[person] ? "customer" : "",
    ...trees.flatMap((tree) => {
      const { parent, side } = world.trees.get(tree)!;
      const above = parent[person]! < 0 ? "none" : world.names[parent[person]!]!;
      return side ? [above, ["", "left", "right"][side[person]!]!] : [above];
    }),
    ...inputs.map((input) => cell(world.inputs.get(input)!(person, world.periods.length - 1))),
  ]);
  const heads = [
    "people",
    "kind",
    ...trees.flatMap((tree) => (world.trees.get(tree)!.side ? [tree, `${tree}.side`] : [tree])),
    ...inputs,
  ];
  const table = [heads, ...rows].map((row) => `  | ${row.join(" | ")} |`).join("\n");
  return `# ${failure}\n# people: ${JSON.stringify(sketch)}\n${text}\nexample "by lot" {\n${table}\n}\n`;
}
