import type { CompanyTotals } from "../analysis/totals.ts";
import { shareOf } from "../analysis/totals.ts";
import { add, type Exact, fraction, multiply, sum, ZERO } from "../base/exact.ts";
import type { Work } from "../base/pieces.ts";
import { isAmount } from "../check/types.ts";
import { balanceOf } from "../meaning/bonuses.ts";
import type { Run } from "../meaning/run.ts";
import type { Numbers, PeriodColumns } from "./period-columns.ts";
import { spreadOf } from "./spread.ts";

const LARGEST = 2 ** 52;

/**
 * `totalsOf` for what code has worked out: the same figures, from whole columns, piece by piece. Null where one does not fit
 * into doubles.
 */
export function* totalsByCode(run: Run, period: number, columns: PeriodColumns): Work<CompanyTotals | null> {
  const { plan, world } = run;
  const size = columns.order.length;
  const { there, distributor } = columns.marksOf(world, period);
  const volumes: CompanyTotals["volumes"][number][] = [];
  for (const { name, type } of plan.inputs.values()) {
    if (!isAmount(type) || type.kind === "percent") continue;
    yield;
    const numbers = columns.numbers(name);
    if (!numbers) return null;
    const total = fraction(columns.gistOf(numbers, there).total, 10n ** BigInt(numbers.scale));
    const worth = type.kind === "points" ? plan.worth.get(type.of) : undefined;
    const money = type.kind === "money" ? total : worth ? multiply(total, worth) : null;
    volumes.push({ name, type, total, money });
  }
  const first = volumes.find(({ money }) => money !== null);
  const sales = first ? { name: first.name, money: first.money! } : null;

  const bonuses = [
    ...[...plan.bonuses.values()].filter(({ flavour }) => flavour !== "flow"),
    ...plan.pools.values(),
  ];
  const amounts: Numbers[] = [];
  for (const { name } of bonuses) {
    yield;
    const numbers = columns.numbers(`paid ${name}`);
    if (!numbers) return null;
    amounts.push(numbers);
  }
  const scale = Math.max(0, ...amounts.map((one) => one.scale));
  const paidOf = new Float64Array(size);
  let charged: Exact = ZERO;
  const byBonus: CompanyTotals["byBonus"][number][] = [];
  for (const [i, bonus] of bonuses.entries()) {
    yield;
    const { values, scale: own } = amounts[i]!;
    const charge = "flavour" in bonus && bonus.flavour === "charge";
    const gist = columns.gistOf(amounts[i]!, distributor);
    const total = fraction(gist.total, 10n ** BigInt(own));
    if (charge) charged = add(charged, total);
    else if (gist.people > 0) addUp(values, paidOf, 10 ** (scale - own));
    byBonus.push({
      name: bonus.name,
      total,
      people: gist.people,
      balance: balanceOf(run, bonus.name, period),
    });
  }

  const ladder = [...plan.ladders.values()][0];
  const ranks = ladder ? columns.numbers(ladder.name) : null;
  if (ladder && !ranks) return null;
  yield;
  const groups = (ladder?.ranks.length ?? 0) + 1;
  const payments = paymentsOf(paidOf, ranks?.values ?? null, groups, distributor);
  if (!payments) return null;
  const byRank: CompanyTotals["byRank"][number][] = [];
  for (const [group, rank] of ladder ? [-1, ...ladder.ranks.keys()].entries() : []) {
    yield;
    const { amounts: own, nothing } = payments.byGroup[group]!;
    byRank.push({ rank, payouts: spreadOf(own.slice(), nothing, scale, plan.rounding) });
  }
  yield;
  const nothing = payments.byGroup.reduce((so, group) => so + group.nothing, 0);
  const payouts = spreadOf(payments.amounts, nothing, scale, plan.rounding);
  const paid = sum(byBonus.flatMap(({ total }, i) => (isCharge(bonuses[i]!) ? [] : [total])));
  return { volumes, sales, paid, charged, share: shareOf(paid, sales), payouts, byBonus, byRank };
}

/** Adds what a bonus pays to what everybody is paid. Those who do not count are added up too, and never asked for. */
function addUp(values: Float64Array, paidOf: Float64Array, factor: number): void {
  for (let place = 0; place < values.length; place++) paidOf[place]! += values[place]! * factor;
}

const isCharge = (bonus: object): boolean => "flavour" in bonus && bonus.flavour === "charge";

/** What everybody is paid who is paid anything; those of one rank stand together, and how many of it are paid nothing. */
type Payments = {
  readonly amounts: Float64Array;
  readonly byGroup: readonly { readonly amounts: Float64Array; readonly nothing: number }[];
};

/** Null where somebody's pay does not fit. Most people are paid nothing: they are counted, and not sorted. */
function paymentsOf(
  paidOf: Float64Array,
  ranks: Float64Array | null,
  groups: number,
  counts: Uint8Array | null,
): Payments | null {
  const [some, none] = [new Int32Array(groups + 1), new Int32Array(groups)];
  for (let place = 0; place < paidOf.length; place++) {
    if (counts !== null && counts[place] === 0) continue;
    const value = paidOf[place]!;
    if (value >= LARGEST || value <= -LARGEST) return null;
    const group = ranks === null ? 0 : ranks[place]! + 1;
    if (value === 0) none[group]!++;
    else some[group + 1]!++;
  }
  for (let group = 0; group < groups; group++) some[group + 1]! += some[group]!;
  const amounts = new Float64Array(some[groups]!);
  const next = some.slice();
  for (let place = 0; place < paidOf.length; place++) {
    const value = paidOf[place]!;
    if (value === 0 || (counts !== null && counts[place] === 0)) continue;
    amounts[next[ranks === null ? 0 : ranks[place]! + 1]!++] = value;
  }
  const byGroup = Array.from(none, (nothing, group) => ({
    amounts: amounts.subarray(some[group]!, some[group + 1]!),
    nothing,
  }));
  return { amounts, byGroup };
}
