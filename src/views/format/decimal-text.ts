/**
 * Decimal texts as the engine sends them (`-1234.5`, or `3.333333333333…` where the decimals do not end), looked at
 * without ever becoming doubles.
 */

/** Whether the amount is nothing. Also true of the empty text: no amount. */
export const isZeroText = (text: string): boolean => !/[1-9]/.test(text);

export const isNegativeText = (text: string): boolean => text.startsWith("-") && !isZeroText(text);

export const withoutEllipsis = (text: string): string => (text.endsWith("…") ? text.slice(0, -1) : text);

/** Whether there are more than so many digits before the point. */
export const hasMoreDigits = (text: string, most: number): boolean =>
  /^-?(\d*)/.exec(text)![1]!.length > most;

/** The text without decimals beyond so many: cut, not rounded. */
export function cutDecimals(text: string, most: number): string {
  const point = text.indexOf(".");
  return point < 0 ? text : text.slice(0, point + 1 + most).replace(/\.?0*$/, "");
}
