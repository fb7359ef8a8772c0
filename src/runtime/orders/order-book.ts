import { eachBelow, finished } from "../../base/pieces.ts";
import type { Day } from "../../base/value.ts";
import { sorting } from "../sorting.ts";

/**
 * All orders of the data, those of each of the plan's own periods together: who placed each (by joining order), in which
 * period it lies (below 0: in none), on which day (or `UNDATED`), and the number that the data know it by. One that stands
 * for several periods is listed for each.
 */
export type OrderList = {
  readonly buyer: Int32Array;
  readonly period: Int32Array;
  readonly day: Int32Array;
  readonly number: Int32Array;
};

/** The day of an order that has none. */
export const UNDATED = -(2 ** 31);

/** A moment among the orders: all before the day have come in, and those of the day up to the one with the number. */
export type UpTo = { readonly day: Day; readonly order: number };

/** Whether two moments are the same; null: the one when all orders have come in. */
export const isSameMoment = (a: UpTo | null, b: UpTo | null): boolean =>
  a?.day === b?.day && a?.order === b?.order;

/** The end of a day. */
export const endOf = (day: Day): UpTo => ({ day, order: Number.POSITIVE_INFINITY });

/** Orders by the places of their buyers; those of one buyer as they stand in the list. Days as there. */
export type PlacedOrders = {
  readonly place: Int32Array;
  readonly number: Int32Array;
  readonly day: Int32Array;
};

/** The orders of all periods, each period's together: from `from[period]` up to `from[period + 1]`. */
export type OrderBook = PlacedOrders & {
  readonly from: Int32Array;
  /** The orders of each period as they happened, by their index in it; put so when it is first asked for. */
  sequence: Int32Array | null;
};

const books = new WeakMap<OrderList, WeakMap<Int32Array, OrderBook>>();

/** Orders by the places of people: put in order once, for data do not change. */
export const bookOf = (...of: Parameters<typeof bookingOf>): OrderBook => finished(bookingOf(...of));

/** The same piece by piece. */
export function* bookingOf(
  list: OrderList,
  place: Int32Array,
  periods: number,
): Generator<undefined, OrderBook> {
  let all = books.get(list);
  if (!all) books.set(list, (all = new WeakMap()));
  let book = all.get(place);
  if (!book) all.set(place, (book = yield* writing(list, place, periods)));
  return book;
}

/** Puts orders in order by two counts: by place, and then by period, which leaves those of a period as they stood. */
function* writing(
  { buyer, period, day, number }: OrderList,
  place: Int32Array,
  periods: number,
): Generator<undefined, OrderBook> {
  const isIn = (order: number): boolean => period[order]! >= 0 && period[order]! < periods;
  const next = new Int32Array(place.length + 1);
  let count = 0;
  yield* eachBelow(buyer.length, (order) => {
    if (!isIn(order)) return;
    next[place[buyer[order]!]! + 1]!++;
    count++;
  });
  for (let at = 0; at < place.length; at++) next[at + 1]! += next[at]!;
  const byPlace = new Int32Array(count);
  const from = new Int32Array(periods + 1);
  yield* eachBelow(buyer.length, (order) => {
    if (!isIn(order)) return;
    byPlace[next[place[buyer[order]!]!]!++] = order;
    from[period[order]! + 1]!++;
  });
  for (let at = 0; at < periods; at++) from[at + 1]! += from[at]!;
  const nextOf = from.slice();
  const book = { place: new Int32Array(count), number: new Int32Array(count), day: new Int32Array(count) };
  yield* eachBelow(count, (one) => {
    const order = byPlace[one]!;
    const at = nextOf[period[order]!]!++;
    book.place[at] = place[buyer[order]!]!;
    book.number[at] = number[order]!;
    book.day[at] = day[order]!;
  });
  return { ...book, from, sequence: null };
}

/** The most orders that one buyer has in a period. */
export function mostOfOne({ from, place }: OrderBook): number {
  let most = 0;
  for (let period = 0; period + 1 < from.length; period++)
    for (let at = from[period]!, first = at; at < from[period + 1]!; at++) {
      if (place[at] !== place[first]) first = at;
      most = Math.max(most, at - first + 1);
    }
  return most;
}

/** The most orders that a period has. */
export function mostOrders({ from }: OrderBook): number {
  let most = 0;
  for (let period = 0; period + 1 < from.length; period++)
    most = Math.max(most, from[period + 1]! - from[period]!);
  return most;
}

/** Orders of a period; `kept`: which of all that it has, where not all have come in. */
export type PeriodOrders = PlacedOrders & {
  readonly book: OrderBook;
  readonly period: number;
  readonly kept: Int32Array | null;
};

/** The orders of a period that have come in up to a moment (null: all); one without a day has come in. */
export function ordersIn(book: OrderBook, period: number, upTo: UpTo | null): PeriodOrders {
  const whole = wholePeriod(book, period);
  if (upTo === null) return whole;
  const kept = haveComeIn(whole, upTo);
  if (kept.length === whole.day.length) return whole;
  const pick = (from: Int32Array): Int32Array => {
    const picked = new Int32Array(kept.length);
    for (let at = 0; at < kept.length; at++) picked[at] = from[kept[at]!]!;
    return picked;
  };
  // Numbers and days are mostly not asked for.
  let [number, day]: (Int32Array | null)[] = [null, null];
  return {
    ...{ book, period, kept, place: pick(whole.place) },
    get number() {
      return (number ??= pick(whole.number));
    },
    get day() {
      return (day ??= pick(whole.day));
    },
  };
}

/** Which orders of a period have come in up to a moment. */
function haveComeIn({ number, day }: PeriodOrders, upTo: UpTo): Int32Array {
  const kept = new Int32Array(day.length);
  let count = 0;
  // Each is written down and stays where it has come in: of a coin that is tossed a million times nobody guesses the side.
  // `UNDATED` is before all days.
  if (upTo.order === Number.POSITIVE_INFINITY)
    for (let at = 0; at < day.length; at++) {
      kept[count] = at;
      count += Number(day[at]! <= upTo.day);
    }
  else
    for (let at = 0; at < day.length; at++) {
      kept[count] = at;
      count += Number(day[at]! < upTo.day || (day[at] === upTo.day && number[at]! <= upTo.order));
    }
  return kept.subarray(0, count);
}

/** All orders of a period. */
export const wholePeriod = (book: OrderBook, period: number): PeriodOrders => {
  const of = (all: Int32Array) => partOf(book, period, all);
  return { book, period, place: of(book.place), number: of(book.number), day: of(book.day), kept: null };
};

/** What of a column of a book belongs to a period; nothing of one that the data do not have. */
const partOf = ({ from }: OrderBook, period: number, all: Int32Array): Int32Array =>
  all.subarray(from[period] ?? 0, from[period + 1] ?? 0);

/**
 * Orders as they happened, by their index, piece by piece: by day, those of one day by their numbers, those without a day
 * first.
 */
export function* sequencing({ book, period, kept }: PeriodOrders): Generator<undefined, Int32Array> {
  book.sequence ??= yield* happening(book);
  const whole = partOf(book, period, book.sequence);
  if (kept === null) return whole;
  const now = new Int32Array(whole.length).fill(-1);
  for (let at = 0; at < kept.length; at++) now[kept[at]!] = at;
  const sequence = new Int32Array(kept.length);
  let count = 0;
  for (const at of whole) if (now[at]! >= 0) sequence[count++] = now[at]!;
  return sequence;
}

/**
 * Orders by their index as they come in one after another; and those without a day, with each of which all others have come
 * in.
 */
export function oneAfterAnother(orders: PeriodOrders): {
  readonly dated: Int32Array;
  readonly undated: Int32Array;
} {
  const sequence = finished(sequencing(orders));
  let first = 0;
  while (first < sequence.length && orders.day[sequence[first]!] === UNDATED) first++;
  return { dated: sequence.subarray(first), undated: sequence.subarray(0, first) };
}

/** The orders of each period as they happened. */
function* happening({ from, day, number }: OrderBook): Generator<undefined, Int32Array> {
  const sequence = new Int32Array(day.length);
  for (let period = 0; period + 1 < from.length; period++) {
    const [first, behind] = [from[period]!, from[period + 1]!];
    const all = new Int32Array(behind - first);
    for (let at = 0; at < all.length; at++) all[at] = at;
    const keys = [day, number].map((key) => ({ values: key.subarray(first, behind), lowestFirst: true }));
    sequence.set(yield* sorting(all, keys), first);
    yield;
  }
  return sequence;
}

/** Where the orders of everybody begin: up to each buyer there are as many as stand before; `first`: the number of the first. */
export function fillStarts(from: Int32Array, place: Int32Array, first: number): void {
  if (place.length * MANY < from.length) {
    // Of few orders the people between two buyers are many: they are filled at once.
    let done = 0;
    for (let at = 0; at < place.length; at++) {
      const buyer = place[at]!;
      if (buyer >= done) from.fill(first + at, done, buyer + 1);
      done = Math.max(done, buyer + 1);
    }
    from.fill(first + place.length, done);
    return;
  }
  // Of many, how many stand between two buyers is guessed wrong each time: so they are counted.
  from.fill(0);
  for (let at = 0; at < place.length; at++) from[place[at]! + 1]!++;
  let so = first;
  for (let at = 0; at < from.length; at++) from[at] = so += from[at]!;
}
const MANY = 32;
