import { add, type Exact } from "../base/exact.ts";
import { finished, type Work } from "../base/pieces.ts";
import type { FigureFacts } from "../ir/facts.ts";
import { bitsAbove } from "./decimals.ts";
import type { Elements } from "./memory.ts";
import type { OrderBook, PlacedOrders } from "./order-book.ts";
import type { Amounts, SourceOrders } from "./source.ts";
import { halvesOf } from "./units.ts";

/** Sums are exact in doubles as long as all amounts together stay below this. */
const MOST_EXACT = 2n ** 52n;

/**
 * Goes through what a column of the orders adds up to, buyer after buyer by place; who has given nothing is left out. The
 * sum is given in two halves of 32 bits, the upper one with a sign.
 */
export function eachBought(
  { place, number }: PlacedOrders,
  { units, given, facts }: Amounts,
  each: (place: number, low: number, high: number) => void,
): void {
  // A column that no file has.
  if (units.length === 0) return;
  const halves = halvesOf(units);
  const isSmall = facts.mass < MOST_EXACT;
  for (let at = 0; at < number.length; ) {
    const buyer = place[at]!;
    let [small, large, any] = [0, 0n, false];
    for (; at < number.length && place[at] === buyer; at++) {
      const order = number[at]!;
      if (given && given[order] === 0) continue;
      any = true;
      if (isSmall) small += halves[2 * order + 1]! * WORD + (halves[2 * order]! >>> 0);
      else large += units[order]!;
    }
    if (!any) continue;
    if (isSmall) each(buyer, small | 0, Math.floor(small / WORD));
    else each(buyer, Number(BigInt.asIntN(32, large)), Number(BigInt.asIntN(32, large >> 32n)));
  }
}
const WORD = 2 ** 32;

/** Fills a column with what everybody has bought, by place; `given`: with whether anything is given. */
export function fillBought(all: Elements, orders: PlacedOrders, amounts: Amounts, given: boolean): void {
  if (given) {
    (all as Uint8Array).fill(0);
    eachBought(orders, amounts, (place) => {
      all[place] = 1;
    });
  } else if (all instanceof BigInt64Array) {
    const halves = halvesOf(all).fill(0);
    eachBought(orders, amounts, (place, low, high) => {
      halves[2 * place] = low;
      halves[2 * place + 1] = high;
    });
  } else {
    all.fill(0);
    eachBought(orders, amounts, (place, low) => {
      all[place] = low;
    });
  }
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
    let [count, largest, so, soFar] = [0, 0, 0, 0n];
    const of = (part: Int32Array) => part.subarray(book.from[period]!, book.from[period + 1]!);
    eachBought(
      { place: of(book.place), number: of(book.number), day: of(book.day) },
      amounts,
      (_, low, high) => {
        count++;
        const size = Math.abs(high * WORD + (low >>> 0));
        if (size < 2 ** 52 && so < 2 ** 52) {
          largest = Math.max(largest, size);
          so += size;
          return;
        }
        const exact = BigInt.asIntN(64, (BigInt(high) << 32n) + BigInt(low >>> 0));
        const wide = exact < 0n ? -exact : exact;
        if (wide > most) most = wide;
        soFar += wide;
      },
    );
    yield;
    counts.add(count);
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
