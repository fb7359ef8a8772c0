import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, type Exact } from "../../src/base/exact.ts";
import type { Value } from "../../src/base/value.ts";
import type { Range } from "../../src/check/doubts/range.ts";
import { ANYWHERE, Ranges } from "../../src/check/doubts/ranges.ts";
import { column } from "../../src/meaning/columns.ts";
import { evaluateAll } from "../../src/meaning/evaluation.ts";
import { plans } from "../properties/plans.ts";
import { runs } from "../properties/runs.ts";
import { sketch, worldOf } from "../properties/worlds.ts";

const lies = (value: Value, range: Range): boolean => {
  if (range.kind === "truth") return value ? range.yes : range.no;
  if (range.kind !== "amount") return true;
  const amount = value as Exact;
  return (
    (range.low === null || compare(amount, range.low) >= 0) &&
    (range.high === null || compare(amount, range.high) <= 0)
  );
};

/** What is said of a plan because of its ranges is only right if no value ever lies outside of them. */
describe("no value lies outside of what the text says it can be", () => {
  test.each(plans)("%s", (_, plan) => {
    const ranges = new Ranges(plan);
    const measures = [...plan.measures.values()].filter(({ parameters }) => parameters.length === 0);
    fc.assert(
      fc.property(sketch({ given: false }, 15), (drawn) => {
        const world = worldOf(plan, drawn);
        const last = world.periods.length - 1;
        const run = evaluateAll(plan, world, last);
        for (const { name, body } of measures)
          for (let person = 0; person < world.size; person++) {
            const value = column(run, name, person, last);
            expect([name, value, lies(value, ranges.of(body, ANYWHERE))]).toEqual([name, value, true]);
          }
      }),
      runs(8),
    );
  });

  test("and some of them are known to lie somewhere", () => {
    const known = plans.flatMap(([, plan]) => {
      const ranges = new Ranges(plan);
      return [...plan.measures.values()].filter(({ body }) => {
        const range = ranges.of(body);
        return range.kind === "amount" && (range.low !== null || range.high !== null);
      });
    });
    expect(known.length).toBeGreaterThan(40);
  });
});
