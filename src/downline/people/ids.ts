import { eachBelow, type Work } from "../../base/pieces.ts";
import type { CsvTable } from "../csv/csv-table.ts";
import { cellsOf, columnIndex } from "../csv/headings.ts";
import { error, type Fault, quoted } from "../faults.ts";
import { IdIndex } from "./id-index.ts";

/** The ids of a file, and where they stand. */
export type Ids = {
  /** False where the file has no column of ids, or several: then nothing is said about them. */
  readonly known: boolean;
  readonly of: readonly string[];
  /** The row of an id; of several that share it, the first. */
  readonly row: IdIndex;
  /** Ids on lines that do not fit the heading, and these lines: whoever names one of them names nobody wrongly. */
  readonly lost: ReadonlyMap<string, number>;
  /** Rows without an id, or with one that stands above. */
  readonly bad: readonly number[];
};

/** Reads the column `id`, piece by piece. `what` a row is: `person`, `order`. */
export function* readingIds(table: CsvTable, what: "person" | "order", faults: Fault[]): Work<Ids> {
  const { file, lines, misfits, size } = table;
  const of = cellsOf(table, "id");
  if (!of) {
    const none = Array<string>(size).fill("");
    return { known: false, of: none, row: new IdIndex([]), lost: new Map(), bad: [] };
  }
  const row = new IdIndex(of);
  const bad: number[] = [];
  const fault = (at: number, message: string) => {
    faults.push(error(file, lines[at]!, "id", message));
    bad.push(at);
  };
  yield* eachBelow(of.length, (at) => {
    const id = of[at]!;
    if (id === "") return fault(at, `This ${what} has no id; give it one that nobody else has.`);
    const first = row.add(at);
    if (first !== undefined)
      fault(
        at,
        `The id ${quoted(id)} stands on line ${lines[first]} already; give one of the two another, or remove it.`,
      );
  });
  const column = columnIndex(table, "id");
  const lost = new Map<string, number>();
  for (const { line, cells } of misfits) {
    const id = cells[column]?.replace(/^"|"$/g, "") ?? "";
    if (id !== "" && !row.has(id) && !lost.has(id)) lost.set(id, line);
  }
  return { known: true, of, row, lost, bad };
}

const nearIds = new WeakMap<readonly string[], Map<string, string>>();

/** Who has nearly the id that nobody has: spreadsheets drop leading zeros, people drop dashes. Null where nobody does. */
export function nearId(ids: readonly string[], wanted: string): string | null {
  let near = nearIds.get(ids);
  if (!near) {
    near = new Map();
    for (const id of ids) if (id !== "" && !near.has(bare(id))) near.set(bare(id), id);
    nearIds.set(ids, near);
  }
  return near.get(bare(wanted)) ?? null;
}

/** The end of a sentence on an id that nobody has: who has nearly the same. */
export function hint(ids: Ids, wanted: string): string {
  const other = nearId(ids.of, wanted);
  if (other === null || other === wanted) return "";
  const looksTheSame = seen(other) === seen(wanted);
  return looksTheSame
    ? `; the ${quoted(seen(other))} that is there is made of other characters`
    : `; ${quoted(other)} is there`;
}

/** An id as the eye sees it: composed letters, and nothing that takes no place. */
const seen = (id: string): string => id.normalize("NFC").replace(/\p{Cf}/gu, "");

/** What is left of an id when zeros in front, case, and marks between have been lost on the way. */
const bare = (id: string): string =>
  id
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Cf}._#-]/gu, "")
    .replace(/^0+(?=.)/, "")
    .replace(/^([a-z]+)0+(?=\d)/, "$1");
