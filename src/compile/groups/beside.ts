import { binary, i32, local, loop, not, set, when } from "../../ir/code.ts";
import { bind, type Code, fresh, inside } from "../code.ts";
import { inTree, parentOf, sideOf, type When, waitsIn } from "../columns/trees.ts";
import { peopleNow } from "../formulas/presence.ts";
import { NOBODY, type Scope } from "../formulas/scope.ts";
import { ANYWHERE, beyond, type Person } from "../formulas/terms.ts";
import { countStep } from "../step-limits.ts";

/** The people directly below somebody, in joining order; those of one side where one is asked for. */
export function eachChild(
  code: Code,
  tree: string,
  scope: Pick<Scope, "it" | "period" | "moment">,
  side: 0 | 1 | 2,
  each: (code: Code, child: Person) => void,
): void {
  const { it } = scope;
  const name = fresh(code, "child");
  const one = local(name, "i32");
  const child: Person = { kind: "person", expr: one, where: beyond(it.where, "below", tree), sure: true };
  const body = inside(code);
  each(body, child);
  const done =
    side === 0 ? body.block : [when(binary("eq", sideOf(code, tree, child, scope), i32(side)), body.block)];
  code.block.push(
    set(name, inTree(code, tree, "first", it.expr, scope)),
    loop(binary("ge_s", one, i32(0)), [...done, set(name, inTree(code, tree, "next", one, scope))]),
  );
}

/**
 * Those below the same person, oneself among them. Each goes through all others only where that depends on who asks (see
 * `oncePerParent`), so that the steps are counted. Of nobody they are those below nobody.
 */
export function eachSibling(
  code: Code,
  tree: string,
  scope: Scope,
  each: (code: Code, one: Person) => void,
): void {
  const { it } = scope;
  if (it === NOBODY) {
    eachTop(code, tree, scope, each);
    return;
  }
  const counted = (inner: Code, one: Person): void => {
    inner.block.push(...countStep(inner, "group", "siblings"));
    each(inner, one);
  };
  const above = bind(code, parentOf(code, tree, it, scope));
  const name = fresh(code, "sibling");
  const one = local(name, "i32");
  const [below, tops] = [inside(code), inside(code)];
  const ofParent = inside(below);
  counted(ofParent, { kind: "person", expr: one, where: ANYWHERE, sure: true });
  below.block.push(
    set(name, inTree(code, tree, "first", above, scope)),
    loop(binary("ge_s", one, i32(0)), [...ofParent.block, set(name, inTree(code, tree, "next", one, scope))]),
  );
  eachTop(tops, tree, scope, counted);
  code.block.push(when(binary("ge_s", above, i32(0)), below.block, tops.block));
}

/** Those below nobody, as they lie in memory, but for those who wait for a place. */
function eachTop(code: Code, tree: string, at: When, each: (code: Code, one: Person) => void): void {
  const name = fresh(code, "top");
  const one = local(name, "i32");
  const person: Person = { kind: "person", expr: one, where: ANYWHERE, sure: true };
  const body = inside(code);
  const found = inside(body);
  each(found, person);
  const waits = waitsIn(body, tree, person, at);
  const hasPlace = waits ? not(waits) : i32(1);
  const isTop = binary("lt_s", parentOf(code, tree, person, at), i32(0));
  body.block.push(when(binary("and", isTop, hasPlace), found.block));
  code.block.push(
    set(name, i32(0)),
    loop(binary("lt_s", one, peopleNow(code)), [...body.block, set(name, binary("add", one, i32(1)))]),
  );
}
