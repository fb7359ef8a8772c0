import type { Formula } from "../formula.ts";

/** Whether two formulas say the same in the same words: where they stand in the text does not count. */
export const sameFormula = (a: Formula | null, b: Formula | null): boolean => isAlike(a, b);

/** Two pieces of plain data, but for the places in them. */
function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in one) if (key !== "span" && !isAlike(one[key], other[key])) return false;
  for (const key in other) if (key !== "span" && !(key in one) && other[key] !== undefined) return false;
  return true;
}
