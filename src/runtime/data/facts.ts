import { type Exact, ZERO } from "../../base/exact.ts";
import type { Work } from "../../base/pieces.ts";
import type { Value } from "../../base/value.ts";
import type { Facts, FigureFacts } from "../../ir/facts.ts";
import { boughtFacts, boughtOneByOne, findingBoughtFacts } from "../orders/bought.ts";
import { bookingOf, bookOf, mostOfOne, mostOrders, type OrderBook, ordersIn } from "../orders/order-book.ts";
import { preordering, preorderOf } from "../trees/preorder.ts";
import { bitsAbove, decimals, unitsAt } from "./decimals.ts";
import type { Amounts, DataColumn, Source } from "./source.ts";

/** What a plan asks of the data, by name. */
export type Wanted = {
  readonly inputs: readonly string[];
  readonly orders: readonly string[];
  readonly overrides: readonly string[];
  readonly summed: ReadonlySet<string>;
  /** Whether rules build trees, which may be deeper than those of the data. */
  readonly buildsTrees: boolean;
};

/** Trees of rules may be so deep. */
export const DEEPEST_BUILT = 60_000;

/** Everything that code is made for, found out in one look at the data. */
export function factsOf(source: Source, wanted: Wanted, params: ReadonlyMap<string, Value>): Facts {
  const { size, periods } = source;
  const byName = (names: readonly string[], of: (name: string) => FigureFacts) =>
    new Map(names.map((name) => [name, of(name)]));
  return {
    people: powerAbove(size),
    deepest: powerAbove(deepestIn(source) + 1),
    periods,
    ordersEach: ordersEachOf(source),
    everyoneIsThere: largestOf(source.joinedPeriod) <= 0,
    customers: largestOf(source.customer) > 0,
    trees: new Set(source.trees.keys()),
    inputs: byName(wanted.inputs, (name) =>
      wanted.summed.has(name) ? summedFacts(source, name) : inputFacts(source, name),
    ),
    summed: wanted.summed,
    bought: byName(wanted.orders, (name) => boughtFactsOf(source, name)),
    orders: byName(wanted.orders, (name) => orderFacts(source, name)),
    overrides: byName(wanted.overrides, (name) =>
      inAllPeriods(source, (person, period) => source.override(name, person, period)),
    ),
    params,
  };
}

/** A column of people. */
function inputFacts(source: Source, name: string): FigureFacts {
  const column = source.column("people", name, 0);
  if (!column) return inAllPeriods(source, (person, period) => source.input(name, person, period));
  const facts = factsOfColumn(column);
  const isForAll = column.there === null || areThere(column.there);
  return isForAll || facts.given === "none" ? facts : { ...facts, given: "some" };
}

const areThere = ({ from, now }: NonNullable<DataColumn["there"]>): boolean => largestOf(from) <= now;

/** A column of people that is the sum of their orders where nothing is given. */
function summedFacts(source: Source, name: string): FigureFacts {
  const [own, ofOrders] = [source.column("people", name, 0), source.column("orders", name, 0)];
  if (own?.count === 0 && ofOrders?.amounts) return boughtFactsOf(source, name);
  const book = bookByPerson(source);
  return figureFacts(
    range(source.periods).map((period) => {
      const sums = boughtOneByOne(ordersIn(book, period, null), source.orders, name);
      return range(source.size).map((person) => source.input(name, person, period) ?? sums.get(person));
    }),
  );
}

/** What a column of the orders adds up to for everybody. */
function boughtFactsOf(source: Source, name: string): FigureFacts {
  const amounts = source.column("orders", name, 0)?.amounts;
  if (amounts) return boughtFacts(bookAlongSponsors(source), amounts, source.size);
  const book = bookByPerson(source);
  return figureFacts(
    range(source.periods).map((period) => {
      const sums = boughtOneByOne(ordersIn(book, period, null), source.orders, name);
      return range(source.size).map((person) => sums.get(person) ?? ZERO);
    }),
  );
}

/** A column of the orders, each by itself. */
function orderFacts(source: Source, name: string): FigureFacts {
  const column = source.column("orders", name, 0);
  if (column) return factsOfColumn(column);
  const { number } = source.orders.list();
  return figureFacts([Array.from(number, (order) => source.orders.value(order, name))]);
}

const largest = new WeakMap<ArrayLike<number>, number>();

/** The largest of what is known of everybody, which stays as it is while a plan is typed: looked for once. */
function largestOf(all: ArrayLike<number>): number {
  let known = largest.get(all);
  if (known === undefined) {
    known = Number.NEGATIVE_INFINITY;
    for (let one = 0; one < all.length; one++) if (all[one]! > known) known = all[one]!;
    largest.set(all, known);
  }
  return known;
}

const counted = new WeakMap<object, FigureFacts>();

/** Of a column that has no amounts there is to know only whether everybody has a value. */
function factsOfColumn(column: DataColumn): FigureFacts {
  const { mark, amounts } = column;
  if (amounts) return amounts.facts;
  let facts = counted.get(mark);
  if (!facts) counted.set(mark, (facts = factsOfValues(column.values)));
  return facts;
}

/** What is no figure is counted alone: a million words need not be looked through for decimals. */
function factsOfValues(values: ArrayLike<Value | undefined>): FigureFacts {
  let missing = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value === undefined) missing++;
    else if (isExact(value)) return figureFacts([Array.from(values)]);
  }
  return {
    given: givenOf(values.length - missing, missing),
    scale: 0,
    most: bitsAbove(0n),
    mass: bitsAbove(0n),
  };
}

const givenOf = (given: number, missing: number): FigureFacts["given"] =>
  given === 0 ? "none" : missing === 0 ? "all" : "some";

const orderCounts = new WeakMap<OrderBook, number>();

/** Nobody has more orders than these in a period. */
export function ordersEachOf(source: Source): number {
  const book = bookAlongSponsors(source);
  let most = orderCounts.get(book);
  if (most === undefined) orderCounts.set(book, (most = powerAbove(mostOfOne(book))));
  return most;
}

/** Orders by who placed them, in joining order. */
const bookByPerson = (source: Source): OrderBook =>
  bookOf(source.orders.list(), joiningOrder(source.size), source.periods);

/** Orders by who placed them, in the preorder of the sponsors, in which most machines have them as well. */
function bookAlongSponsors(source: Source): OrderBook {
  const sponsors = source.trees.get("sponsor");
  const place = sponsors ? preorderOf(sponsors.parent).place : joiningOrder(source.size);
  return bookOf(source.orders.list(), place, source.periods);
}

/**
 * Looks through the data for all that code is made for, piece by piece; whoever asks for the facts then has them at once.
 * `amounts`: the columns of the orders that are added up.
 */
export function* lookingThrough(source: Source, amounts: readonly Amounts[]): Work<void> {
  for (const { parent } of source.trees.values()) yield* preordering(parent);
  const sponsors = source.trees.get("sponsor");
  if (!sponsors) return;
  const { place } = yield* preordering(sponsors.parent);
  const book = yield* bookingOf(source.orders.list(), place, source.periods);
  for (const one of amounts) yield* findingBoughtFacts(book, one, source.size);
}

/** The most orders that a period has. */
export const mostOrdersOf = (source: Source): number => mostOrders(bookAlongSponsors(source));

/** Everybody at the place of joining: the same again for as many people. */
function joiningOrder(size: number): Int32Array {
  if (places.length !== size) places = Int32Array.from({ length: size }, (_, person) => person);
  return places;
}
let places = new Int32Array(0);

function inAllPeriods(
  { size, periods }: Source,
  read: (person: number, period: number) => Value | undefined,
): FigureFacts {
  const everybody = range(size);
  return figureFacts(range(periods).map((period) => everybody.map((person) => read(person, period))));
}

/** How deep the deepest stands in any tree that the data draw. */
export const deepestIn = ({ trees }: Source): number =>
  Math.max(0, ...[...trees.values()].map(({ parent }) => preorderOf(parent).deepest));

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

const isExact = (value: Value | undefined): value is Exact =>
  typeof value === "object" && value !== null && "n" in value;

/** The next power of two: a few more people need no other code. */
const powerAbove = (value: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, value + 1)));

/** How fine figures are and how large, by period. */
function figureFacts(periods: readonly (readonly (Value | undefined)[])[]): FigureFacts {
  let [scale, given, missing] = [0, 0, 0];
  for (const values of periods)
    for (const value of values) {
      if (value === undefined) missing++;
      else given++;
      if (isExact(value)) scale = Math.max(scale, decimals(value));
    }
  let [most, mass] = [0n, 0n];
  for (const values of periods) {
    let all = 0n;
    for (const value of values) {
      if (!isExact(value)) continue;
      const units = unitsAt(value, scale);
      const size = units < 0n ? -units : units;
      if (size > most) most = size;
      all += size;
    }
    if (all > mass) mass = all;
  }
  return {
    given: givenOf(given, missing),
    scale,
    most: bitsAbove(most),
    mass: bitsAbove(mass),
  };
}
