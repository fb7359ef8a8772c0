/** Something that is wrong with a file of people or orders, in words. */
export type Fault = {
  readonly file: string;
  /** Counted from 1, the heading being line 1; 0 where the fault is the whole file's. */
  readonly line: number;
  readonly column: string | null;
  /** `error`: nothing is loaded until it is mended, or its row left out. `warning`: worth a look. */
  readonly severity: "error" | "warning";
  /** What is wrong, and what to do, in the words of who made the file. */
  readonly message: string;
};

export const error = (file: string, line: number, column: string | null, message: string): Fault => ({
  file,
  line,
  column,
  severity: "error",
  message,
});

export const warning = (file: string, line: number, column: string | null, message: string): Fault => ({
  file,
  line,
  column,
  severity: "warning",
  message,
});

const CHARACTERS_IN_A_SENTENCE = 40;

/** A cell inside of a sentence: between backticks, on one line, and cut where it would drown the sentence. */
export function quoted(cell: string): string {
  const line = cell.replace(/\s+/g, " ");
  return line.length > CHARACTERS_IN_A_SENTENCE
    ? `\`${line.slice(0, CHARACTERS_IN_A_SENTENCE - 1)}…\``
    : `\`${line}\``;
}

/** A whole number inside of a sentence: `5,000,000`. */
export const counted = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
