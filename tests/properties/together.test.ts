import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, toDecimal, ZERO } from "../../src/base/exact.ts";
import { evaluateAll } from "../../src/meaning/evaluation.ts";
import { travel } from "../../src/meaning/journeys.ts";
import { emptyLedger } from "../../src/meaning/ledger.ts";
import { goingTogether, wayTogether } from "../../src/meaning/together.ts";
import { treeOf } from "../../src/meaning/trees.ts";
import { runs } from "./runs.ts";
import { planOf, sketch, worldOf } from "./worlds.ts";

/**
 * Journeys that go together pay everybody what each by itself pays them, and break off the same for the same reasons:
 * for every kind of thing that a rule can know of a way.
 */
const rules: readonly (readonly [string, string])[] = [
  ["without an end", "pays 3%"],
  ["a rebate and everyone above", "from self\n pays 3%"],
  ["some count", "counting active\n pays 3% if level >= 2"],
  ["money for each", "pays $5 if level = 2 or level >= 4"],
  ["a table of levels", "counting active\n pays rates(level)"],
  ["compression by level", "counting active and level <= depth\n pays rates(level)"],
  [
    "runs of inactive people",
    "counting active or below.active or distance = 1\n pays rates(level) if active",
  ],
  ["below me", "pays 5% if PV > below.PV"],
  ["a reckoned level", "pays 1% * level"],
  ["distance", "pays 2% if distance <= 3"],
  ["until", "until PV >= 250\n pays 4%"],
  ["until by level", "until active and level >= 3\n pays 4%"],
  ["through", "from self\n through PV >= 200\n pays 4%"],
  ["a differential", "from self\n pays Title.rate - max(Title.rate in path)"],
  [
    "of those who count",
    "from self\n counting active\n pays Title.rate - max(Title.rate in path where active)",
  ],
  ["with a least", "pays max(Title.rate - max(Title.rate in path), 1%) if Title >= Silver"],
  ["sums on the path", "pays 5% if sum(PV in path) < 400"],
  ["counts on the path", "pays 5% if count(path where active) < 2"],
  ["some and all on the path", "pays 5% if any(PV >= 200 in path) and not all(active in path)"],
  ["nobody of my rank on the path", "pays 3% if not any(Title >= my.Title in path)"],
  ["all below me", "pays 3% if all(PV < my.PV in path)"],
  ["few above me", "pays 3% if count(path where PV >= my.PV and active) < 3"],
  ["more than me, said the other way", "pays 3% if any(my.PV < PV in path where active)"],
  [
    "closed generations",
    "generation closes at Title >= Silver\n pays 5% if generation <= 2 and Title >= Silver",
  ],
  ["opened generations", "generation opens at Title >= Silver\n pays 5% if generation >= 1"],
  ["generations of my rank", "generation closes at Title >= my.Title\n pays 5% if generation = 1"],
  [
    "two generations of my volume",
    "generation closes at PV >= my.PV and active\n pays 5% if generation <= 2",
  ],
];

const textOf = (rule: string) => `plan "Together" {
  currency USD
  period month
  1 PV = $0.70
}
input PV : volume
input depth : count
input active : yes/no
table rates(level) {
  | level | 1 | 2 | 4 |
  |       | 5% | 3% | 1.5% |
}
ranks Title {
  | rank | rate | PV >= _ |
  | Bronze | 4% | |
  | Silver | 9% | 100 |
  | Gold | 6% | 250 |
  award highest
}
bonus B {
 on PV up sponsor
 ${rule}
}
`;

describe.each(rules)("%s", (_, rule) => {
  const plan = planOf(textOf(rule));
  const bonus = plan.bonuses.get("B")!;

  test("goes together as each by itself", () => {
    fc.assert(
      fc.property(sketch({ given: false }, 30), (drawn) => {
        const world = worldOf(plan, drawn);
        const last = world.periods.length - 1;
        const run = evaluateAll(plan, world, last);
        const way = wayTogether(run, bonus, false);
        expect(way).not.toBeNull();
        const [alone, together] = [new Map<number, string>(), new Map<number, string>()];
        const paying = (into: Map<number, string>) => {
          const exact = new Map<number, typeof ZERO>();
          return (payee: number, amount: typeof ZERO) => {
            exact.set(payee, add(exact.get(payee) ?? ZERO, amount));
            into.set(payee, toDecimal(exact.get(payee)!));
          };
        };
        const [ledger, ledgerTogether] = [emptyLedger(), emptyLedger()];
        const pay = paying(alone);
        for (let source = 0; source < world.size; source++)
          travel(run, bonus, source, last, ({ payee, amount }) => pay(payee, amount), ledger);
        const going = goingTogether(run, bonus, way!, last, paying(together), ledgerTogether);
        for (const person of treeOf(run, "sponsor", last).topFirst.toReversed()) {
          going.arrive(person);
          going.setOff(person);
        }
        const paid = (amounts: Map<number, string>) =>
          [...amounts].filter(([, amount]) => amount !== "0").sort(([a], [b]) => a - b);
        expect(paid(together)).toEqual(paid(alone));
        const books = ({ offered, broken }: typeof ledger) => [
          toDecimal(offered),
          [...broken]
            .map(([reason, amount]) => `${reason} ${toDecimal(amount)}`)
            .filter((entry) => !entry.endsWith(" 0"))
            .sort(),
        ];
        expect(books(ledgerTogether)).toEqual(books(ledger));
      }),
      runs(60),
    );
  });
});
