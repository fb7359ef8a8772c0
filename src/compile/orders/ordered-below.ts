import type { FormulaOf } from "../../check/formula.ts";
import { isAmount } from "../../check/types.ts";
import { binary, i32, i64, select } from "../../ir/code.ts";
import type { Code } from "../code.ts";
import { isBuilt } from "../columns/trees.ts";
import { termOf, truthOf } from "../formulas/formulas.ts";
import { isThere } from "../formulas/presence.ts";
import { isAboutItAlone } from "../formulas/reads.ts";
import { elsewhere, keyOf, type Order, PERSON, type Scope } from "../formulas/scope.ts";
import type { Amount, Term } from "../formulas/terms.ts";
import { orderedUpTo } from "./ordered-up-to.ts";
import { orderCell } from "./orders.ts";
import { goesByOtherOrders, readsOrders } from "./reads-orders.ts";
import { inItsPeriod } from "./so-far.ts";

/**
 * What everybody below the buyer has ordered when an order comes in: found for all orders together by a machine that goes
 * through them as they happened. Null for any other sum.
 */
export function orderedBelow(code: Code, formula: FormulaOf<"Aggregate">, scope: Scope): Term | null {
  const { fold, of, group, eachAtMost } = formula;
  if (fold !== "sum" || group.base !== "downline" || eachAtMost || isBuilt(code.compiling, group.tree))
    return null;
  if (group.pick || group.by || group.counting || group.until || group.through) return null;
  if (of.kind !== "Column" || of.of.kind !== "It" || of.args.length > 0 || !isAmount(of.type)) return null;
  const input = code.compiling.plan.inputs.get(of.name);
  if (!input?.inOrders || (input.fallback && goesByOtherOrders(code, input.fallback))) return null;
  const { where } = group;
  if (where && (readsOrders(code, where) || !isAboutItAlone(where, scope))) return null;
  return inItsPeriod(
    code,
    scope,
    (own, { upTo }) => {
      const added = (inner: Code, order: Order): Amount => {
        const place = elsewhere(scope, PERSON);
        const wanted = where ? truthOf(inner, where, place) : i32(1);
        const isMember = binary("and", isThere(inner, PERSON, null), wanted);
        const value = orderCell(inner, of.name, order, place) as Amount;
        return { ...value, expr: select(isMember, value.expr, i64(0)) };
      };
      const key = `below ${code.compiling.numberOf(formula)}${keyOf(code.compiling, scope)}`;
      return orderedUpTo(own, { key, type: formula.type, tree: group.tree, added }, upTo!);
    },
    (over, place) => termOf(over, formula, place),
  );
}
