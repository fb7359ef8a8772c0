import type { IToken } from "chevrotain";
import { type Concrete, parseConcrete } from "./concrete.ts";
import { printInColumns } from "./format/columns.ts";
import { type Line, linesOf } from "./format/lines.ts";
import { printOutline } from "./format/outlines.ts";
import type { Places } from "./format/places.ts";
import { sameMeaning } from "./format/same-meaning.ts";
import { printTable } from "./format/tables.ts";
import { parse } from "./parse.ts";

/**
 * The text, laid out: blocks set in by two spaces, tables and settings in columns, figures with commas between thousands,
 * at most one blank line. Line breaks and comments stay where the author put them. It never changes what a plan means,
 * and laying out twice is laying out once; a text that is broken is given back as it is.
 */
export function format(text: string): string {
  const before = parse(text);
  if (before.diagnostics.some(({ severity }) => severity === "error")) return text;
  const printed = print(parseConcrete(text));
  const laidOut = text.includes("\r\n") ? printed.replace(/\n/g, "\r\n") : printed;
  const after = parse(laidOut);
  return sameMeaning(before, after) ? laidOut : text;
}

function print(concrete: Concrete): string {
  const { lines, places } = linesOf(concrete);
  const printed = withComments(lines, printLines(lines, places));
  return printed.length === 0 ? "" : `${printed.join("\n")}\n`;
}

/** Lines that are set together are printed together: the rows of a table, the people of an example, everything else. */
function printLines(lines: readonly Line[], places: Places): readonly string[] {
  const texts = new Map<Line, string>();
  const set = (line: Line, indent: number, text: string): unknown =>
    texts.set(line, " ".repeat(indent) + text);
  const others = lines.filter(({ kind }) => kind !== "row" && kind !== "personLine");
  for (const [i, text] of printInColumns(others, places).entries()) set(others[i]!, others[i]!.indent, text);
  for (const table of tablesOf(lines))
    for (const [i, text] of printTable(
      table.map(({ tokens }) => tokens),
      places,
    ).entries())
      set(table[i]!, table[i]!.indent, text);
  for (const outline of outlinesOf(lines))
    for (const [i, { indent, text }] of printOutline(
      outline.map(({ tokens }) => tokens),
      places,
    ).entries())
      set(outline[i]!, indent, text);
  return lines.map((line) => texts.get(line)!);
}

const headings = new Set(["orders", "people", "period", "case", "expect"]);

/** Rows that stand together are one table, up to a row that begins another. */
function tablesOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const tables: Line[][] = [];
  let open = false;
  for (const line of lines) {
    if (line.kind === "row") {
      const [, first, second] = line.tokens;
      const begins =
        headings.has(first?.image ?? "") &&
        (second?.tokenType.name === "Bar" || second?.tokenType.name === "RowEnd");
      if (!open || begins) tables.push([line]);
      else tables.at(-1)!.push(line);
    }
    open = line.kind === "row" || (open && line.kind === "comment");
  }
  return tables;
}

/** The people of each example, whatever stands between their lines. */
function outlinesOf(lines: readonly Line[]): Iterable<readonly Line[]> {
  const outlines = new Map<IToken | null, Line[]>();
  for (const line of lines) {
    if (line.kind !== "personLine") continue;
    const outline = outlines.get(line.block);
    if (outline) outline.push(line);
    else outlines.set(line.block, [line]);
  }
  return outlines.values();
}

const trails = ({ comment, tokens }: Line): boolean => comment !== null && tokens.length > 0;

/**
 * Comments behind lines that follow one another stand in one column: the author's, unless a line has become too long for
 * it. Two spaces at least part a comment from what it is about.
 */
function withComments(lines: readonly Line[], texts: readonly string[]): readonly string[] {
  const printed: string[] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (to < lines.length && trails(lines[to]!) && (to === from || !lines[to]!.blankBefore)) to++;
    const run = lines.slice(from, to);
    const column = Math.max(
      Math.min(...run.map(({ comment }) => comment!.startColumn! - 1)),
      ...texts.slice(from, to).map((text) => text.length + 2),
    );
    for (let i = from; i < Math.max(to, from + 1); i++) {
      const { comment, blankBefore } = lines[i]!;
      if (blankBefore) printed.push("");
      const remark = comment?.image.trimEnd() ?? "";
      printed.push(trails(lines[i]!) ? texts[i]!.padEnd(column) + remark : texts[i]! + remark);
    }
    from = Math.max(to, from + 1);
  }
  return printed;
}
