import { type Exact, fraction, multiply, toDecimal } from "../base/exact.ts";
import { FIGURE_DECIMALS_MOST } from "../base/text-limits.ts";
import type { Expr, Node } from "../syntax/syntax.ts";

/** A number, percentage or amount of money as it is written. */
export type WrittenFigure = Node<"Number" | "Percent" | "Money">;
export const isWrittenFigure = (expr: Expr): expr is WrittenFigure =>
  expr.kind === "Number" || expr.kind === "Percent" || expr.kind === "Money";

const HUNDREDTH = fraction(1, 100);

/** What a figure of the text is: 10% is a tenth. */
export const valueOfFigure = ({ kind, value }: WrittenFigure): Exact =>
  kind === "Percent" ? multiply(value, HUNDREDTH) : value;

const FINEST = 10 ** FIGURE_DECIMALS_MOST;

/** How many decimals a figure has beyond those that figures may have: all of them, or null where it has no more. */
export function tooManyDecimalsOf({ value }: WrittenFigure): number | null {
  if (typeof value.d === "number" && FINEST % value.d === 0) return null;
  // Of a figure the denominator is a power of ten, or a part of one.
  const found = toDecimal(value, Number.POSITIVE_INFINITY).split(".")[1]?.length ?? 0;
  return found > FIGURE_DECIMALS_MOST ? found : null;
}
