import { type Exact, toDecimal } from "./exact.ts";

/** How many decimals the money of a plan has: those of the grid that it rounds to. */
export const decimalsOfGrid = (grid: Exact): number => (toDecimal(grid).split(".")[1] ?? "").length;

/** A decimal text with so many decimals, or with more where it has them: nothing is rounded here. */
export function withDecimals(amount: string, decimals: number): string {
  const [whole, part = ""] = amount.split(".");
  return decimals === 0 || !/^-?[\d,]+$/.test(whole!) ? amount : `${whole}.${part.padEnd(decimals, "0")}`;
}

/** So many units of a decimal as a decimal text: without zeros at its end, but for `least` decimals. */
export function unitsText(units: number, scale: number, least: number): string {
  const digits = String(Math.abs(units)).padStart(scale + 1, "0");
  let end = digits.length;
  const point = end - scale;
  while (end > point + least && digits.charCodeAt(end - 1) === ZERO) end--;
  const whole = `${units < 0 ? "-" : ""}${digits.slice(0, point)}`;
  const part = digits.slice(point, end).padEnd(least, "0");
  return part === "" ? whole : `${whole}.${part}`;
}
const ZERO = 48;

/** A decimal text with commas between its thousands, as plans and brochures print it. What is no figure stays as it is. */
export function withThousands(figure: string): string {
  const [whole, part] = figure.split(".");
  if (!/^-?\d+$/.test(whole!)) return figure;
  const grouped = whole!.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return part === undefined ? grouped : `${grouped}.${part}`;
}
