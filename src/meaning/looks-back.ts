import type { CheckedPlan } from "../check/checked-plan.ts";
import { type Formula, partsOf } from "../check/formula.ts";

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

/** Every formula that a plan is worked out by; examples and guards are not among them. */
function formulasOf(plan: CheckedPlan): Formula[] {
  const formulas: (Formula | null)[] = [];
  for (const { fallback } of plan.inputs.values()) formulas.push(fallback);
  for (const { body } of plan.measures.values()) formulas.push(body);
  for (const { parent, filled } of plan.trees.values()) formulas.push(parent, filled?.wide ?? null);
  for (const { headers, needs, ranks } of plan.ladders.values())
    formulas.push(
      ...headers.map((header) => header.requirement),
      ...needs,
      ...ranks.flatMap(({ rows }) => rows.flat()),
    );
  for (const { cells } of plan.tables.values()) formulas.push(...cells.flat());
  for (const { journey, pays, eachAtMost, atMost } of plan.bonuses.values()) {
    formulas.push(pays, eachAtMost, atMost);
    if (journey)
      formulas.push(
        journey.base,
        journey.where,
        journey.counting,
        journey.until,
        journey.through,
        journey.generation?.at ?? null,
      );
  }
  for (const { pot, shares, eachAtMost } of plan.pools.values()) formulas.push(pot, shares, eachAtMost);
  for (const { to, lowestFirst } of plan.limits) formulas.push(to, lowestFirst);
  return formulas.filter((formula) => formula !== null);
}
