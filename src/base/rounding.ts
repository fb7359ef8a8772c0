import {
  add,
  compare,
  type Exact,
  floor,
  fraction,
  isZero,
  multiply,
  quotient,
  subtract,
  sum,
  whole,
  ZERO,
} from "./exact.ts";

/** How a plan rounds: `half even` (the banker's way, the default), `half up` (away from 0), `down` (towards 0). */
export type RoundingMode = "half even" | "half up" | "down";

/** A way to round and the grid that is rounded to (0.01 for cents, 1 for whole dollars). */
export type Rounding = { readonly mode: RoundingMode; readonly grid: Exact };

export const CENTS: Rounding = { mode: "half even", grid: fraction(1, 100) };

const HALF = fraction(1, 2);
const isEven = (value: bigint): boolean => (value & 1n) === 0n;

/** The nearest multiple of the grid. Symmetric about 0, so that a returned order undoes exactly what it paid. */
export function round(value: Exact, { mode, grid }: Rounding): Exact {
  const negative = value.n < 0;
  const steps = quotient(negative ? multiply(value, whole(-1)) : value, grid);
  const below = floor(steps);
  const rest = compare(subtract(steps, whole(below)), HALF);
  const up =
    mode === "down" ? false : mode === "half up" ? rest >= 0 : rest > 0 || (rest === 0 && !isEven(below));
  const rounded = whole(up ? below + 1n : below);
  return multiply(negative ? multiply(rounded, whole(-1)) : rounded, grid);
}

/** The largest multiple of the grid that is not above: what a cap of an odd amount really allows. */
export const floorToGrid = (value: Exact, grid: Exact): Exact =>
  multiply(whole(floor(quotient(value, grid))), grid);

/** How fine an amount is that does not lie in the period itself, or is no sum or product. */
export const NINE_DECIMALS: Rounding = { mode: "half even", grid: fraction(1, 1_000_000_000) };

/** An amount that is carried on: to nine decimals, half even. */
export const carried = (amount: Exact): Exact => round(amount, NINE_DECIMALS);

/** Division as a plan writes it: carried to nine decimals; by nothing is nothing. */
export const divideAsPlansDo = (a: Exact, b: Exact): Exact => (isZero(b) ? ZERO : carried(quotient(a, b)));

/**
 * Divides `amount` by weights so that the parts lie on the grid and add up to it, by largest remainder (Hamilton's
 * method): everyone gets the exact part rounded down, and the units left over go to the largest fractions cut off,
 * the earlier one first where they are equal. What does not fill a unit of the grid stays undivided. No weights: nothing.
 */
export function apportion(amount: Exact, weights: readonly Exact[], grid: Exact): Exact[] {
  const total = sum(weights);
  if (isZero(total)) return weights.map(() => ZERO);
  const parts = weights.map((weight) => quotient(multiply(amount, weight), total));
  const floored = parts.map((part) => floorToGrid(part, grid));
  let left = floor(quotient(subtract(amount, sum(floored)), grid));
  const byRemainder = parts
    .map((part, index) => ({ index, cut: subtract(part, floored[index]!) }))
    .sort((a, b) => compare(b.cut, a.cut) || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0n) break;
    floored[index] = add(floored[index]!, grid);
    left--;
  }
  return floored;
}
