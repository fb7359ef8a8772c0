import { NOT_GIVEN } from "../downline/downline.ts";
import type { Run } from "./run.ts";
import { isShorter } from "./timeline.ts";

/** Whether somebody is there in a period of any clock: from the period of joining on. */
export function isThere(run: Run, person: number, period: number): boolean {
  const { timeline, world } = run;
  if (period < 0) return false;
  const base = timeline.toBase(period);
  if (base === period || world.joined[person] === NOT_GIVEN) return world.joinedPeriod[person]! <= base;
  const days = timeline.daysOf(period);
  return days ? world.joined[person]! <= days.last : world.joinedPeriod[person]! <= base;
}

/** The orders of a person in a period of any clock, in the order of the file. One without a date belongs to the last shorter period. */
export function ordersOf(run: Run, person: number, period: number): readonly number[] {
  const { timeline, world, upTo } = run;
  const base = timeline.toBase(period);
  const happened = (orders: readonly number[]) =>
    upTo ? orders.filter((order) => hasHappened(run, order)) : orders;
  if (base === period) return happened(world.orders.of(person, period));
  const days = timeline.daysOf(period);
  const clock = timeline.clockOf(base);
  if (isShorter(clock, timeline.clockOf(period)))
    return happened(timeline.within(period, clock).flatMap((one) => [...world.orders.of(person, one)]));
  const isLast = timeline.within(base, timeline.clockOf(period)).at(-1) === period;
  const isIn = (order: number, ofBase: boolean): boolean => {
    const day = world.orders.day(order);
    if (day === null || days === null) return ofBase && isLast;
    return day >= days.first && day <= days.last;
  };
  // A period that ends in this one may have begun in the one before.
  const before = base > 0 ? world.orders.of(person, base - 1).filter((order) => isIn(order, false)) : [];
  const own = world.orders.of(person, base).filter((order) => isIn(order, true));
  return happened(before.length === 0 ? own : [...before, ...own]);
}

function hasHappened({ world, upTo }: Run, order: number): boolean {
  const day = world.orders.day(order);
  return day === null || day < upTo!.day || (day === upTo!.day && order <= upTo!.order);
}
