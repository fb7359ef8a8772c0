import { type Exact, parseDecimal } from "../../base/exact.ts";
import type { Work } from "../../base/pieces.ts";
import type { Delimiter } from "../csv/heading-line.ts";
import { quoted } from "../faults.ts";

/**
 * How the figures of a column are written: `1,234.50` with a decimal point, `1.234,50` with a decimal comma, or so that
 * nobody can tell (`1.234` only).
 */
export type FigureStyle = "point" | "comma" | "either";

const WITH_POINT = /^[-−]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?$/;
const WITH_COMMA = /^[-−]?(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?$/;
const HAS_DIGIT = /\d/;

const fits = (figure: string, style: "point" | "comma"): boolean =>
  HAS_DIGIT.test(figure) && (style === "point" ? WITH_POINT : WITH_COMMA).test(figure);

const CELLS_AT_ONCE = 4096;

/**
 * Decides, piece by piece, for a whole column. Where commas part the cells of the file, figures have a decimal point. Elsewhere (Excel
 * writes semicolons in countries that write decimal commas) the column speaks: some figure must be readable with a comma
 * only, and none with a point only. Where both are found it is the point, so that each figure with a comma is a fault;
 * where neither is, figures that can be read both ways are.
 */
export function* findingFigureStyle(cells: readonly string[], delimiter: Delimiter): Work<FigureStyle> {
  if (delimiter === ",") return "point";
  let comma = false;
  for (const [at, cell] of cells.entries()) {
    if (at % CELLS_AT_ONCE === CELLS_AT_ONCE - 1) yield;
    if (!cell.includes(",") && !cell.includes(".")) continue;
    const figure = unmarked(bareFigure(cell));
    const [point, other] = [fits(figure, "point"), fits(figure, "comma")];
    if (point && !other) return "point";
    if (other && !point) comma = true;
  }
  return comma ? "comma" : "either";
}

/** Without what may stand around a figure: a currency sign, a percent sign, blanks. The sign of the figure stays. */
export const bareFigure = (cell: string): string =>
  cell
    .replace(/\s*%$/, "")
    .replace(/^([-−]?)\s*\p{Sc}\s*/u, "$1")
    .replace(/\s*\p{Sc}$/u, "");

/** Figures whose thousands are parted by a blank or an apostrophe: nobody reads another number there. */
const PARTED = /^[-−]?\d{1,3}(?:[ \u00A0\u2009\u202F'’]\d{3})+(?:[.,]\d*)?$/;

/** A figure without the marks that say nothing: a plus in front, blanks or apostrophes between thousands. */
const unmarked = (figure: string): string => {
  const unsigned = figure.replace(/^\+(?=[\d.,])/, "");
  return PARTED.test(unsigned) ? unsigned.replace(/[ \u00A0\u2009\u202F'’]/g, "") : unsigned;
};

/** The figure of a cell, or a sentence that says why it is none; `text` is the cell without the signs it may have. */
export function readFigure(
  cell: string,
  text: string,
  style: FigureStyle,
): { readonly value: Exact } | { readonly message: string } {
  const figure = unmarked(text);
  const [point, comma] = [fits(figure, "point"), fits(figure, "comma")];
  if (style === "comma") {
    if (comma) return exactFigure(cell, withPoint(figure));
    return { message: `${quoted(cell)} is not a number as the others of this column; write it as 1234,50.` };
  }
  if (style === "either" && point && comma && plain(figure) !== plain(withPoint(figure)))
    return {
      message: `${quoted(cell)} may be ${plain(figure)} or ${plain(withPoint(figure))}; write the one that is meant, without a mark for thousands.`,
    };
  if (point) return exactFigure(cell, figure);
  if (comma)
    return {
      message: `${quoted(cell)} has a decimal comma, which is read only in a column that has no decimal points, and where cells are not parted by commas; write ${plain(withPoint(figure))}.`,
    };
  if (/^[-−]?\d[\d,]*(\.\d+)?$/.test(figure))
    return { message: `${quoted(cell)} has a comma where no thousands end; write ${plain(figure)}.` };
  return { message: `${quoted(cell)} is not a number; write it as 1234.50.` };
}

/** No order of this world is longer; what is would only be slow. */
const LONGEST_FIGURE = 50;

/** A figure with a decimal comma, with a point. */
const withPoint = (figure: string): string => figure.replaceAll(".", "").replace(",", ".");

const plain = (figure: string): string => figure.replaceAll(",", "").replace(/\.$/, "");

function exactFigure(cell: string, figure: string): { readonly value: Exact } | { readonly message: string } {
  if (figure.length > LONGEST_FIGURE)
    return { message: `${quoted(cell)} has more than ${LONGEST_FIGURE} digits; correct it.` };
  const value = parseDecimal(plain(figure));
  return value ? { value } : { message: `${quoted(cell)} is not a number; write it as 1234.50.` };
}
