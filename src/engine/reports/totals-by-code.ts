import type { CompanyTotals } from "../../analysis/totals.ts";
import { shareOf } from "../../analysis/totals.ts";
import { add, type Exact, fraction, multiply, sum, ZERO } from "../../base/exact.ts";
import type { Work } from "../../base/pieces.ts";
import { isAmount } from "../../check/types.ts";
import { balanceOf } from "../../meaning/bonuses.ts";
import type { Run } from "../../meaning/run.ts";
import type { Numbers, Payments, PeriodColumns } from "../code/period-columns.ts";
import { allOf, paidOf, spreadOf } from "./spread.ts";

const LARGEST = 2 ** 52;

/**
 * `totalsOf` for what code has worked out: the same figures, from whole columns, piece by piece. Null where one does not fit
 * into doubles.
 */
export function* totalsByCode(run: Run, period: number, columns: PeriodColumns): Work<CompanyTotals | null> {
  const { plan, world } = run;
  const { there, distributor } = columns.marksOf(world, period);
  const volumes: CompanyTotals["volumes"][number][] = [];
  for (const { name, type } of plan.inputs.values()) {
    if (!isAmount(type) || type.kind === "percent") continue;
    yield;
    const gist = columns.gistOf(name, there);
    if (!gist) return null;
    const total = fraction(gist.total, 10n ** BigInt(gist.scale));
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
  let charged: Exact = ZERO;
  const byBonus: CompanyTotals["byBonus"][number][] = [];
  for (const bonus of bonuses) {
    yield;
    // Nobody else is paid anything, unless the data say so: then all of it is what theirs is, and is known already.
    const counts = world.given.has(bonus.name) ? distributor : null;
    const gist = columns.gistOf(`paid ${bonus.name}`, counts);
    if (!gist) return null;
    const total = fraction(gist.total, 10n ** BigInt(gist.scale));
    if (isCharge(bonus)) charged = add(charged, total);
    byBonus.push({
      name: bonus.name,
      total,
      people: gist.people,
      balance: balanceOf(run, bonus.name, period),
    });
  }

  const ladder = [...plan.ladders.values()][0];
  yield;
  const spreads = yield* columns.kept({
    what: "spreads",
    of: ["payout", ...bonuses.map(({ name }) => `paid ${name}`), ...(ladder ? [ladder.name] : [])],
    by: [distributor, JSON.stringify(plan.rounding, plainly)],
    work: () => spreadsOf(run, columns, bonuses, distributor),
  });
  if (!spreads) return null;
  const paid = sum(byBonus.flatMap(({ total }, i) => (isCharge(bonuses[i]!) ? [] : [total])));
  return { volumes, sales, paid, charged, share: shareOf(paid, sales), byBonus, ...spreads };
}

const isCharge = (bonus: object): boolean => "flavour" in bonus && bonus.flavour === "charge";
const plainly = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

/** How what is paid is spread over all who can be paid, and over those of each rank. */
function* spreadsOf(
  { plan, world }: Run,
  columns: PeriodColumns,
  bonuses: readonly { readonly name: string }[],
  counts: Uint8Array | null,
): Generator<undefined, Pick<CompanyTotals, "payouts" | "byRank"> | null> {
  const ladder = [...plan.ladders.values()][0];
  const groups = (ladder?.ranks.length ?? 0) + 1;
  // What is paid out to each lies there already, where no charge has been taken off it.
  const hasAll = !bonuses.some(isCharge) && !world.given.has("payout");
  const together = hasAll ? columns.paymentsOf("payout", ladder?.name ?? null, groups, counts) : null;
  yield;
  const payments = together ?? (yield* oneByOne(columns, bonuses, { ladder: ladder?.name, groups, counts }));
  if (!payments) return null;
  const byRank: CompanyTotals["byRank"][number][] = [];
  for (const [group, rank] of ladder ? [-1, ...ladder.ranks.keys()].entries() : []) {
    yield;
    byRank.push({ rank, payouts: spreadOf(payments.byGroup[group]!, payments.scale, plan.rounding) });
  }
  yield;
  return { payouts: spreadOf(payments.all, payments.scale, plan.rounding), byRank };
}

/** The same figure by figure: where they have to be added up for each, or there are no ranks. */
function* oneByOne(
  columns: PeriodColumns,
  bonuses: readonly { readonly name: string }[],
  by: { readonly ladder: string | undefined; readonly groups: number; readonly counts: Uint8Array | null },
): Generator<undefined, Payments | null> {
  const { ladder, groups, counts } = by;
  const ranks = ladder === undefined ? null : columns.numbers(ladder);
  if (ladder !== undefined && !ranks) return null;
  const people = yield* columns.kept({
    what: "people of ranks",
    of: ladder === undefined ? [] : [ladder],
    by: [counts, groups],
    work: () => peopleOf(ranks?.values ?? null, groups, counts, columns.order.length),
  });
  const paid = yield* addedUp(columns, bonuses);
  yield;
  const payments = paid && paymentsOf(paid.values, ranks?.values ?? null, people, counts);
  return payments && { ...payments, scale: paid.scale };
}

/** What all bonuses but charges pay together. Those who do not count are added up too, and never asked for. */
function* addedUp(
  columns: PeriodColumns,
  bonuses: readonly { readonly name: string }[],
): Generator<undefined, Numbers | null> {
  const all: Numbers[] = [];
  for (const bonus of bonuses) {
    if (isCharge(bonus)) continue;
    yield;
    const numbers = columns.numbers(`paid ${bonus.name}`);
    if (!numbers) return null;
    all.push(numbers);
  }
  const scale = Math.max(0, ...all.map((one) => one.scale));
  const paid = new Float64Array(columns.order.length);
  for (const { values, scale: own } of all) {
    yield;
    const factor = 10 ** (scale - own);
    for (let place = 0; place < values.length; place++) paid[place]! += values[place]! * factor;
  }
  return { values: paid, scale };
}

/** How many people hold each rank; where there are none, all are one group. */
function* peopleOf(
  ranks: Float64Array | null,
  groups: number,
  counts: Uint8Array | null,
  size: number,
): Generator<undefined, Int32Array> {
  yield;
  const people = new Int32Array(groups);
  for (let place = 0; place < size; place++)
    if (counts === null || counts[place] !== 0) people[ranks === null ? 0 : ranks[place]! + 1]!++;
  return people;
}

/** Null where somebody's pay does not fit. Most people are paid nothing: they are counted, and not sorted. */
function paymentsOf(
  paid: Float64Array,
  ranks: Float64Array | null,
  people: Int32Array,
  counts: Uint8Array | null,
): Omit<Payments, "scale"> | null {
  const groups = people.length;
  const some = new Int32Array(groups + 1);
  for (let place = 0; place < paid.length; place++) {
    const value = paid[place]!;
    if (value === 0 || (counts !== null && counts[place] === 0)) continue;
    if (value >= LARGEST || value <= -LARGEST) return null;
    some[ranks === null ? 1 : ranks[place]! + 2]!++;
  }
  for (let group = 0; group < groups; group++) some[group + 1]! += some[group]!;
  const amounts = new Float64Array(some[groups]!);
  const next = some.slice();
  for (let place = 0; place < paid.length; place++) {
    const value = paid[place]!;
    if (value === 0 || (counts !== null && counts[place] === 0)) continue;
    amounts[next[ranks === null ? 0 : ranks[place]! + 1]!++] = value;
  }
  const byGroup = Array.from(people, (all, group) => {
    const own = amounts.subarray(some[group]!, some[group + 1]!);
    return paidOf(own, all - own.length);
  });
  return { all: allOf(byGroup, amounts), byGroup };
}
