export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Where the table of a file begins. */
export type Beginning = {
  /** The offset of the heading in the text, and its line, counted from 1. */
  readonly at: number;
  readonly line: number;
  readonly delimiter: Delimiter;
  /** Lines above the heading that have something in them. */
  readonly above: readonly number[];
};

const LINES_LOOKED_AT = 20;
const CHARACTERS_LOOKED_AT = 100_000;

/**
 * The first line with something in it is the heading, unless it lacks what is required and one of the next lines has it:
 * reports that are saved as CSV have a title, and a day, above their tables.
 */
export function findHeading(content: string, required: readonly string[]): Beginning {
  // Excel's own way to say what parts the cells.
  const saying = /^"?sep=([,;\t|])"?[ \r]*(?:\n|$)/i.exec(content);
  const said = saying ? (saying[1] as Delimiter) : null;
  let first: Beginning | null = null;
  const above: number[] = [];
  let line = said ? 2 : 1;
  for (let at = saying?.[0].length ?? 0; at < content.length && above.length < LINES_LOOKED_AT; line++) {
    const end = content.indexOf("\n", at);
    const text = content.slice(at, Math.min(end < 0 ? content.length : end, at + CHARACTERS_LOOKED_AT));
    if (/[^\s,;|"]/.test(text)) {
      const has = (delimiter: Delimiter) => hasAll(text, delimiter, required);
      const delimiter =
        said ?? DELIMITERS.find(has) ?? commonest(content.slice(at, at + CHARACTERS_LOOKED_AT));
      const beginning = { at, line, delimiter, above: [...above] };
      if (has(delimiter)) return beginning;
      first ??= beginning;
      above.push(line);
    }
    if (end < 0) break;
    at = end + 1;
  }
  return first ?? { at: content.length, line, delimiter: said ?? ",", above: [] };
}

const hasAll = (line: string, delimiter: Delimiter, required: readonly string[]): boolean => {
  const names = new Set(line.split(delimiter).map((cell) => cell.replaceAll('"', "").trim().toLowerCase()));
  return required.every((name) => names.has(name));
};

/** What the first line has most of, outside of quotes. */
function commonest(text: string): Delimiter {
  const line = text.replace(/"[^"]*"/g, "").split("\n", 1)[0]!;
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}
