import type { FormulaOf } from "../../check/formula.ts";
import { binary, type Comparison, type Expr, i32, local, not, select, set, when } from "../../ir/code.ts";
import { bind, type Code, fresh, inside } from "../code.ts";
import { impossible } from "../impossible.ts";
import { alike, compared, extreme } from "./arithmetic.ts";
import { truthOf } from "./formulas.ts";
import { alikeLengths, inDays } from "./lengths.ts";
import type { Scope } from "./scope.ts";
import type { Term, Truth } from "./terms.ts";

const comparisons: Readonly<Record<FormulaOf<"Compare">["op"], Comparison>> = {
  "=": "eq",
  "<>": "ne",
  "<": "lt_s",
  "<=": "le_s",
  ">": "gt_s",
  ">=": "ge_s",
};

export function compareTerm(code: Code, op: FormulaOf<"Compare">["op"], left: Term, right: Term): Truth {
  const name = comparisons[op];
  if (left.kind === "amount" && right.kind === "amount")
    return { kind: "yes/no", expr: compared(code, name, left, right) };
  if (left.kind === "duration" && right.kind === "duration") {
    return { kind: "yes/no", expr: binary(name, inDays(code, left).expr, inDays(code, right).expr) };
  }
  // Words and people are only equal or not; whatever is not equal counts as above.
  if (left.kind === "word" || left.kind === "yes/no") {
    const same = binary("eq", left.expr, right.expr);
    const expr =
      op === "=" || op === "<=" ? same : op === "<>" || op === ">" ? not(same) : i32(op === ">=" ? 1 : 0);
    return { kind: "yes/no", expr };
  }
  return { kind: "yes/no", expr: binary(name, left.expr, right.expr) };
}

/** `right` is worked out only where it matters, if it takes more than an expression. */
export function logicTerm(code: Code, { op, left, right }: FormulaOf<"Logic">, scope: Scope): Truth {
  const first = truthOf(code, left, scope);
  const later = inside(code);
  const second = truthOf(later, right, scope);
  if (later.block.length === 0) return { kind: "yes/no", expr: binary(op, first, second) };
  const name = fresh(code);
  code.block.push(set(name, first));
  const result = local(name, "i32");
  later.block.push(set(name, second));
  code.block.push(when(op === "and" ? result : not(result), later.block));
  return { kind: "yes/no", expr: result };
}

/** One of two values: both worked out where that is cheap, else only the one that is wanted. */
export function ifTerm(
  code: Code,
  test: Expr,
  then: (code: Code) => Term,
  otherwise: (code: Code) => Term,
): Term {
  if (test.op === "const") return test.value !== 0n ? then(code) : otherwise(code);
  const [first, second] = [inside(code), inside(code)];
  const [yes, no] = unified(first, then(first), second, otherwise(second));
  const joined = joinedTerm(yes, no);
  if (first.block.length === 0 && second.block.length === 0)
    return { ...joined, expr: select(test, yes.expr, no.expr) } as Term;
  const name = fresh(code);
  first.block.push(set(name, yes.expr));
  second.block.push(set(name, no.expr));
  code.block.push(when(test, first.block, second.block));
  return { ...joined, expr: local(name, yes.expr.type) } as Term;
}

/** Two terms in the same form: amounts with the same decimals, lengths of time in the same unit. */
function unified(first: Code, yes: Term, second: Code, no: Term): readonly [Term, Term] {
  if (yes.kind === "duration" && no.kind === "duration") return alikeLengths(yes, no);
  if (yes.kind !== "amount" || no.kind !== "amount") return [yes, no];
  if (yes.scale === no.scale) return [yes, no];
  return yes.scale < no.scale ? [alike(first, yes, no)[0], no] : [yes, alike(second, yes, no)[1]];
}

/** What is known of a term that is one of two. */
export function joinedTerm(a: Term, b: Term): Term {
  const larger = (x: bigint | null, y: bigint | null) => (x === null || y === null ? null : x > y ? x : y);
  if (a.kind === "amount" && b.kind === "amount")
    return {
      ...a,
      most: larger(a.most, b.most),
      mass: a.mass === null || b.mass === null ? null : a.mass + b.mass,
    };
  if (a.kind === "person" && b.kind === "person") {
    const same = a.where.relation === b.where.relation && a.where.tree === b.where.tree;
    return { ...a, where: same ? a.where : { relation: "all", tree: "" }, sure: a.sure && b.sure };
  }
  return a;
}

export function extremeTerm(code: Code, which: "max" | "min", best: Term, item: Term): Term {
  if (best.kind === "amount" && item.kind === "amount") return extreme(code, which, best, item);
  if (best.kind === "date" || best.kind === "rank") {
    const [x, y] = [bind(code, best.expr), bind(code, item.expr)];
    return { ...best, expr: select(binary(which === "max" ? "gt_s" : "lt_s", y, x), y, x) };
  }
  if (best.kind === "duration" && item.kind === "duration") {
    const [a, b] = alikeLengths(best, item);
    const [x, y] = [
      { ...a, expr: bind(code, a.expr) },
      { ...b, expr: bind(code, b.expr) },
    ];
    // Of 30 days and 1 month the evaluator keeps the longer that comes first, and the shorter that comes last.
    const test = binary(which === "max" ? "gt_s" : "le_s", inDays(code, y).expr, inDays(code, x).expr);
    return { ...a, expr: select(test, y.expr, x.expr) };
  }
  return impossible(`the ${which} of ${best.kind}`);
}
