import { binary, local, loop, set } from "../../ir/code.ts";
import { type Code, fresh, inside } from "../code.ts";
import { parentOf } from "../columns/trees.ts";
import { PERSON, type Scope } from "../formulas/scope.ts";
import type { Person } from "../formulas/terms.ts";
import { countStep } from "../step-limits.ts";

/**
 * Those whom a journey has passed, the source only where it is a stop itself: the way is gone once more, from where it began
 * to the stop that asks. That takes a step for each of them at every stop, so that they are counted.
 */
export function eachPassed(code: Code, scope: Scope, each: (code: Code, one: Person) => void): void {
  const { source, tree, fromSelf } = scope.path!;
  const name = fresh(code, "passed");
  const one = local(name, "i32");
  const person: Person = { kind: "person", expr: one, where: { relation: "below", tree }, sure: true };
  const body = inside(code);
  body.block.push(...countStep(code, "group", "path"));
  each(body, person);
  const first = fromSelf ? source.expr : parentOf(code, tree, { ...source, sure: true });
  code.block.push(
    set(name, first),
    loop(binary("ne", one, PERSON.expr), [...body.block, set(name, parentOf(code, tree, person))]),
  );
}
