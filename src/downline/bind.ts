import type { Value } from "../base/value.ts";
import type { Type } from "../check/types.ts";
import { figureStyle } from "./cells/figures.ts";
import { type CellContext, type CellReading, readCell } from "./cells/read-cell.ts";
import type { Downline, TextColumn } from "./downline.ts";
import { error, type Fault } from "./faults.ts";
import { LIMITS } from "./limits.ts";

/** What a plan takes in: the name of a column and the type of its cells. */
export type WantedInput = { readonly name: string; readonly type: Type; readonly inOrders: boolean };

type Values = readonly (Value | undefined)[];

/** The columns of a downline as values of a plan: one a person or an order, undefined where the cell is empty or cannot be read. */
export type Bound = {
  readonly people: ReadonlyMap<string, Values>;
  readonly orders: ReadonlyMap<string, Values>;
  readonly faults: readonly Fault[];
};

/** A column read as one type. */
type TypedColumn = { readonly values: Values; readonly faults: readonly Fault[] };

/**
 * Reads the columns that a plan names, without regard to case. A name that no file has is no fault: it has no column.
 *
 * A column is read once for each type that it is wanted as: while a plan is typed, its inputs stay what they are.
 */
export function bind(
  downline: Downline,
  inputs: readonly WantedInput[],
  ladders: ReadonlyMap<string, readonly string[]>,
): Bound {
  const people = new Map<string, Values>();
  const orders = new Map<string, Values>();
  const faults: (readonly Fault[])[] = [];
  for (const { name, type, inOrders } of inputs) {
    const columns = inOrders ? downline.orders.columns : downline.columns;
    const column = columns.find(({ heading }) => heading.toLowerCase() === name.toLowerCase());
    if (!column) continue;
    const typed = typedColumn(downline, column, type, ladders);
    (inOrders ? orders : people).set(name, typed.values);
    faults.push(typed.faults);
  }
  return { people, orders, faults: faults.flat() };
}

const read = new WeakMap<TextColumn, Map<string, TypedColumn>>();

function typedColumn(
  downline: Downline,
  column: TextColumn,
  type: Type,
  ladders: ReadonlyMap<string, readonly string[]>,
): TypedColumn {
  let types = read.get(column);
  if (!types) read.set(column, (types = new Map()));
  const key = JSON.stringify([type, type.kind === "rank" ? ladders.get(type.ladder) : null]);
  let typed = types.get(key);
  if (!typed) {
    // Points of every kind are written alike; who changes a list of choices letter by letter leaves many lists behind.
    if (types.size >= TYPES_KEPT) types.clear();
    types.set(key, (typed = readColumn(column, type, contextOf(downline, column, ladders))));
  }
  return typed;
}

const TYPES_KEPT = 4;

function contextOf(
  downline: Downline,
  column: TextColumn,
  ranks: ReadonlyMap<string, readonly string[]>,
): CellContext {
  let byId: Map<string, number> | null = null;
  return {
    figures: figureStyle(column.cells, column.delimiter),
    ranks,
    person: (id) => {
      byId ??= new Map(downline.ids.map((known, person) => [known, person]));
      return byId.get(id);
    },
    limits: LIMITS,
  };
}

function readColumn(column: TextColumn, type: Type, context: CellContext): TypedColumn {
  const faults: Fault[] = [];
  // The same few words and figures stand in most cells of a column: each is read once.
  const known = new Map<string, CellReading>();
  const values = column.cells.map((cell, at) => {
    if (cell === "") return undefined;
    let reading = known.get(cell);
    if (!reading) known.set(cell, (reading = readCell(cell, type, context)));
    if ("value" in reading) return reading.value;
    faults.push(error(column.file, column.lines[at]!, column.heading, reading.message));
    return undefined;
  });
  return { values, faults };
}
