import type { IToken } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import type { Places } from "./places.ts";
import { inline } from "./spacing.ts";

/** A header that is so much wider than all that stands below it is not given its width: the bars below it stand closer. */
const OVERHANG_MOST = 44;

/** The rows of one table, set in columns: words to the left, figures to the right. */
export function printTable(rows: readonly (readonly IToken[])[], places: Places): readonly string[] {
  const cells = rows.map((row) =>
    cellsOf(row).map((cell) => ({ text: inline(cell, places), figure: isFigure(cell) })),
  );
  const [head = [], ...body] = cells;
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const widths: number[] = [];
  let overhanging = false;
  for (let column = 0; column < columns; column++) {
    const below = Math.max(1, ...body.map((row) => row[column]?.text.length ?? 0));
    const above = head[column]?.text.length ?? 0;
    if (body.length > 0 && above - below > OVERHANG_MOST) overhanging = true;
    widths.push(overhanging ? below : Math.max(above, below));
    const filled = body.flatMap((row) => (row[column]?.text ? [row[column]] : []));
    const header = head[column];
    if (header && filled.length > 0 && filled.every((cell) => cell?.figure))
      head[column] = { ...header, figure: true };
  }
  const set = (
    { text, figure }: { readonly text: string; readonly figure: boolean },
    width: number,
  ): string => (figure ? text.padStart(width) : text.padEnd(width));
  return cells.map((row) => `| ${row.map((cell, column) => set(cell, widths[column]!)).join(" | ")} |`);
}

/** The tokens of each cell: what stands between two bars. */
function cellsOf(row: readonly IToken[]): readonly (readonly IToken[])[] {
  const cells: IToken[][] = [];
  for (const token of row) {
    if (token.tokenType === T.RowEnd) break;
    if (token.tokenType === T.RowStart || token.tokenType === T.Bar) cells.push([]);
    else cells.at(-1)!.push(token);
  }
  return cells;
}

/** Figures, amounts and percentages, also as ranges: `5..7`, `12..`. */
const isFigure = (cell: readonly IToken[]): boolean =>
  cell.length > 0 &&
  cell.every(({ tokenType }) => ["Number", "Money", "Percent", "Minus", "Range"].includes(tokenType.name));
