import type { FormulaOf } from "../check/formula.ts";
import type { Code } from "./code.ts";
import { notYet } from "./not-yet.ts";
import type { Scope } from "./scope.ts";
import type { Term } from "./terms.ts";

export const separateLegsTerm = (_code: Code, _formula: FormulaOf<"SeparateLegs">, _scope: Scope): Term =>
  notYet("`separate_legs`");
