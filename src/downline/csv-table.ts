import Papa from "papaparse";
import { error, type Fault } from "./faults.ts";
import type { Limits } from "./limits.ts";

/** A CSV file as text: a heading and rows, with the line of the file on which each row begins. */
export type CsvTable = {
  readonly file: string;
  readonly delimiter: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly faults: readonly Fault[];
};

/**
 * Reads a CSV file of any dialect: comma, semicolon or tab, with or without quotes and byte-order mark, any line ends.
 * Blank lines are passed over. Rows that do not fit the heading are reported and left out.
 */
export function readCsv(file: string, text: string, mostRows: number, limits: Limits): CsvTable {
  const faults: Fault[] = [];
  const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const rows: string[][] = [];
  const lines: number[] = [];
  let headings: string[] = [];
  const nothing = (): CsvTable => ({ file, delimiter: ",", headings, rows: [], lines: [], faults });

  if (content.includes("\0")) {
    faults.push(error(file, 0, null, "This is not a text file: save the table as CSV."));
    return nothing();
  }
  if (content.trim() === "") {
    faults.push(error(file, 0, null, "The file is empty: it needs a heading line and a line for each person or order."));
    return nothing();
  }

  let delimiter = ",";
  let line = 1;
  let counted = 0;
  let tooMany = false;
  const lineEnd = /\r(?!\n)/.test(content.slice(0, 10_000)) && !content.slice(0, 10_000).includes("\n") ? "\r" : "\n";
  Papa.parse<string[]>(content, {
    // One column gives nothing to guess by: then it is the comma.
    delimitersToGuess: [",", ";", "\t", "|"],
    step({ data, errors, meta }, parser) {
      const here = line;
      for (let at = content.indexOf(lineEnd, counted); at >= 0 && at < meta.cursor; at = content.indexOf(lineEnd, at + 1)) line++;
      counted = meta.cursor;
      delimiter = meta.delimiter;
      for (const { type, code } of errors)
        if (type === "Quotes") faults.push(error(file, here, null, code === "MissingQuotes" ? "A quotation mark is opened here and never closed." : "A quotation mark stands inside of a cell; double it, or put the whole cell into quotes."));
      if (data.length === 1 && data[0]!.trim() === "") return;
      if (headings.length === 0) {
        headings = data.map((heading) => heading.trim());
        while (headings.at(-1) === "") headings.pop();
        return;
      }
      if (rows.length >= mostRows) {
        tooMany = true;
        parser.abort();
        return;
      }
      const extra = data.slice(headings.length);
      if (extra.some((cell) => cell.trim() !== "")) {
        faults.push(error(file, here, null, `This line has ${data.length} cells, and the heading has ${headings.length}: a separator inside of a cell wants quotes around it.`));
        return;
      }
      if (data.length < headings.length) {
        faults.push(error(file, here, null, `This line has ${data.length} cells, and the heading has ${headings.length}.`));
        return;
      }
      const long = data.findIndex((cell) => cell.length > limits.cellLength);
      if (long >= 0) {
        faults.push(error(file, here, headings[long]!, `This cell is longer than ${limits.cellLength} characters.`));
        return;
      }
      rows.push(data.slice(0, headings.length).map((cell) => cell.trim()));
      lines.push(here);
    },
  });
  if (tooMany) faults.push(error(file, 0, null, `The file has more than ${mostRows} lines; more cannot be read at once.`));
  if (headings.length > limits.columns) faults.push(error(file, 1, null, `The heading has more than ${limits.columns} columns.`));
  return { file, delimiter, headings, rows, lines, faults };
}

/** The column of a name, without regard to case; -1 where there is none. */
export const columnIndex = (table: CsvTable, name: string): number => table.headings.findIndex((heading) => heading.toLowerCase() === name.toLowerCase());

/** Reports headings that stand twice, and those that are wanted and missing; whether all that are wanted are there. */
export function checkHeadings(table: CsvTable, wanted: readonly string[], faults: Fault[]): boolean {
  const seen = new Set<string>();
  for (const heading of table.headings) {
    const key = heading.toLowerCase();
    if (key !== "" && seen.has(key)) faults.push(error(table.file, 1, heading, `The heading \`${heading}\` stands twice: which of the columns is meant?`));
    seen.add(key);
  }
  const missing = wanted.filter((name) => !seen.has(name));
  const found = table.headings.filter((heading) => heading !== "").map((heading) => `\`${heading}\``).join(", ");
  for (const name of missing) faults.push(error(table.file, 1, name, `There is no column \`${name}\`; the heading has ${found || "nothing"}.`));
  return missing.length === 0;
}

/** Whether the figures of a column are written with a decimal comma: only where the comma does not separate cells, and no cell speaks against it. */
export function hasDecimalComma(table: CsvTable, column: number): boolean {
  if (table.delimiter === ",") return false;
  let found = false;
  for (const row of table.rows) {
    const cell = row[column]!;
    if (/\d\.\d{1,2}$/.test(cell) && !cell.includes(",")) return false;
    if (/^-?[\d.]*\d,\d+ ?%?$/.test(cell)) found = true;
  }
  return found;
}
