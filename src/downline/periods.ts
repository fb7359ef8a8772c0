import { type ClockUnit, periodOf, printPeriod } from "../base/calendar.ts";
import { type Downline, NOT_GIVEN } from "./downline.ts";
import { LIMITS } from "./limits.ts";

/** The periods that a downline goes through, by name, and the calendar's number of the first (see `periodOf`). */
export type Periods = { readonly names: readonly string[]; readonly first: number; readonly dated: boolean };

/**
 * From the period of the earliest order to that of the latest, with all between. Without an order that has a date, the
 * one period in which the last person joined; without any date, one period without a name. A stray date long ago would
 * make thousands of empty periods: only the last `LIMITS.periods` are gone through.
 */
export function calendar(downline: Downline, clock: ClockUnit): Periods {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const see = (day: number) => {
    if (day === NOT_GIVEN) return;
    earliest = Math.min(earliest, day);
    latest = Math.max(latest, day);
  };
  downline.orders.day.forEach(see);
  if (latest === Number.NEGATIVE_INFINITY) {
    downline.joined.forEach(see);
    earliest = latest;
  }
  if (latest === Number.NEGATIVE_INFINITY) return { names: [""], first: 0, dated: false };
  const last = periodOf(latest, clock);
  const first = Math.max(periodOf(earliest, clock), last - LIMITS.periods + 1);
  return { names: Array.from({ length: last - first + 1 }, (_, i) => printPeriod(first + i, clock)), first, dated: true };
}
