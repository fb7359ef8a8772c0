import type { Formula } from "../formula.ts";

/** Whether two formulas say the same in the same words: where they stand in the text does not count. */
export const sameFormula = (a: Formula | null, b: Formula | null): boolean => printed(a) === printed(b);

const printed = (formula: Formula | null): string =>
  JSON.stringify(formula, (key, value: unknown) =>
    key === "span" ? undefined : typeof value === "bigint" ? `${value}n` : value,
  );
