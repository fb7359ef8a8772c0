import type { Formula } from "../../check/formula.ts";
import { binary } from "../../ir/code.ts";
import { type Code, draftOf } from "../code.ts";
import { earlier, ofPerson } from "../columns/of-person.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { termOf } from "../formulas/formulas.ts";
import { periodNow } from "../formulas/presence.ts";
import { isAboutOne, isKeyFixed } from "../formulas/reads.ts";
import { elsewhere, keyOf, PERSON, type Period, type Scope } from "../formulas/scope.ts";
import type { Term } from "../formulas/terms.ts";

/**
 * What the orders of another period come to: a column of its own, which is kept from period to period, where it is about
 * the buyer alone. Where it goes by who asks, the orders are gone through themselves: those of all periods are there then.
 * @param goneThrough goes through the orders of the scope's period.
 */
export function ordersInPeriod(
  code: Code,
  formula: Formula,
  scope: Scope,
  period: Period,
  goneThrough: (code: Code, scope: Scope) => Term,
): Term {
  const isKept = isAboutOne(formula, scope) && isKeyFixed(scope) && scope.it.sure;
  const mayBeCut = scope.upTo !== null && !period.over;
  if (!isKept && !mayBeCut) return goneThrough(code, { ...scope, upTo: null });
  const key = `#${code.compiling.numberOf(formula)}${keyOf(code.compiling, scope)}`;
  const draft = () =>
    draftOf(code.compiling, key, formula.type, (own) => termOf(own, formula, elsewhere(scope, PERSON)));
  if (!mayBeCut) return ofPerson(code, draft(), scope.it, formula.type, period);
  return ifTerm(
    code,
    binary("eq", period.at, periodNow(code)),
    (now) => termOf(now, formula, { ...scope, period: null }),
    (over) =>
      isKept
        ? earlier(over, draft(), scope.it, period.at)
        : goneThrough(over, { ...scope, upTo: null, period: { ...period, over: true } }),
  );
}
