import { compare, type Exact } from "../../base/exact.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import type { CheckedParam } from "../checked-plan.ts";
import type { Formula } from "../formula.ts";

/** A param that does not lie in the range that it says itself, or whose range runs backwards: its slider would be none. */
export function outsideItsRange({ name, value, from, to }: CheckedParam, text: string): Diagnostic[] {
  const [now, least, most] = [amountOf(value), amountOf(from), amountOf(to)];
  if (!from || !to || !least || !most) return [];
  const written = ({ span }: Formula): string => text.slice(span.from, span.to).trim();
  const range = { from: written(from), to: written(to) };
  if (compare(least, most) > 0)
    return [diagnose("param/range-backwards", { from: from.span.from, to: to.span.to }, { name, ...range })];
  if (!now || (compare(now, least) >= 0 && compare(now, most) <= 0)) return [];
  return [diagnose("param/outside", value.span, { name, value: written(value), ...range })];
}

const amountOf = (formula: Formula | null): Exact | null =>
  formula?.kind === "Const" &&
  typeof formula.value === "object" &&
  formula.value !== null &&
  "n" in formula.value
    ? formula.value
    : null;
