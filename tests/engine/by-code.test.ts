import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import type { Results } from "../../src/engine/protocol.ts";

const examples = new URL("../../examples/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, examples), "utf8");
const names = readdirSync(new URL("downlines/", examples))
  .filter((file) => file.endsWith(".people.csv"))
  .map((file) => file.replace(".people.csv", ""));

function engineOn(name: string, byCodeFrom: number): Engine {
  const engine = new Engine(byCodeFrom);
  const { loaded } = engine.load({
    title: name,
    synthetic: true,
    people: { name: "people.csv", text: read(`downlines/${name}.people.csv`) },
    orders: { name: "orders.csv", text: read(`downlines/${name}.orders.csv`) },
    plan: read(`${name}.plan`),
    leaveOutBadRows: false,
  });
  expect(loaded).toBe(true);
  return engine;
}

/** What is on the screen, without how it came there. */
const shown = ({ milliseconds, workedOutBy, ...rest }: Results) => rest;

describe("everything that can be asked is the same, whether code or the plain evaluator has worked it out", () => {
  test.each(names)("%s", (name) => {
    const text = read(`${name}.plan`);
    const [plain, code] = [engineOn(name, Number.POSITIVE_INFINITY), engineOn(name, 0)];
    const ask = (engine: Engine, period: string | null) =>
      engine.evaluate({ text, revision: 1, period }).results!;
    const { periods, plan } = ask(plain, null);
    expect(ask(plain, null).workedOutBy.kind).toBe("evaluator");
    for (const period of [null, periods[0]!, periods.at(-1)!]) {
      const [slow, fast] = [ask(plain, period), ask(code, period)];
      expect(shown(fast)).toEqual(shown(slow));
      const columns = plan.columns.map((column) => column.name);
      const windows = (engine: Engine) => [
        engine.rows({ columns, sort: null, from: 0, to: 60 }),
        ...columns.map((column) =>
          engine.rows({ columns: [column], sort: { column, descending: true }, from: 0, to: 20 }),
        ),
        engine.tree({
          ...{ tree: "sponsor", focus: null, open: [0, 1, 2, 3], columns, largestBy: columns.at(-1)! },
          ...{ mostPeople: 60, mostChildren: 8 },
        }),
        ...[0, 1, 7, 30].map((person) => engine.person({ person, tree: "sponsor", mostLines: 20 })),
        ...[0, 7].flatMap((person) => columns.map((column) => engine.why({ person, column }))),
        ...text.split("\n").map((_, i) => engine.affected({ line: i + 1, among: [30, 0, 1, 7] })),
      ];
      expect(windows(code)).toEqual(windows(plain));
    }
  });
});

test("a figure of more decimals than are kept is refused by name, and not worked out in another way", () => {
  const engine = engineOn("seven-levels", 0);
  const fine = "measure fine = 0.00001 * 0.00001 * 0.00001 * 0.00001 * PV\n";
  const ask = () =>
    engine.evaluate({ text: `${read("seven-levels.plan")}\n${fine}`, revision: 1, period: null });
  expect(ask).toThrow(/^`fine` comes to a figure of more than 18 decimals/);
});

test("a figure that is moved needs no other code, a rule that is changed does", () => {
  const other = read("seven-levels.plan");
  const engine = engineOn("seven-levels", 0);
  const ask = (plan: string) => engine.evaluate({ text: plan, revision: 1, period: null }).results!;
  expect(ask(other).workedOutBy).toEqual({ kind: "code", made: true });
  const moved = other.replace(/5%/g, "6%");
  const after = ask(moved);
  expect(after.workedOutBy).toEqual({ kind: "code", made: false });
  const plain = engineOn("seven-levels", Number.POSITIVE_INFINITY);
  const { results } = plain.evaluate({ text: moved, revision: 1, period: null });
  expect(shown(after)).toEqual(shown(results!));
  expect(ask(`${moved}\nmeasure twice = PV + PV\n`).workedOutBy).toEqual({
    kind: "code",
    made: true,
  });
});
