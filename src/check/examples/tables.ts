import { toDecimal } from "../../base/exact.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Cell, Expr, Name, Row } from "../../syntax/syntax.ts";
import type { Context } from "../context.ts";
import { wordsOfCell } from "../declarations.ts";

/** A table of an example, told by the word that its head begins with. */
export type Table = {
  readonly kind: "orders" | "people" | "period" | "case" | "expect";
  readonly head: Row;
  readonly rows: readonly Row[];
};

const tableWords = ["orders", "people", "period", "case", "expect"] as const;

/** A row that begins with one of the words starts a table; those that follow are its rows. */
export function splitTables(context: Context, rows: readonly Row[]): Table[] {
  const tables: { kind: Table["kind"]; head: Row; rows: Row[] }[] = [];
  for (const row of rows) {
    const first = row.cells[0] ?? null;
    const word = first?.word ?? wordsOfCell(first);
    const kind = tableWords.find((known) => known === word);
    if (kind) tables.push({ kind, head: row, rows: [] });
    else if (tables.length > 0) tables.at(-1)!.rows.push(row);
    else context.report(diagnose("example/table", row.span, { words: tableWords }));
  }
  return tables;
}

/** Goes through the cells of a row that stand under a header, the first one left out: it says what the row is. */
export function eachCell(head: Row, row: Row, see: (header: Cell, cell: Cell) => void): void {
  head.cells.forEach((header, i) => {
    const cell = row.cells[i];
    if (i > 0 && header && cell) see(header, cell);
  });
}

/** The column that a header names; null where it says more than a name. */
export function nameOfHeader(header: Cell): Name | null {
  const { value } = header;
  return value?.kind === "Path" && value.steps.length === 1 ? value.steps[0]!.name : null;
}

/** The value of a cell; one of several words is a name with blanks in it. */
export function cellValue(cell: Cell): Expr | null {
  const words = wordsOfCell(cell);
  if (words === null || cell.words.length === 0) return cell.value;
  const name: Name = { kind: "Name", span: cell.span, text: words, quoted: true };
  return { kind: "Path", span: cell.span, steps: [{ kind: "Step", span: cell.span, name, args: null }] };
}

/** What the first cell of a row says: the name of a period or of a case. */
export function labelOf(cell: Cell | null): string {
  if (!cell?.value) return "";
  if (cell.value.kind === "Number") return toDecimal(cell.value.value);
  if (cell.value.kind === "Date") return cell.value.text;
  return wordsOfCell(cell) ?? "";
}
