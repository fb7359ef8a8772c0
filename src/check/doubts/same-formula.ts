import type { Formula } from "../formula.ts";
import { sameWords } from "../same-words.ts";

/** Whether two formulas say the same in the same words: where they stand in the text does not count. */
export const sameFormula = (a: Formula | null, b: Formula | null): boolean => sameWords(a, b);
