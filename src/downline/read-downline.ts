import { eachBelow, finished, type Progress, type Work, wholesBelow } from "../base/pieces.ts";
import { findingFigureStyle } from "./cells/figures.ts";
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
  leavingOrders,
  ORDER_COLUMNS,
  type OrderRows,
  readingOrders,
  reportingEarlyOrders,
} from "./orders/order-rows.ts";
import { joiningOrder } from "./people/joining-order.ts";
import { leaveOut } from "./people/leaving.ts";
import { hasSides, PEOPLE_COLUMNS, type PeopleRows, readingPeople, treesOf } from "./people/people-rows.ts";
import { reportingSides, reportLateSponsors, reportRecruitingCustomers } from "./people/warnings.ts";
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
  const people = peopleTable && (yield* readingPeople(peopleTable.table, wanted, ofPeople, limits, faults));
  if (people) {
    yield* reportingSides(people, faults);
    reportLateSponsors(people, faults);
    yield;
    reportRecruitingCustomers(people, faults);
  }
  yield step("Finding the buyer of every order");
  const orders =
    orderTable && (yield* readingOrders(orderTable.table, people, wanted, ofOrders, limits, faults));
  if (people && orders) yield* reportingEarlyOrders(orders, people, faults);
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
  const kept = orders && (yield* leavingOrders(orders, people, stays));
  const rows = yield* joiningOrder(people, stays);
  const remaining =
    rows.length > 0 ? yield* building(files, people, rows, orders, kept?.rows ?? new Int32Array(0)) : null;
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

/** The downline of the rows that stay, in their order; piece by piece. */
function* building(
  files: DownlineFiles,
  people: PeopleRows,
  rows: Int32Array,
  orders: OrderRows | null,
  orderRows: Int32Array,
): Work<Downline> {
  const { table, ids, joined, customer, side } = people;
  const { length: size } = rows;
  const place = new Int32Array(table.size).fill(NO_PARENT);
  yield* eachBelow(size, (at) => {
    place[rows[at]!] = at;
  });
  const sides = side && Uint8Array.from(yield* wholesBelow(size, (at) => side[rows[at]!]!));
  const trees = new Map<string, TreeColumn>();
  for (const { tree, parent } of people.trees) {
    const moved = yield* wholesBelow(size, (at) => {
      const above = parent[rows[at]!]!;
      return above < 0 ? NO_PARENT : place[above]!;
    });
    trees.set(tree, { parent: moved, side: hasSides(people, tree) ? sides : null });
  }
  const named = cellsOf(table, "name");
  const names = new Array<string>(size);
  yield* eachBelow(size, (at) => {
    names[at] = named?.[rows[at]!] || ids.of[rows[at]!]!;
  });
  const own = [...PEOPLE_COLUMNS, ...people.trees.map(({ tree }) => tree)];
  return {
    title: files.title,
    files: { people: headed(table), orders: orders && headed(orders.table) },
    synthetic: files.synthetic,
    size,
    ids: yield* cellsAt(ids.of, rows),
    lines: yield* wholesBelow(size, (at) => table.lines[rows[at]!]!),
    names,
    joined: yield* wholesBelow(size, (at) => joined[rows[at]!] ?? NOT_GIVEN),
    customer: Uint8Array.from(yield* wholesBelow(size, (at) => customer[rows[at]!]!)),
    trees,
    columns: yield* textColumns(table, rows, own),
    orders: orders ? yield* buildingOrders(orders, orderRows, place) : NO_ORDERS,
  };
}

function* buildingOrders(
  { table, ids, person, day }: OrderRows,
  rows: Int32Array,
  place: Int32Array,
): Work<Orders> {
  const { length: size } = rows;
  return {
    size,
    ids: yield* cellsAt(ids.of, rows),
    person: yield* wholesBelow(size, (at) => place[person[rows[at]!]!]!),
    day: yield* wholesBelow(size, (at) => day[rows[at]!]!),
    columns: yield* textColumns(table, rows, ORDER_COLUMNS),
  };
}

/** The cells of some rows; the column itself where these are all of them, in their order. */
function* cellsAt(cells: readonly string[], rows: Int32Array): Work<readonly string[]> {
  if (rows.length === cells.length && rows.every((row, at) => row === at)) return cells;
  const some = new Array<string>(rows.length);
  yield* eachBelow(rows.length, (at) => {
    some[at] = cells[rows[at]!]!;
  });
  return some;
}

/** The columns that only a plan gives a meaning. */
function* textColumns(table: CsvTable, rows: Int32Array, own: readonly string[]): Work<TextColumn[]> {
  const taken = new Set(own.map((name) => name.toLowerCase()));
  const { file } = table;
  const lines = yield* wholesBelow(rows.length, (at) => table.lines[rows[at]!]!);
  const columns: TextColumn[] = [];
  for (const [at, heading] of table.headings.entries()) {
    if (columnIndex(table, heading) < 0 || taken.has(heading.toLowerCase())) continue;
    const all = table.columns[at]!;
    const cells = yield* cellsAt(all, rows);
    columns.push({ file, heading, cells, lines, figures: yield* findingFigureStyle(all, table.delimiter) });
  }
  return columns;
}
