import { ordersByPerson, wantedOf } from "../meaning/orders-by-person.ts";
import type { Cut, Run } from "../meaning/run.ts";
import { isShorter } from "../meaning/timeline.ts";
import type { World, WorldFiles } from "../meaning/world.ts";
import { kept } from "./kept.ts";
import type { OfClock } from "./source-of-clock.ts";

/** The files of a world, with the orders in the periods of another clock; those that have not come in yet lie in none. */
export function filesOfClock(run: Run, files: WorldFiles, of: OfClock): WorldFiles {
  const { orderPeriod: own } = files;
  const days = kept(own, "days", () => {
    const all = new Float64Array(own.length);
    for (let order = 0; order < all.length; order++)
      all[order] = run.world.orders.day(order) ?? Number.NEGATIVE_INFINITY;
    return all;
  });
  const whole =
    of.clock === run.plan.clock
      ? own
      : kept(own, `periods ${of.clock} ${of.periods}`, () => periodsOfOrders(run, own, days, of));
  return { ...files, orderPeriod: upToCut(whole, days, of.upTo) };
}

/** In which period of a clock each order lies; -1 where in none (compare `ordersOf`). */
function periodsOfOrders(
  { timeline, plan, world }: Run,
  own: Int32Array,
  days: Float64Array,
  { clock, periods }: OfClock,
): Int32Array {
  const first = timeline.firstOf(clock);
  const numbers = new Int32Array(own.length).fill(-1);
  if (isShorter(plan.clock, clock)) {
    const longer = new Map<number, number>();
    for (let period = 0; period < periods; period++)
      for (const base of timeline.within(first + period, plan.clock)) longer.set(base, period);
    for (let order = 0; order < own.length; order++) numbers[order] = longer.get(own[order]!) ?? -1;
    return numbers;
  }
  const ofDay = new Map<number, number>();
  for (let period = 0; period < periods; period++) {
    const range = timeline.daysOf(first + period);
    if (range) for (let day = range.first; day <= range.last; day++) ofDay.set(day, period);
  }
  // Without a date it belongs to the last shorter period of its own.
  const lasts = world.periods.map((_, base) => (timeline.within(base, clock).at(-1) ?? first - 1) - first);
  for (let order = 0; order < own.length; order++) {
    const isDated = days[order]! > Number.NEGATIVE_INFINITY;
    numbers[order] = (isDated ? ofDay.get(days[order]!) : lasts[own[order]!]) ?? -1;
  }
  return numbers;
}

function upToCut(whole: Int32Array, days: Float64Array, upTo: Cut | null): Int32Array {
  if (upTo === null) return whole;
  const last = lastCuts.get(whole);
  if (last && isSameCut(last.upTo, upTo)) return last.orders;
  const orders = whole.slice();
  for (let order = 0; order < orders.length; order++)
    if (days[order]! > upTo.day || (days[order] === upTo.day && order > upTo.order)) orders[order] = -1;
  lastCuts.set(whole, { upTo, orders });
  return orders;
}

export const isSameCut = (a: Cut | null, b: Cut | null): boolean =>
  a?.day === b?.day && a?.order === b?.order;

/** Those that had come in when it was asked last: who goes on with the same data finds the same. */
const lastCuts = new WeakMap<Int32Array, { readonly upTo: Cut; readonly orders: Int32Array }>();

/**
 * The orders of a person in a period of the clock, as far as they have come in.
 * @param own in which of the plan's own periods each order lies.
 */
export function ordersOfFiles(
  { size }: World,
  { orderPerson, orderPeriod }: WorldFiles,
  own: Int32Array,
): (person: number, period: number) => readonly number[] {
  // Those of one of the plan's own periods together, as the evaluator goes through them.
  const index = kept(own, "by person", () => ordersByPerson(size, orderPerson, own));
  return (person, period) => wantedOf(index, person, (order) => orderPeriod[order] === period);
}
