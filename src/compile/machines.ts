import type { FormulaOf } from "../check/formula.ts";
import type { Code } from "./code.ts";
import { notYet } from "./not-yet.ts";
import type { Scope } from "./scope.ts";
import type { Term } from "./terms.ts";

export const boardTerm = (_code: Code, _formula: FormulaOf<"BoardField">, _scope: Scope): Term =>
  notYet("boards");
export const placeTerm = (_code: Code, _formula: FormulaOf<"Place">, _scope: Scope): Term =>
  notYet("`place`");
