import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import type { CheckedPlan } from "./checked-plan.ts";
import { type Formula, partsOf } from "./formula.ts";

/**
 * Figures stand for all time: params, keys and cells of tables, facts and needs of ranks. What others take the place of from
 * a day on can be none of them; it is looked up in a rule, which knows the day.
 */
export function checkFiguresForAllTime(
  plan: Pick<CheckedPlan, "params" | "tables" | "ladders">,
  report: (problem: Diagnostic) => void,
): void {
  const check = (formula: Formula | null, of: string): void => {
    if (!formula) return;
    if (formula.kind === "Lookup" && formula.byDay)
      report(diagnose("table/from-a-day", formula.span, { table: formula.table, of }));
    for (const { part } of partsOf(formula)) check(part, of);
  };
  for (const { name, value } of plan.params.values()) check(value, name);
  for (const named of plan.tables.values())
    for (const { name, from, keys, cells } of [named, ...named.later]) {
      for (const formula of [from, ...cells.flat()]) check(formula, name);
      for (const { at, to } of keys.flatMap(({ entries }) => entries))
        for (const formula of [at, to ?? null]) check(formula, name);
    }
  for (const { name, ranks } of plan.ladders.values())
    for (const cell of ranks.flatMap(({ rows }) => rows.flat())) check(cell, name);
}
