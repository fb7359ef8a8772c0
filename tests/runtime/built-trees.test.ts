import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const HEAD = `plan "Built" {
  currency USD
  period   month
  1 PV = $1.00
}
input PV    : volume
input width : number
measure wide = min(3, max(1, width))
`;

/** A tree that the rules build stays as it was as long as what it is built from does, and no longer. */
test.each([
  "tree built = nearest(upline where PV >= 100)",
  "tree built = sponsor filled wide wide",
  "tree built = sponsor filled 2 wide evenly",
  "tree built = (none if PV < 50 else sponsor) filled wide wide",
])("%s", (tree) => {
  const plan = planOf(
    `${HEAD}${tree}\nmeasure below_all = sum(PV in downline of built)\nmeasure before = previous(below_all)\nbonus B { on PV up built\n pays 10% if level <= 3 }\n`,
  );
  fc.assert(
    fc.property(sketch({ periods: 3 }, 25), (drawn) => {
      const result = compare(plan, worldOf(plan, drawn));
      expect(result).toMatchObject({ kind: "equal", forms: [] });
    }),
    runs(20),
  );
});
