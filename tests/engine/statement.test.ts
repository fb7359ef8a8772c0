import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { add, type Exact, parseDecimal, subtract, toDecimal, ZERO } from "../../src/base/exact.ts";
import { Engine } from "../../src/engine/engine.ts";

const examples = new URL("../../examples/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, examples), "utf8");
const names = readdirSync(new URL("downlines/", examples))
  .filter((file) => file.endsWith(".people.csv"))
  .map((file) => file.replace(".people.csv", ""));

const exact = (text: string): Exact => parseDecimal(text)!;

/** Bonuses by the week or the quarter among them: what the month pays of them is what stands in the statement. */
describe("the lines of a person's statement add up to what is paid", () => {
  test.each(names)("%s", (name) => {
    const engine = new Engine(Number.POSITIVE_INFINITY);
    const plan = read(`${name}.plan`);
    engine.load({
      title: name,
      synthetic: true,
      people: { name: "people.csv", text: read(`downlines/${name}.people.csv`) },
      orders: { name: "orders.csv", text: read(`downlines/${name}.orders.csv`) },
      plan,
      leaveOutBadRows: false,
    });
    const { periods } = engine.evaluate({ text: plan, revision: 0, period: null }).results!;
    for (const period of [periods.at(-1)!, periods[0]!]) {
      engine.evaluate({ text: plan, revision: 1, period });
      for (const person of [0, 1, 2, 3, 7, 11, 19, 42, 77, 120]) {
        const { bonuses, payout } = engine.person({ person, tree: "sponsor", mostLines: 5 })!;
        let total = ZERO;
        for (const { flavour, paid } of bonuses)
          if (flavour === "charge") total = subtract(total, exact(paid));
          else if (flavour !== "flow") total = add(total, exact(paid));
        expect([person, period, toDecimal(total)]).toEqual([person, period, payout]);
      }
    }
  });
});
