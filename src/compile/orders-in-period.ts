import type { Formula } from "../check/formula.ts";
import { binary } from "../ir/code.ts";
import { type Code, draftOf } from "./code.ts";
import { earlier, ofPerson } from "./columns.ts";
import { ifTerm, termOf } from "./formulas.ts";
import { notYet } from "./not-yet.ts";
import { periodNow } from "./presence.ts";
import { isKeyFixed, readsOf } from "./reads.ts";
import { elsewhere, keyOf, numberOf, PERSON, type Period, type Scope } from "./scope.ts";
import type { Term } from "./terms.ts";

/**
 * What the orders of another period come to, where only those of the one that is worked out are at hand: a column of its
 * own, which is kept from period to period.
 */
export function ordersInPeriod(code: Code, formula: Formula, scope: Scope, period: Period): Term {
  const { asker, journey, levels, total } = readsOf(formula);
  const isAlone = !journey && !levels && !total && isKeyFixed(scope);
  if (!isAlone || (asker && scope.my !== scope.it) || !scope.it.sure)
    return notYet("orders of earlier periods, by who asks");
  const key = `#${numberOf(formula)}${keyOf(scope)}`;
  const draft = draftOf(code.compiling, key, formula.type, (own) =>
    termOf(own, formula, elsewhere(scope, PERSON)),
  );
  if (scope.upTo === null || period.over) return ofPerson(code, draft, scope.it, formula.type, period);
  return ifTerm(
    code,
    binary("eq", period.at, periodNow(code)),
    (now) => termOf(now, formula, { ...scope, period: null }),
    (over) => earlier(over, draft, scope.it, period.at),
  );
}
