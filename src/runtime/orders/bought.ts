import { add, type Exact } from "../../base/exact.ts";
import { finished, type Work } from "../../base/pieces.ts";
import type { FigureFacts } from "../../ir/facts.ts";
import { bitsAbove } from "../data/decimals.ts";
import type { Amounts, SourceOrders } from "../data/source.ts";
import { halvesOf, type Units } from "../data/units.ts";
import type { Elements } from "../memory.ts";
import { type OrderBook, ordersIn, type PeriodOrders, type PlacedOrders } from "./order-book.ts";
import { placing } from "./order-column.ts";

/** Sums are exact in doubles as long as all amounts together stay below this. */
const MOST_EXACT = 2n ** 52n;

/**
 * What a column of the orders adds up to, of those who have given anything: buyers by place, and their sums in two halves of
 * 32 bits, the upper one with a sign; null where it is only the sign of the lower one.
 */
type Bought = { readonly place: Int32Array; readonly low: Int32Array; readonly high: Int32Array | null };

const known = new WeakMap<Amounts, WeakMap<OrderBook, Bought[]>>();

/**
 * What is bought in a period: added up once, for orders do not change. They lie in the file in another order than people in
 * memory, so that each of them costs more than all that is done with the sums later.
 */
function* boughtIn(orders: PeriodOrders, amounts: Amounts): Generator<undefined, Bought> {
  const { book, period, kept } = orders;
  const { given, units } = amounts;
  // Up to another moment there are others, and nobody asks for the same ones again.
  if (kept !== null)
    return yield* addingUp(orders, kept, {
      units: units.length === 0 ? units : yield* placing(units, orders),
      given: given && (yield* placing(given, orders)),
      isSmall: isSmall(amounts),
    });
  let books = known.get(amounts);
  if (!books) known.set(amounts, (books = new WeakMap()));
  let periods = books.get(book);
  if (!periods) books.set(book, (periods = []));
  return (periods[period] ??= yield* addingUp(orders, orders.number, {
    units,
    given,
    isSmall: isSmall(amounts),
  }));
}

const isSmall = ({ facts }: Amounts): boolean => facts.mass < MOST_EXACT;

/** Adds up what orders bring, which stand in columns at `index`; `isSmall`: whether doubles hold all of it. */
function* addingUp(
  { place }: Pick<PlacedOrders, "place">,
  index: Int32Array,
  { units, given, isSmall }: Units & { readonly isSmall: boolean },
): Generator<undefined, Bought> {
  // A column that no file has.
  const count = units.length === 0 ? 0 : index.length;
  const [buyers, lows, highs] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const words = units instanceof Int32Array ? units : null;
  const halves = words ?? halvesOf(units as BigInt64Array);
  const isPlain = isSmall || words !== null;
  let [found, isNarrow, next] = [0, true, AT_ONCE];
  for (let at = 0; at < count; ) {
    const buyer = place[at]!;
    let [small, large, any] = [0, 0n, false];
    for (; at < count && place[at] === buyer; at++) {
      const order = index[at]!;
      if (given && given[order] === 0) continue;
      any = true;
      if (words) small += words[order]!;
      else if (isSmall) small += halves[2 * order + 1]! * WORD + (halves[2 * order]! >>> 0);
      else large += units[order] as bigint;
    }
    if (!any) continue;
    const low = isPlain ? small | 0 : Number(BigInt.asIntN(32, large));
    const high = isPlain ? Math.floor(small / WORD) : Number(BigInt.asIntN(32, large >> 32n));
    buyers[found] = buyer;
    lows[found] = low;
    highs[found++] = high;
    if (high !== low >> 31) isNarrow = false;
    if (at >= next) {
      next = at + AT_ONCE;
      yield;
    }
  }
  return {
    place: buyers.slice(0, found),
    low: lows.slice(0, found),
    high: isNarrow ? null : highs.slice(0, found),
  };
}
const WORD = 2 ** 32;
/** So many orders are added up in one piece: some milliseconds, even where each is looked for in memory. */
const AT_ONCE = 2 ** 16;

/** Fills a column with what everybody has bought, by place; `given`: with whether anything is given. */
export const fillBought = (...of: Parameters<typeof fillingBought>): void => finished(fillingBought(...of));

/** The same piece by piece. */
export function* fillingBought(
  all: Elements,
  orders: PeriodOrders,
  amounts: Amounts,
  given: boolean,
): Generator<undefined, void> {
  const { place, low, high } = yield* boughtIn(orders, amounts);
  if (all instanceof BigInt64Array) {
    const halves = halvesOf(all).fill(0);
    for (let at = 0; at < place.length; at++) {
      const to = 2 * place[at]!;
      halves[to] = low[at]!;
      halves[to + 1] = high === null ? low[at]! >> 31 : high[at]!;
    }
    return;
  }
  const words = all instanceof Int32Array ? all.fill(0) : new Int32Array(all.length);
  for (let at = 0; at < place.length; at++) words[place[at]!] = given ? 1 : low[at]!;
  if (words !== all) all.set(words);
}

/** What everybody has bought, one order after another: by place, of those who have given anything. */
export function boughtOneByOne(
  { place, number }: PlacedOrders,
  { value }: Pick<SourceOrders, "value">,
  name: string,
): Map<number, Exact> {
  const sums = new Map<number, Exact>();
  for (let at = 0; at < number.length; at++) {
    const one = value(number[at]!, name);
    if (typeof one !== "object" || one === null || !("n" in one)) continue;
    const before = sums.get(place[at]!);
    sums.set(place[at]!, before ? add(before, one) : one);
  }
  return sums;
}

const found = new WeakMap<Amounts, WeakMap<OrderBook, FigureFacts>>();

/** How large the sums of a column of the orders are in any period; `people`: how many could have one. */
export const boughtFacts = (...of: Parameters<typeof findingBoughtFacts>): FigureFacts =>
  finished(findingBoughtFacts(...of));

/** The same, period by period. */
export function* findingBoughtFacts(book: OrderBook, amounts: Amounts, people: number): Work<FigureFacts> {
  let all = found.get(amounts);
  if (!all) found.set(amounts, (all = new WeakMap()));
  let facts = all.get(book);
  if (!facts) all.set(book, (facts = yield* findingFactsOfSums(book, amounts, people)));
  return facts;
}

function* findingFactsOfSums(book: OrderBook, amounts: Amounts, people: number): Work<FigureFacts> {
  let [most, mass] = [0n, 0n];
  const counts = new Set<number>();
  for (let period = 0; period + 1 < book.from.length; period++) {
    let [largest, so, soFar] = [0, 0, 0n];
    const { place, low, high } = yield* boughtIn(ordersIn(book, period, null), amounts);
    for (let at = 0; at < place.length; at++) {
      const upper = high === null ? low[at]! >> 31 : high[at]!;
      const size = Math.abs(upper * WORD + (low[at]! >>> 0));
      if (size < 2 ** 52 && so < 2 ** 52) {
        largest = Math.max(largest, size);
        so += size;
        continue;
      }
      const exact = BigInt.asIntN(64, (BigInt(upper) << 32n) + BigInt(low[at]! >>> 0));
      const wide = exact < 0n ? -exact : exact;
      if (wide > most) most = wide;
      soFar += wide;
    }
    yield;
    counts.add(place.length);
    if (BigInt(largest) > most) most = BigInt(largest);
    soFar += BigInt(so);
    if (soFar > mass) mass = soFar;
  }
  return {
    given:
      counts.size === 1 && counts.has(0) ? "none" : counts.size === 1 && counts.has(people) ? "all" : "some",
    scale: amounts.facts.scale,
    most: bitsAbove(most),
    mass: bitsAbove(mass),
  };
}
