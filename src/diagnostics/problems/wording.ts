import type { Span } from "../../base/span.ts";
import type { Mend } from "../diagnostic.ts";

/** A small plan around a few lines, for the pages of the language book. */
export const planWith = (body: string, worth = "  1 PV = $1.00\n"): string =>
  `plan "Example" {\n  currency USD\n  period   month\n${worth}}\n\ninput PV : volume\n\n${body}\n`;

/** The guess behind a sentence: only where something is near. */
export const didYouMean = (near: string | null): string =>
  near === null ? "" : ` Did you mean \`${near}\`?`;

/** Names that hold a blank are written in quotes. */
export const asWritten = (name: string): string => (/\s/.test(name) ? `"${name}"` : name);

/** One mend that puts the near word in place of what is written. */
export const putNear = (near: string | null, at: Span): Mend[] =>
  near === null ? [] : [replace(at, asWritten(near))];

export const replace = (at: Span, insert: string, title = `Change to \`${insert}\``): Mend => ({
  title,
  edits: [{ span: at, insert }],
});

/** `a`, `b` or `c`. */
export function orList(words: readonly string[], last = "or"): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}

export const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
