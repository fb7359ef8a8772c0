import { lineAndColumn } from "../base/span.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Columns of a source line that are shown; a longer one is cut around the place. */
const WIDTH = 100;

/** `FILE:LINE:COLUMN: severity code: sentence`, as compilers print and editors read: always one line. */
export function printProblem(
  file: string,
  text: string,
  { span, severity, code, message }: Diagnostic,
): string {
  const { line, column } = lineAndColumn(text, span.from);
  return `${file}:${line}:${column}: ${severity} ${code}: ${message.replace(/\s*\n\s*/g, " ")}\n`;
}

/** The line of the plan that a problem begins on, and carets below its place. */
export function excerpt(text: string, { span }: Diagnostic): string {
  const { column } = lineAndColumn(text, span.from);
  const start = span.from - column + 1;
  const end = text.indexOf("\n", span.from);
  const line = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, "");
  const from = column - 1 < WIDTH ? 0 : column - 1 - WIDTH / 2;
  const shown = line.slice(from, from + WIDTH);
  // Tabs stay tabs, so that the carets stand below whatever a tab is wide.
  const before = shown.slice(0, column - 1 - from).replace(/[^\t]/g, " ");
  const marked = Math.max(1, Math.min(span.to - span.from, shown.length - (column - 1 - from)));
  return `    ${shown}\n    ${before}${"^".repeat(marked)}\n`;
}
