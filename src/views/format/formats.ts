import type { Figure } from "../../engine/protocol.ts";
import { cutDecimals, hasMoreDigits, withoutEllipsis } from "./decimal-text.ts";
import type { Type } from "./kinds.ts";

/**
 * How figures look in one locale and one currency. They arrive as decimal texts and stay texts: `Intl.NumberFormat`
 * formats those exactly, so that no amount ever passes through a double on its way to the screen.
 */
export type Formats = {
  readonly currency: string;
  /** Every digit there is: `$1,234.50`. */
  exact(text: string, type: Type): string;
  /** At most four decimals, and `…` where more were cut: for amounts before rounding. */
  line(text: string, type: Type): string;
  /** Short where it would be long: `$12.3K`. The exact one belongs beside it, on hover. */
  compact(text: string, type: Type): string;
  /** A figure of a column of that type: an amount, a rank, yes or no, a date, a word. */
  figure(figure: Figure, type: Type, length?: "exact" | "compact"): string;
  percent(text: string, decimals?: number): string;
  count(value: number): string;
  /** `2026-03-21` as the locale writes days; empty for the empty text. */
  day(text: string): string;
  milliseconds(value: number): string;
  joined(words: readonly string[]): string;
};

/** What stands behind a figure of points: `PV`. Money and percentages carry their sign themselves. */
export const unitOf = (type: Type): string => (type.kind === "points" ? type.of : "");

const MOST_DECIMALS = 20;
const LINE_DECIMALS = 4;
const COMPACT_FROM_DIGITS = { money: 5, other: 6 };

export function makeFormats(currency: string, locale?: string): Formats {
  const made = new Map<string, Intl.NumberFormat>();
  const formatter = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const known = made.get(key);
    if (known) return known;
    const fresh = new Intl.NumberFormat(locale, options);
    made.set(key, fresh);
    return fresh;
  };
  const isCurrency = /^[A-Za-z]{3}$/.test(currency);
  const moneyOptions: Intl.NumberFormatOptions = isCurrency
    ? { style: "currency", currency, currencyDisplay: "narrowSymbol" }
    : { minimumFractionDigits: 2 };
  const optionsOf = (type: Type): Intl.NumberFormatOptions =>
    type.kind === "money" ? moneyOptions : type.kind === "percent" ? { style: "percent" } : {};
  const write = (text: string, options: Intl.NumberFormatOptions): string =>
    formatter(options).format(text as `${number}`);

  const exact = (text: string, type: Type): string => {
    if (text === "") return "";
    const plain = withoutEllipsis(text);
    return (
      write(plain, { ...optionsOf(type), maximumFractionDigits: MOST_DECIMALS }) + (plain === text ? "" : "…")
    );
  };
  const line = (text: string, type: Type): string => {
    if (text === "") return "";
    // A percentage is written a hundredfold: its decimals start two places later.
    const decimals = LINE_DECIMALS + (type.kind === "percent" ? 2 : 0);
    const cut = cutDecimals(withoutEllipsis(text), decimals);
    const options = { ...optionsOf(type), maximumFractionDigits: LINE_DECIMALS };
    return write(cut, options) + (cut === cutDecimals(text, MOST_DECIMALS) ? "" : "…");
  };
  const compact = (text: string, type: Type): string => {
    const from = type.kind === "money" ? COMPACT_FROM_DIGITS.money : COMPACT_FROM_DIGITS.other;
    if (text === "" || type.kind === "percent" || !hasMoreDigits(text, from - 1))
      return type.kind === "money" ? exact(text, type) : line(text, type);
    const options = {
      ...optionsOf(type),
      notation: "compact",
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    } as const;
    return write(withoutEllipsis(text), options);
  };
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const day = (text: string): string => (text === "" ? "" : dayFormat.format(new Date(`${text}T00:00:00Z`)));
  const list = new Intl.ListFormat(locale, { type: "conjunction" });

  return {
    currency,
    exact,
    line,
    compact,
    day,
    figure: ({ text }, type, length = "exact") => {
      switch (type.kind) {
        case "money":
        case "points":
        case "number":
        case "percent":
          return length === "exact" ? exact(text, type) : compact(text, type);
        case "date":
          return day(text);
        default:
          return text;
      }
    },
    percent: (text, decimals = 1) =>
      write(withoutEllipsis(text), {
        style: "percent",
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }),
    count: (value) => formatter({}).format(value),
    milliseconds: (value) => `${formatter({ maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ms`,
    joined: (words) => list.format(words),
  };
}
