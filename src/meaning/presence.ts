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
  const own = timeline.clockOf(base);
  if (isShorter(own, timeline.clockOf(period)))
    return happened(timeline.within(period, own).flatMap((one) => [...world.orders.of(person, one)]));
  const isLast = timeline.within(base, timeline.clockOf(period)).at(-1) === period;
  /** Null where no day says so. */
  const isWithin = (order: number): boolean | null => {
    const day = world.orders.day(order);
    return days && day !== null ? day >= days.first && day <= days.last : null;
  };
  // A shorter period may have begun in the plan's own before: of its orders those are meant whose day says so, and no others.
  const before = base > 0 ? world.orders.of(person, base - 1) : [];
  return happened([
    ...before.filter((order) => isWithin(order) === true),
    ...world.orders.of(person, base).filter((order) => isWithin(order) ?? isLast),
  ]);
}

function hasHappened({ world, upTo }: Run, order: number): boolean {
  const day = world.orders.day(order);
  return day === null || day < upTo!.day || (day === upTo!.day && order <= upTo!.order);
}
