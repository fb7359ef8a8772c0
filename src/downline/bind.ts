import { finished, type Work } from "../base/pieces.ts";
import type { Value } from "../base/value.ts";
import type { Type } from "../check/types.ts";
import { type CellContext, readCell } from "./cells/read-cell.ts";
import { readingCells } from "./cells/read-cells.ts";
import type { Downline, TextColumn, TreeColumn } from "./downline.ts";
import { error, type Fault } from "./faults.ts";
import { LIMITS } from "./limits.ts";
import { reportMissing } from "./missing.ts";
import { IdIndex } from "./people/id-index.ts";
import { findingParents } from "./people/parents.ts";
import { filesWith, type Wanted } from "./wanted.ts";

type Values = readonly (Value | undefined)[];

/** What a plan takes of a downline. */
export type Bound = {
  /** By input: a value a person or an order, undefined where the cell is empty or cannot be read. */
  readonly people: ReadonlyMap<string, Values>;
  readonly orders: ReadonlyMap<string, Values>;
  readonly trees: ReadonlyMap<string, TreeColumn>;
  readonly faults: readonly Fault[];
};

/**
 * Reads the columns that a plan names, without regard to case. A plan may have changed since the people were loaded, so
 * that there may be cells that it cannot read, and columns that it calls trees now: what is wrong with them is told, and
 * counts as empty. What no file has is told too, and has no column.
 *
 * A column is read once for each type that it is wanted as: while a plan is typed, its inputs stay what they are.
 */
export const bind = (downline: Downline, wanted: Wanted): Bound => finished(binding(downline, wanted));

/** The same piece by piece. */
export function* binding(downline: Downline, wanted: Wanted): Work<Bound> {
  const people = new Map<string, Values>();
  const orders = new Map<string, Values>();
  const faults: Fault[] = [];
  reportMissing(wanted, downline.files.people, downline.files.orders, faults);
  function* reading(name: string, type: Type, column: TextColumn, into: Map<string, Values>): Work<void> {
    const typed = yield* typingColumn(downline, column, type, wanted.ladders);
    into.set(name, typed.values);
    for (const fault of typed.faults) faults.push(fault);
  }
  for (const input of wanted.inputs) {
    const { name, type } = input;
    const ofPeople = columnOf(downline.columns, name);
    const ofOrders = columnOf(downline.orders.columns, name);
    const standsIn = filesWith(input, { people: ofPeople !== null, orders: ofOrders !== null });
    if (ofPeople && standsIn.people) yield* reading(name, type, ofPeople, people);
    if (ofOrders && standsIn.orders) yield* reading(name, type, ofOrders, orders);
  }
  const trees = new Map(downline.trees);
  for (const { name } of wanted.trees) {
    const known = [...trees].find(([other]) => other.toLowerCase() === name.toLowerCase());
    if (known) trees.set(name, known[1]);
    const column = columnOf(downline.columns, name);
    if (known || !column) continue;
    const late = yield* findingLateTree(downline, name, column);
    trees.set(name, late.tree);
    for (const fault of late.faults) faults.push(fault);
  }
  return { people, orders, trees, faults };
}

const columnOf = (columns: readonly TextColumn[], name: string): TextColumn | null =>
  columns.find(({ heading }) => heading.toLowerCase() === name.toLowerCase()) ?? null;

/** A column read as one type. */
type TypedColumn = { readonly values: Values; readonly faults: readonly Fault[] };

const columnsRead = new WeakMap<TextColumn, Map<string, TypedColumn>>();

function* typingColumn(
  downline: Downline,
  column: TextColumn,
  type: Type,
  ladders: ReadonlyMap<string, readonly string[]>,
): Work<TypedColumn> {
  let types = columnsRead.get(column);
  if (!types) columnsRead.set(column, (types = new Map()));
  const key = JSON.stringify([type, type.kind === "rank" ? ladders.get(type.ladder) : null]);
  let typed = types.get(key);
  if (!typed) {
    // Points of every kind are written alike; who changes a list of choices letter by letter leaves many lists behind.
    if (types.size >= TYPES_KEPT) types.clear();
    types.set(key, (typed = yield* readingColumn(column, type, contextOf(downline, column, ladders))));
  }
  return typed;
}

const TYPES_KEPT = 4;

function contextOf(
  downline: Downline,
  { figures }: TextColumn,
  ranks: ReadonlyMap<string, readonly string[]>,
): CellContext {
  return { figures, ranks, person: (id) => placesOf(downline).get(id), limits: LIMITS };
}

function* readingColumn(column: TextColumn, type: Type, context: CellContext): Work<TypedColumn> {
  const faults: Fault[] = [];
  const values = yield* readingCells(column.cells, type, context, (at, message) =>
    faults.push(error(column.file, column.lines[at]!, column.heading, message)),
  );
  return { values, faults };
}

/** A cell of a file: of a person, or of an order. An order that stands with the people has the number behind all others. */
export type CellAt = { readonly of: "people" | "orders"; readonly row: number };

/** Where a cell stands: one of an order that stands with the people is one of the person's. */
function standing({ orders }: Downline, { of, row }: CellAt): CellAt {
  return of === "orders" && row >= orders.size ? { of: "people", row: row - orders.size } : { of, row };
}

const columnsOf = (downline: Downline, { of }: CellAt): readonly TextColumn[] =>
  of === "people" ? downline.columns : downline.orders.columns;

/** What stands in a cell of a column; null where the file has no such column, or no such row. */
export function cellOf(downline: Downline, at: CellAt, name: string): string | null {
  const there = standing(downline, at);
  return columnOf(columnsOf(downline, there), name)?.cells[there.row] ?? null;
}

/** What came of writing a cell: the column as the plan reads it, or why it cannot be written. */
export type CellWritten =
  | { readonly values: Values; readonly value: Value | undefined; readonly was: string }
  | { readonly message: string };

/**
 * Writes a cell of a column: an empty text is no value. Who has bound the column sees the new value in it. The file itself
 * stays as it is.
 */
export function writeCell(
  downline: Downline,
  { ladders }: Pick<Wanted, "ladders">,
  { name, type }: { readonly name: string; readonly type: Type },
  at: CellAt,
  text: string,
): CellWritten {
  const there = standing(downline, at);
  const column = columnOf(columnsOf(downline, there), name);
  if (!column) return { message: `The file of ${there.of} has no column \`${name}\`.` };
  const context = contextOf(downline, column, ladders);
  const cell = text.trim();
  const reading = cell === "" ? { value: undefined } : readCell(cell, type, context);
  if ("message" in reading) return reading;
  const { values } = finished(typingColumn(downline, column, type, ladders));
  const was = column.cells[there.row] ?? "";
  (column.cells as string[])[there.row] = cell;
  // Columns that were read as something else are read again.
  const types = columnsRead.get(column)!;
  for (const [key, typed] of types) if (typed.values !== values) types.delete(key);
  (values as (Value | undefined)[])[there.row] = reading.value;
  return { values, value: reading.value, was };
}

type LateTree = { readonly tree: TreeColumn; readonly faults: readonly Fault[] };

const treesRead = new WeakMap<TextColumn, LateTree>();

/** A column that the plan did not call a tree when the people were loaded. */
function* findingLateTree(downline: Downline, name: string, column: TextColumn): Work<LateTree> {
  let late = treesRead.get(column);
  if (!late) {
    const faults: Fault[] = [];
    const ids = { known: true, of: downline.ids, row: placesOf(downline), lost: new Map(), bad: [] };
    const { parent } = yield* findingParents(column.file, name, ids, column.cells, column.lines, faults);
    const side = [...downline.trees.values()].find((tree) => tree.side !== null)?.side ?? null;
    late = { tree: { parent, side }, faults };
    treesRead.set(column, late);
  }
  return late;
}

const placesByDownline = new WeakMap<Downline, IdIndex>();

/** The place of everybody in joining order, by id. */
function placesOf(downline: Downline): IdIndex {
  let places = placesByDownline.get(downline);
  if (!places) placesByDownline.set(downline, (places = IdIndex.of(downline.ids)));
  return places;
}
