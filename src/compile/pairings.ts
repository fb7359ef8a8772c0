import type { FormulaOf } from "../check/formula.ts";
import type { Code } from "./code.ts";
import { notYet } from "./not-yet.ts";
import type { Scope } from "./scope.ts";
import type { Term } from "./terms.ts";

export const pairingFieldTerm = (_code: Code, _formula: FormulaOf<"PairingField">, _scope: Scope): Term =>
  notYet("pairings");
