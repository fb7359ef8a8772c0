import type { CheckedGroup, Formula } from "../../check/formula.ts";
import { binary, type Expr, i32, local, set, when } from "../../ir/code.ts";
import { bind, type Code, fresh, inside } from "../code.ts";
import { termOf, truthOf } from "../formulas/formulas.ts";
import type { Order, Scope } from "../formulas/scope.ts";
import { eachOrder } from "../orders/orders.ts";
import type { Each } from "./members.ts";

/** Orders of one party together, in the order of each party's first. */
export function eachParty(code: Code, group: CheckedGroup, by: Formula, scope: Scope, each: Each): void {
  const { it } = scope;
  const place = (order: Order): Scope => ({ ...scope, order, party: null, leg: null });
  const wanted = (own: Code, order: Order): Expr =>
    group.where ? truthOf(own, group.where, place(order)) : i32(1);
  const keyOfParty = (own: Code, order: Order): Expr => bind(own, termOf(own, by, place(order)).expr);
  eachOrder(code, it, scope, (inner, order) => {
    const name = fresh(inner, "isFirst");
    const then = inside(inner);
    const key = keyOfParty(then, order);
    then.block.push(set(name, i32(1)));
    /** Goes through the orders of the same party that stand before this one, or from it on. */
    const eachOfParty = (own: Code, which: "lt_s" | "ge_s", of: (code: Code, other: Order) => void): void =>
      eachOrder(own, it, scope, (loop, other) => {
        const same = inside(loop);
        const isSame = binary("eq", keyOfParty(same, other), key);
        const found = inside(same);
        of(found, other);
        same.block.push(when(isSame, found.block));
        const test = inside(loop);
        const isWanted = wanted(test, other);
        test.block.push(when(isWanted, same.block));
        loop.block.push(when(binary(which, other.at, order.at), test.block));
      });
    eachOfParty(then, "lt_s", (own) => own.block.push(set(name, i32(0))));
    const party = inside(then);
    each(party, {
      ...scope,
      order: null,
      leg: null,
      party: { forEach: (own, of) => eachOfParty(own, "ge_s", of) },
    });
    then.block.push(when(local(name, "i32"), party.block));
    const isWanted = wanted(inner, order);
    inner.block.push(when(isWanted, then.block));
  });
}
