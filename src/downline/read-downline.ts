import { finished, type Progress, type Work } from "../base/pieces.ts";
import { figureStyle } from "./cells/figures.ts";
import { type CsvTable, readingCsv, type SourceFile } from "./csv/csv-table.ts";
import { type ColumnNames, cellsOf, checkHeadings, columnIndex } from "./csv/headings.ts";
import {
  type Downline,
  type Headed,
  NO_ORDERS,
  NO_PARENT,
  NOT_GIVEN,
  type Orders,
  type TextColumn,
  type TreeColumn,
} from "./downline.ts";
import { error, type Fault } from "./faults.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { reportMissing, reportUnsaid } from "./missing.ts";
import {
  ORDER_COLUMNS,
  type OrderRows,
  ordersLeft,
  readOrders,
  reportEarlyOrders,
} from "./orders/order-rows.ts";
import { leaveOut } from "./people/leaving.ts";
import { hasSides, PEOPLE_COLUMNS, type PeopleRows, readPeople, treesOf } from "./people/people-rows.ts";
import { reportLateSponsors, reportRecruitingCustomers, reportSides } from "./people/warnings.ts";
import { filesWith, type Wanted } from "./wanted.ts";

export type { SourceFile };

export type DownlineFiles = {
  readonly title: string;
  readonly synthetic: boolean;
  readonly people: SourceFile;
  readonly orders: SourceFile | null;
  /** What the plan wants that they are read for. */
  readonly wanted: Wanted;
};

/** What came of reading: everything that is wrong, all at once, and what could be loaded. */
export type Reading = {
  /** By file and line. */
  readonly faults: readonly Fault[];
  /** The people, where nothing is wrong (warnings aside). */
  readonly complete: Downline | null;
  /** What remains if bad rows are left out. Null where even that cannot be: no table, no people, or a column is missing. */
  readonly remaining: Downline | null;
  readonly leftOut: LeftOut;
};

/** How many rows `remaining` lacks; `along` says for which of them nothing of their own is wrong: they go along with others. */
export type LeftOut = {
  readonly people: number;
  readonly orders: number;
  /** Lines that are no rows at all: the titles of a report above its heading. */
  readonly lines: number;
  readonly along: () => readonly Fault[];
};

/**
 * Reads a file of people and, if there is one, of their orders. Whatever the texts are, it answers: with people, with
 * faults, or with both. It takes time in proportion to the texts.
 */
export const readDownline = (files: DownlineFiles, limits: Limits = LIMITS): Reading =>
  finished(readingDownline(files, limits));

/** The same piece by piece. */
export function* readingDownline(files: DownlineFiles, limits: Limits = LIMITS): Work<Reading> {
  const { wanted } = files;
  const step = (doing: string): Progress => ({ doing, part: null });
  const faults: Fault[] = [];
  const known = wanted.inputs.map(({ name }) => name);
  const peopleColumns = {
    required: ["id", "sponsor"],
    known: [...PEOPLE_COLUMNS, ...treesOf(wanted), ...known],
  };
  const peopleTable = yield* readTable(files.people, "people", peopleColumns, limits, faults);
  const orderColumns = { required: ORDER_COLUMNS, known };
  const orderTable = files.orders && (yield* readTable(files.orders, "orders", orderColumns, limits, faults));

  const inputs = wanted.inputs.map((input) => ({
    input,
    standsIn: filesWith(input, {
      people: peopleTable !== null && isTextColumn(peopleTable.table, PEOPLE_COLUMNS, input.name),
      orders: orderTable !== null && isTextColumn(orderTable.table, ORDER_COLUMNS, input.name),
    }),
  }));
  const ofPeople = inputs.filter(({ standsIn }) => standsIn.people).map(({ input }) => input);
  const ofOrders = inputs.filter(({ standsIn }) => standsIn.orders).map(({ input }) => input);
  yield step("Finding everybody’s sponsor");
  const people = peopleTable && readPeople(peopleTable.table, wanted, ofPeople, limits, faults);
  yield;
  if (people) {
    reportSides(people, faults);
    reportLateSponsors(people, faults);
    reportRecruitingCustomers(people, faults);
  }
  yield step("Finding the buyer of every order");
  const orders = orderTable && readOrders(orderTable.table, people, wanted, ofOrders, limits, faults);
  yield;
  if (people && orders) reportEarlyOrders(orders, people, faults);
  if (peopleTable) reportUnsaid(wanted, headed(peopleTable.table), faults);
  if (peopleTable && (orderTable || !files.orders))
    reportMissing(wanted, headed(peopleTable.table), orderTable && headed(orderTable.table), faults);
  sortByLine(faults, files);
  const nothing: LeftOut = { people: 0, orders: 0, lines: 0, along: () => [] };
  if (!people || !peopleTable.sound || (files.orders && !(orders && orderTable.sound)))
    return { faults, complete: null, remaining: null, leftOut: nothing };

  yield step("Putting the people in the order of joining");
  const { stays, along } = leaveOut(people);
  yield;
  const kept = orders && ordersLeft(orders, people, stays);
  yield;
  const rows = joiningOrder(people, stays);
  yield;
  const remaining =
    rows.length > 0 ? build(files, people, rows, orders, kept?.rows ?? new Int32Array(0)) : null;
  const isSound = faults.every(({ severity }) => severity !== "error");
  return {
    faults,
    complete: isSound ? remaining : null,
    remaining,
    leftOut: {
      people: people.table.size - rows.length + people.table.misfits.length,
      orders: orders && kept ? orders.table.size - kept.rows.length + orders.table.misfits.length : 0,
      lines: people.table.linesAbove + (orders?.table.linesAbove ?? 0),
      along: () => (kept ? along().concat(kept.along()) : along()),
    },
  };
}

/** A table, and whether its columns are such that people or orders can come of it; its rows are looked through in any case. */
type ReadTable = { readonly table: CsvTable; readonly sound: boolean };

function* readTable(
  source: SourceFile,
  kind: "people" | "orders",
  names: ColumnNames,
  limits: Limits,
  faults: Fault[],
): Work<ReadTable | null> {
  const table = yield* readingCsv(source, kind, names.required, limits, faults);
  if (!table) return null;
  const sound = checkHeadings(table, names, faults);
  // No orders at all are legal: a month in which nobody bought. No people are not.
  const nobody = kind === "people" && table.size + table.misfits.length === 0;
  if (nobody) faults.push(error(source.name, 0, null, "The file has a heading and nobody below it."));
  return { table, sound: sound && !nobody };
}

const headed = ({ file, headings, headingLine }: CsvTable): Headed => ({ file, headings, headingLine });

/** Whether a file has a column that only a plan gives a meaning. */
const isTextColumn = (table: CsvTable, own: readonly string[], name: string): boolean =>
  columnIndex(table, name) >= 0 && !own.includes(name.toLowerCase());

function sortByLine(faults: Fault[], { people }: DownlineFiles): void {
  const place = ({ file }: Fault) => (file === people.name ? 0 : 1);
  faults.sort((a, b) => place(a) - place(b) || a.line - b.line);
}

/** The rows that stay, by the day of joining, those who were there before first; the file decides between equals. */
function joiningOrder({ joined, ids }: PeopleRows, stays: Uint8Array): Int32Array {
  const rows = Int32Array.from(ids.of.keys()).filter((row) => stays[row]);
  const isSorted = rows.every((row, at) => at === 0 || joined[rows[at - 1]!]! <= joined[row]!);
  return isSorted ? rows : rows.sort((a, b) => joined[a]! - joined[b]! || a - b);
}

function build(
  files: DownlineFiles,
  people: PeopleRows,
  rows: Int32Array,
  orders: OrderRows | null,
  orderRows: Int32Array,
): Downline {
  const { table, ids, joined, customer, side } = people;
  const place = new Int32Array(table.size).fill(NO_PARENT);
  rows.forEach((row, at) => {
    place[row] = at;
  });
  const sides = side && Uint8Array.from(rows, (row) => side[row]!);
  const trees = new Map<string, TreeColumn>();
  for (const { tree, parent } of people.trees) {
    const moved = Int32Array.from(rows, (row) => (parent[row]! < 0 ? NO_PARENT : place[parent[row]!]!));
    trees.set(tree, { parent: moved, side: hasSides(people, tree) ? sides : null });
  }
  const names = cellsOf(table, "name");
  const own = [...PEOPLE_COLUMNS, ...people.trees.map(({ tree }) => tree)];
  return {
    title: files.title,
    files: { people: headed(table), orders: orders && headed(orders.table) },
    synthetic: files.synthetic,
    size: rows.length,
    ids: cellsAt(ids.of, rows),
    lines: Int32Array.from(rows, (row) => table.lines[row]!),
    names: Array.from(rows, (row) => names?.[row] || ids.of[row]!),
    joined: Int32Array.from(rows, (row) => joined[row] ?? NOT_GIVEN),
    customer: Uint8Array.from(rows, (row) => customer[row]!),
    trees,
    columns: textColumns(table, rows, own),
    orders: orders ? buildOrders(orders, orderRows, place) : NO_ORDERS,
  };
}

function buildOrders({ table, ids, person, day }: OrderRows, rows: Int32Array, place: Int32Array): Orders {
  return {
    size: rows.length,
    ids: cellsAt(ids.of, rows),
    person: Int32Array.from(rows, (row) => place[person[row]!]!),
    day: Int32Array.from(rows, (row) => day[row]!),
    columns: textColumns(table, rows, ORDER_COLUMNS),
  };
}

/** The cells of some rows; the column itself where these are all of them, in their order. */
function cellsAt(cells: readonly string[], rows: Int32Array): readonly string[] {
  const all = rows.length === cells.length && rows.every((row, at) => row === at);
  return all ? cells : Array.from(rows, (row) => cells[row]!);
}

/** The columns that only a plan gives a meaning. */
function textColumns(table: CsvTable, rows: Int32Array, own: readonly string[]): TextColumn[] {
  const taken = new Set(own.map((name) => name.toLowerCase()));
  const { file } = table;
  const lines = Int32Array.from(rows, (row) => table.lines[row]!);
  return table.headings.flatMap((heading, at) => {
    if (columnIndex(table, heading) < 0 || taken.has(heading.toLowerCase())) return [];
    const all = table.columns[at]!;
    return [{ file, heading, cells: cellsAt(all, rows), lines, figures: figureStyle(all, table.delimiter) }];
  });
}
