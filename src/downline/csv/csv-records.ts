/** One record of a CSV file: mostly a line, and several where a quoted cell goes over the end of one. */
export type CsvRecord = {
  /** The line of the file that it begins on, counted from 1. */
  readonly line: number;
  /** Where it begins, in characters. */
  readonly at: number;
  /** As the file has them: blanks and the `\r` of a line end are still there. */
  readonly cells: readonly string[];
  readonly quotes: QuoteTrouble | null;
};

/** `open`: a quotation mark is never closed. `inside`: something stands behind the closing one. */
export type QuoteTrouble = "open" | "inside";

/**
 * Splits a CSV text (RFC 4180, lines ending in `\n` or `\r\n`) into records, one after another.
 *
 * *Rationale.* Papa Parse is the judge of this function in the tests, and does not do its work: it does not tell on which
 * line a record begins, it takes two to four times as long, and one quotation mark that is never closed makes it swallow
 * the rest of the file. Here such a record is the one line it begins on, and reading goes on with the next, so that one
 * slip is one fault. A quoted cell that does not end within `cellLength` characters is taken for such a slip.
 */
export function* csvRecords(text: string, delimiter: string, cellLength: number): Generator<CsvRecord> {
  let line = 1;
  let quote = -1;
  for (let at = 0; at < text.length; ) {
    const end = endOfLine(text, at);
    if (quote < at) quote = text.indexOf('"', at) >>> 0; // none: behind everything
    if (quote > end) {
      yield { line, at, cells: text.slice(at, end).split(delimiter), quotes: null };
      at = end + 1;
      line++;
      continue;
    }
    const record = quotedRecord(text, at, delimiter, cellLength);
    if (typeof record === "string") {
      yield { line, at, cells: text.slice(at, end).split(delimiter), quotes: record };
      at = end + 1;
      line++;
      continue;
    }
    yield { line, at, cells: record.cells, quotes: null };
    for (let seen = end; seen < record.end; seen = endOfLine(text, seen + 1)) line++;
    at = record.end + 1;
    line++;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** The cells of a record that has quotation marks, and the line end behind it; or what is wrong with the marks. */
function quotedRecord(
  text: string,
  start: number,
  delimiter: string,
  cellLength: number,
): { readonly cells: string[]; readonly end: number } | QuoteTrouble {
  const cells: string[] = [];
  for (let at = start; ; ) {
    const opening = skipBlanks(text, at, delimiter);
    let end: number;
    if (text[opening] === '"') {
      const closing = closingQuote(text, opening + 1, cellLength);
      if (closing < 0) return "open";
      cells.push(
        text
          .slice(opening + 1, closing)
          .replaceAll('""', '"')
          .replaceAll("\r\n", "\n"),
      );
      end = skipBlanks(text, closing + 1, delimiter);
      if (end < text.length && text[end] !== "\n" && text[end] !== delimiter) return "inside";
    } else {
      const next = text.indexOf(delimiter, at);
      const last = endOfLine(text, at);
      end = next >= 0 && next < last ? next : last;
      cells.push(text.slice(at, end));
    }
    if (text[end] !== delimiter) return { cells, end };
    at = end + 1;
  }
}

function skipBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while ((text[at] === " " || text[at] === "\t" || text[at] === "\r") && text[at] !== delimiter) at++;
  return at;
}

/** The quotation mark that ends a cell: the first that is not doubled. -1 where none is near enough. */
function closingQuote(text: string, from: number, cellLength: number): number {
  // Each character of the cell may be a doubled mark.
  const near = text.slice(from, from + 2 * cellLength + 1);
  for (let at = near.indexOf('"'); at >= 0; at = near.indexOf('"', at + 2))
    if (text[from + at + 1] !== '"') return from + at;
  return -1;
}
