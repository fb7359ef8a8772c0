import { printDay } from "../base/calendar.ts";
import { periodsDue } from "./bonuses.ts";
import { ordersOf } from "./presence.ts";
import type { Run } from "./run.ts";
import { isShorter } from "./timeline.ts";

/**
 * The periods of its own clock that a column's value in a period is made of: of a bonus those that are due in it, of what
 * stands the last shorter one, or the longer one that is running.
 */
export function periodsBehind(run: Run, name: string, period: number): readonly number[] {
  const { plan } = run;
  if (plan.bonuses.has(name) || plan.pools.has(name)) return periodsDue(run, name, period);
  return [standingPeriod(run, name, period)];
}

/** The period of its own clock in which a column that is no amount stands as it does. */
export function standingPeriod({ plan, timeline }: Run, name: string, period: number): number {
  const own = plan.clocks.get(name);
  if (!own || own === timeline.clockOf(period)) return period;
  if (!isShorter(own, timeline.clockOf(period))) return timeline.enclosing(period, own);
  return timeline.within(period, own).at(-1) ?? timeline.firstOf(own);
}

/** The period of a bonus's own clock in which an order of one of the plan's own periods lies; null where in none. */
export function periodOfOrder(
  run: Run,
  bonus: string,
  order: number,
  buyer: number,
  period: number,
): number | null {
  const { plan, timeline } = run;
  const own = plan.clocks.get(bonus);
  if (!own || own === plan.clock) return period;
  // A shorter one that begins in this period may end in the next.
  const near = isShorter(own, plan.clock)
    ? [...timeline.within(period, own), ...timeline.within(period + 1, own).slice(0, 1)]
    : [timeline.enclosing(period, own)];
  return near.find((one) => ordersOf(run, buyer, one).includes(order)) ?? null;
}

/** How a period is called: as the data call it, or `the week to 2026-07-05`. */
export function periodInWords({ world, timeline }: Run, period: number): string {
  const label = world.periods[period];
  if (label !== undefined) return label;
  const clock = timeline.clockOf(period);
  const days = timeline.daysOf(period);
  return days ? `the ${clock} to ${printDay(days.last)}` : `${clock} ${period - timeline.firstOf(clock) + 1}`;
}
