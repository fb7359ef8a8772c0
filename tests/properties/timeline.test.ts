import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClockUnit, clockUnits, firstDayOf, periodOf } from "../../src/base/calendar.ts";
import { calendarTimeline, isShorter } from "../../src/meaning/timeline.ts";

/** The periods of a clock, each with its days: looked for one by one, as one would with a calendar on the wall. */
type Days = { readonly first: number; readonly last: number };
const daysOf = (number: number, clock: ClockUnit): Days => ({
  first: firstDayOf(number, clock),
  last: firstDayOf(number + 1, clock) - 1,
});
const periodsOver = ({ first, last }: Days, clock: ClockUnit): Days[] => {
  const found: Days[] = [];
  for (let number = periodOf(first, clock); number <= periodOf(last, clock); number++)
    found.push(daysOf(number, clock));
  return found;
};

const clock = fc.constantFrom(...clockUnits);
/** A plan's clock, another, the day on which the periods begin and how many there are. */
const setting = fc
  .record({
    own: clock,
    other: clock,
    day: fc.integer({ min: 19_000, max: 21_500 }),
    count: fc.integer({ min: 1, max: 14 }),
  })
  .map(({ own, other, day, count }) => {
    const first = periodOf(day, own);
    const timeline = calendarTimeline({ clock: own, first }, count);
    return { own, other, first, count, timeline };
  });
const law = (name: string, holds: (one: typeof setting extends fc.Arbitrary<infer T> ? T : never) => void) =>
  test(name, () => {
    fc.assert(fc.property(setting, holds), { numRuns: 400 });
  });

describe("periods of several clocks", () => {
  law("a period of the plan has the days that the calendar gives it", ({ own, first, count, timeline }) => {
    for (let base = 0; base < count; base++) expect(timeline.daysOf(base)).toEqual(daysOf(first + base, own));
  });

  law("a shorter period belongs to the one in which it ends", ({ own, other, first, count, timeline }) => {
    if (!isShorter(other, own)) return;
    for (let base = 0; base < count; base++) {
      const days = daysOf(first + base, own);
      const within = timeline.within(base, other);
      expect(within.map((period) => timeline.daysOf(period))).toEqual(
        periodsOver(days, other).filter(({ last }) => last >= days.first && last <= days.last),
      );
      for (const period of within) {
        expect(timeline.toBase(period)).toBe(base);
        expect(timeline.clockOf(period)).toBe(other);
      }
    }
  });

  law(
    "a longer period ends inside of at most one of the plan's",
    ({ own, other, first, count, timeline }) => {
      if (!isShorter(own, other)) return;
      for (let base = 0; base < count; base++) {
        const days = daysOf(first + base, own);
        const ended = periodsOver(days, other).filter(({ last }) => last >= days.first && last <= days.last);
        const ending = timeline.endingIn(base, other);
        expect(ending < 0 ? [] : [timeline.daysOf(ending)]).toEqual(ended.slice(-1));
      }
    },
  );

  law("what is longer falls due in the last of the shorter periods that belong to it", (one) => {
    const { own, other, count, timeline } = one;
    if (!isShorter(other, own)) return;
    for (const longer of clockUnits.filter((unit) => isShorter(other, unit)))
      for (const period of timeline.within(count - 1, other)) {
        const of = (one: number) => periodOf(timeline.daysOf(one)!.last, longer);
        const due = timeline.endingIn(period, longer);
        const isLast = of(period + 1) > of(period);
        expect(due < 0 ? null : timeline.daysOf(due)).toEqual(isLast ? daysOf(of(period), longer) : null);
      }
  });

  law("the longer period that is running holds the last day", ({ own, other, first, count, timeline }) => {
    if (!isShorter(own, other)) return;
    for (let base = 0; base < count; base++) {
      const { last } = daysOf(first + base, own);
      const running = timeline.daysOf(timeline.enclosing(base, other))!;
      expect(running.first <= last && last <= running.last).toBe(true);
    }
  });

  law("what is in a longer period is of the shorter clock, and no earlier than it begins", (one) => {
    const { own, other, count, timeline } = one;
    if (!isShorter(own, other)) return;
    for (const shorter of clockUnits.filter((unit) => isShorter(unit, other)))
      for (let base = 0; base < count; base++)
        for (const period of timeline.within(timeline.enclosing(base, other), shorter)) {
          expect(timeline.clockOf(period)).toBe(shorter);
          expect(period).toBeGreaterThanOrEqual(timeline.firstOf(shorter));
        }
  });

  law("the period before is the one whose last day is the day before", ({ other, count, timeline }) => {
    const last = timeline.enclosing(count - 1, other);
    for (let period = last; ; ) {
      const before = timeline.before(period);
      if (before < 0) {
        expect(period).toBe(timeline.startOf(period));
        break;
      }
      expect(timeline.daysOf(before)!.last).toBe(timeline.daysOf(period)!.first - 1);
      period = before;
    }
  });
});
