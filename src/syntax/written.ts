import { readingsOfFigure } from "../../grammar/spellings.ts";
import { type Exact, parseDecimal } from "../base/exact.ts";

/** The text of a token in quotes, whichever quotes somebody used, and whether or not the last one is there. */
export const readText = (image: string): string =>
  image.replace(/^["'“”„«»`]/, "").replace(/["'“”„«»`]$/, "");

/** What stands between sign and unit: `$1,000.50` and `5%` without `$` and `%`. */
export const digitsOf = (image: string): string => image.replace(/[\p{Sc}%]/gu, "").trim();

/** The value of a figure, also of one that is spelled in a foreign way; null where nobody can know it. */
export function readFigure(image: string): Exact | null {
  const digits = digitsOf(image);
  if (/^(?:\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*)(?:\.\d+)?$/.test(digits)) return parseDecimal(digits);
  const [likeliest] = readingsOfFigure(digits);
  return likeliest === undefined ? null : parseDecimal(likeliest);
}

/** The currency sign of an amount, wherever it stands. */
export const currencySign = (image: string): string => /\p{Sc}/u.exec(image)?.[0] ?? "";

/** A day as the language writes it, out of `21.03.2026` or `2026-3-1`. */
export function readDate(image: string): string {
  const [first = "", second = "", third = ""] = image.split(/[.-]/);
  const two = (part: string): string => part.padStart(2, "0");
  if (image.includes(".")) return `${third}-${two(second)}-${two(first)}`;
  return third === "" ? image : `${first}-${two(second)}-${two(third)}`;
}
