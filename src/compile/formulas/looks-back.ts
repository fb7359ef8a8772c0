import type { ClockUnit } from "../../base/calendar.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";

/** Whether a plan, in the periods of one clock, carries something from period to period that no column of its own shows. */
export function looksBack({ pairings, boards, ladders, clocks }: CheckedPlan, clock: ClockUnit): boolean {
  const isOwn = (name: string) => clocks.get(name) === clock;
  return (
    [...pairings.keys(), ...boards.keys()].some(isOwn) ||
    [...ladders.values()].some(
      ({ name, grace, award }) => isOwn(name) && (grace !== null || award === "one step"),
    )
  );
}
