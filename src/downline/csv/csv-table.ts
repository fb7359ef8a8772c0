import { finished, type Work } from "../../base/pieces.ts";
import { counted, error, type Fault, quoted, warning } from "../faults.ts";
import type { Limits } from "../limits.ts";
import { CellStore } from "./cell-store.ts";
import { csvRecords, type QuoteTrouble } from "./csv-records.ts";
import { type Delimiter, findHeading } from "./heading-line.ts";

export type SourceFile = { readonly name: string; readonly text: string };

/** A CSV file as columns of text below their headings, without blanks around the cells. */
export type CsvTable = {
  readonly file: string;
  readonly delimiter: Delimiter;
  readonly headings: readonly string[];
  readonly headingLine: number;
  /** Lines above the heading that are none: reported, and passed over. */
  readonly linesAbove: number;
  /** How many rows fit the heading. */
  readonly size: number;
  /** By heading: a cell a row. */
  readonly columns: readonly (readonly string[])[];
  /** The line of the file on which each row begins. */
  readonly lines: Int32Array;
  /** Rows that do not fit the heading: reported, and left out. Their cells are kept as far as the heading goes. */
  readonly misfits: readonly { readonly line: number; readonly cells: readonly string[] }[];
};

/** What the rows are, in words: `people`, `orders`. */
export type RowKind = "people" | "orders";

/**
 * Reads a CSV file of any dialect: cells parted by comma, semicolon, tab or bar, with or without quotes and byte-order
 * mark, any line ends, and Excel's first line `sep=;`. Lines without anything in them are passed over. `required` are the
 * headings by which the heading is known. Null where the file is no table at all, or too large; everything that is wrong
 * goes to `faults`.
 */
export const readCsv = (...of: Parameters<typeof readingCsv>): CsvTable | null => finished(readingCsv(...of));

/** So many rows are read in one piece: some milliseconds. */
const ROWS_AT_ONCE = 4096;

/** The same piece by piece. */
export function* readingCsv(
  { name: file, text }: SourceFile,
  kind: RowKind,
  required: readonly string[],
  limits: Limits,
  faults: Fault[],
): Work<CsvTable | null> {
  const whole = (message: string): null => {
    faults.push(error(file, 0, null, message));
    return null;
  };
  const trouble = notATable(text, kind, limits);
  if (trouble) return whole(trouble);
  const content = plainText(text);
  const beginning = findHeading(content, required);
  const { delimiter, line: headingLine } = beginning;
  for (const line of beginning.above)
    faults.push(
      error(file, line, null, `This line stands above the heading, which is line ${headingLine}; remove it.`),
    );

  let headings: string[] | null = null;
  let columns: CellStore[] = [];
  const lines: number[] = [];
  const misfits: { readonly line: number; readonly cells: readonly string[] }[] = [];
  const misfit = (line: number, column: string | null, cells: readonly string[], message: string) => {
    faults.push(error(file, line, column, message));
    misfits.push({ line, cells: cells.slice(0, columns.length).map((cell) => cell.trim()) });
  };

  const rows = content.slice(beginning.at);
  let read = 0;
  for (const { line: recordLine, cells, quotes, at } of csvRecords(rows, delimiter, limits.cellLength)) {
    if (++read % ROWS_AT_ONCE === 0) yield { doing: `Reading ${file}`, part: at / rows.length };
    if (isBlank(cells)) continue;
    const line = recordLine + headingLine - 1;
    if (headings === null) {
      headings = cells.map((cell) => cell.trim());
      while (headings.at(-1) === "") headings.pop();
      if (headings.length > limits.columns)
        return whole(
          `The heading has ${counted(headings.length)} columns, and more than ${counted(limits.columns)} cannot be read.`,
        );
      if (quotes) faults.push(error(file, line, null, quoteMessage(quotes, limits)));
      columns = headings.map(() => new CellStore());
      continue;
    }
    if (lines.length + misfits.length === limits[kind])
      return whole(`The file has more than ${counted(limits[kind])} ${kind}; more cannot be read at once.`);
    if (quotes) {
      misfit(line, null, cells, quoteMessage(quotes, limits));
      continue;
    }
    const [width, found] = [headings.length, cells.length];
    if (found < width) {
      misfit(
        line,
        null,
        cells,
        `This line has ${cellCount(found)}, and the heading has ${width}: its end or a separator is missing.`,
      );
      continue;
    }
    if (found > width && !isBlank(cells.slice(width))) {
      misfit(
        line,
        null,
        cells,
        `This line has ${cellCount(found)}, and the heading has ${width}: put a cell that has a separator in it into quotes.`,
      );
      continue;
    }
    const long = cells.findIndex(
      (cell) => cell.length > limits.cellLength && cell.trim().length > limits.cellLength,
    );
    if (long >= 0) {
      misfit(
        line,
        headings[long] ?? null,
        cells,
        `This cell is longer than ${counted(limits.cellLength)} characters; shorten it.`,
      );
      continue;
    }
    for (let column = 0; column < width; column++) columns[column]!.add(cells[column]!.trim());
    lines.push(line);
  }
  if (headings === null) return whole(emptyMessage(kind));
  reportLostLetters(file, content, faults);
  return {
    file,
    delimiter,
    headings,
    headingLine,
    linesAbove: beginning.above.length,
    size: lines.length,
    columns: columns.map(({ cells }) => cells),
    lines: Int32Array.from(lines),
    misfits,
  };
}

const emptyMessage = (kind: RowKind): string =>
  `The file is empty: it needs a heading line with ${kind === "people" ? "`id` and `sponsor`" : "`id`, `person` and `date`"}, and a line for each ${kind === "people" ? "person" : "order"}.`;

/** Why a text cannot be a table, where that shows before it is split. */
function notATable(text: string, kind: RowKind, limits: Limits): string | null {
  if (text.length > limits.fileLength)
    return `The file is longer than ${counted(limits.fileLength)} characters, which is the most that can be read.`;
  if (text.startsWith("PK\u0003\u0004") || text.startsWith("\uFFFD\uFFFD\u0011\uFFFD"))
    return "This is a workbook and not a CSV file: open it, and save the sheet as “CSV UTF-8”.";
  if (text.includes("\0")) return "This is not a text file, or one in UTF-16: save the table as “CSV UTF-8”.";
  return text.trim() === "" || text.trim() === "\uFEFF" ? emptyMessage(kind) : null;
}

/** Without the byte-order mark, and without the lone `\r` that old spreadsheets end lines with. */
function plainText(text: string): string {
  const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
  return content.includes("\n") || !content.includes("\r") ? content : content.replaceAll("\r", "\n");
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

const cellCount = (count: number): string => (count === 1 ? "1 cell" : `${counted(count)} cells`);

const quoteMessage = (trouble: QuoteTrouble, { cellLength }: Limits): string =>
  trouble === "open"
    ? `A quotation mark is opened here and not closed within ${counted(cellLength)} characters; close it.`
    : "Something stands behind a closing quotation mark; double the marks that belong to a cell.";

/** Files in an old encoding still have their figures; their letters beyond English are gone, and nobody can tell which. */
function reportLostLetters(file: string, content: string, faults: Fault[]): void {
  const at = content.indexOf("\uFFFD");
  if (at < 0) return;
  const line = content.slice(0, at).split("\n").length;
  const word =
    /[^\s,;|"]*$/.exec(content.slice(Math.max(0, at - 20), at))![0] +
    /^[^\s,;|"]*/.exec(content.slice(at, at + 20))![0];
  faults.push(
    warning(
      file,
      line,
      null,
      `The file is not in UTF-8, and letters are lost, as in ${quoted(word)}; save it as “CSV UTF-8”.`,
    ),
  );
}
