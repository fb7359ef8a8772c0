import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const trees = [
  "tree t = nearest(upline where PV >= 100)",
  "tree t = sponsor filled 2 wide",
  "tree t = sponsor filled 2 wide evenly",
  "tree t : binary from day",
  "tree t = sponsor from joined",
  "tree t = nearest(upline where PV > 50) from day",
  "tree t = sponsor filled 2 wide from day",
];

/** Trees that rules build, with those who stand side by side in them, and those who wait for a place. */
describe.each(trees)("%s", (tree) => {
  test.each([
    "measure found = count(siblings of t)",
    "measure found = sum(PV in siblings of t where joined < my.joined)",
    "measure found = nearest(siblings of t where PV >= 100)",
    "measure found = max(PV in smallest 2 siblings of t by PV)",
    "measure found = min(PV in siblings of t where PV >= 100) + previous(sum(PV in siblings of t))",
    "measure found = sum(sum(PV in siblings of t) in earlier periods)",
    "measure found = sum(place(PV in siblings of t) in periods)",
    "measure found = nearest(largest 1 siblings of t by PV).PV",
    "measure found = count(largest width siblings of t by PV)",
    "measure found = place(PV in siblings of t)",
    "measure found = place(earliest joined in siblings of t where PV > 50)",
    "measure found = place(PV in siblings of t where joined < my.joined)",
    "measure found = count(downline of t) - count(upline of t)",
    "bonus B {\n  on PV up t\n  pays 5% if place(PV in siblings of t) <= 2\n}",
  ])("%s", (rule) => {
    const plan = planOf(planWith(`input day : date\ninput width : number\n${tree}\n${rule}`));
    fc.assert(
      fc.property(sketch({}, 30), (drawn) => {
        const result = compare(plan, worldOf(plan, drawn));
        expect(result).toEqual({ kind: "equal", cells: expect.any(Number) });
      }),
      runs(12),
    );
  });
});

/** Here and there it is given who is above somebody, in place of what a rule says. */
test.each(["tree t = nearest(upline where PV >= 100)", "tree t = sponsor filled 2 wide", "tree t"])(
  "given person by person: %s",
  (tree) => {
    const plan = planOf(
      planWith(`${tree}\nmeasure found = t.PV\nmeasure more = count(downline of t) + count(upline of t)`),
    );
    fc.assert(
      fc.property(sketch({ shuffled: false }, 30), (drawn) => {
        const world = worldOf(plan, drawn);
        // Nobody stands below himself: whoever is given stands above in joining order.
        const above = (person: number) => (person % 3 === 1 ? Math.floor(person / 2) : undefined);
        const given = new Map([...world.given, ["t", above]] as const);
        const result = compare(plan, { ...world, given });
        expect(result).toEqual({ kind: "equal", cells: expect.any(Number) });
      }),
      runs(20),
    );
  },
);

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
  "tree built = sponsor filled (3,000,000,000 if width > 2 else 1) wide evenly",
])("%s", (tree) => {
  const plan = planOf(
    `${HEAD}${tree}\nmeasure below_all = sum(PV in downline of built)\nmeasure before = previous(below_all)\nbonus B { on PV up built\n pays 10% if level <= 3 }\n`,
  );
  fc.assert(
    fc.property(sketch({ periods: 3 }, 25), (drawn) => {
      const result = compare(plan, worldOf(plan, drawn));
      expect(result).toMatchObject({ kind: "equal" });
    }),
    runs(20),
  );
});
