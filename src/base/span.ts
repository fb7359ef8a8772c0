/** Half-open range of UTF-16 offsets into the plan text: the unit that CodeMirror also speaks. */
export type Span = { readonly from: number; readonly to: number };

/** The smallest span that holds both. */
export const cover = (a: Span, b: Span): Span => ({
  from: Math.min(a.from, b.from),
  to: Math.max(a.to, b.to),
});

/** The empty place just behind a span: where something is missing. */
export const after = (span: Span): Span => ({ from: span.to, to: span.to });

/** Line and column of an offset, both counted from 1, as editors and the command line print them. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
