import { eachBelow, type Work } from "../../base/pieces.ts";
import { dayReader } from "../cells/read-day.ts";
import { checkingWantedCells } from "../cells/wanted-cells.ts";
import type { CsvTable } from "../csv/csv-table.ts";
import { cellsOf } from "../csv/headings.ts";
import { NOT_GIVEN } from "../downline.ts";
import { error, type Fault, quoted } from "../faults.ts";
import type { Limits } from "../limits.ts";
import type { Wanted, WantedInput } from "../wanted.ts";
import { type Ids, readingIds } from "./ids.ts";
import { findingParents, type Parents } from "./parents.ts";

/** Columns that every file of people may have beside its trees; each has a meaning of its own, whatever the plan. */
export const PEOPLE_COLUMNS: readonly string[] = ["id", "name", "kind", "joined", "side"];

/** The people of a file, a row each, in the order of the file. */
export type PeopleRows = {
  readonly table: CsvTable;
  readonly ids: Ids;
  readonly joined: Int32Array;
  readonly customer: Uint8Array;
  /** 1 left, 2 right, 0 not said, 3 unreadable; null where the file has no sides. */
  readonly side: Uint8Array | null;
  readonly trees: readonly Parents[];
  /** 1 for rows that something is wrong with. */
  readonly bad: Uint8Array;
};

export const UNREADABLE_SIDE = 3;
const SIDE_WORDS: Readonly<Record<string, number>> = { "": 0, left: 1, l: 1, right: 2, r: 2 };
const CUSTOMER_WORDS: Readonly<Record<string, number>> = { "": 0, distributor: 0, customer: 1 };

/** Reads, piece by piece, what is the same for every plan, and looks through the cells of `inputs`: those that `wanted` reads in this file. */
export function* readingPeople(
  table: CsvTable,
  wanted: Wanted,
  inputs: readonly WantedInput[],
  limits: Limits,
  faults: Fault[],
): Work<PeopleRows> {
  const { file, lines, size } = table;
  const bad = new Uint8Array(size);
  const fault = (row: number, column: string, message: string) => {
    faults.push(error(file, lines[row]!, column, message));
    bad[row] = 1;
  };
  const ids = yield* readingIds(table, "person", faults);
  for (const row of ids.bad) bad[row] = 1;

  const joined = new Int32Array(size).fill(NOT_GIVEN);
  const dayOf = dayReader(limits);
  const days = cellsOf(table, "joined") ?? [];
  yield* eachBelow(days.length, (row) => {
    const text = days[row]!;
    if (text === "") return;
    const reading = dayOf(text);
    if ("day" in reading) joined[row] = reading.day;
    else fault(row, "joined", reading.message);
  });

  const customer = new Uint8Array(size);
  yield* readingWords(cellsOf(table, "kind"), CUSTOMER_WORDS, customer, (row, text) =>
    fault(row, "kind", `${quoted(text)} is not a kind of person; write distributor or customer.`),
  );
  const sides = cellsOf(table, "side");
  const side = sides && new Uint8Array(size);
  if (side)
    yield* readingWords(sides, SIDE_WORDS, side, (row, text) => {
      fault(row, "side", `${quoted(text)} is not a side; write left or right.`);
      side[row] = UNREADABLE_SIDE;
    });

  const trees: Parents[] = [];
  for (const tree of treesOf(wanted)) {
    const named = cellsOf(table, tree);
    if (!named || !ids.known) continue;
    const parents = yield* findingParents(file, tree, ids, named, lines, faults);
    for (const row of parents.bad) bad[row] = 1;
    trees.push(parents);
  }
  yield* checkingWantedCells(table, inputs, wanted, (id) => ids.row.get(id), limits, bad, faults);
  return { table, ids, joined, customer, side: side?.some((one) => one !== 0) ? side : null, trees, bad };
}

/** The trees of a file by name, each once whatever its case: the plan's spelling wins. */
export function treesOf(wanted: Wanted): string[] {
  const trees = new Map(["sponsor", "placement"].map((name) => [name, name]));
  for (const { name } of wanted.trees) trees.set(name.toLowerCase(), name);
  return [...trees.values()];
}

/** Whose sides the column `side` says: those of every tree beside the sponsors', and of theirs where it is the only one. */
export const hasSides = ({ side, trees }: PeopleRows, tree: string): boolean =>
  side !== null && (trees.length === 1 || tree.toLowerCase() !== "sponsor");

function* readingWords(
  cells: readonly string[] | null,
  words: Readonly<Record<string, number>>,
  into: Uint8Array,
  other: (row: number, text: string) => void,
): Work<void> {
  if (!cells) return;
  yield* eachBelow(cells.length, (row) => {
    const text = cells[row]!;
    const key = text.toLowerCase();
    if (Object.hasOwn(words, key)) into[row] = words[key]!;
    else other(row, text);
  });
}
