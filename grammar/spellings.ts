import type { WordName } from "./vocabulary.ts";

/**
 * Spellings that people bring along from elsewhere: `!=`, `'Blue Diamond'`, `2.000,50`, `5 %`, `100 €`. The lexer reads
 * them as what they mean, so that one foreign sign does not hide the rest of the text; the parser then says how the
 * sign is written here. None of them is part of the language, and none is met in a text that is.
 */
export type ForeignSpelling = {
  /** The token that it stands for; null where it stands for nothing and is passed over. */
  readonly of: WordName | null;
  readonly pattern: RegExp;
};

const GAP = String.raw`[ \u00A0\u2009\u202F]`;
const DIGITS = String.raw`\d(?:[\d_]*\d)?`;
/** Digits with points, commas, apostrophes or single spaces, in any arrangement that somebody may take for one figure. */
const SPACED = String.raw`\d{1,3}(?:${GAP}\d{3})+(?!\d)(?:[.,]\d+)?`;
const GROUPED = String.raw`${DIGITS}(?:[.,'’]\d[\d_]*)+`;
const LOOSE = String.raw`(?:${SPACED}|${GROUPED}|\.\d+|${DIGITS})`;

export const foreignSpellings = {
  ForeignComment: { of: "Comment", pattern: /\/\/[^\n\r]*|--[ \t]+[A-Za-z][^\n\r|]*/ },
  /** `21.03.2026` and `2026-3-1`. */
  ForeignDate: { of: "Date", pattern: /\d{1,2}\.\d{1,2}\.\d{4}(?![\d.,])|\d{4}-\d{1,2}-\d{1,2}(?!\d)/ },
  /** `5 %`, and a figure with something in it that was typed by accident: `5x%`. */
  ForeignPercent: {
    of: "Percent",
    pattern: new RegExp(String.raw`${LOOSE}(?:${GAP}|[\p{L}.,;'’()!?]{1,3})?%`, "u"),
  },
  ForeignMoney: {
    of: "Money",
    pattern: new RegExp(
      String.raw`\p{Sc}${GAP}*${LOOSE}(?:[kKmM]\b)?|${LOOSE}(?:[kKmM]\b)?${GAP}?\p{Sc}(?!${GAP}?\d)`,
      "u",
    ),
  },
  SpacedNumber: { of: "Number", pattern: new RegExp(SPACED) },
  ForeignNumber: { of: "Number", pattern: new RegExp(String.raw`${GROUPED}|\.\d+|${DIGITS}[kKmM]\b`) },
  ForeignQuoted: { of: "Quoted", pattern: /'[^'\n\r|{}]*'|[“”„«»][^"“”„«»\n\r]*["“”„«»]|`[^`\n\r]*`/u },
  /** Runs to the end of the line, or to a sign that rather belongs to what follows than to the text. */
  UnclosedQuoted: { of: "Quoted", pattern: /["“„](?:[^"“”„\n\r{}|#]*[^"“”„\n\r{}|#\s])?/u },
  ApostropheName: { of: "Quoted", pattern: /\p{L}[\p{L}\p{M}\p{N}_]*(?:['’]\p{L}[\p{L}\p{M}\p{N}_]*)+/u },
  ForeignEqual: { of: "Equal", pattern: /={2,3}|:=/ },
  ForeignNotEqual: { of: "NotEqual", pattern: /!==?|=\/=/ },
  ForeignGreaterOrEqual: { of: "GreaterOrEqual", pattern: /=>/ },
  ForeignLessOrEqual: { of: "LessOrEqual", pattern: /=</ },
  ForeignAnd: { of: "and", pattern: /&&?/ },
  ForeignNot: { of: "not", pattern: /!/ },
  /** Between what stands in parentheses, as some spreadsheets have it. */
  ForeignComma: { of: "Comma", pattern: /;(?=[^\n\r{}]*\))/ },
  ForeignMinus: { of: "Minus", pattern: /[–—]/u },
  ForeignDivide: { of: "Divide", pattern: /÷/u },
  ForeignOpenParen: { of: "OpenParen", pattern: /\[/ },
  ForeignCloseParen: { of: "CloseParen", pattern: /\]/ },
  Semicolon: { of: null, pattern: /;+/ },
  /** What nothing in the language can be made of. */
  Stray: { of: null, pattern: /[^\s\p{L}\p{N}\p{Sc}\p{P}]+|./su },
} as const satisfies Readonly<Record<string, ForeignSpelling>>;

export type ForeignName = keyof typeof foreignSpellings;

const group = (digits: string): string => digits.replace(/^0+(?=\d)/, "").replace(/\B(?=(?:\d{3})+$)/g, ",");

/**
 * How a figure was most likely meant, in the spelling of the language and without sign or `%`: the likeliest first,
 * none where nobody can know. `1,2` is both `1.2` and two figures that want a space between.
 */
export function readingsOfFigure(written: string): readonly string[] {
  const short = /^(\d+)([kKmM])$/.exec(written);
  if (short) return [group(short[1]! + (short[2]!.toLowerCase() === "k" ? "000" : "000000"))];
  if (/^\.\d+$/.test(written)) return [`0${written}`];
  const figure = written.replace(/[^\d.,]/g, "").replace(/[.,]+$/, "");
  const [whole = "", ...rest] = figure.split(/[.,]/);
  const last = rest.at(-1);
  const marks = figure.replace(/\d/g, "");
  if (last === undefined) return [group(whole)];
  if (marks === ",")
    return last.length === 3 && whole.length <= 3 ? [`${whole},${last}`] : commaReadings(whole, last);
  if (marks === ".") return [`${group(whole)}.${last}`];
  const thousands = whole + rest.slice(0, -1).join("");
  if (new Set(marks).size === 1) return last.length === 3 ? [group(thousands + last)] : [];
  return marks.slice(0, -1).includes(marks.at(-1)!) ? [] : [`${group(thousands)}.${last}`];
}

function commaReadings(whole: string, decimals: string): readonly string[] {
  const decimal = `${group(whole)}.${decimals}`;
  return decimals.startsWith("0") ? [decimal] : [decimal, `${group(whole)}, ${group(decimals)}`];
}
