import type { CheckedGroup, Formula, FormulaOf } from "../../check/formula.ts";
import { readsOf } from "../../check/reads.ts";
import { NUMBER, type Type as PlanType } from "../../check/types.ts";
import { at, binary, type Expr, i32, local, select, set, when } from "../../ir/code.ts";
import { arrayOf, bind, type Code, fresh, inside } from "../code.ts";
import { foldOfShorter } from "../columns/elsewhere.ts";
import { amountOf, extreme } from "../formulas/arithmetic.ts";
import { amountIn, termOf } from "../formulas/formulas.ts";
import { carried } from "../formulas/periods.ts";
import type { Scope } from "../formulas/scope.ts";
import type { Amount, Person, Term } from "../formulas/terms.ts";
import { ordersInPeriod } from "../orders/orders-in-period.ts";
import { combined, emptyExpr, type Fold, finished, foldingOf, sumOfMembers } from "./folding.ts";
import { limitedSumTerm } from "./limited-sum.ts";
import { eachMember, wantedOnly } from "./members.ts";
import { eachOwn, ownIn } from "./own-in-branch.ts";
import { foldOfKey } from "./same-key.ts";
import { sharedFold, sharedNearest } from "./shared-folds.ts";
import { oncePerParent } from "./siblings.ts";

/** What is folded over a group: a value of each, and the formulas it is made of. */
export type Folded = {
  readonly fold: Fold;
  readonly type: PlanType;
  readonly key: string;
  readonly parts: readonly Formula[];
  readonly of: (code: Code, scope: Scope) => Term;
};

export function aggregateTerm(code: Code, formula: FormulaOf<"Aggregate">, scope: Scope): Term {
  const { of, eachAtMost, fold, type } = formula;
  if (eachAtMost && readsOf(eachAtMost).total) return limitedSumTerm(code, formula, eachAtMost, scope);
  const part = (own: Code, place: Scope): Term =>
    formula.group.base === "earlier periods" ? carried(own, termOf(own, of, place)) : termOf(own, of, place);
  const value = (own: Code, place: Scope): Term =>
    eachAtMost
      ? extreme(own, "min", part(own, place) as Amount, amountIn(own, eachAtMost, place))
      : part(own, place);
  const folded: Folded = {
    fold,
    type,
    key: `${fold} of ${code.compiling.numberOf(formula)}`,
    parts: eachAtMost ? [of, eachAtMost] : [of],
    of: value,
  };
  return foldTerm(code, formula, folded, formula.group, scope);
}

export function countTerm(code: Code, formula: FormulaOf<"Count">, scope: Scope): Term {
  const folded: Folded = {
    fold: "count",
    type: NUMBER,
    key: `count of ${code.compiling.numberOf(formula)}`,
    parts: [],
    of: () => amountOf(1n),
  };
  return foldTerm(code, formula, folded, formula.group, scope);
}

function foldTerm(code: Code, formula: Formula, folded: Folded, group: CheckedGroup, scope: Scope): Term {
  if (group.base === "path") {
    const known = scope.path?.known.get(formula);
    return known ? known(code) : goneThrough(code, folded, group, scope);
  }
  if (group.base === "shorter periods")
    return foldOfShorter(code, formula, folded, group, scope) ?? goneThrough(code, folded, group, scope);
  // What is the same for all who ask has been brought from the other clock as it is.
  if (scope.moment) return goneThrough(code, folded, group, scope);
  if (group.base === "orders" && scope.period !== null)
    return ordersInPeriod(code, formula, scope, scope.period, (own, place) =>
      goneThrough(own, folded, group, place),
    );
  return (
    sharedFold(code, folded, group, scope) ??
    oncePerParent(code, folded, group, scope, (own, of, place) =>
      foldTerm(own, formula, folded, of, place),
    ) ??
    foldOfKey(code, folded, group, scope) ??
    goneThrough(code, folded, group, scope)
  );
}

/** Goes through a group, one by one. */
function goneThrough(code: Code, folded: Folded, group: CheckedGroup, scope: Scope): Term {
  const folding = foldingOf(folded.fold, folded.type);
  const name = fresh(code, "fold");
  const total = local(name, folding.type);
  const loops = inside(code);
  let own: Term | null = null;
  const sumOf = (one: Term): Term =>
    one.kind === "amount" && folding.how === "add"
      ? sumOfMembers(code, one, folded.parts, group, scope)
      : one;
  const each = (inner: Code, place: Scope): void => {
    own = folded.of(inner, place);
    const value = bind(inner, own.expr);
    inner.block.push(set(name, combined(inner, folding, total, value, sumOf(own))));
  };
  const children = ownIn(code, group, folded.parts);
  if (children) eachOwn(loops, group, children, scope, wantedOnly(children.rest, each));
  else eachMember(loops, group, scope, each);
  code.block.push(set(name, emptyExpr(folding)), ...loops.block);
  const shape: Term = own ?? amountOf(0n);
  return finished(code, folding, { ...sumOf(shape), expr: total } as Term, folded.type);
}

/** Somebody's number in joining order. */
export const joining = ({ compiling }: Code, person: Expr): Expr =>
  at(arrayOf(compiling, "i32", { kind: "person", what: "joining" }), "i32", person);

/** The first person that a group reaches; nobody where there is none. */
export function nearestTerm(code: Code, formula: FormulaOf<"Nearest">, scope: Scope): Person {
  const shared = scope.moment ? null : sharedNearest(code, formula, scope);
  if (shared) return shared;
  const what = { key: `nearest ${code.compiling.numberOf(formula)}`, type: formula.type, parts: [] };
  const same = oncePerParent(code, what, formula.group, scope, (own, group, place) =>
    nearestTerm(own, { ...formula, group }, place),
  );
  if (same) return same as Person;
  const name = fresh(code, "nearest");
  const found = local(name, "i32");
  const loops = inside(code);
  let where: Person["where"] = { relation: "all", tree: "" };
  eachMember(loops, formula.group, scope, (inner, place) => {
    where = place.it.where;
    const isFirst = binary("lt_s", found, i32(0));
    // The company is gone through as it lies in memory, and so are those below nobody; the first is who joined first.
    const isEarlier =
      formula.group.base === "company" || formula.group.base === "siblings"
        ? binary("lt_s", joining(inner, place.it.expr), joining(inner, select(isFirst, i32(0), found)))
        : i32(0);
    inner.block.push(when(binary("or", isFirst, isEarlier), [set(name, place.it.expr)]));
  });
  code.block.push(set(name, i32(-1)), ...loops.block);
  return { kind: "person", expr: found, where, sure: false };
}
