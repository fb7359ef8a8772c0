import { eachBelow, type Work } from "../../base/pieces.ts";
import { dayReader } from "../cells/read-day.ts";
import { checkingWantedCells } from "../cells/wanted-cells.ts";
import type { CsvTable } from "../csv/csv-table.ts";
import { cellsOf } from "../csv/headings.ts";
import { NOT_GIVEN } from "../downline.ts";
import { counted, error, type Fault, quoted, warning } from "../faults.ts";
import type { Limits } from "../limits.ts";
import { hint, type Ids, readingIds } from "../people/ids.ts";
import type { PeopleRows } from "../people/people-rows.ts";
import type { Wanted, WantedInput } from "../wanted.ts";

/** Columns that every file of orders has. */
export const ORDER_COLUMNS: readonly string[] = ["id", "person", "date"];

/** The orders of a file, a row each, in the order of the file. */
export type OrderRows = {
  readonly table: CsvTable;
  readonly ids: Ids;
  /** The row of the buyer in the file of people; -1 where that row cannot be read. */
  readonly person: Int32Array;
  readonly day: Int32Array;
  /** 1 for rows that something is wrong with. */
  readonly bad: Uint8Array;
};

/**
 * Reads, piece by piece, what is the same for every plan, and looks through the cells of `inputs`: those that `wanted` reads in this file.
 * Who the buyers are shows only where there are people with ids.
 */
export function* readingOrders(
  table: CsvTable,
  people: PeopleRows | null,
  wanted: Wanted,
  inputs: readonly WantedInput[],
  limits: Limits,
  faults: Fault[],
): Work<OrderRows> {
  const { file, lines, size } = table;
  const bad = new Uint8Array(size);
  const fault = (row: number, column: string, message: string) => {
    faults.push(error(file, lines[row]!, column, message));
    bad[row] = 1;
  };
  const ids = yield* readingIds(table, "order", faults);
  for (const row of ids.bad) bad[row] = 1;

  const person = new Int32Array(size).fill(-1);
  const buyers = cellsOf(table, "person") ?? [];
  yield* eachBelow(buyers.length, (row) => {
    const buyer = buyers[row]!;
    if (buyer === "") return fault(row, "person", "This order names nobody; write the id of the buyer.");
    if (!people?.ids.known) return;
    const found = people.ids.row.get(buyer);
    if (found !== undefined) person[row] = found;
    else if (!people.ids.lost.has(buyer))
      fault(
        row,
        "person",
        `${quoted(buyer)} is the buyer, and nobody in ${people.table.file} has this id${hint(people.ids, buyer)}.`,
      );
  });

  const day = new Int32Array(size).fill(NOT_GIVEN);
  const dayOf = dayReader(limits);
  const dates = cellsOf(table, "date") ?? [];
  yield* eachBelow(dates.length, (row) => {
    const text = dates[row]!;
    const reading =
      text === "" ? { message: "This order has no date; write it as 2026-03-21." } : dayOf(text);
    if ("day" in reading) day[row] = reading.day;
    else fault(row, "date", reading.message);
  });
  yield* checkingWantedCells(table, inputs, wanted, (id) => people?.ids.row.get(id), limits, bad, faults);
  return { table, ids, person, day, bad };
}

/** Orders from before their buyer joined: told once. In the periods before that he is not there, and they count for nobody. */
export function* reportingEarlyOrders(
  { table, ids, person, day }: OrderRows,
  { joined }: PeopleRows,
  faults: Fault[],
): Work<void> {
  let [early, first] = [0, -1];
  yield* eachBelow(day.length, (row) => {
    if (person[row]! < 0 || day[row] === NOT_GIVEN || joined[person[row]!]! <= day[row]!) return;
    if (early++ === 0) first = row;
  });
  if (early === 0) return;
  const who =
    early === 1
      ? `The order ${quoted(ids.of[first]!)} was`
      : `${counted(early)} orders, the first ${quoted(ids.of[first]!)}, were`;
  faults.push(
    warning(
      table.file,
      table.lines[first]!,
      "date",
      `${who} placed before the buyer joined; check the days.`,
    ),
  );
}

/** Orders that stay when bad rows are left out, and those that go with their buyer; piece by piece. */
export function* leavingOrders(
  { table, ids, person, bad }: OrderRows,
  people: PeopleRows,
  peopleStay: Uint8Array,
): Work<{ readonly rows: Int32Array; readonly along: () => readonly Fault[] }> {
  const rows = new Int32Array(table.size);
  let kept = 0;
  const gone: number[] = [];
  const buyers = cellsOf(table, "person")!;
  yield* eachBelow(table.size, (row) => {
    if (bad[row]) return;
    const buyer = person[row]!;
    if (buyer >= 0 && peopleStay[buyer]) rows[kept++] = row;
    else gone.push(row);
  });
  const along = () =>
    gone.map((row) => {
      const buyer = person[row]!;
      const line = buyer >= 0 ? people.table.lines[buyer] : people.ids.lost.get(buyers[row]!);
      return warning(
        table.file,
        table.lines[row]!,
        "person",
        `The order ${quoted(ids.of[row]!)} is left out along with its buyer ${quoted(buyers[row]!)} (line ${line} of ${people.table.file}).`,
      );
    });
  return { rows: rows.subarray(0, kept), along };
}
