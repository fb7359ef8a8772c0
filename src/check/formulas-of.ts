import type { CheckedPlan } from "./checked-plan.ts";
import type { Formula } from "./formula.ts";

/** Every formula that a plan is worked out by; examples and guards are not among them. */
export function formulasOf(plan: Omit<CheckedPlan, "passes">): Formula[] {
  const formulas: (Formula | null)[] = [];
  for (const { fallback } of plan.inputs.values()) formulas.push(fallback);
  for (const { value } of plan.params.values()) formulas.push(value);
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
  for (const { volume, starts, needs, atMost, carry, cycle, firstCycle, steps } of plan.pairings.values())
    formulas.push(
      ...[volume, starts, needs?.condition ?? null, atMost?.limit ?? null, carry.atMost, carry.periods],
      ...[cycle, firstCycle].flatMap((sides) => (sides ? [sides.strong, sides.weak] : [])),
      ...(steps ?? []),
    );
  for (const { wide, deep, starts, mostCycles } of plan.boards.values())
    formulas.push(wide, deep, starts, mostCycles);
  for (const { to, givesWay } of plan.limits) formulas.push(to, givesWay?.by ?? null);
  return formulas.filter((formula) => formula !== null);
}
