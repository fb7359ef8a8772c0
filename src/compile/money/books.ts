import { add, type Exact, ZERO } from "../../base/exact.ts";
import { TooMuch } from "../../base/too-much.ts";
import type { CheckedBonus } from "../../check/checked-plan.ts";
import { binary, type Expr, i32, i64, local, select, set, when } from "../../ir/code.ts";
import { bind, type Code, fresh, inside } from "../code.ts";
import { extreme, minus, times } from "../formulas/arithmetic.ts";
import { amountsTerm, numberTerm } from "../formulas/fixed.ts";
import { truthOf } from "../formulas/formulas.ts";
import type { Scope } from "../formulas/scope.ts";
import type { Amount } from "../formulas/terms.ts";
import { type Params, paramsBehind } from "../sliders.ts";
import { type Entry, tally } from "./balances.ts";
import type { Offer } from "./offers.ts";

/** What a rate is of: the bases together, or how many they are where an amount is paid for each. */
export const figureOf = ({ pays }: CheckedBonus, base: Amount, count: Amount): Amount =>
  pays.type.kind === "percent" ? base : count;

/** How the books of a travelling bonus are kept: what it offers, and what becomes of that. */
export type Books = {
  readonly bonus: CheckedBonus;
  /** What is offered, in tables that are long enough wherever a slider is put. */
  readonly offer: Offer;
  /** The params that it goes by. */
  readonly behind: ReadonlySet<string>;
  /**
   * Whether a base knows what was paid on it so far: only then is it known what is left at a boundary, and whether more was
   * paid than the highest rate.
   */
  readonly countsPaid: boolean;
};

/** Books are kept of what is paid, unless the data give the amounts. */
export function booksOf({ compiling }: Code, bonus: CheckedBonus): Books | null {
  if (bonus.flavour === "flow" || compiling.facts.overrides.has(bonus.name)) return null;
  const { plan, facts, sliders } = compiling;
  const behind = paramsBehind(plan, [bonus.pays]);
  const offerFor = (params: Params): Offer => compiling.offers(bonus.name, params, facts.deepest);
  // A slider may lead to where no table can hold what is offered: there is no room to be left for that.
  const offerAtEnd = (params: Params): Offer | null => {
    try {
      return offerFor(params);
    } catch (error) {
      if (error instanceof TooMuch) return null;
      throw error;
    }
  };
  const offer = sliders.ends(behind).map(offerAtEnd).reduce<Offer>(withRoomFor, offerFor(facts.params));
  compiling.guards.push((params) => isAlike(offerFor(params), offer));
  const { until, through } = bonus.journey!;
  const isCounted = offer.kind === "top" && (until !== null || through !== null || offer.mayBeBelowZero);
  return { bonus, offer, behind, countsPaid: isCounted };
}

type Stops = Extract<Offer, { kind: "stops" }>;

/** Whether books that are kept of one offer do for another. */
const isAlike = (other: Offer | null, offer: Offer): boolean =>
  other?.kind === "top"
    ? offer.kind === "top" && (offer.mayBeBelowZero || !other.mayBeBelowZero)
    : other?.kind === "stops" && offer.kind === "stops" && fitsIn(other, offer);

/** Whether the tables of an offer have room in those of another: shorter ones go on as they end. */
const fitsIn = (a: Stops, b: Stops): boolean =>
  a.levels.length <= b.levels.length &&
  a.rates.length <= b.rates.length &&
  a.rates[0]!.length <= b.rates[0]!.length;

/** An offer whose books have room for another one too, where the books of both are kept in one way. */
function withRoomFor(offer: Offer, other: Offer | null): Offer {
  if (other?.kind === "top" && offer.kind === "top")
    return { ...offer, mayBeBelowZero: offer.mayBeBelowZero || other.mayBeBelowZero };
  return other?.kind === "stops" && offer.kind === "stops" ? longAs(offer, other) : offer;
}

/** An offer with tables that are no shorter than those of another. */
function longAs(offer: Stops, other: Stops): Stops {
  if (fitsIn(other, offer)) return offer;
  const longer = <T>(row: readonly T[], least: number, next: T): readonly T[] =>
    Array.from({ length: Math.max(row.length, least) }, (_, i) => row[i] ?? next);
  const wide = (row: readonly Exact[]) => longer(row, other.rates[0]!.length, row.at(-1)!);
  return {
    ...offer,
    rates: longer(offer.rates.map(wide), other.rates.length, wide(offer.rates.at(-1)!)),
    levels: longer(offer.levels, other.levels.length, ZERO),
  };
}

/** What a rate comes to on a figure: a part of the base, or the amount itself for each base. */
export const worthOf = (code: Code, bonus: CheckedBonus, figure: Amount, rate: Amount): Amount =>
  bonus.pays.type.kind === "percent"
    ? times(code, inMoney(code, bonus, figure), rate)
    : times(code, rate, figure);

/** The base as money, by the worth of its points; a flow keeps its unit. */
function inMoney(code: Code, bonus: CheckedBonus, base: Amount): Amount {
  const { type } = bonus.journey!.base;
  if (bonus.flavour === "flow" || type.kind !== "points") return base;
  const worth = code.compiling.plan.worth.get(type.of) ?? ZERO;
  return times(code, base, numberTerm(code, `worth of ${type.of}`, worth));
}

/** Rates of an offer as a row in memory; a row of another length needs other code. */
function ratesTerm(
  code: Code,
  { bonus, offer: room, behind }: Books,
  what: string,
  rates: RatesOf,
  index: Expr,
): Amount {
  const { offers, facts } = code.compiling;
  const known = new WeakMap<Params, readonly Exact[] | null>();
  const of = (params: Params): readonly Exact[] | null => {
    let row = known.get(params);
    if (row === undefined) {
      const offer = offers(bonus.name, params, facts.deepest);
      const isLong = offer.kind === "stops" && room.kind === "stops";
      known.set(params, (row = rates(isLong ? longAs(offer, room) : offer)));
    }
    return row;
  };
  const now = of(facts.params)!;
  const values = now.map((_, i) => (params: Params) => of(params)?.[i] ?? ZERO);
  const fits = (params: Params) => of(params)?.length === now.length;
  return amountsTerm(code, `${what} of ${bonus.name}`, values, index, { fits, decimals: 2, behind });
}
type RatesOf = (offer: Offer) => readonly Exact[] | null;

const topOf: RatesOf = (offer) => (offer.kind === "top" ? [offer.rate] : null);
const stopsOf: RatesOf = (offer) => (offer.kind === "stops" ? offer.rates.flat() : null);
const levelsOf: RatesOf = (offer) => (offer.kind === "stops" ? [ZERO, ...offer.levels] : null);
/** What is left behind each level. */
const tailsOf: RatesOf = (offer) => {
  if (offer.kind !== "stops") return null;
  const tails: Exact[] = [ZERO];
  for (const rate of offer.levels.toReversed()) tails.unshift(add(tails[0]!, rate));
  return tails;
};

const clipped = (code: Code, value: Expr, most: number): Expr => {
  const bound = bind(code, value);
  return select(binary("gt_s", bound, i32(most)), i32(most), bound);
};

/** A base sets off: a differential offers its highest rate once, whoever is on the way. */
export function settleStart(code: Code, books: Books, figure: Amount): void {
  if (books.offer.kind !== "top") return;
  const top = ratesTerm(code, books, "top", topOf, i32(0));
  tally(code, books.bonus.name, "offered", worthOf(code, books.bonus, figure, top));
}

/** What was offered at a stop, and why a part of it was not paid; `rate` is not below 0. */
export function settleStop(
  code: Code,
  books: Books,
  scope: Scope,
  at: { readonly level: Expr; readonly generation: Expr },
  rate: Amount,
  figure: Amount,
): void {
  const { bonus, offer } = books;
  if (offer.kind === "top") return;
  const wide = offer.rates[0]!.length;
  const row = clipped(code, at.level, offer.rates.length - 1);
  const column = clipped(code, at.generation, wide - 1);
  const index = binary("add", binary("mul", row, i32(wide)), column);
  const full = extreme(code, "max", ratesTerm(code, books, "rates", stopsOf, index), rate);
  const bound = { ...full, expr: bind(code, full.expr) };
  tally(code, bonus.name, "offered", worthOf(code, bonus, figure, bound));
  const missed = minus(code, bound, rate);
  const left = inside(code);
  const lost = worthOf(left, bonus, figure, { ...missed, expr: bind(left, missed.expr) });
  const { pays } = bonus;
  if (pays.kind === "If") {
    const [denied, lower] = [inside(left), inside(left)];
    tally(denied, bonus.name, "not entitled", lost);
    tally(lower, bonus.name, "lower rank", lost);
    const entitled = inside(left);
    const held = truthOf(entitled, pays.condition, scope);
    const name = fresh(left, "denied");
    entitled.block.push(set(name, binary("eq", held, i32(0))));
    left.block.push(
      set(name, i32(0)),
      when(binary("eq", rate.expr, i64(0)), entitled.block),
      when(local(name, "i32"), denied.block, lower.block),
    );
  } else tally(left, bonus.name, "lower rank", lost);
  code.block.push(when(binary("gt_s", missed.expr, i64(0)), left.block));
}

/** What of the levels is not taken where a way ends: those behind the last stop, and those that still wait for somebody. */
export type Untaken = { readonly from: Expr; readonly waiting: EachWaiting | null };

type EachWaiting = (code: Code, visit: (code: Code, level: Expr) => void) => void;

/** Whether there is anything to write down where a way ends. */
export const losesAt = ({ offer, countsPaid }: Books, ended: "no upline" | "boundary"): boolean =>
  offer.kind === "top"
    ? countsPaid && (ended === "boundary" || offer.mayBeBelowZero)
    : offer.levels.length > 0;

/** What is offered behind the last stop, where nobody is. */
export function settleEnd(
  code: Code,
  books: Books,
  ended: Extract<Entry, "no upline" | "boundary">,
  { from, waiting }: Untaken,
  paidRates: Amount | null,
  figure: Amount,
): void {
  const { bonus, offer } = books;
  if (offer.kind === "top") {
    if (!paidRates) return;
    const top = ratesTerm(code, books, "top", topOf, i32(0));
    const missed = minus(code, top, paidRates);
    const bound = { ...missed, expr: bind(code, missed.expr) };
    const part = (rate: Expr): Amount => worthOf(code, bonus, figure, { ...bound, expr: rate });
    if (!offer.mayBeBelowZero) {
      tally(code, bonus.name, ended, part(bound.expr));
      return;
    }
    // What was paid beyond the highest rate was offered as well.
    const isMissed = binary("gt_s", bound.expr, i64(0));
    tally(code, bonus.name, "offered", part(select(isMissed, i64(0), binary("sub", i64(0), bound.expr))));
    if (ended === "boundary") tally(code, bonus.name, ended, part(select(isMissed, bound.expr, i64(0))));
    return;
  }
  const count = offer.levels.length;
  if (count === 0) return;
  const lose = (own: Code, rate: Amount): void => {
    const lost = worthOf(own, bonus, figure, rate);
    const bound = { ...lost, expr: bind(own, lost.expr) };
    tally(own, bonus.name, "offered", bound);
    tally(own, bonus.name, ended, bound);
  };
  lose(code, ratesTerm(code, books, "rest", tailsOf, clipped(code, from, count)));
  if (!waiting) return;
  waiting(code, (each, level) => lose(each, ratesTerm(each, books, "levels", levelsOf, level)));
}
