import type { CheckedGroup, Formula } from "../../check/formula.ts";
import { binary, i32, local, loop, set, when } from "../../ir/code.ts";
import { type Code, fresh, inside } from "../code.ts";
import { truthOf } from "../formulas/formulas.ts";
import { isThereAt } from "../formulas/moment.ts";
import { peopleNow } from "../formulas/presence.ts";
import { NOBODY, reached, type Scope } from "../formulas/scope.ts";
import { ANYWHERE, type Person } from "../formulas/terms.ts";
import { impossible } from "../impossible.ts";
import { eachOrder } from "../orders/orders.ts";
import { countStep } from "../step-limits.ts";
import { eachChild, eachSibling } from "./beside.ts";
import { branch, up } from "./branches.ts";
import { eachParty } from "./parties.ts";
import { eachPassed } from "./passed.ts";
import { eachPeriod, eachShorter } from "./periods.ts";
import { picked } from "./picked.ts";
import { eachOfKey, sameKeyOf } from "./same-key.ts";

export type Each = (code: Code, place: Scope) => void;

/** Does something for every member of a group, as the evaluator goes through it: nobody is left out, nothing is shared. */
export function eachMember(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const wanted = wantedOnly(group.where ? [group.where] : [], each);
  if (group.base === "orders" && group.by && !group.pick) {
    eachParty(code, group, group.by, scope, each);
    return;
  }
  if (group.pick) {
    picked(code, group, scope, each);
    return;
  }
  reach(code, group, scope, wanted);
}

/** Does something only for those for whom all conditions hold. */
export const wantedOnly =
  (conditions: readonly Formula[], each: Each): Each =>
  (code, place) => {
    const [condition, ...rest] = conditions;
    if (!condition) {
      each(code, place);
      return;
    }
    const then = inside(code);
    const test = truthOf(code, condition, place);
    wantedOnly(rest, each)(then, place);
    code.block.push(when(test, then.block));
  };

/** Everyone that the base of a group reaches. */
function reach(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const { it } = scope;
  const direct = (of: Person): Scope => reached(scope, of, i32(1), i32(1));
  switch (group.base) {
    case "downline":
      eachChild(code, group.tree, scope, 0, (inner, head) => branch(inner, group, scope, head, each));
      return;
    case "left leg":
    case "right leg":
      eachChild(code, group.tree, scope, group.base === "left leg" ? 1 : 2, (inner, head) =>
        branch(inner, group, scope, head, each),
      );
      return;
    case "leg":
      branch(code, group, scope, scope.leg ?? impossible("a leg outside of `legs`"), each);
      return;
    case "frontline":
    case "legs":
      eachChild(code, group.tree, scope, 0, (inner, child) => {
        const then = inside(inner);
        each(then, { ...direct(child), leg: group.base === "legs" ? child : null });
        present(inner, child, scope, then);
      });
      return;
    case "siblings":
      eachSibling(code, group.tree, scope, (inner, one) => {
        const then = inside(inner);
        each(then, direct(one));
        present(inner, one, scope, then);
      });
      return;
    case "upline":
      up(code, group, scope, each);
      return;
    case "company": {
      const same = sameKeyOf(group, scope);
      if (same) {
        eachOfKey(code, same, scope, (inner, one) => {
          const then = inside(inner);
          each(then, { ...direct(one), level: null, distance: null });
          present(inner, one, scope, then);
        });
        return;
      }
      const name = fresh(code, "one");
      const one = local(name, "i32");
      const person: Person = { kind: "person", expr: one, where: ANYWHERE, sure: true };
      const body = inside(code);
      const then = inside(body);
      each(then, { ...direct(person), level: null, distance: null });
      present(body, person, scope, then);
      if (it !== NOBODY) body.block.unshift(...countStep(code, "group", group.base));
      const people = peopleNow(code);
      code.block.push(
        set(name, i32(0)),
        loop(binary("lt_s", one, people), [...body.block, set(name, binary("add", one, i32(1)))]),
      );
      return;
    }
    case "path":
      eachPassed(code, scope, (inner, one) => each(inner, { ...direct(one), level: null, distance: null }));
      return;
    case "orders":
      eachOrder(code, it, scope, (inner, order) => each(inner, { ...scope, order, party: null, leg: null }));
      return;
    case "periods":
    case "earlier periods":
    case "last periods":
      eachPeriod(code, group, scope, each);
      return;
    case "shorter periods":
      eachShorter(code, group, scope, each);
      return;
  }
}

/** Does what was written for somebody, if somebody is there. */
function present(code: Code, person: Person, scope: Scope, then: Code): void {
  const there = isThereAt(code, person, scope);
  code.block.push(...(there.op === "const" ? then.block : [when(there, then.block)]));
}
