import type { CheckedPlan } from "../check/checked-plan.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { formulasOf } from "../check/formulas-of.ts";

const backwards = new Set<Formula["kind"]>(["Previous", "SoFar", "Highest", "First", "Flavour"]);
const overPeriods = new Set<string>(["periods", "earlier periods", "last periods"]);

/**
 * Whether anything in a plan depends on earlier periods. Where nothing does, a period can be evaluated without those
 * before it.
 */
export function looksBack(plan: CheckedPlan): boolean {
  if (plan.pairings.size > 0 || plan.boards.size > 0) return true;
  if ([...plan.ladders.values()].some((ladder) => ladder.grace !== null || ladder.award === "one step"))
    return true;
  return formulasOf(plan).some(readsBack);
}

function readsBack(formula: Formula): boolean {
  if (backwards.has(formula.kind)) return true;
  if ("group" in formula && overPeriods.has(formula.group.base)) return true;
  for (const { part } of partsOf(formula)) if (readsBack(part)) return true;
  return false;
}
