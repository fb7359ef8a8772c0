import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plans, smallPlans } from "../properties/plans.ts";
import { runs } from "../properties/runs.ts";
import { sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

/**
 * The compiled engine against the plain evaluator, which is the meaning: every column of every plan, in every period, for
 * everybody, to the last decimal.
 */
describe("compiled and plain come to the same", () => {
  test.each(plans)("%s", (_, plan) => {
    fc.assert(
      fc.property(sketch(), (drawn) => {
        const result = compare(plan, worldOf(plan, drawn));
        expect(result.kind === "differs" ? result : null).toBeNull();
      }),
      runs(12),
    );
  });

  test("in whatever form of the language", () => {
    for (const [code, plan] of smallPlans)
      fc.assert(
        fc.property(sketch({}, 15), (drawn) => {
          const result = compare(plan, worldOf(plan, drawn));
          expect([code, result.kind === "differs" ? result : null]).toEqual([code, null]);
        }),
        runs(6),
      );
  });
});
