import { narrowed } from "../data/become.ts";
import { gather, gathering, halvesOf, type Units, widen } from "../data/units.ts";
import type { Elements } from "../memory.ts";
import { type OrderBook, type PeriodOrders, wholePeriod } from "./order-book.ts";

type Column = Units["units"] | Uint8Array;
/** Large numbers may come back small. */
type Placed<C extends Column> = C extends Uint8Array ? Uint8Array : Units["units"];

const known = new WeakMap<Column, WeakMap<OrderBook, Column[]>>();

/**
 * What a column of the orders has for all those of a period, as these stand in their book. It is picked out of the file once,
 * for orders do not change: they lie there in another order than people in memory, so that each of them is looked for all
 * over. Large numbers come back in half the memory where they fit into it. `column`: the same object for the same orders.
 */
export function* placing<C extends Column>(
  column: C,
  { book, period }: PeriodOrders,
): Generator<undefined, Placed<C>> {
  let books = known.get(column);
  if (!books) known.set(column, (books = new WeakMap()));
  let periods = books.get(book);
  if (!periods) books.set(book, (periods = []));
  periods[period] ??= yield* picking(column, wholePeriod(book, period).number);
  return periods[period] as Placed<C>;
}

function* picking(column: Column, numbers: Int32Array): Generator<undefined, Column> {
  if (column instanceof Uint8Array) {
    const picked = new Uint8Array(numbers.length);
    for (let at = 0; at < numbers.length; at++) picked[at] = column[numbers[at]!]!;
    return picked;
  }
  const wide = column instanceof BigInt64Array;
  const picked = wide ? new BigInt64Array(numbers.length) : new Int32Array(numbers.length);
  yield* gathering(column, numbers, picked);
  return narrowed(picked) as BigInt64Array | Int32Array;
}

/** Fills an array with what such a column has for those of its orders that have come in. */
export function fillPlaced(all: Elements, column: Column, { kept }: Pick<PeriodOrders, "kept">): void {
  if (column instanceof Uint8Array) fillPlaced(all, new Int32Array(column), { kept });
  else if (kept !== null) gather(column, kept, all);
  else if (column instanceof BigInt64Array) {
    if (all instanceof BigInt64Array) all.set(column);
    // Of small ones the lower half is all there is.
    else all.set(halvesOf(column).filter((_, half) => half % 2 === 0));
  } else if (all instanceof BigInt64Array) widen(column, all);
  else all.set(column);
}
