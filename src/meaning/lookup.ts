import { add, compare, type Exact, isZero, multiply, subtract, ZERO } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { CheckedKeys, CheckedTable } from "../check/checked-plan.ts";
import type { Type } from "../check/types.ts";
import { zeroValue } from "../check/zero.ts";
import { evaluate, order } from "./evaluate.ts";
import { type At, about, type Run } from "./run.ts";

/** The cell of a table for some keys; nothing (0, no, none) where no key fits or the cell is blank. */
export function lookup(run: Run, named: CheckedTable, keys: readonly Value[], type: Type, at: At): Value {
  const table = editionAt(run, named, at);
  if (table.marginal) return marginal(run, table, keys[0] as Exact, at.period);
  const positions = table.keys.map((side, i) => position(run, side, keys[i]!, at.period));
  const [row, column] = table.keys.length === 2 ? [positions[0]!, positions[1]!] : [0, positions[0]!];
  const cell = row < 0 || column < 0 ? null : (table.cells[row]?.[column] ?? null);
  return cell ? evaluate(run, cell, about(-1, at.period)) : zeroValue(type);
}

/**
 * The table as it holds at a place: on the day of the order gone through, else on the last day of the period. Where the
 * periods have no days, the first that is said.
 */
export function editionAt(run: Run, table: CheckedTable, at: At): CheckedTable {
  if (table.later.length === 0) return table;
  const day =
    (at.order >= 0 ? run.world.orders.day(at.order) : null) ?? run.timeline.daysOf(at.period)?.last ?? null;
  if (day === null) return table;
  const since = (one: CheckedTable) =>
    one.from ? (evaluate(run, one.from, about(-1, at.period)) as number) : Number.NEGATIVE_INFINITY;
  return [table, ...table.later].reduce((best, one) =>
    since(one) <= day && since(one) >= since(best) ? one : best,
  );
}

/** Where a value stands among keys: the last threshold that it reaches, or the key that it equals; -1 for nowhere. */
export function position(run: Run, { entries }: CheckedKeys, value: Value, period: number): number {
  let found = -1;
  entries.forEach((key, i) => {
    const sign = order(value, evaluate(run, key.at, about(-1, period)));
    const fits =
      key.match === "from"
        ? sign >= 0
        : key.match === "over"
          ? sign > 0
          : key.match === "is"
            ? sign === 0
            : sign >= 0 && (!key.to || order(value, evaluate(run, key.to, about(-1, period))) <= 0);
    if (fits) found = i;
  });
  return found;
}

/** Each slice of an amount at the rate of its bracket, added up; what lies below the first threshold is not paid. */
function marginal(run: Run, table: CheckedTable, value: Exact, period: number): Exact {
  const thresholds = table.keys[0]!.entries.map((key) => evaluate(run, key.at, about(-1, period)) as Exact);
  let total = ZERO;
  thresholds.forEach((from, i) => {
    if (compare(value, from) <= 0) return;
    const next = thresholds[i + 1];
    const to = next && compare(value, next) > 0 ? next : value;
    const cell = table.cells[0]![i];
    const rate = cell ? (evaluate(run, cell, about(-1, period)) as Exact) : ZERO;
    if (!isZero(rate)) total = add(total, multiply(subtract(to, from), rate));
  });
  return total;
}
