import type { ClockUnit } from "../../base/calendar.ts";
import { kept } from "../../base/kept.ts";
import type { Run } from "../../meaning/run.ts";
import { isShorter } from "../../meaning/timeline.ts";
import { type OrderList, UNDATED } from "../../runtime/orders/order-book.ts";

/** The periods of a clock, numbered from 0 on. */
export type OfClock = { readonly clock: ClockUnit; readonly periods: number };

/** The orders of a world in the periods of another clock; those of one period stay in the order of the plan's own. */
export function ordersOfClock(run: Run, own: OrderList, of: OfClock): OrderList {
  if (of.clock === run.plan.clock) return own;
  return kept(own, `${of.clock} ${of.periods}`, () => ({ ...own, period: periodsOfOrders(run, own, of) }));
}

/** In which period of a clock each order lies; -1 where in none (compare `ordersOf`). */
function periodsOfOrders(
  { timeline, plan, world }: Run,
  own: OrderList,
  { clock, periods }: OfClock,
): Int32Array {
  const first = timeline.firstOf(clock);
  if (isShorter(plan.clock, clock)) {
    const longer = new Map<number, number>();
    for (let period = 0; period < periods; period++)
      for (const base of timeline.within(first + period, plan.clock)) longer.set(base, period);
    return own.period.map((base) => longer.get(base) ?? -1);
  }
  const ofDay = new Map<number, number>();
  let isDated = false;
  for (let period = 0; period < periods; period++) {
    const range = timeline.daysOf(first + period);
    if (range) isDated = true;
    if (range) for (let day = range.first; day <= range.last; day++) ofDay.set(day, period);
  }
  // Where no day says it, an order belongs to the last shorter period of its own.
  const lasts = world.periods.map((_, base) => (timeline.within(base, clock).at(-1) ?? first - 1) - first);
  return own.period.map(
    (base, order) => (isDated && own.day[order] !== UNDATED ? ofDay.get(own.day[order]!) : lasts[base]) ?? -1,
  );
}
