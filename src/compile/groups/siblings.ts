import type { CheckedGroup, Formula } from "../../check/formula.ts";
import type { Type } from "../../check/types.ts";
import { binary, i32 } from "../../ir/code.ts";
import { bind, type Code, draftOf } from "../code.ts";
import { companyFigure } from "../columns/company.ts";
import { ofPerson } from "../columns/of-person.ts";
import { parentOf } from "../columns/trees.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { isFixed } from "../formulas/fixed.ts";
import { isAboutItAlone, partsOfGroup } from "../formulas/reads.ts";
import { elsewhere, keyOf, NOBODY, PERSON, type Scope } from "../formulas/scope.ts";
import { beyond, type Person, type Term } from "../formulas/terms.ts";

/** What is worked out over a group: a name for it, its type, and the formulas that are read of each member. */
export type OverGroup = { readonly key: string; readonly type: Type; readonly parts: readonly Formula[] };

/**
 * What a group of siblings comes to where nothing of it is about the asker: the same for all of them, so that it is worked
 * out once at the person above, whose frontline they are, and once for those below nobody. Each going through all others
 * takes as many steps as the square of a frontline. Null for any other group, and at a moment of another clock.
 *
 * @param work works it out over the group that is handed to it, at the place that is.
 */
export function oncePerParent(
  code: Code,
  { key, type, parts }: OverGroup,
  group: CheckedGroup,
  scope: Scope,
  work: (code: Code, group: CheckedGroup, place: Scope) => Term,
): Term | null {
  if (group.base !== "siblings" || scope.it === NOBODY || scope.moment || !isSameForAll(group, parts, scope))
    return null;
  const { compiling } = code;
  const { tree } = group;
  const above: Person = {
    kind: "person",
    expr: bind(code, parentOf(code, tree, scope.it, scope)),
    where: beyond(scope.it.where, "above", tree),
    sure: false,
  };
  const name = `${key}${keyOf(compiling, scope)} ${tree}`;
  const below = draftOf(compiling, `below one ${name}`, type, (own) =>
    work(own, { ...group, base: "frontline" }, elsewhere(scope, PERSON)),
  );
  const tops = companyFigure(compiling, `below nobody ${name}`, { type }, (own) =>
    work(own, group, elsewhere(scope, NOBODY)),
  );
  return ifTerm(
    code,
    binary("ge_s", above.expr, i32(0)),
    (own) => ofPerson(own, below, above, type, scope.period),
    (own) => ofPerson(own, tops, PERSON, type, scope.period),
  );
}

function isSameForAll(group: CheckedGroup, parts: readonly Formula[], scope: Scope): boolean {
  const { pick, by } = group;
  if (pick && !isFixed(pick.count, scope)) return false;
  return [...parts, ...partsOfGroup(group), ...(by ? [by] : [])].every((part) => isAboutItAlone(part, scope));
}
