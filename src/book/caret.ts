import type { Span } from "../base/span.ts";

const WIDEST = 100;

/** A text with a line of carets under the place of a problem, as compilers print it. Very long lines are cut around it. */
export function pointAt(text: string, { from, to }: Span): string {
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const lineBreak = text.indexOf("\n", from);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  const [line, cut] = window(text.slice(lineStart, lineEnd), from - lineStart);
  const carets = "^".repeat(Math.max(1, Math.min(to, lineEnd) - from));
  const pointer = `${" ".repeat(from - lineStart - cut)}${carets}`.slice(0, WIDEST + 10);
  const shortened = (part: string) => part.split("\n").map((one) => window(one, 0)[0]);
  return [
    ...shortened(text.slice(0, lineStart)).slice(0, -1),
    line,
    pointer,
    ...shortened(text.slice(lineEnd)).slice(1),
  ]
    .join("\n")
    .trimEnd();
}

/** As much of a long line as a reader can take in, around a column; and how far the column has moved to the left. */
export function window(line: string, column: number): readonly [string, number] {
  const shown = line.trimEnd();
  if (shown.length <= WIDEST && line.length <= 2 * WIDEST) return [shown, 0];
  const start = column <= WIDEST / 2 ? 0 : column - Math.floor(WIDEST / 2);
  const part = line.slice(start, start + WIDEST).trimEnd();
  const [before, behind] = [start > 0 ? "… " : "", start + WIDEST < line.length ? " …" : ""];
  return [before + part + behind, start - before.length];
}
