import type { Formula } from "../check/formula.ts";
import type { Run } from "./run.ts";

/** What a formula came to of a person over the periods so far: kept, so that no period is gone through twice. */
export type History = { upTo: number; value: unknown };

/**
 * Goes through a person's earlier periods, the earliest first and `until` left out, and carries on from where it was when
 * it was last asked. The formula must read nothing but the person and the period.
 */
export function carriedOver<T>(
  run: Run,
  formula: Formula,
  person: number,
  { from, until }: { readonly from: number; readonly until: number },
  nothing: T,
  step: (so: T, period: number) => T,
): T {
  let histories = run.histories.get(formula);
  if (!histories) run.histories.set(formula, (histories = new Map()));
  const key = `${from}|${person}`;
  const known = histories.get(key);
  const history = known && known.upTo <= until ? known : { upTo: from, value: nothing as unknown };
  for (; history.upTo < until; history.upTo++) history.value = step(history.value as T, history.upTo);
  if (!known || known.upTo <= until) histories.set(key, history);
  return history.value as T;
}
