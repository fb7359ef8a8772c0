import type { CsvTable } from "./csv-table.ts";
import { checkHeadings, columnIndex, hasDecimalComma, readCsv } from "./csv-table.ts";
import { type Downline, NO_ORDERS, NO_PARENT, NOT_GIVEN, type Orders, type TextColumn, type TreeColumn } from "./downline.ts";
import { error, type Fault, warning } from "./faults.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { findParents } from "./parents.ts";
import { dayMessage, readDay } from "./read-day.ts";

export type SourceFile = { readonly name: string; readonly text: string };
export type DownlineFiles = {
  readonly title: string;
  readonly synthetic: boolean;
  readonly people: SourceFile;
  readonly orders: SourceFile | null;
  /** Names of trees beside `sponsor`: a column so called holds the ids of the parents in it. */
  readonly trees: readonly string[];
};

/** What came of reading: everything that is wrong, all at once, and what could be loaded. */
export type Reading = {
  readonly faults: readonly Fault[];
  /** The people, where nothing is wrong (warnings aside). */
  readonly complete: Downline | null;
  /** What remains if bad rows are left out: with somebody go all below, and their orders. Null where even that cannot be. */
  readonly remaining: Downline | null;
  readonly leftOut: { readonly people: number; readonly orders: number };
};

const KNOWN_COLUMNS = ["id", "sponsor", "name", "kind", "joined", "side"];

/** Reads a file of people and, if there is one, of their orders. Never throws, whatever the texts are. */
export function readDownline(files: DownlineFiles, limits: Limits = LIMITS): Reading {
  const faults: Fault[] = [];
  const table = readCsv(files.people.name, files.people.text, limits.people, limits);
  faults.push(...table.faults);
  const nothing = (): Reading => ({ faults, complete: null, remaining: null, leftOut: { people: 0, orders: 0 } });
  if (table.headings.length === 0 || !checkHeadings(table, ["id", "sponsor"], faults)) return nothing();
  if (table.rows.length === 0) {
    faults.push(error(table.file, 0, null, "The file has a heading and no people below it."));
    return nothing();
  }
  const people = readPeople(table, files.trees, faults);
  const orders = files.orders ? readOrders(files.orders, people, limits, faults) : null;
  if (files.orders && !orders) return nothing();

  const faultless = faults.every(({ severity }) => severity !== "error");
  const keep = keptPeople(people);
  const keptOrders = orders ? orders.rows.filter((row) => !orders.bad.has(row) && keep[orders.person[row]!]) : [];
  const keptCount = keep.reduce((sum, kept) => sum + (kept ? 1 : 0), 0);
  const remaining = keptCount > 0 ? build(files, people, keep, orders, keptOrders) : null;
  return {
    faults: faults.sort((a, b) => (a.file === b.file ? a.line - b.line : 0)),
    complete: faultless ? remaining : null,
    remaining,
    leftOut: { people: table.rows.length - keptCount + table.faults.filter(({ line }) => line > 1).length, orders: orders ? orders.total - keptOrders.length : 0 },
  };
}

// ---- people

type People = {
  readonly table: CsvTable;
  readonly ids: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  readonly joined: Int32Array;
  readonly customer: Uint8Array;
  readonly side: Uint8Array;
  readonly trees: ReadonlyMap<string, Int32Array>;
  readonly bad: ReadonlySet<number>;
};

function readPeople(table: CsvTable, treeNames: readonly string[], faults: Fault[]): People {
  const { file, rows, lines } = table;
  const cells = (name: string): readonly string[] | null => {
    const column = columnIndex(table, name);
    return column < 0 ? null : rows.map((row) => row[column]!);
  };
  const bad = new Set<number>();
  const fault = (row: number, column: string, message: string) => {
    faults.push(error(file, lines[row]!, column, message));
    bad.add(row);
  };

  const ids = cells("id")!;
  const index = new Map<string, number>();
  ids.forEach((id, row) => {
    const first = index.get(id);
    if (id === "") fault(row, "id", "This line has no id.");
    else if (first !== undefined) fault(row, "id", `The id \`${id}\` is already used on line ${lines[first]}.`);
    else index.set(id, row);
  });

  const joined = new Int32Array(rows.length).fill(NOT_GIVEN);
  cells("joined")?.forEach((text, row) => {
    if (text === "") return;
    const reading = readDay(text);
    if ("day" in reading) joined[row] = reading.day;
    else fault(row, "joined", dayMessage(text, reading.why));
  });
  const customer = new Uint8Array(rows.length);
  cells("kind")?.forEach((text, row) => {
    const word = text.toLowerCase();
    if (word === "customer") customer[row] = 1;
    else if (word !== "" && word !== "distributor") fault(row, "kind", `\`${text}\` is no kind of person: write distributor or customer.`);
  });
  const side = new Uint8Array(rows.length);
  cells("side")?.forEach((text, row) => {
    const word = text.toLowerCase();
    if (word === "left" || word === "l") side[row] = 1;
    else if (word === "right" || word === "r") side[row] = 2;
    else if (word !== "") fault(row, "side", `\`${text}\` is no side: write left or right.`);
  });

  const trees = new Map<string, Int32Array>();
  for (const name of new Set(["sponsor", "placement", ...treeNames])) {
    const at = cells(name);
    if (!at) continue;
    const found = findParents(file, name, ids, at, index, lines);
    faults.push(...found.faults);
    for (const row of found.bad) bad.add(row);
    trees.set(name, found.parent);
  }
  reportSharedSides(table, ids, trees.get("placement") ?? trees.get("sponsor")!, side, faults);
  return { table, ids, index, joined, customer, side, trees, bad };
}

/** Two people on one side of somebody: legal in the data of some companies, and mostly a slip. */
function reportSharedSides({ file, lines }: CsvTable, ids: readonly string[], parent: Int32Array, side: Uint8Array, faults: Fault[]): void {
  const seats = new Map<number, number>();
  side.forEach((one, row) => {
    if (one === 0 || parent[row]! < 0) return;
    const seat = parent[row]! * 2 + one - 1;
    const first = seats.get(seat);
    if (first === undefined) seats.set(seat, row);
    else faults.push(warning(file, lines[row]!, "side", `\`${ids[row]}\` and \`${ids[first]}\` (line ${lines[first]}) both sit ${one === 1 ? "left" : "right"} below \`${ids[parent[row]!]}\`.`));
  });
}

/** Who stays when bad rows are left out: nobody below somebody who goes. */
function keptPeople({ ids, trees, bad }: People): boolean[] {
  const keep = ids.map((_, row) => !bad.has(row));
  for (const parent of trees.values()) {
    const children = new Map<number, number[]>();
    parent.forEach((above, row) => {
      if (above >= 0) children.set(above, [...(children.get(above) ?? []), row]);
    });
    const leaving = ids.flatMap((_, row) => (keep[row] ? [] : [row]));
    for (const row of leaving)
      for (const child of children.get(row) ?? [])
        if (keep[child]) {
          keep[child] = false;
          leaving.push(child);
        }
  }
  return keep;
}

// ---- orders

type OrderRows = {
  readonly table: CsvTable;
  readonly rows: readonly number[];
  readonly person: Int32Array;
  readonly day: Int32Array;
  readonly bad: ReadonlySet<number>;
  readonly total: number;
};

function readOrders(source: SourceFile, people: People, limits: Limits, faults: Fault[]): OrderRows | null {
  const table = readCsv(source.name, source.text, limits.orders, limits);
  faults.push(...table.faults);
  if (table.headings.length === 0 || !checkHeadings(table, ["id", "person", "date"], faults)) return null;
  const { file, rows, lines } = table;
  const bad = new Set<number>();
  const fault = (row: number, column: string, message: string) => {
    faults.push(error(file, lines[row]!, column, message));
    bad.add(row);
  };
  const [idColumn, personColumn, dateColumn] = [columnIndex(table, "id"), columnIndex(table, "person"), columnIndex(table, "date")];
  const person = new Int32Array(rows.length).fill(-1);
  const day = new Int32Array(rows.length).fill(NOT_GIVEN);
  const first = new Map<string, number>();
  rows.forEach((row, at) => {
    const [id, buyer, date] = [row[idColumn]!, row[personColumn]!, row[dateColumn]!];
    const earlier = first.get(id);
    if (id === "") fault(at, "id", "This order has no id.");
    else if (earlier !== undefined) fault(at, "id", `The order \`${id}\` stands already on line ${lines[earlier]}.`);
    else first.set(id, at);
    const index = people.index.get(buyer);
    if (index === undefined) fault(at, "person", buyer === "" ? "This order names nobody." : `The order \`${id}\` names \`${buyer}\`, and nobody has this id.`);
    else person[at] = index;
    const reading = readDay(date);
    if ("day" in reading) day[at] = reading.day;
    else fault(at, "date", date === "" ? "This order has no date." : dayMessage(date, reading.why));
  });
  return { table, rows: rows.map((_, row) => row), person, day, bad, total: rows.length };
}

// ---- the columns

function build(files: DownlineFiles, people: People, keep: readonly boolean[], orders: OrderRows | null, keptOrders: readonly number[]): Downline {
  const { table, joined } = people;
  // Joining order: by date, those who were there before first; the file decides between equals.
  const rows = people.ids.map((_, row) => row).filter((row) => keep[row]);
  rows.sort((a, b) => joined[a]! - joined[b]! || a - b);
  const place = new Int32Array(people.ids.length).fill(NO_PARENT);
  rows.forEach((row, i) => {
    place[row] = i;
  });
  const pick = <T extends Int32Array | Uint8Array>(values: T, fresh: T): T => {
    rows.forEach((row, i) => {
      fresh[i] = values[row]!;
    });
    return fresh;
  };
  const side = people.side.some((one) => one !== 0) ? pick(people.side, new Uint8Array(rows.length)) : null;
  const trees = new Map<string, TreeColumn>();
  for (const [name, parent] of people.trees) {
    const moved = Int32Array.from(rows, (row) => (parent[row]! < 0 ? NO_PARENT : place[parent[row]!]!));
    trees.set(name, { parent: moved, side });
  }
  const nameColumn = columnIndex(table, "name");
  const own = new Set([...KNOWN_COLUMNS, ...people.trees.keys()].map((name) => name.toLowerCase()));
  return {
    title: files.title,
    synthetic: files.synthetic,
    size: rows.length,
    ids: rows.map((row) => people.ids[row]!),
    lines: Int32Array.from(rows, (row) => table.lines[row]!),
    names: rows.map((row) => (nameColumn < 0 ? "" : table.rows[row]![nameColumn]!) || people.ids[row]!),
    joined: pick(joined, new Int32Array(rows.length)),
    customer: pick(people.customer, new Uint8Array(rows.length)),
    trees,
    columns: textColumns(table, rows, own),
    orders: orders ? buildOrders(orders, keptOrders, place) : NO_ORDERS,
  };
}

function buildOrders({ table, person, day }: OrderRows, rows: readonly number[], place: Int32Array): Orders {
  const idColumn = columnIndex(table, "id");
  return {
    size: rows.length,
    ids: rows.map((row) => table.rows[row]![idColumn]!),
    person: Int32Array.from(rows, (row) => place[person[row]!]!),
    day: Int32Array.from(rows, (row) => day[row]!),
    columns: textColumns(table, rows, new Set(["id", "person", "date"])),
  };
}

function textColumns(table: CsvTable, rows: readonly number[], own: ReadonlySet<string>): TextColumn[] {
  const lines = Int32Array.from(rows, (row) => table.lines[row]!);
  return table.headings.flatMap((heading, column) =>
    heading === "" || own.has(heading.toLowerCase())
      ? []
      : [{ file: table.file, heading, cells: rows.map((row) => table.rows[row]![column]!), lines, decimalComma: hasDecimalComma(table, column) }],
  );
}
