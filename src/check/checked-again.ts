import { isZero } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inItsFirstPlace } from "../syntax/moved.ts";
import type { Parsed } from "../syntax/parsed.ts";
import type { Expr, Item, Node } from "../syntax/syntax.ts";
import type { CheckedPlan, CheckedTable } from "./checked-plan.ts";
import { isWrittenFigure, tooManyDecimalsOf, valueOfFigure } from "./figures.ts";
import type { Formula } from "./formula.ts";
import { sameWords } from "./same-words.ts";

/** A text in which nothing is wrong, as it was understood: the plan, and what there is to say of it beside doubts. */
export type Understood = {
  readonly parsed: Parsed;
  readonly plan: CheckedPlan;
  readonly told: readonly Diagnostic[];
};

/**
 * What was understood last of texts with one head, by its settings: these are the same object as long as somebody writes
 * below them (see `parseAgain`), and what is known here goes with them.
 */
const lasts = new WeakMap<Node<"Plan">["settings"], Understood>();

export function remember(understood: Understood): void {
  lasts.set(understood.parsed.plan.settings, understood);
}

/**
 * A text as it was understood before, where nothing of it is new but the figure of a param or of a cell of a table, or
 * what stands between declarations: the same as if all of it was checked. Null for any other text. No name, type or rule
 * goes by how large such a figure is; doubts do, and are looked for by whoever asks.
 */
export function understoodAgain(parsed: Parsed): Understood | null {
  const last = lasts.get(parsed.plan.settings);
  if (!last || parsed.diagnostics.length > 0) return null;
  const change = changeOf(last, parsed);
  if (!change) return null;
  const { move, renew } = change;
  const plan = renew(move.by === 0 ? last.plan : planMoved(last.plan, move));
  return plan && { parsed, plan, told: moved(last.told, move) };
}

/** What stands behind a place has moved by so many letters. */
type Move = { readonly at: number; readonly by: number };
/** What is new in a text; `renew`: puts the figure that is another one now into a plan in which all has moved. */
type Change = { readonly move: Move; readonly renew: (plan: CheckedPlan) => CheckedPlan | null };
const asItWas: Change["renew"] = (plan) => plan;

function changeOf({ parsed: last }: Understood, now: Parsed): Change | null {
  const [before, items] = [last.plan.items, now.plan.items];
  if (before.length !== items.length || last.plan.title !== now.plan.title) return null;
  const first = items.findIndex((item, i) => item !== before[i]);
  const [was, is] = [before[first], items[first]];
  if (!was || !is) return { move: { at: 0, by: 0 }, renew: asItWas };
  const isNew = inItsFirstPlace(was) !== inItsFirstPlace(is);
  const by = isNew ? is.span.to - was.span.to : is.span.from - was.span.from;
  const haveMoved = items.every(
    (item, i) =>
      i < first + (isNew ? 1 : 0) ||
      (inItsFirstPlace(item) === inItsFirstPlace(before[i]!) && item.span.from === before[i]!.span.from + by),
  );
  if (!haveMoved) return null;
  if (!isNew) return { move: { at: was.span.from, by }, renew: asItWas };
  return withOtherFigure(was, is);
}

/** A param, or a cell of a table, with another figure of the same kind. A bare 0 is of any kind, and is left to the checker. */
function withOtherFigure(was: Item, is: Item): Change | null {
  if (was.span.from !== is.span.from) return null;
  if (was.kind === "Param" && is.kind === "Param") {
    if (!sameWords({ ...was, value: null }, { ...is, value: null })) return null;
    return figureChanged(was.value, is.value, (plan, renewed) => {
      const param = plan.params.get(was.name.text)!;
      const other = { ...param, value: renewed(param.value) };
      return { ...plan, params: new Map(plan.params).set(param.name, other) };
    });
  }
  if (was.kind !== "Table" || is.kind !== "Table") return null;
  const cells = otherCell(was, is);
  if (!cells || !sameWords({ ...was, rows: null }, { ...is, rows: null })) return null;
  return figureChanged(...cells, (plan, renewed) => {
    const first = plan.tables.get(was.name.text)!;
    const inTable = <T extends Omit<CheckedTable, "later">>(table: T): T =>
      table.span.from !== was.name.span.from
        ? table
        : { ...table, cells: table.cells.map((row) => row.map((cell) => cell && renewed(cell))) };
    const table = { ...inTable(first), later: first.later.map(inTable) };
    return { ...plan, tables: new Map(plan.tables).set(table.name, table) };
  });
}

/** What stands in the one cell that is another one, then and now; null where more is. */
function otherCell(was: Node<"Table">, is: Node<"Table">): readonly [Expr, Expr] | null {
  if (was.rows.length !== is.rows.length) return null;
  let found: readonly [Expr, Expr] | null = null;
  for (const [i, { cells }] of was.rows.entries()) {
    const others = is.rows[i]!.cells;
    if (cells.length !== others.length) return null;
    for (const [k, cell] of cells.entries()) {
      const other = others[k]!;
      if (sameWords(cell, other)) continue;
      if (found || !cell?.value || !other?.value) return null;
      if (!sameWords({ ...cell, value: null }, { ...other, value: null })) return null;
      found = [cell.value, other.value];
    }
  }
  return found;
}

type Renewed = (formula: Formula) => Formula;

/**
 * `renew`: puts a figure into a plan in which all has moved, where one stands. That of a key of a table is found nowhere: keys
 * are compared with one another, and checked.
 */
function figureChanged(
  was: Expr,
  is: Expr,
  renew: (plan: CheckedPlan, renewed: Renewed) => CheckedPlan,
): Change | null {
  if (
    !isWrittenFigure(was) ||
    !isWrittenFigure(is) ||
    !sameWords({ ...was, value: null }, { ...is, value: null })
  )
    return null;
  if (isZero(was.value) || isZero(is.value) || tooManyDecimalsOf(is) !== null) return null;
  return {
    move: { at: was.span.to, by: is.span.to - was.span.to },
    renew(plan) {
      let isFound = false;
      const renewed: Renewed = (formula) => {
        if (formula.kind !== "Const" || formula.span.from !== was.span.from) return formula;
        isFound = true;
        return { ...formula, span: is.span, value: valueOfFigure(is) };
      };
      const other = renew(plan, renewed);
      return isFound ? other : null;
    },
  };
}

function planMoved(plan: CheckedPlan, move: Move): CheckedPlan {
  /** Those that stand before all that has moved are as they were. */
  const all = <T extends { readonly span: Span }>(parts: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...parts].map(([name, part]) => [name, part.span.to <= move.at ? part : moved(part, move)]));
  return {
    ...plan,
    inputs: all(plan.inputs),
    params: moved(plan.params, move),
    measures: all(plan.measures),
    trees: all(plan.trees),
    ladders: all(plan.ladders),
    // Those of later days stand with the first of their name, and elsewhere in the text.
    tables: moved(plan.tables, move),
    bonuses: all(plan.bonuses),
    pools: all(plan.pools),
    pairings: all(plan.pairings),
    boards: all(plan.boards),
    limits: moved(plan.limits, move),
    ensures: moved(plan.ensures, move),
    examples: moved(plan.examples, move),
  };
}

/** The same with its places where they are now. */
function moved<T>(part: T, move: Move): T {
  if (move.by === 0 || typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((one) => moved(one, move)) as T;
  if (part instanceof Map) return new Map([...part].map(([key, one]) => [key, moved(one, move)])) as T;
  const copy: Record<string, unknown> = {};
  for (const key in part) {
    const value: unknown = part[key];
    copy[key] = key === "span" ? spanMoved(value as Span, move) : key === "type" ? value : moved(value, move);
  }
  return copy as T;
}

const spanMoved = ({ from, to }: Span, { at, by }: Move): Span => ({
  from: from >= at ? from + by : from,
  to: to > at ? to + by : to,
});
