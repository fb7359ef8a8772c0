import type { CheckedPlan } from "../check/checked-plan.ts";

/** Whether a plan carries something from period to period that no column of its own shows. */
export const looksBack = ({ pairings, boards, ladders }: CheckedPlan): boolean =>
  pairings.size > 0 ||
  boards.size > 0 ||
  [...ladders.values()].some(({ grace, award }) => grace !== null || award === "one step");
