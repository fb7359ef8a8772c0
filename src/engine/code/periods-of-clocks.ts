import { type ClockUnit, clockUnits } from "../../base/calendar.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import { isShorter, type Timeline } from "../../meaning/timeline.ts";

/** How many periods of each clock have to do with the periods of a world. */
export type PeriodsOfClocks = {
  readonly of: (clock: ClockUnit) => number;
  /** The most periods of a shorter clock that lie in one of a longer one. */
  readonly mostWithin: (clock: ClockUnit, shorter: ClockUnit) => number;
};

/** @param count how many of the plan's own periods there are. */
export function periodsOfClocks(plan: CheckedPlan, timeline: Timeline, count: number): PeriodsOfClocks {
  const clocks = new Set(plan.clocks.values());
  const longer = clockUnits.filter((clock) => clocks.has(clock) && isShorter(plan.clock, clock));
  // A longer period that is running goes on behind the last one that the data have.
  const last = Math.max(
    count - 1,
    ...longer.flatMap((clock) => timeline.within(timeline.enclosing(count - 1, clock), plan.clock)),
  );
  const of = (clock: ClockUnit): number => {
    if (clock === plan.clock) return last + 1;
    const first = timeline.firstOf(clock);
    if (isShorter(plan.clock, clock)) return timeline.enclosing(last, clock) - first + 1;
    // The last month of a year ends behind the last week that ends in it.
    const inLonger = longer.flatMap((one) => timeline.within(timeline.enclosing(last, one), clock));
    const inLast = timeline.within(last, clock);
    return Math.max(first, ...inLast, timeline.enclosing(last, clock), ...inLonger) - first + 1;
  };
  return {
    of,
    mostWithin(clock, shorter) {
      const first = timeline.firstOf(clock);
      const all = Array.from({ length: of(clock) }, (_, period) => first + period);
      return Math.max(1, ...all.map((period) => timeline.within(period, shorter).length));
    },
  };
}
