import { add, type Exact, fraction, isZero, multiply, quotient, sum, ZERO } from "../base/exact.ts";
import { round } from "../base/rounding.ts";
import type { CheckedInput } from "../check/checked-plan.ts";
import { isAmount, type Type } from "../check/types.ts";
import { balanceOf } from "../meaning/bonuses.ts";
import { column } from "../meaning/columns.ts";
import type { Ledger } from "../meaning/ledger.ts";
import { isThere } from "../meaning/presence.ts";
import type { Run } from "../meaning/run.ts";
import { type Distribution, distributionOf } from "./distribution.ts";

/** What a plan comes to for a whole downline in one period. Money in the plan's currency, exact. */
export type CompanyTotals = {
  readonly volumes: readonly {
    readonly name: string;
    readonly type: Type;
    readonly total: Exact;
    readonly money: Exact | null;
  }[];
  /** The first volume that is money or has a worth in money: what payout is measured against. */
  readonly sales: { readonly name: string; readonly money: Exact } | null;
  readonly paid: Exact;
  readonly charged: Exact;
  /** Paid over sales, to six decimals. */
  readonly share: Exact | null;
  /** Of what distributors are paid, charges not taken off. */
  readonly payouts: Distribution;
  readonly byBonus: readonly {
    readonly name: string;
    readonly total: Exact;
    readonly people: number;
    readonly balance: Ledger | null;
  }[];
  /** By the ranks of the first ladder, `none` (-1) first. */
  readonly byRank: readonly { readonly rank: number; readonly payouts: Distribution }[];
};

const MILLIONTHS = { mode: "half even", grid: fraction(1, 1_000_000) } as const;

export function totalsOf(run: Run, period: number): CompanyTotals {
  const { plan, world } = run;
  const people = Array.from({ length: world.size }, (_, person) => person).filter((person) =>
    isThere(run, person, period),
  );
  const distributors = people.filter((person) => !world.customer[person]);

  const volumes = [...plan.inputs.values()]
    .filter((input) => isAmount(input.type) && input.type.kind !== "percent")
    .map((input) => volumeOf(run, input, people, period));
  const first = volumes.find(({ money }) => money !== null);
  const sales = first ? { name: first.name, money: first.money! } : null;

  const paidOf = new Map(distributors.map((person) => [person, ZERO]));
  let charged = ZERO;
  const byBonus = [
    ...[...plan.bonuses.values()].filter(({ flavour }) => flavour !== "flow"),
    ...plan.pools.values(),
  ].map((bonus) => {
    const charge = "flavour" in bonus && bonus.flavour === "charge";
    let total = ZERO;
    let earners = 0;
    for (const person of distributors) {
      const amount = column(run, bonus.name, person, period) as Exact;
      if (isZero(amount)) continue;
      total = add(total, amount);
      earners++;
      if (!charge) paidOf.set(person, add(paidOf.get(person)!, amount));
    }
    if (charge) charged = add(charged, total);
    return { name: bonus.name, total, people: earners, balance: balanceOf(run, bonus.name, period) };
  });

  const paid = sum(paidOf.values());
  const ladder = [...plan.ladders.values()][0];
  const rankOf = new Map(
    distributors.map((person) => [
      person,
      ladder ? (column(run, ladder.name, person, period) as number) : -1,
    ]),
  );
  const amountsAt = (rank: number): Exact[] =>
    distributors.filter((person) => rankOf.get(person) === rank).map((person) => paidOf.get(person)!);
  return {
    volumes,
    sales,
    paid,
    charged,
    share: shareOf(paid, sales),
    payouts: distributionOf([...paidOf.values()], plan.rounding),
    byBonus,
    byRank: ladder
      ? [-1, ...ladder.ranks.keys()].map((rank) => ({
          rank,
          payouts: distributionOf(amountsAt(rank), plan.rounding),
        }))
      : [],
  };
}

/** What is paid as a part of sales; null without sales. */
export const shareOf = (paid: Exact, sales: CompanyTotals["sales"]): Exact | null =>
  sales && !isZero(sales.money) ? round(quotient(paid, sales.money), MILLIONTHS) : null;

function volumeOf(
  run: Run,
  { name, type }: CheckedInput,
  people: readonly number[],
  period: number,
): CompanyTotals["volumes"][number] {
  const total = sum(people.map((person) => column(run, name, person, period) as Exact));
  const worth = type.kind === "points" ? run.plan.worth.get(type.of) : undefined;
  return { name, type, total, money: type.kind === "money" ? total : worth ? multiply(total, worth) : null };
}
