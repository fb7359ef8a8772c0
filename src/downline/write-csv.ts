import Papa from "papaparse";

const PLAIN_WORD = /^\w[\w.-]*$/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Rows as CSV text. A cell that a spreadsheet would take for a formula is put behind an apostrophe, unless it is a plain
 * figure: what is in a file of people must not run on the desk of whoever opens the result (OWASP, CSV injection).
 */
export function csvLines(rows: readonly (readonly string[])[]): string {
  // Most results are words and figures, in which nothing has to be hidden.
  if (rows.every((row) => row.every((cell) => PLAIN_WORD.test(cell) || PLAIN_NUMBER.test(cell))))
    return rows.map((row) => `${row.join(",")}\n`).join("");
  const safe = (cell: string) => (/^[=+\-@\t\r]/.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell);
  return `${Papa.unparse(
    rows.map((row) => row.map(safe)),
    { newline: "\n" },
  )}\n`;
}

/** A whole file of them, with its headings. */
export const writeCsv = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  csvLines([headings, ...rows]);
