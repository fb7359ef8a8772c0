import { describe, expect, test } from "vitest";
import { plans } from "../properties/plans.ts";
import { planOf, type Sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

/** Sums down and up, ranks in legs, levels with compression, a differential, a match and a pool. */
const plan = planOf(`plan "Long ways" {
  currency USD
  period   month
  1 PV = $1.00
  rounding half even to $0.01
}
input PV : volume
measure GV     = PV + sum(PV in downline)
measure best   = max(GV in legs)
measure above  = count(upline)
measure led    = count(legs where any(Title >= Silver in leg))
ranks Title {
  | rank   | PV >= _ | GV >= _ | led >= _ |
  | Member |         |         |          |
  | Silver |      50 |   1,000 |          |
  | Gold   |     100 |   4,000 |        1 |
}
table rates(Title, level) {
  | Title \\ level |   1 |  2 |  3 |
  | Member        |  5% |    |    |
  | Silver        | 10% | 6% |    |
  | Gold          | 10% | 6% | 4% |
}
table step(volume) {
  | from | 100 | 1,000 | 10,000 |
  | rate |  3% |    9% |    21% |
}
measure rate = step(GV)
bonus Team {
  on PV up sponsor
  counting PV >= 50
  pays rates(Title, level)
}
bonus Step {
  on PV from self up sponsor
  pays rate - max(rate in path)
}
bonus Match {
  on earned(Team) up sponsor
  pays 5% if level <= 2
}
pool Summit {
  pot    2% of sum(PV in company)
  shares 1 if Title >= Gold
}`);

const drawn = (fixed: Partial<Sketch>): Sketch => ({
  ...{ seed: 7, size: 100_000, shape: "chain", shuffled: false, periods: 1 },
  ...{ dated: false, tame: true, given: false },
  ...fixed,
});

describe("a hundred thousand people", () => {
  const world = worldOf(plan, drawn({}));
  const ways: readonly (readonly [string, (person: number) => number])[] = [
    ["all in one chain", (person) => person - 1],
    ["all below one", (person) => Math.min(0, person - 1)],
  ];
  test.each(ways)(
    "%s",
    (_, above) => {
      const parent = Int32Array.from(world.names, (_name, person) => above(person));
      const result = compare(plan, { ...world, trees: new Map([["sponsor", { parent, side: null }]]) });
      expect(result.kind === "differs" ? result.column : null).toBeNull();
    },
    120_000,
  );
});

/** Siblings are as many as there are people: what they come to is worked out once, by both. */
describe("a hundred thousand siblings", () => {
  const siblings = planOf(`plan "Side by side" {
  currency USD
  period   month
  1 PV = $1.00
}
input PV : volume
measure all_PV   = sum(PV in siblings)
measure most_PV  = max(PV in siblings)
measure few      = min(PV in siblings where PV >= 100)
measure buying   = count(siblings where PV > 0)
measure best     = nearest(siblings where PV >= 600).PV
measure leading  = sum(PV in largest 3 siblings by PV)
measure once_all = previous(sum(PV in siblings)) + sum(count(siblings where PV > 50) in periods)
measure number_  = place(PV in siblings)
measure over_all = sum(place(PV in siblings) in periods)
`);
  const world = worldOf(siblings, drawn({ periods: 2 }));
  const ways: readonly (readonly [string, (person: number) => number])[] = [
    ["below one", (person) => Math.min(0, person - 1)],
    ["below nobody", () => -1],
  ];
  test.each(ways)(
    "%s",
    (_, above) => {
      const parent = Int32Array.from(world.names, (_name, person) => above(person));
      const result = compare(siblings, { ...world, trees: new Map([["sponsor", { parent, side: null }]]) });
      expect(result).toMatchObject({ kind: "equal" });
    },
    120_000,
  );
});

describe("nobody at all, nobody who buys, and returns only", () => {
  test.each(plans)("%s", (_, plan) => {
    const world = worldOf(plan, drawn({ size: 30, shape: "tall bush", periods: 2 }));
    const nothing = { ...world, inputs: new Map(), orders: { ...world.orders, of: () => [] } };
    for (const one of [worldOf(plan, drawn({ size: 0 })), worldOf(plan, drawn({ size: 1 })), nothing]) {
      const result = compare(plan, one);
      expect(result.kind === "differs" ? result : null).toBeNull();
    }
    const returned = worldOf(plan, drawn({ size: 40, shape: "bush", tame: false }));
    const result = compare(plan, {
      ...returned,
      inputs: new Map(
        [...returned.inputs].map(([name, of]) => [
          name,
          (person: number, period: number) => {
            const value = of(person, period);
            return typeof value === "object" && value !== null && "n" in value && name !== "wide"
              ? { n: -Math.abs(Number(value.n)) + 0, d: value.d }
              : value;
          },
        ]),
      ),
    });
    expect(result.kind === "differs" ? result : null).toBeNull();
  });
});
