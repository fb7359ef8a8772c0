import { add, compare, type Exact, equal, ONE, subtract, toDecimal } from "../../base/exact.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import type { CheckedKey, CheckedKeys, CheckedPlan, CheckedTable } from "../checked-plan.ts";
import type { Formula, FormulaOf } from "../formula.ts";
import { isAmount } from "../types.ts";
import type { Range } from "./range.ts";
import type { Ranges } from "./ranges.ts";

/** A place where a table is looked up, with what each key can be there. */
export type Use = { readonly formula: FormulaOf<"Lookup">; readonly keys: readonly Range[] };

/** Keys that leave something out between them, and keys that nothing leads to. */
export function tableDoubts(
  plan: CheckedPlan,
  table: CheckedTable,
  uses: readonly Use[],
  ranges: Ranges,
): Diagnostic[] {
  return [table, ...table.later].flatMap((one) =>
    one.keys.flatMap((side, i) => [
      ...(side.type.kind === "rank" ? ranksLeftOut(plan, one, side) : holes(one, side)),
      ...unreached(
        one,
        side,
        uses.map(({ keys }) => keys[i]!),
        ranges,
      ),
    ]),
  );
}

const figureOf = (formula: Formula): Exact | null =>
  formula.kind === "Const" &&
  typeof formula.value === "object" &&
  formula.value !== null &&
  "n" in formula.value
    ? formula.value
    : null;

/** Between 3 and 5 there is 4; between 99 and 100 there is 99.50, where more than whole numbers are looked up. */
function holes(table: CheckedTable, { entries, type }: CheckedKeys): Diagnostic[] {
  if (!isAmount(type)) return [];
  return entries.slice(1).flatMap((key, i) => {
    const before = entries[i]!;
    const [end, start] = [lastOf(before), figureOf(key.at)];
    if (!end || !start || (key.match !== "is" && key.match !== "range") || compare(start, end) <= 0)
      return [];
    const isCounted = type.kind === "number";
    // Single figures far apart (1, 5, 10) are a list, and no stretch.
    if (key.match === "is" && before.match === "is" && !(isCounted && isRun(entries))) return [];
    if (isCounted && equal(subtract(start, end), ONE)) return [];
    return [
      diagnose("table/hole", key.span, {
        table: table.name,
        from: toDecimal(end),
        to: toDecimal(start),
        missing: isCounted ? stretch(add(end, ONE), subtract(start, ONE)) : null,
      }),
    ];
  });
}

const stretch = (from: Exact, to: Exact): string =>
  equal(from, to) ? toDecimal(from) : `${toDecimal(from)} to ${toDecimal(to)}`;

const lastOf = (key: CheckedKey): Exact | null =>
  key.match === "is" ? figureOf(key.at) : key.match === "range" && key.to ? figureOf(key.to) : null;

/** Whether keys are meant to follow one another: half of them do. */
function isRun(entries: readonly CheckedKey[]): boolean {
  const steps = entries.slice(1).map((key, i) => {
    const [a, b] = [figureOf(entries[i]!.at), figureOf(key.at)];
    return a !== null && b !== null && equal(subtract(b, a), ONE);
  });
  return steps.filter((step) => step).length * 2 >= steps.length;
}

/** Ranks between two that have a row. Those before the first and behind the last are mostly left out on purpose. */
function ranksLeftOut(plan: CheckedPlan, table: CheckedTable, { entries, type }: CheckedKeys): Diagnostic[] {
  if (type.kind !== "rank" || entries.some(({ match }) => match !== "is")) return [];
  const { ranks } = plan.ladders.get(type.ladder)!;
  const places = entries.map(({ at }) => (at.kind === "Const" ? (at.value as number) : Number.NaN));
  return entries.slice(1).flatMap((key, i) => {
    const out = ranks.slice(places[i]! + 1, places[i + 1]!).map(({ name }) => name);
    return out.length > 0
      ? [diagnose("table/ranks-left-out", key.span, { table: table.name, ranks: out })]
      : [];
  });
}

/** Keys that no use of the table leads to. */
function unreached(
  table: CheckedTable,
  side: CheckedKeys,
  values: readonly Range[],
  ranges: Ranges,
): Diagnostic[] {
  if (values.length === 0) return [];
  const reached = values.map((value) => ranges.reached(side, value));
  return side.entries.flatMap((key, i) =>
    reached.some((one) => one[i]) ? [] : [diagnose("table/never-reached", key.span, { table: table.name })],
  );
}
