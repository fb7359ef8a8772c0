import { type ClockUnit, clockUnits, firstDayOf, periodOf } from "../base/calendar.ts";
import type { Day } from "../base/value.ts";
import { type Calendar, NO_CALENDAR_RATIOS } from "./world.ts";

/**
 * The periods of all clocks that a plan runs by, as whole numbers: the plan's own are 0, 1, 2 … in the order of the
 * world; those of another clock lie in a block of their own, one after another, so that the period before is always one
 * less.
 *
 * A shorter period belongs to the longer one in which it ends: the week from 29 June to 5 July is a week of July.
 */
export type Timeline = {
  readonly clockOf: (period: number) => ClockUnit;
  /** The earliest period of the same clock. */
  readonly startOf: (period: number) => number;
  /** The earliest period of a clock: those behind it have the numbers behind its own. */
  readonly firstOf: (clock: ClockUnit) => number;
  /** The period before, of the same clock; -1 before the earliest. */
  readonly before: (period: number) => number;
  /** The plan's own period that a period of any clock belongs to. */
  readonly toBase: (period: number) => number;
  /** The periods of a shorter clock that belong to a period, earliest first; none from before the earliest there is. */
  readonly within: (period: number, clock: ClockUnit) => readonly number[];
  /** The period of a longer clock that is running when a period ends. */
  readonly enclosing: (period: number, clock: ClockUnit) => number;
  /**
   * The period of a longer clock that falls due in a period, or -1: what ends inside of one of the plan's own, or has its last
   * days or weeks in one that is shorter.
   */
  readonly endingIn: (period: number, clock: ClockUnit) => number;
  /** First and last day, both in; null where the world has no calendar. */
  readonly daysOf: (period: number) => { readonly first: Day; readonly last: Day } | null;
  /** How many periods of a period's clock lie between a day and it. */
  readonly since: (period: number, day: Day) => number | null;
};

const BLOCK = 2 ** 32;
const blockOf = (clock: ClockUnit): number => BLOCK * (1 + clockUnits.indexOf(clock));

/** Whether one clock ticks more often than another. */
export const isShorter = (a: ClockUnit, b: ClockUnit): boolean =>
  clockUnits.indexOf(a) < clockUnits.indexOf(b);

/** The timeline of a world whose periods lie in the calendar. */
export function calendarTimeline({ clock: own, first }: Calendar, count: number): Timeline {
  const firstDay = firstDayOf(first, own);
  const clockOf = (period: number): ClockUnit =>
    period < BLOCK ? own : clockUnits[Math.floor(period / BLOCK) - 1]!;
  const firstNumber = (clock: ClockUnit) => (clock === own ? first : periodOf(firstDay, clock));
  const numberOf = (period: number) =>
    period < BLOCK ? first + period : firstNumber(clockOf(period)) + (period - blockOf(clockOf(period)));
  const idOf = (number: number, clock: ClockUnit) =>
    clock === own ? number - first : blockOf(clock) + number - firstNumber(clock);
  const days = (number: number, clock: ClockUnit) => ({
    first: firstDayOf(number, clock),
    last: firstDayOf(number + 1, clock) - 1,
  });
  const daysOf = (period: number) => days(numberOf(period), clockOf(period));
  const within = (period: number, clock: ClockUnit): readonly number[] => {
    const { first: from, last: to } = daysOf(period);
    const periods: number[] = [];
    // The earliest quarter may have begun before the world: months that are not in it are none of its periods.
    const earliest = Math.max(periodOf(from, clock), firstNumber(clock));
    for (let number = earliest; days(number, clock).last <= to; number++) periods.push(idOf(number, clock));
    return periods;
  };
  const enclosing = (period: number, clock: ClockUnit) => idOf(periodOf(daysOf(period).last, clock), clock);
  const toBase = (period: number) =>
    period < BLOCK ? period : Math.max(0, Math.min(count - 1, periodOf(daysOf(period).last, own) - first));
  return {
    clockOf,
    startOf: (period) => (period < BLOCK ? 0 : blockOf(clockOf(period))),
    firstOf: (clock) => (clock === own ? 0 : blockOf(clock)),
    before: (period) => (period % BLOCK === 0 ? -1 : period - 1),
    toBase,
    within,
    enclosing,
    endingIn(period, clock) {
      if (isShorter(clockOf(period), own)) {
        const longer = enclosing(period, clock);
        return enclosing(period + 1, clock) === longer ? -1 : longer;
      }
      const { first: from, last: to } = daysOf(toBase(period));
      const number = periodOf(to, clock);
      const ending = days(number, clock).last <= to ? number : number - 1;
      return days(ending, clock).last >= from ? idOf(ending, clock) : -1;
    },
    daysOf,
    since: (period, day) => numberOf(period) - periodOf(day, clockOf(period)),
  };
}

/**
 * The timeline of an example whose periods are only numbered. A single period holds all days of its orders; otherwise each
 * period is one of any shorter clock. Longer periods are so many of the plan's own.
 */
export function numberedTimeline(
  own: ClockUnit,
  count: number,
  orderDays: () => { readonly first: Day; readonly last: Day } | null,
): Timeline {
  let range: ReturnType<typeof orderDays> | undefined;
  const dated = () => (range === undefined ? (range = count === 1 ? orderDays() : null) : range);
  const clockOf = (period: number): ClockUnit =>
    period < BLOCK ? own : clockUnits[Math.floor(period / BLOCK) - 1]!;
  const index = (period: number) => (period < BLOCK ? period : period - blockOf(clockOf(period)));
  const ratio = (clock: ClockUnit) => NO_CALENDAR_RATIOS[own][clock] ?? 1;
  const toBase = (period: number): number => {
    const clock = clockOf(period);
    if (clock === own) return period;
    if (isShorter(clock, own)) return count === 1 ? 0 : Math.min(count - 1, index(period));
    return Math.min(count - 1, (index(period) + 1) * ratio(clock) - 1);
  };
  const within = (period: number, clock: ClockUnit): readonly number[] => {
    const days = dated();
    if (isShorter(clock, own) && days) {
      const from = periodOf(days.first, clock);
      return Array.from({ length: periodOf(days.last, clock) - from + 1 }, (_, i) => blockOf(clock) + i);
    }
    if (clock === own)
      return Array.from(
        { length: ratio(clockOf(period)) },
        (_, i) => index(period) * ratio(clockOf(period)) + i,
      ).filter((base) => base < count);
    return [blockOf(clock) + index(period)];
  };
  const daysOf = (period: number) => {
    const days = dated();
    const clock = clockOf(period);
    if (!days || !isShorter(clock, own)) return null;
    const number = periodOf(days.first, clock) + index(period);
    return { first: firstDayOf(number, clock), last: firstDayOf(number + 1, clock) - 1 };
  };
  const dueIn = (base: number, clock: ClockUnit): number => {
    if (clock === own) return base;
    const of = ratio(clock);
    return (base + 1) % of === 0 ? blockOf(clock) + Math.floor(base / of) : -1;
  };
  return {
    clockOf,
    startOf: (period) => (period < BLOCK ? 0 : blockOf(clockOf(period))),
    firstOf: (clock) => (clock === own ? 0 : blockOf(clock)),
    before: (period) => (period % BLOCK === 0 ? -1 : period - 1),
    toBase,
    within,
    enclosing: (period, clock) =>
      clock === own
        ? Math.min(count - 1, dated() ? 0 : index(period))
        : blockOf(clock) + Math.floor((period < BLOCK ? period : 0) / ratio(clock)),
    endingIn(period, clock) {
      const short = clockOf(period);
      if (!isShorter(short, own)) return dueIn(toBase(period), clock);
      const days = daysOf(period);
      if (isShorter(clock, own)) {
        const start = dated()?.first ?? 0;
        const number = days ? periodOf(days.last, clock) - periodOf(start, clock) : index(period);
        const isLast = !days || periodOf(days.last + 1, clock) > periodOf(days.last, clock);
        return isLast ? blockOf(clock) + number : -1;
      }
      const base = toBase(period);
      return within(base, short).at(-1) === period ? dueIn(base, clock) : -1;
    },
    daysOf,
    since: () => null,
  };
}
