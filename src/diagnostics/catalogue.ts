import { checkProblems } from "./check-problems.ts";
import type { Entry, Facts } from "./entry.ts";
import { syntaxProblems } from "./syntax-problems.ts";

export type { Facts } from "./entry.ts";
/** The stable public name of a problem: never renamed, never reused. */
export type Code = keyof Facts;

/** Every problem there is. A code without words does not compile. */
export const catalogue: { readonly [C in Code]: Entry<Facts[C]> } = { ...syntaxProblems, ...checkProblems };
