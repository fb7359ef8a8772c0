import { type Exact, ZERO } from "../../base/exact.ts";
import { packedDuration } from "../../base/packed-duration.ts";
import type { Duration, Value } from "../../base/value.ts";
import type { CheckedKeys, CheckedTable } from "../../check/checked-plan.ts";
import type { Formula, FormulaOf } from "../../check/formula.ts";
import { isAmount, type Type } from "../../check/types.ts";
import { NO_DAY, zeroValue } from "../../check/zero.ts";
import { binary, type Expr, i32, i64, local, select, set, when } from "../../ir/code.ts";
import { asking } from "../again/watched-plan.ts";
import { bind, type Code, fresh, uniformExpr, uniformOf, wordNumber } from "../code.ts";
import { impossible } from "../impossible.ts";
import { dayOf } from "../orders/orders.ts";
import { evaluateStatic, factCell, nobody, positionStatic } from "../statics.ts";
import { compared, extreme, minus, NOTHING, plus, times } from "./arithmetic.ts";
import { ifTerm } from "./choosing.ts";
import { amountsTerm, DECIMALS_OF_PERCENT, fixedKey, fixedValue, isFixed } from "./fixed.ts";
import { amountIn, termOf } from "./formulas.ts";
import { inDays } from "./lengths.ts";
import { lastDayAt } from "./moment.ts";
import { type Scope, staticPlace } from "./scope.ts";
import type { Amount, Term } from "./terms.ts";

type Params = ReadonlyMap<string, Value>;
/** A row of values in memory, read at an index. */
function rowTerm(
  code: Code,
  name: string,
  type: Type,
  values: readonly ((params: Params) => Value)[],
  index: Expr,
): Term {
  const decimals = type.kind === "percent" ? DECIMALS_OF_PERCENT : 0;
  // Of a table that is blank throughout nobody knows what it holds: nothing, as any amount.
  if (isAmount(type) || type.kind === "unknown")
    return amountsTerm(code, name, values as ((params: Params) => Exact)[], index, { decimals });
  const number = (value: Value): bigint => {
    if (typeof value === "boolean") return value ? 1n : 0n;
    if (typeof value === "number") return BigInt(value);
    if (typeof value === "string" || value === null) return BigInt(wordNumber(code.compiling, value));
    return packedDuration(value as Duration);
  };
  const wide = type.kind === "date" || type.kind === "duration";
  const id = uniformOf(
    code.compiling,
    name,
    { name, type: wide ? "i64" : "i32", length: values.length },
    (params) => values.map((value) => number(value(params))),
  );
  const expr = uniformExpr(code, id, wide ? "i64" : "i32", index);
  switch (type.kind) {
    case "yes/no":
    case "rank":
    case "date":
      return { kind: type.kind, expr } as Term;
    case "choice":
    case "text":
      return { kind: "word", expr };
    case "duration":
      return { kind: "duration", expr, unit: "its own" };
    default:
      return impossible(`a table of ${type.kind}`);
  }
}

/** A fact of a rank: a row of its cells in memory, that of `none` first. */
export function factTerm(code: Code, formula: FormulaOf<"Fact">, scope: Scope): Term {
  const { plan } = code.compiling;
  const rank = termOf(code, formula.rank, scope);
  const { ranks } = plan.ladders.get(formula.ladder)!;
  const cells = [-1, ...ranks.keys()].map(
    (one) => (params: Params) => factCell(plan, formula.ladder, formula.column, one, formula, nobody(params)),
  );
  const name = `${formula.ladder} fact ${formula.column}`;
  return rowTerm(code, name, formula.type, cells, binary("add", rank.expr, i32(1)));
}

/** The cell of a table for some keys; nothing where no key fits or the cell is blank. */
export function lookupTerm(code: Code, formula: FormulaOf<"Lookup">, scope: Scope): Term {
  const { plan } = code.compiling;
  const named = plan.tables.get(formula.table)!;
  return named.later.length === 0
    ? lookupIn(code, formula, named, named.name, scope)
    : lookupOnDay(code, formula, named, scope);
}

/** Periods without days end here (see `Machine`). */
const NO_LAST_DAY = 2n ** 40n;

/** A table that other ones follow from a day on: the one that holds on the day of the order, or on the last day of the period. */
function lookupOnDay(code: Code, formula: FormulaOf<"Lookup">, named: CheckedTable, scope: Scope): Term {
  const { plan } = code.compiling;
  const editions = [named, ...named.later];
  const last = bind(code, lastDayAt(code, scope));
  let day = last;
  if (scope.order) {
    const ofOrder = bind(code, dayOf(code, scope.order));
    day = bind(code, select(binary("eq", ofOrder, i64(-NO_DAY)), last, ofOrder));
  }
  const [bestName, sinceName] = [fresh(code, "edition"), fresh(code, "since")];
  const since = (one: CheckedTable, i: number): Expr => {
    const key = `since ${named.name} ${i}`;
    const id = uniformOf(code.compiling, key, { name: key, type: "i64", length: 1 }, (params) => [
      one.from ? BigInt(evaluateStatic(plan, one.from, nobody(params)) as number) : -NO_LAST_DAY,
    ]);
    return uniformExpr(code, id, "i64");
  };
  code.block.push(set(bestName, i32(0)), set(sinceName, since(named, 0)));
  editions.forEach((one, i) => {
    if (i === 0) return;
    const from = since(one, i);
    const holds = binary("and", binary("le_s", from, day), binary("ge_s", from, local(sinceName, "i64")));
    const counts = binary("and", holds, binary("lt_s", day, i64(NO_LAST_DAY)));
    code.block.push(when(counts, [set(bestName, i32(i)), set(sinceName, from)]));
  });
  const pick = (own: Code, i: number): Term =>
    i === editions.length - 1
      ? lookupIn(own, formula, editions[i]!, `${named.name} ${i}`, scope)
      : ifTerm(
          own,
          binary("eq", local(bestName, "i32"), i32(i)),
          (yes) => lookupIn(yes, formula, editions[i]!, `${named.name} ${i}`, scope),
          (no) => pick(no, i + 1),
        );
  return pick(code, 0);
}

function lookupIn(
  code: Code,
  formula: FormulaOf<"Lookup">,
  edition: CheckedTable,
  name: string,
  scope: Scope,
): Term {
  const { plan } = code.compiling;
  const table = { ...edition, name };
  if (table.marginal) return marginalTerm(code, table, amountIn(code, formula.keys[0]!, scope));
  const places = table.keys.map((keys, i) => positionExpr(code, table, keys, i, formula.keys[i]!, scope));
  const [rows, columns] = [table.keys.length === 2 ? table.keys[0]! : null, table.keys.at(-1)!];
  // Row 0 and column 0 are those of what has no key: nothing.
  const width = columns.entries.length + 1;
  const value = (row: number, column: number) => (params: Params) => {
    const cell = row < 0 || column < 0 ? null : (table.cells[row]?.[column] ?? null);
    return cell ? evaluateStatic(plan, cell, nobody(params)) : zeroValue(formula.type);
  };
  const values = (rows ? [-1, ...rows.entries.keys()] : [0]).flatMap((row) =>
    [-1, ...columns.entries.keys()].map((column) => value(row, column)),
  );
  const column = binary("add", places.at(-1)!, i32(1));
  const index = rows
    ? binary("add", binary("mul", binary("add", places[0]!, i32(1)), i32(width)), column)
    : column;
  return rowTerm(code, `table ${table.name}`, formula.type, values, index);
}

/** Where a value stands among the keys of a table, -1 for nowhere. */
function positionExpr(
  code: Code,
  table: CheckedTable,
  keys: CheckedKeys,
  side: number,
  formula: Formula,
  scope: Scope,
): Expr {
  const { plan } = code.compiling;
  if (isFixed(formula, scope)) {
    const name = `place in ${table.name} ${side} of ${fixedKey(code.compiling, formula, scope)}`;
    const id = uniformOf(code.compiling, name, { name, type: "i32", length: 1 }, (params) => {
      const value = evaluateStatic(plan, formula, staticPlace(scope, params));
      return [BigInt(positionStatic(plan, keys, value, nobody(params)))];
    });
    return uniformExpr(code, id, "i32");
  }
  const term = termOf(code, formula, scope);
  if (term.kind === "rank" && formula.type.kind === "rank") {
    const { ladder } = formula.type;
    const length = asking(plan, (one) => one.ladders.get(ladder)!.ranks.length) + 1;
    const name = `rows of ${table.name} ${side}`;
    const id = uniformOf(code.compiling, name, { name, type: "i32", length }, (params) =>
      Array.from({ length }, (_, i) => BigInt(positionStatic(plan, keys, i - 1, nobody(params)))),
    );
    return uniformExpr(code, id, "i32", binary("add", term.expr, i32(1)));
  }
  const value = { ...term, expr: bind(code, term.expr) } as Term;
  return keys.entries.reduce<Expr>((found, key, i) => {
    const bound = (at: Formula, end: string) =>
      fixedValue(
        code,
        `key ${table.name} ${side} ${i} ${end}`,
        at.type,
        (params) => evaluateStatic(plan, at, nobody(params)),
        true,
      );
    const against = (name: "eq" | "ge_s" | "gt_s" | "le_s", other: Term): Expr =>
      value.kind === "amount" && other.kind === "amount"
        ? compared(code, name, value, other)
        : value.kind === "duration" && other.kind === "duration"
          ? binary(name, inDays(code, value).expr, inDays(code, other).expr)
          : binary(name, value.expr, other.expr);
    const from = bound(key.at, "from");
    const fits =
      key.match === "is"
        ? against("eq", from)
        : key.match === "over"
          ? against("gt_s", from)
          : key.match === "range" && key.to
            ? binary("and", against("ge_s", from), against("le_s", bound(key.to, "to")))
            : against("ge_s", from);
    return bind(code, select(fits, i32(i), found));
  }, i32(-1));
}

/** Each slice of an amount at the rate of its bracket, added up. */
function marginalTerm(code: Code, table: CheckedTable, amount: Amount): Amount {
  const { plan } = code.compiling;
  const { entries } = table.keys[0]!;
  const value = { ...amount, expr: bind(code, amount.expr) };
  const number = (name: string, formula: Formula | null | undefined) =>
    amountsTerm(
      code,
      `${name} of ${table.name}`,
      [(params) => (formula ? (evaluateStatic(plan, formula, nobody(params)) as Exact) : ZERO)],
      null,
    );
  return entries.reduce<Amount>((total, key, i) => {
    if (!table.cells[0]![i]) return total;
    const next = entries[i + 1];
    const from = number(`from ${i}`, key.at);
    const upTo = next ? extreme(code, "min", value, number(`from ${i + 1}`, next.at)) : value;
    const slice = times(code, minus(code, upTo, from), number(`rate ${i}`, table.cells[0]![i]));
    const isReached = compared(code, "gt_s", value, from);
    return plus(code, total, { ...slice, expr: select(isReached, slice.expr, i64(0)) });
  }, NOTHING);
}
