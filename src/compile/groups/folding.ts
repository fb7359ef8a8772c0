import type { CheckedPlan } from "../../check/checked-plan.ts";
import type { CheckedGroup, Formula, FormulaOf } from "../../check/formula.ts";
import { isAmount, type Type as PlanType } from "../../check/types.ts";
import { binary, type Expr, type How, i32, i64, type Stmt, select, type Type } from "../../ir/code.ts";
import { type Code, merge } from "../code.ts";
import { fits, LARGEST, work } from "../formulas/arithmetic.ts";
import { zeroTerm } from "../formulas/formulas.ts";
import type { Scope } from "../formulas/scope.ts";
import type { Amount, Term } from "../formulas/terms.ts";
import { impossible } from "../impossible.ts";
import { watch } from "../watched.ts";

export type Fold = FormulaOf<"Aggregate">["fold"] | "count";

/**
 * How values of a group become one. `empty` is what changes nothing: what a fold comes to that goes through nobody, or a
 * mark below or above all values, which is then turned into nothing.
 */
export type Folding = {
  readonly type: Type;
  readonly empty: bigint;
  readonly how: How;
  readonly marked: boolean;
};

/**
 * What stands for nobody among largest and smallest figures: close to the end of 64 bits, where no amount is. Nothing is left
 * of it in a column of 32 bits or fewer, and nobody has nothing there.
 */
export const BEYOND = LARGEST - (2n ** 32n - 1n);
const RANK_BEYOND = 127n;

export function foldingOf(fold: Fold, plan: PlanType): Folding {
  switch (fold) {
    case "sum":
    case "count":
      return { type: "i64", empty: 0n, how: "add", marked: false };
    case "any":
      return { type: "i32", empty: 0n, how: "or", marked: false };
    case "all":
      return { type: "i32", empty: 1n, how: "and", marked: false };
    default: {
      const wide = isAmount(plan) || plan.kind === "date";
      if (!wide && plan.kind !== "rank") return impossible(`the ${fold} of ${plan.kind}`);
      if (!wide && fold === "max") return { type: "i32", empty: -1n, how: "max", marked: false };
      const mark = wide ? BEYOND : RANK_BEYOND;
      return { type: wide ? "i64" : "i32", empty: fold === "max" ? -mark : mark, how: fold, marked: true };
    }
  }
}

export const emptyExpr = ({ type, empty }: Folding): Expr =>
  type === "i64" ? i64(empty) : i32(Number(empty));

/** Two values as one; `sum`: how large all of them together can be. */
export function combined(code: Code, { how }: Folding, a: Expr, b: Expr, sum: Term): Expr {
  switch (how) {
    case "add":
      return sum.kind === "amount" ? work(code, "add", a, b, sum.most) : binary("add", a, b);
    case "max":
      return select(binary("gt_s", b, a), b, a);
    case "min":
      return select(binary("lt_s", b, a), b, a);
    default:
      return binary(how, a, b);
  }
}

/** Brings a value up; `sum`: how large all that is brought to one person together can be. */
export function broughtInto(code: Code, field: number, { how }: Folding, value: Expr, sum: Term): Stmt {
  if (how !== "add" || sum.kind !== "amount" || fits(sum.most)) return merge(field, how, value);
  watch(code, "add");
  return merge(field, "add or stop", value);
}

/** What a fold came to, with nothing in place of the mark. */
export function finished(code: Code, folding: Folding, term: Term, type: PlanType): Term {
  if (!folding.marked) return term;
  const zero = zeroTerm(code, type);
  return { ...term, expr: select(binary("eq", term.expr, emptyExpr(folding)), zero.expr, term.expr) } as Term;
}

/** How large a sum over the members of a group can be, each of whom may read what the others read as well. */
export function sumOfMembers(
  code: Code,
  each: Amount,
  of: readonly Formula[],
  { base }: CheckedGroup,
  { it }: Scope,
): Amount {
  if (base === "orders") {
    const sum = summedOverOrders(code, each, of);
    return it.where.relation === "self" ? sum : { ...sum, mass: null };
  }
  if (base === "shorter periods") return { ...each, most: null, mass: null };
  if (base.endsWith("periods")) return summedOverPeriods(code, each);
  return { ...summed(code, { ...each, mass: null }, 1n), mass: null };
}

/** Periods come one after another, whose people together are no more than everybody, each time. */
function summedOverPeriods(code: Code, each: Amount): Amount {
  const most = each.most ?? each.mass;
  return { ...each, most: most === null ? null : most * BigInt(code.compiling.facts.periods), mass: null };
}

/**
 * How large a sum over somebody's orders can be. What only the orders say comes, of all orders together, to no more than all
 * that they say; of anything else there are no more than somebody has orders.
 */
export function summedOverOrders(code: Code, each: Amount, of: readonly Formula[]): Amount {
  const { plan, facts } = code.compiling;
  const mass = of.every((one) => isOfOrderAlone(plan, one)) ? each.mass : null;
  const most = each.most === null ? null : each.most * BigInt(facts.ordersEach);
  return { ...each, most: most === null || (mass !== null && mass < most) ? mass : most, mass };
}

/** Whether an amount is made of nothing but what an order says, and of numbers of the plan. */
function isOfOrderAlone(plan: CheckedPlan, formula: Formula): boolean {
  const both = (...parts: readonly Formula[]) => parts.every((part) => isOfOrderAlone(plan, part));
  switch (formula.kind) {
    case "Const":
    case "Param":
      return true;
    case "OrderColumn": {
      const fallback = plan.inputs.get(formula.name)?.fallback ?? null;
      return fallback === null || both(fallback);
    }
    case "Negate":
    case "Worth":
      return both(formula.of);
    case "Arithmetic":
      return both(formula.left, formula.right);
    case "Extreme":
      return both(...formula.items);
    case "If":
      return both(formula.then, formula.otherwise);
    default:
      return false;
  }
}

/** How large a sum over somebody's people can be, each of whom is below no more than so many of those who ask. */
export function summed(code: Code, each: Amount, asked: bigint): Amount {
  const people = BigInt(code.compiling.facts.people);
  const mass = each.mass ?? (each.most === null ? null : each.most * people);
  return { ...each, most: mass, mass: mass === null ? null : mass * asked };
}
