import { type ClockUnit, periodOf, printPeriod } from "../base/calendar.ts";
import type { Day } from "../base/value.ts";
import { type Downline, NOT_GIVEN } from "./downline.ts";
import { counted } from "./faults.ts";
import { LIMITS, type Limits } from "./limits.ts";

/** The periods that a downline goes through. */
export type Periods = {
  /** At least one. */
  readonly names: readonly string[];
  /** The calendar's number of the first (see `periodOf`); 0 where nothing is dated. */
  readonly first: number;
  readonly dated: boolean;
  /** Where the orders span more periods than are gone through: a sentence that says which are not. */
  readonly leftOut: string | null;
};

/**
 * From the period of the earliest order to that of the latest, with all between. Without an order that has a date, the
 * one period in which the last person joined; without any date, one period without a name.
 *
 * Of more than `limits.periods` the last are gone through: mostly a slip of the pen in one order of long ago makes them.
 */
export function calendar(downline: Downline, clock: ClockUnit, limits: Limits = LIMITS): Periods {
  const ordered = spanOf(downline.orders.day);
  const latest = ordered?.latest ?? spanOf(downline.joined)?.latest;
  if (latest === undefined) return { names: [""], first: 0, dated: false, leftOut: null };
  const last = periodOf(latest, clock);
  const earliest = periodOf(ordered?.earliest ?? latest, clock);
  const first = Math.max(earliest, last - limits.periods + 1);
  const names = Array.from({ length: last - first + 1 }, (_, at) => printPeriod(first + at, clock));
  return {
    names,
    first,
    dated: true,
    leftOut: first > earliest ? leftOutMessage(earliest, first, last, clock, limits) : null,
  };
}

type DaySpan = { readonly earliest: Day; readonly latest: Day };

/** The days of a file stay as they were read: they are gone through once, however many texts are tried on them. */
const spans = new WeakMap<Int32Array, DaySpan | null>();

function spanOf(days: Int32Array): DaySpan | null {
  const known = spans.get(days);
  if (known !== undefined) return known;
  const span = spanIn(days);
  spans.set(days, span);
  return span;
}

function spanIn(days: Int32Array): DaySpan | null {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const day of days) {
    if (day === NOT_GIVEN) continue;
    if (day < earliest) earliest = day;
    if (day > latest) latest = day;
  }
  return earliest <= latest ? { earliest, latest } : null;
}

function leftOutMessage(
  earliest: number,
  first: number,
  last: number,
  clock: ClockUnit,
  limits: Limits,
): string {
  const [from, until] = [printPeriod(earliest, clock), printPeriod(last, clock)];
  return `The orders go from ${from} to ${until}, ${counted(last - earliest + 1)} periods; only the last ${counted(limits.periods)} are gone through, and orders before ${printPeriod(first, clock)} count for nothing.`;
}
