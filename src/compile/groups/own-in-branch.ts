import type { CheckedGroup, Formula } from "../../check/formula.ts";
import { readsOf } from "../../check/reads.ts";
import { at, binary, when } from "../../ir/code.ts";
import { bind, type Code, inside } from "../code.ts";
import { treeArray } from "../columns/trees.ts";
import { conjunctsOf } from "../formulas/conditions.ts";
import { isThereAt } from "../formulas/moment.ts";
import type { Scope } from "../formulas/scope.ts";
import { beyond, type Person } from "../formulas/terms.ts";
import { eachChild } from "./beside.ts";

/** The tree whose people directly below the asker are all that a group can want. */
export type Own = { readonly tree: string; readonly rest: readonly Formula[] };

/**
 * `any(active in left leg of placement where sponsor = my)`, the commonest condition of a binary, wants only those whom the
 * asker sponsored: they are few, and each either stands in the branch or does not. Going through the branch would cost as
 * many steps as there are people above all people. Null for any other group.
 */
export function ownIn(code: Code, group: CheckedGroup, parts: readonly Formula[]): Own | null {
  if (!["downline", "leg", "left leg", "right leg"].includes(group.base)) return null;
  if (group.pick || group.by || group.counting || group.until || group.through) return null;
  if (!isDrawn(code, group.tree)) return null;
  const conditions = conjunctsOf(group.where);
  if ([...parts, ...conditions].some((part) => readsOf(part).levels)) return null;
  for (const condition of conditions) {
    const tree = ownersOf(condition);
    if (tree !== null && isDrawn(code, tree))
      return { tree, rest: conditions.filter((other) => other !== condition) };
  }
  return null;
}

/** The tree of `sponsor = my`. */
function ownersOf(condition: Formula): string | null {
  if (condition.kind !== "Compare" || condition.op !== "=") return null;
  const { left, right } = condition;
  const [column, asker] = left.kind === "My" ? [right, left] : [left, right];
  if (asker.kind !== "My" || column.kind !== "Column" || column.of.kind !== "It") return null;
  return column.args.length === 0 ? column.name : null;
}

/** Whether a name is a tree that the data draw, with everybody in it from the first day on. */
function isDrawn(code: Code, name: string): boolean {
  const tree = code.compiling.plan.trees.get(name);
  return tree !== undefined && !tree.parent && !tree.filled && !tree.from;
}

/** Goes through those directly below the asker who stand in the branches of a group. */
export function eachOwn(
  code: Code,
  group: CheckedGroup,
  own: Own,
  scope: Scope,
  each: (code: Code, place: Scope) => void,
): void {
  const { tree } = group;
  const place = (person: Person) => at(treeArray(code, tree, "place"), "i32", person.expr);
  const end = (person: Person) => at(treeArray(code, tree, "end"), "i32", person.expr);
  const under = (outer: Code, head: Person, withHead: boolean): void =>
    eachChild(outer, own.tree, { ...scope, it: scope.my }, 0, (inner, child) => {
      const found = bind(inner, place(child));
      const isIn = binary(
        "and",
        binary(withHead ? "ge_s" : "gt_s", found, place(head)),
        binary("lt_s", found, end(head)),
      );
      const then = inside(inner);
      each(then, {
        ...scope,
        it: { ...child, where: beyond(head.where, "below", tree) },
        order: null,
        party: null,
        leg: null,
        level: null,
        distance: null,
        fixedLevel: null,
      });
      const there = isThereAt(inner, child, scope);
      inner.block.push(when(binary("and", isIn, there), then.block));
    });
  if (group.base === "downline") under(code, scope.it, false);
  else if (group.base === "leg") under(code, scope.leg!, true);
  else
    eachChild(code, tree, scope, group.base === "left leg" ? 1 : 2, (inner, head) =>
      under(inner, head, true),
    );
}
