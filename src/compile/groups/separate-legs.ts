import { bareGroup, type FormulaOf } from "../../check/formula.ts";
import { binary, type Expr, i32, i64, local, select, set, widen } from "../../ir/code.ts";
import { bind, type Code, fresh, inside } from "../code.ts";
import { floored } from "../formulas/arithmetic.ts";
import { amountIn, truthOf } from "../formulas/formulas.ts";
import type { Scope } from "../formulas/scope.ts";
import type { Term } from "../formulas/terms.ts";
import { eachMember } from "./members.ts";

/**
 * Whether so many different legs serve so many conditions, each leg once. By Hall's theorem that is so where for every set
 * of the conditions as many legs serve one of them as all of them want (the evaluator finds the legs themselves); the checker lets nobody ask for more than a few conditions.
 */
export function separateLegsTerm(
  code: Code,
  { tree, slots, span }: FormulaOf<"SeparateLegs">,
  scope: Scope,
): Term {
  const sets = Array.from({ length: 2 ** slots.length - 1 }, (_, i) => i + 1);
  const names = sets.map(() => fresh(code, "legs"));
  const counts = names.map((name) => local(name, "i32"));
  const wanted = slots.map(({ count }) => {
    const most = bind(code, floored(code, amountIn(code, count, scope), { n: 1, d: 1 }).expr);
    return bind(code, select(binary("gt_s", most, i64(0)), most, i64(0)));
  });
  const loops = inside(code);
  eachMember(loops, bareGroup("legs", tree, span), scope, (inner, place) => {
    const serves = slots.map(({ condition }) => bind(inner, truthOf(inner, condition, place)));
    sets.forEach((members, i) => {
      const some = serves.filter((_, slot) => members & (1 << slot)).reduce((a, b) => binary("or", a, b));
      inner.block.push(set(names[i]!, binary("add", counts[i]!, some)));
    });
  });
  code.block.push(...names.map((name) => set(name, i32(0))), ...loops.block);
  const enough = sets.map((members, i): Expr => {
    const all = wanted.filter((_, slot) => members & (1 << slot)).reduce((a, b) => binary("add", a, b));
    return binary("ge_s", widen(counts[i]!), all);
  });
  return {
    kind: "yes/no",
    expr: bind(
      code,
      enough.reduce((a, b) => binary("and", a, b)),
    ),
  };
}
