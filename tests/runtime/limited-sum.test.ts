import fc from "fast-check";
import { expect, test } from "vitest";
import { fraction } from "../../src/base/exact.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const planOfSum = (formula: string) =>
  planOf(planWith(`param most = 60%\nmeasure GV = PV + sum(PV in downline)\nmeasure found = ${formula}`));

/** Sums that limit themselves, by code. */
test.each([
  "sum(GV in legs, each at most most of total)",
  "PV + sum(GV in legs, each at most most of (PV + total))",
  "sum(GV in legs where GV > 50, each at most 37.5% of (total - PV))",
  "sum(PV in frontline, each at most 100 + most of total)",
  "sum(PV in downline where level <= 2, each at most 150% of total + PV)",
  "sum(PV in largest 3 frontline by PV, each at most 25% of (total + total) - PV)",
  "sum(sum(GV in legs, each at most 80% of total) in frontline)",
])("measure found = %s", (formula) => {
  const plan = planOfSum(formula);
  fc.assert(
    fc.property(sketch({}, 30), (drawn) => {
      const result = compare(plan, worldOf(plan, drawn));
      expect(result).toMatchObject({ kind: "equal", forms: [] });
    }),
    runs(40),
  );
});

test.each([
  [fraction(50, 100), true],
  [fraction(75, 100), true],
  [fraction(110, 100), true],
  // One part at its limit makes 1 / 60 % of the rest: no decimals come to that.
  [fraction(40, 100), false],
  [fraction(5, 100), false],
])("a share of %s", (most, isCompiled) => {
  const plan = planOfSum("PV + sum(GV in legs, each at most most of (PV + total))");
  fc.assert(
    fc.property(sketch({ given: false }, 30), (drawn) => {
      const world = { ...worldOf(plan, drawn), params: new Map([["most", most]]) };
      const result = compare(plan, world);
      expect(result).toMatchObject({ kind: "equal" });
      if (result.kind === "equal") expect(result.forms.length === 0).toBe(isCompiled);
    }),
    runs(25),
  );
});
