import { type Distribution, meanOf } from "../analysis/distribution.ts";
import type { CompanyTotals } from "../analysis/totals.ts";
import { shareOf } from "../analysis/totals.ts";
import { add, type Exact, fraction, multiply, sum, ZERO } from "../base/exact.ts";
import type { Rounding } from "../base/rounding.ts";
import { isAmount } from "../check/types.ts";
import { balanceOf } from "../meaning/bonuses.ts";
import type { Run } from "../meaning/run.ts";
import { exactSum, type Numbers, type PeriodColumns } from "./period-columns.ts";
import { selected } from "./selected.ts";

const LARGEST = 2 ** 52;

/**
 * `totalsOf` for what code has worked out: the same figures, from whole columns, piece by piece. Null where one does not fit
 * into doubles.
 */
export function* totalsByCode(
  run: Run,
  period: number,
  columns: PeriodColumns,
): Generator<void, CompanyTotals | null> {
  const { plan, world } = run;
  const size = columns.order.length;
  const { there, distributor } = columns.marksOf(world, period);
  const volumes: CompanyTotals["volumes"][number][] = [];
  for (const { name, type } of plan.inputs.values()) {
    if (!isAmount(type) || type.kind === "percent") continue;
    yield;
    const numbers = columns.numbers(name);
    if (!numbers) return null;
    const total = fraction(exactSum(numbers.values, there), 10n ** BigInt(numbers.scale));
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
    const factor = 10 ** (scale - own);
    const people = addUp(values, charge ? null : paidOf, factor, distributor);
    const total = fraction(exactSum(values, distributor), 10n ** BigInt(own));
    if (charge) charged = add(charged, total);
    byBonus.push({ name: bonus.name, total, people, balance: balanceOf(run, bonus.name, period) });
  }
  yield;
  for (const value of paidOf) if (value >= LARGEST || value <= -LARGEST) return null;

  const ladder = [...plan.ladders.values()][0];
  const ranks = ladder ? columns.numbers(ladder.name) : null;
  if (ladder && !ranks) return null;
  const groups = (ladder?.ranks.length ?? 0) + 1;
  // Everybody's pay, those of one rank together.
  const counts = new Int32Array(groups + 1);
  const groupOf = (place: number) => (ranks ? ranks.values[place]! + 1 : 0);
  const counted = (place: number) => distributor === null || distributor[place] === 1;
  for (let place = 0; place < size; place++) if (counted(place)) counts[groupOf(place) + 1]!++;
  for (let group = 0; group < groups; group++) counts[group + 1]! += counts[group]!;
  const sorted = new Float64Array(counts[groups]!);
  const next = counts.slice();
  yield;
  for (let place = 0; place < size; place++)
    if (counted(place)) sorted[next[groupOf(place)]!++] = paidOf[place]!;
  const byRank: CompanyTotals["byRank"][number][] = [];
  for (const [group, rank] of ladder ? [-1, ...ladder.ranks.keys()].entries() : []) {
    yield;
    const own = sorted.slice(counts[group]!, counts[group + 1]!);
    byRank.push({ rank, payouts: distributionOf(own, scale, plan.rounding) });
  }
  yield;
  const payouts = distributionOf(sorted, scale, plan.rounding);
  const paid = sum(byBonus.flatMap(({ total }, i) => (isCharge(bonuses[i]!) ? [] : [total])));
  return { volumes, sales, paid, charged, share: shareOf(paid, sales), payouts, byBonus, byRank };
}

/** Adds what a bonus pays to what everybody is paid; gives how many it pays anything. */
function addUp(
  values: Float64Array,
  paidOf: Float64Array | null,
  factor: number,
  counts: Uint8Array | null,
): number {
  let people = 0;
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!;
    if (value === 0 || (counts !== null && counts[place] === 0)) continue;
    people++;
    if (paidOf) paidOf[place]! += value * factor;
  }
  return people;
}

const isCharge = (bonus: object): boolean => "flavour" in bonus && bonus.flavour === "charge";

/** How amounts are spread, which are put in another order on the way. */
function distributionOf(amounts: Float64Array, scale: number, rounding: Rounding): Distribution {
  const people = amounts.length;
  const exact = (units: number | bigint, parts = 1n) => fraction(BigInt(units), parts * 10n ** BigInt(scale));
  const total = exact(exactSum(amounts));
  let nothing = 0;
  let highest = people === 0 ? 0 : Number.NEGATIVE_INFINITY;
  for (const amount of amounts) {
    if (amount === 0) nothing++;
    if (amount > highest) highest = amount;
  }
  const middle = people >> 1;
  let median = ZERO;
  if (people > 0) {
    const upper = selected(amounts, middle);
    if (people % 2 === 1) median = exact(upper);
    else {
      let lower = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < middle; i++) if (amounts[i]! > lower) lower = amounts[i]!;
      median = exact(lower + upper, 2n);
    }
  }
  return { people, nothing, total, median, mean: meanOf(total, people, rounding), highest: exact(highest) };
}
