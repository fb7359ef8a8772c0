import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction } from "../../src/base/exact.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import type { World } from "../../src/meaning/world.ts";
import { plans } from "../properties/plans.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { changeAfterChange, type Outcome } from "./change-after-change.ts";

/** The same, where nothing may be otherwise. */
function mend(
  plan: CheckedPlan,
  world: World,
  smallest: number,
  picks: readonly number[],
  climbs = true,
): Omit<Outcome, "difference"> {
  const { difference, ...count } = changeAfterChange(plan, world, { smallest, picks, climbs });
  expect(difference).toBeNull();
  return count;
}

const picks = fc.array(fc.nat(2 ** 18), { minLength: 1, maxLength: 6 });
const manyPicks = fc.array(fc.nat(2 ** 18), { minLength: 1, maxLength: 40 });

describe("one person's figure changed comes to the same as everything worked out again", () => {
  test.each(plans)("%s", (_, plan) => {
    fc.assert(
      fc.property(
        sketch({ periods: 1, given: false }, 60),
        fc.constantFrom(2, 5, 16),
        picks,
        fc.boolean(),
        (drawn, smallest, which, climbs) => {
          mend(plan, worldOf(plan, drawn), smallest, which, climbs);
        },
      ),
      runs(12),
    );
  });
});

/** Legs of which the largest counts, ranks in legs, two trees, several bases on their way up, sums, and a pool. */
const workload = planOf(
  readFileSync(new URL("../bench/workload/workload.plan", import.meta.url), "utf8")
    // Few of some dozens of people come to more.
    .replace("1 if Title >= Ruby", "1 if Title >= Bronze"),
);

describe.each([
  ["by code that climbs", true],
  ["one by one", false],
])("change after change of a large plan, %s", (_, climbs) => {
  test("comes to the same as everything worked out again", () => {
    fc.assert(
      fc.property(
        sketch({ periods: 1, given: false }, 60),
        fc.constantFrom(2, 3, 8, 20),
        manyPicks,
        (drawn, smallest, which) => {
          const world = worldOf(workload, drawn);
          expect(mend(workload, world, smallest, which, climbs).wholly).toBe(0);
        },
      ),
      runs(25),
    );
  });
});

/** Bases that go by themselves, each to so much at most: lists of them are kept. */
const eachByItself = planOf(`plan "Each" {
  1 PV = $0.50
}
input PV : volume
bonus Each {
  on PV up sponsor
  generation opens at PV >= 50
  pays 4% if generation >= 1
  each at most $12.34
}
`);

test("a return is no purchase of as much that has not come", () => {
  const people = 60;
  const [drawn] = fc.sample(sketch({ periods: 1, given: false, size: people }), { numRuns: 1, seed: 3 });
  const world = worldOf(eachByItself, drawn!);
  const chain = { parent: Int32Array.from({ length: people }, (_, person) => person - 1), side: null };
  const figures = [4000, -4000, 600, 0, 4000, -4000, 0, 12_000];
  const volume = new Map([["PV", (person: number) => fraction(figures[person % figures.length]!, 1)]]);
  const of = { ...world, trees: new Map([["sponsor", chain]]), inputs: volume };
  for (let pick = 0; pick < 400; pick += 7) mend(eachByItself, of, 2, [pick, pick + 91, pick + 33]);
});

test("a tree so tall that the climb is made in several parts comes to the same", () => {
  const [drawn] = fc.sample(sketch({ periods: 1, given: false, size: 700 }), { numRuns: 1, seed: 3 });
  const world = worldOf(workload, drawn!);
  const below = { parent: Int32Array.from({ length: 700 }, (_, person) => person - 1), side: null };
  const side = new Uint8Array(700).fill(1);
  const tall = new Map([...world.trees, ["sponsor", below], ["placement", { ...below, side }]]);
  mend(workload, { ...world, trees: tall }, 2, [5601, 4000, 5593, 8]);
});

test.each([
  "tree built = nearest(upline where PV >= $100)",
  "tree built = (none if PV < $50 else sponsor) filled 2 wide",
])("whoever moves a tree that rules build is found in the tree as it stands then: %s", (tree) => {
  const plan = planOf(`plan "Built" { currency USD  period month }
tree sponsor
input PV : money
${tree}
measure team = sum(PV in downline of built)
measure strongest = max(PV in downline of built)
bonus Team "Team" { on PV up built
  pays 10% if level <= 3
}`);
  fc.assert(
    fc.property(sketch({ periods: 1, given: false }, 60), manyPicks, fc.boolean(), (drawn, which, climbs) => {
      mend(plan, worldOf(plan, drawn), 2, which, climbs);
    }),
    runs(20),
  );
});

test("a pot is divided again for those who have shares, and nothing is worked out for everybody", () => {
  const [, plan] = plans.find(([name]) => name.endsWith("examples/stairstep.plan"))!;
  const drawn = fc.sample(sketch({ periods: 1, given: false }, 60), { numRuns: 20, seed: 1 });
  const counts = drawn.map((one) =>
    mend(
      plan,
      worldOf(plan, one),
      2,
      [1, 2, 3, 4].map((i) => i * 1031),
    ),
  );
  expect(counts.reduce((so, { mended }) => so + mended, 0)).toBeGreaterThan(0);
  expect(counts.map(({ wholly }) => wholly)).toEqual(counts.map(() => 0));
});

test.each([
  "$9,000,000,000 + sum(PV in company)",
  "-$9,000,000,000 - sum(PV in company)",
  "sum(PV in company)",
])("parts of a pot that need more than 32 bits, or are below 0, are divided again: %s", (pot) => {
  const plan = planOf(`plan "Pot" { currency USD  period month }
tree sponsor
input PV : money
pool Pot { pot ${pot}  shares 1 if PV >= $50 }`);
  fc.assert(
    fc.property(sketch({ periods: 1, given: false }, 40), manyPicks, (drawn, which) => {
      expect(mend(plan, worldOf(plan, drawn), 2, which).wholly).toBe(0);
    }),
    runs(10),
  );
});
