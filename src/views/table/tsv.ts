import type { RowsWindow } from "../../engine/protocol.ts";

/** Most rows that go to the clipboard at once. */
export const MOST_ROWS_COPIED = 20_000;

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP's rule); tabs and breaks would
 * end the cell. Negative amounts are amounts.
 */
const cell = (text: string): string => {
  const plain = text.replace(/[\t\r\n]+/g, " ");
  return /^[=+@]|^-(?![\d.]+$)/.test(plain) ? `'${plain}` : plain;
};

/** Rows as spreadsheets paste them: exact figures, a heading line, tabs between. */
export function toTsv(columns: readonly string[], { rows }: Pick<RowsWindow, "rows">): string {
  const lines = rows.map(({ id, name, figures }) =>
    [id, name, ...figures.map(({ text }) => text)].map(cell).join("\t"),
  );
  return [["id", "name", ...columns].join("\t"), ...lines].join("\n");
}
