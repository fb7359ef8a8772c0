import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { totalsOf } from "../../src/analysis/totals.ts";
import {
  add,
  compare,
  equal,
  fraction,
  isNegative,
  isZero,
  subtract,
  sum,
  whole,
  ZERO,
} from "../../src/base/exact.ts";
import { floorToGrid } from "../../src/base/rounding.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { limitsAround } from "../../src/check/dependencies.ts";
import { amountOf, amountsOf, balanceOf } from "../../src/meaning/bonuses.ts";
import { column } from "../../src/meaning/columns.ts";
import { evaluate } from "../../src/meaning/evaluate.ts";
import { evaluateAll } from "../../src/meaning/evaluation.ts";
import { runExample } from "../../src/meaning/examples.ts";
import { isThere } from "../../src/meaning/presence.ts";
import { about, newRun, type Run } from "../../src/meaning/run.ts";
import type { World } from "../../src/meaning/world.ts";
import { type Computed, computedBy, exactOf, plans, printed, smallPlans } from "./plans.ts";
import { runs } from "./runs.ts";
import { planOf, renumbered, type Sketch, sketch, worldOf } from "./worlds.ts";

const everybody = ({ size }: World): number[] => Array.from({ length: size }, (_, person) => person);
const last = ({ periods }: World): number => periods.length - 1;
const runOf = (plan: CheckedPlan, drawn: Sketch): Run => {
  const world = worldOf(plan, drawn);
  return evaluateAll(plan, world, last(world));
};

/** Everything that was computed in a period, as text: a line for each column, with everybody's value. */
const snapshot = (run: Run, columns: readonly Computed[], period: number): string[] =>
  columns.map(
    ({ name, read }) =>
      `${name}: ${everybody(run.world).map((person) => printed(read(run, person, period)))}`,
  );

const laws = (
  name: string,
  law: (plan: CheckedPlan, drawn: Sketch) => void,
  fixed: Partial<Sketch> = {},
  count = 12,
) =>
  test.each(plans)(`${name}: %s`, (_, plan) => {
    fc.assert(
      fc.property(sketch(fixed), (drawn) => law(plan, drawn)),
      runs(count),
    );
  });

describe("every plan on every downline", () => {
  laws("is evaluated, and in whatever order it is asked for the same", (plan, drawn) => {
    const run = runOf(plan, drawn);
    const columns = computedBy(plan);
    const period = last(run.world);
    const lazily = newRun(plan, run.world);
    expect(snapshot(lazily, [...columns].reverse(), period).reverse()).toEqual(
      snapshot(run, columns, period),
    );
  });

  test("is evaluated, whatever form of the language it uses", () => {
    for (const [code, plan] of smallPlans)
      fc.assert(
        fc.property(sketch({}, 15), (drawn) => {
          const run = runOf(plan, drawn);
          expect([code, snapshot(run, computedBy(plan), last(run.world)).length > 0]).toEqual([code, true]);
        }),
        runs(6),
      );
  });

  laws(
    "comes to the same the second time",
    (plan, drawn) => {
      const columns = computedBy(plan);
      const [first, second] = [runOf(plan, drawn), runOf(plan, drawn)];
      expect(snapshot(second, columns, last(second.world))).toEqual(
        snapshot(first, columns, last(first.world)),
      );
    },
    {},
    3,
  );

  laws(
    "does not care who is known by which number, as far as joining order decides nothing",
    (plan, drawn) => {
      const world = worldOf(plan, drawn);
      const persons = new Set(
        [...plan.inputs.values()].filter(({ type }) => type.kind === "person").map(({ name }) => name),
      );
      for (const name of plan.trees.keys()) persons.add(name);
      const to = everybody(world).map((person) => (person * 7 + 3) % Math.max(1, world.size));
      fc.pre(new Set(to).size === world.size);
      const columns = computedBy(plan).filter(({ of }) => !decidedByJoining(plan).has(of));
      const run = evaluateAll(plan, world, last(world));
      const moved = evaluateAll(plan, renumbered(world, to, persons), last(world));
      for (const { name, read } of columns) {
        const values = (of: Run, at: readonly number[]) =>
          at.map((person) => {
            const value = read(of, person, last(world));
            return persons.has(name) && typeof value === "number" && value >= 0
              ? of === run
                ? to[value]!
                : value
              : printed(value);
          });
        expect([name, values(moved, to)]).toEqual([name, values(run, everybody(world))]);
      }
    },
  );
});

describe("money", () => {
  laws("adds up: payout is all that is paid, less the charges", (plan, drawn) => {
    const run = runOf(plan, drawn);
    const period = last(run.world);
    const bonuses = [...plan.bonuses.values()]
      .filter(({ flavour }) => flavour === "bonus")
      .map(({ name }) => name);
    const charges = [...plan.bonuses.values()]
      .filter(({ flavour }) => flavour === "charge")
      .map(({ name }) => name);
    for (const person of everybody(run.world)) {
      const paid = sum(
        [...bonuses, ...plan.pools.keys()].map((name) => amountOf(run, "paid", name, person, period)),
      );
      const charged = sum(charges.map((name) => amountOf(run, "paid", name, person, period)));
      expect(printed(column(run, "payout", person, period))).toBe(printed(subtract(paid, charged)));
    }
    const totals = totalsOf(run, period);
    const there = everybody(run.world).filter((person) => isThere(run, person, period));
    const payouts = sum(there.map((person) => exactOf(column(run, "payout", person, period))));
    expect(printed(subtract(totals.paid, totals.charged))).toBe(printed(payouts));
    expect(printed(totals.payouts.total)).toBe(printed(totals.paid));
    expect(totals.payouts.people).toBe(there.filter((person) => !run.world.customer[person]).length);
  });

  laws("is paid to distributors who are there, and to nobody else", (plan, drawn) => {
    fc.pre(!drawn.given);
    const run = runOf(plan, drawn);
    const period = last(run.world);
    for (const person of everybody(run.world)) {
      if (!run.world.customer[person] && isThere(run, person, period)) continue;
      for (const name of [...plan.bonuses.keys(), ...plan.pools.keys()]) {
        if (plan.bonuses.get(name)?.flavour === "flow") continue;
        expect([name, isZero(amountOf(run, "paid", name, person, period))]).toEqual([name, true]);
      }
      for (const ladder of plan.ladders.keys())
        if (run.world.customer[person]) expect(column(run, ladder, person, period)).toBe(-1);
    }
  });

  laws(
    "only gets less on its way: paid is not above earned, nor earned above gross",
    (plan, drawn) => {
      const run = runOf(plan, drawn);
      const period = last(run.world);
      for (const name of [...plan.bonuses.keys(), ...plan.pools.keys()]) {
        if (plan.bonuses.get(name)?.flavour === "flow") continue;
        for (const person of everybody(run.world)) {
          const [gross, earned, paid] = (["gross", "earned", "paid"] as const).map((stage) =>
            amountOf(run, stage, name, person, period),
          );
          expect(compare(earned!, gross!)).toBeLessThanOrEqual(0);
          if (drawn.tame && !isNegative(earned!)) expect(compare(paid!, earned!)).toBeLessThanOrEqual(0);
        }
      }
    },
    { tame: true },
  );

  laws("balances: what a bonus offers is paid, or broken for a reason", (plan, drawn) => {
    const run = runOf(plan, drawn);
    const period = last(run.world);
    for (const name of [...plan.bonuses.keys(), ...plan.pools.keys()]) {
      const balance = balanceOf(run, name, period);
      if (!balance) continue;
      const paid = sum(everybody(run.world).map((person) => amountOf(run, "paid", name, person, period)));
      expect([name, printed(add(paid, sum(balance.broken.values())))]).toEqual([
        name,
        printed(balance.offered),
      ]);
      if (!drawn.tame) continue;
      for (const [reason, amount] of balance.broken)
        if (reason !== "rounding") expect([name, reason, isNegative(amount)]).toEqual([name, reason, false]);
    }
  });

  laws(
    "is held to every limit, to the cent",
    (plan, drawn) => {
      const run = runOf(plan, drawn);
      const period = last(run.world);
      for (const limit of plan.limits) {
        if (limit.bonuses.some((name) => plan.clocks.get(name) !== plan.clock)) continue;
        const owners = new Map<number, number[]>();
        for (const person of everybody(run.world)) {
          const owner = limit.forEach === "owner" ? (column(run, "owner", person, period) as number) : -1;
          const key = limit.forEach && owner < 0 ? person : owner;
          owners.set(key, [...(owners.get(key) ?? []), person]);
        }
        for (const [whose, people] of owners) {
          const allowed = floorToGrid(
            exactOf(evaluate(run, limit.to, about(whose, period))),
            plan.rounding.grid,
          );
          const of = (stage: "earned" | "paid", names: readonly string[]) =>
            sum(names.flatMap((name) => people.map((person) => amountOf(run, stage, name, person, period))));
          const paid = of("paid", limit.bonuses);
          const kept = of(
            "paid",
            limit.bonuses.filter((name) => !limit.scaling.includes(name)),
          );
          if (compare(paid, allowed) > 0) {
            // Only what gives way is scaled: what does not may stand above the limit alone.
            expect(printed(paid)).toBe(printed(kept));
            continue;
          }
          const alone = limitsAround(plan, limit.bonuses[0]!).length === 1;
          const earned = of("earned", limit.bonuses);
          if (alone) expect(printed(paid)).toBe(printed(compare(earned, allowed) > 0 ? allowed : earned));
        }
      }
    },
    { tame: true },
  );
});

describe("long chains", () => {
  /** A chain of so many people, of whom a few have volumes and orders. */
  function chain(plan: CheckedPlan, length: number): World {
    const small = worldOf(plan, {
      seed: 3,
      size: 0,
      shape: "chain",
      shuffled: false,
      periods: 2,
      dated: true,
      tame: true,
      given: false,
    });
    const parent = Int32Array.from({ length }, (_, person) => person - 1);
    const side = Uint8Array.from({ length }, () => 1);
    const buys = (person: number) => person === length - 1 || (person % 4999 === 4998 && person > 9000);
    return {
      ...small,
      size: length,
      names: Array.from({ length }, (_, person) => `p${person}`),
      joined: new Int32Array(length).fill(-(2 ** 31)),
      joinedPeriod: new Int32Array(length),
      customer: new Uint8Array(length),
      trees: new Map([...plan.trees.keys()].map((name) => [name, { parent, side }])),
      inputs: new Map(
        [...plan.inputs.values()]
          .filter(({ type, inOrders }) => type.kind === "points" && !inOrders)
          .map(({ name }) => [name, (person: number) => (buys(person) ? whole(500) : ZERO)]),
      ),
      orders: {
        of: (person) => (buys(person) ? [person] : []),
        day: () => null,
        buyer: (order) => order,
        value: (_, name) => (plan.inputs.get(name)?.type.kind === "points" ? whole(100) : undefined),
      },
    };
  }

  /** These look at every pair of people on a chain (levels counted along the tree, generations), so theirs is shorter. */
  const pairwise =
    /activation|levels|discounts|compression|breakaway|own-business|building-blocks|both-worlds|ranks|cases.binary|clocks|boards|state|small-print/;

  test.each(plans)("of 12,000 people are no deeper than the stack: %s", (file, plan) => {
    const length = pairwise.test(file) ? 2000 : 12_000;
    const world = chain(plan, length);
    const run = evaluateAll(plan, world, last(world));
    for (const { read } of computedBy(plan))
      for (const person of [0, length - 1]) read(run, person, last(world));
  });
});

describe("examples", () => {
  test.each(plans)("hold in any order, and again: %s", (_, plan) => {
    for (const example of [...plan.examples].reverse())
      expect(runExample(plan, example).failures).toEqual([]);
  });
});

/**
 * What joining order may decide: cents that are left over, places and picks among equals, who is placed where; and whatever
 * reads any of it.
 */
function decidedByJoining(plan: CheckedPlan): ReadonlySet<string> {
  const reads = new Map<string, Set<string>>();
  const decided = new Set<string>([...plan.pools.keys(), ...plan.boards.keys()]);
  for (const name of [...plan.bonuses.keys(), ...plan.pools.keys()]) {
    const paid = `paid ${name}`;
    reads.set(paid, new Set([name]));
    if (limitsAround(plan, name).length > 0) decided.add(paid);
    reads.set("payout", (reads.get("payout") ?? new Set()).add(paid));
  }
  for (const { name, filled } of plan.trees.values()) if (filled) decided.add(name);
  const maps = [
    plan.inputs,
    plan.measures,
    plan.trees,
    plan.ladders,
    plan.tables,
    plan.bonuses,
    plan.pools,
    plan.pairings,
    plan.boards,
  ];
  for (const map of maps)
    for (const [name, declared] of map) {
      const read = reads.get(name) ?? new Set<string>();
      reads.set(name, read);
      look(declared, read, () => decided.add(name));
    }
  for (let size = -1; size !== decided.size; ) {
    size = decided.size;
    for (const [name, read] of reads) if ([...read].some((one) => decided.has(one))) decided.add(name);
  }
  return decided;
}

/** Collects the names that stand anywhere in a declaration, and tells of what is settled by joining order. */
function look(part: unknown, names: Set<string>, byJoining: () => void): void {
  if (Array.isArray(part)) for (const one of part) look(one, names, byJoining);
  if (typeof part !== "object" || part === null || part instanceof Map) return;
  const { kind, name, pick, tree, ladder, pairing, board, table, bonus, stage } = part as Record<
    string,
    unknown
  >;
  if (kind === "Place" || kind === "Nearest" || (pick !== null && pick !== undefined)) byJoining();
  for (const one of [kind === "Column" ? name : null, tree, ladder, pairing, board, table])
    if (typeof one === "string") names.add(one);
  if (kind === "Amount") names.add(stage === "paid" ? `paid ${bonus}` : String(bonus));
  for (const [key, inner] of Object.entries(part))
    if (key !== "span" && key !== "type") look(inner, names, byJoining);
}

describe("ties and absence", () => {
  const plan = planOf(`plan "P" { currency USD }
input PV : volume
input owner : person
ranks Title {
  | rank | PV >= _ |
  | One  |       1 |
  | Two  |     100 |
}
measure most    = max(PV in downline)
measure least_  = min(PV in downline)
measure highest_title = max(Title in downline)
measure nobody  = count(upline)
measure every   = all(PV > 0 in downline)
measure some    = any(PV > 0 in downline)
measure above   = nearest(upline where PV >= 100)
measure boss_PV = sponsor.sponsor.PV
measure boss_title = sponsor.Title
measure owners_PV  = owner.PV
measure ratio   = PV / sponsor.PV
measure third   = sum(PV in largest 3 legs by PV) - sum(PV in largest 2 legs by PV)
`);

  test("nobody is gone through: 0, no, none, and yes for all; a person who is none has nothing", () => {
    fc.assert(
      fc.property(sketch({ given: false, periods: 1, dated: false }, 12), (drawn) => {
        const world = worldOf(plan, drawn);
        const run = evaluateAll(plan, world, 0);
        const { parent } = world.trees.get("sponsor")!;
        const read = (name: string, person: number) => printed(column(run, name, person, 0));
        for (const person of everybody(world)) {
          const isLeaf = !parent.includes(person);
          const isTop = parent[person]! < 0;
          if (isLeaf) {
            expect(
              ["most", "least_", "highest_title", "every", "some", "third"].map((name) => read(name, person)),
            ).toEqual([...["0/1", "0/1", "-1", "true", "false", "0/1"]]);
          }
          if (isTop) {
            expect(
              ["nobody", "above", "boss_PV", "boss_title", "ratio"].map((name) => read(name, person)),
            ).toEqual([...["0/1", "-1", "0/1", "-1", "0/1"]]);
          } else if (parent[parent[person]!]! < 0) expect(read("boss_PV", person)).toBe("0/1");
          if ((column(run, "owner", person, 0) as number) < 0) expect(read("owners_PV", person)).toBe("0/1");
        }
      }),
      runs(60),
    );
  });

  test("the largest of an all negative group is the one nearest to 0, not 0", () => {
    const negative = (n: number) => ({ n: -n, d: 1 });
    const world = worldOf(plan, {
      seed: 1,
      size: 4,
      shape: "star",
      shuffled: false,
      periods: 1,
      dated: false,
      tame: true,
      given: false,
    });
    const volumes = [whole(0), negative(50), negative(70), negative(20)];
    const run = evaluateAll(
      plan,
      {
        ...world,
        trees: new Map([["sponsor", { parent: Int32Array.from([-1, 0, 0, 0]), side: null }]]),
        inputs: new Map([["PV", (person: number) => volumes[person]]]),
      },
      0,
    );
    expect(printed(column(run, "most", 0, 0))).toBe("-20/1");
    expect(printed(column(run, "least_", 0, 0))).toBe("-70/1");
  });
});

test("the evaluation of a random world is worth its name: somebody is paid by every plan of the gallery", () => {
  for (const [file, plan] of plans) {
    if (plan.bonuses.size === 0) continue;
    const paid = Array.from({ length: 12 }, (_, seed) =>
      runOf(plan, {
        seed,
        size: 40,
        shape: "tall bush",
        shuffled: false,
        periods: 2,
        dated: true,
        tame: true,
        given: true,
      }),
    ).map((run) =>
      sum([...plan.bonuses.keys()].flatMap((name) => amountsOf(run, name, run.timeline.startOf(0)).gross)),
    );
    expect([file, paid.some((amount) => compare(amount, fraction(1, 100)) > 0)]).toEqual([file, true]);
    expect(paid.every((amount) => equal(amount, amount))).toBe(true);
  }
});
