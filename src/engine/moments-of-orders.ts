import type { Day } from "../base/value.ts";
import type { Cut } from "../meaning/run.ts";

/** A moment at which orders come in, and the places of those that do; `upTo` null: when all have. */
export type MomentOfOrders = { readonly upTo: Cut | null; readonly orders: readonly number[] };

/**
 * The moments at which orders come in, in the order of time: each order is one of its own, by its day and as it stands in the
 * file. With those that have no day all others have come in.
 * @param numbers the orders as they stand in the file, by place.
 */
export function momentsOf(
  numbers: readonly number[],
  dayOf: (order: number) => Day | null,
): readonly MomentOfOrders[] {
  const undated: number[] = [];
  const dated: { readonly upTo: Cut; readonly orders: readonly number[] }[] = [];
  numbers.forEach((order, place) => {
    const day = dayOf(order);
    if (day === null) undated.push(place);
    else dated.push({ upTo: { day, order }, orders: [place] });
  });
  dated.sort((a, b) => a.upTo.day - b.upTo.day || a.upTo.order - b.upTo.order);
  return undated.length === 0 ? dated : [...dated, { upTo: null, orders: undated }];
}
