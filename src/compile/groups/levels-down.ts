import { type Formula, partsOf } from "../../check/formula.ts";
import { binary, type Expr, i32 } from "../../ir/code.ts";
import type { Code } from "../code.ts";
import { conjunctsOf, TURNED } from "../formulas/conditions.ts";
import { truthOf } from "../formulas/formulas.ts";
import type { Scope } from "../formulas/scope.ts";

/**
 * Whether somebody further down can still be wanted: `level <= 3` that does not hold on the next level holds on none
 * below it. Without this a walk over three levels would go to the end of every branch.
 */
export function mayGoOn(code: Code, condition: Formula | null, further: Scope): Expr {
  return conjunctsOf(condition)
    .flatMap(asLimit)
    .map((limit) => truthOf(code, limit, further))
    .reduce((a, b) => binary("and", a, b), i32(1));
}

/** A condition on the level as one that stops holding on the way down and never holds again. */
function asLimit(condition: Formula): readonly Formula[] {
  if (condition.kind !== "Compare") return [];
  const isDepth = (part: Formula) =>
    part.kind === "Bound" && part.name !== "total" && part.name !== "generation";
  const turned = isDepth(condition.left) ? null : isDepth(condition.right) ? TURNED[condition.op] : undefined;
  if (turned === undefined) return [];
  const op = turned ?? condition.op;
  const [depth, limit] = turned ? [condition.right, condition.left] : [condition.left, condition.right];
  if ((op !== "<" && op !== "<=" && op !== "=") || !isSame(limit)) return [];
  return [{ ...condition, op: op === "<" ? "<" : "<=", left: depth, right: limit }];
}

/** Whether a formula comes to the same for everybody that is gone through. */
export const isSame = (formula: Formula): boolean =>
  ["Const", "Param", "Blank", "Candidate", "Argument", "My"].includes(formula.kind) ||
  (["Column", "Arithmetic", "Negate", "Lookup", "Flavour", "Fact"].includes(formula.kind) &&
    partsOf(formula).every(({ part }) => isSame(part)));
