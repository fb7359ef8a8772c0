/** Whether two pieces of plain data say the same in the same words: where they stand in the text does not count. */
export function sameWords(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in one) if (!isPlace(key) && !sameWords(one[key], other[key])) return false;
  for (const key in other) if (!isPlace(key) && !(key in one) && other[key] !== undefined) return false;
  return true;
}

const isPlace = (key: string): boolean => key === "span" || key === "opSpan";
