import fc from "fast-check";
import { expect, test } from "vitest";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

/** Walks that end early, or go another way than the text says, come to the same as those that do not. */
test.each([
  "count(downline where level <= 2)",
  "count(downline where 3 > level and PV >= 50)",
  "sum(PV in downline of placement where level = 2)",
  "sum(PV in downline of placement where distance <= 3 and level <> 2)",
  "count(downline counting PV >= 100 where level <= 2)",
  "count(downline counting PV >= 100 where distance < 4)",
  "max(PV in downline where level <= whole(PV / 100))",
  "max(PV in downline where level <= whole(my.PV / 100))",
  "sum(level * PV in left leg of placement where level <= 2)",
  "count(downline of placement until PV >= 1000 where level <= 3)",
  "count(right leg of placement where sponsor = my)",
  "any(PV >= 50 in left leg of placement where sponsor = my)",
  "any(PV >= 50 and sponsor = my in left leg of placement)",
  "sum(PV in downline of placement where my = sponsor and PV >= 50)",
  "count(legs of placement where any(sponsor = my in leg))",
  "count(legs of placement where any(PV >= 50 in leg where sponsor = my))",
  "sum(sum(PV in leg where level <= 2) in legs)",
  "min(PV in upline)",
  "min(PV in upline of placement where PV >= 100)",
  "max(0 - PV in upline)",
  "min(sum(PV in leg counting PV >= 50 where level <= 2) in legs of placement)",
  "count(legs where count(leg where PV >= 50 and distance <= 2) >= 2)",
  "count(frontline where any(PV >= 50 in downline of placement where sponsor = my))",
  "sum(level in left leg of placement where sponsor = my)",
  "count(left leg of placement until PV >= 1000 where sponsor = my)",
])("measure found = %s", (formula) => {
  const plan = planOf(planWith(`tree placement : binary\nmeasure found = ${formula}`));
  fc.assert(
    fc.property(sketch({}, 40), (drawn) => {
      const result = compare(plan, worldOf(plan, drawn));
      expect(result).toMatchObject({ kind: "equal" });
    }),
    runs(40),
  );
});
