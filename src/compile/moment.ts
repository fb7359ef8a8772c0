import type { ClockUnit } from "../base/calendar.ts";
import type { Formula } from "../check/formula.ts";
import { PERSON as PERSON_TYPE, YES_NO } from "../check/types.ts";
import { type Code, type Draft, draftOf } from "./code.ts";
import { ofPerson } from "./columns.ts";
import { columnElsewhere, nameElsewhere, ofOneOrAll } from "./elsewhere.ts";
import { ifTerm, personIn, termOf, zeroTerm } from "./formulas.ts";
import { notYet } from "./not-yet.ts";
import { isThere } from "./presence.ts";
import { isAboutItAlone } from "./reads.ts";
import { PERSON, type Scope } from "./scope.ts";
import type { Term } from "./terms.ts";

/** A moment by another clock: the last finished period of it, or the one that is running, as it stands. */
export type Moment = { readonly clock: ClockUnit; readonly kind: "before" | "so far" };

/**
 * What a formula that goes by who asks was at a moment by another clock: the program of that clock knows of each person what
 * is about that person alone, and here the parts are put together. Whoever was not there then has nothing.
 */
export function atMoment(code: Code, formula: Formula, scope: Scope, moment: Moment): Term {
  const place = { ...scope, moment };
  if (moment.kind === "so far") return termOf(code, formula, place);
  const there = columnElsewhere(code.compiling, moment, "there", YES_NO, (other) =>
    draftOf(other, "there", YES_NO, (own) => ({ kind: "yes/no", expr: isThere(own, PERSON, null) })),
  );
  return ifTerm(
    code,
    (ofPerson(code, there, scope.it, YES_NO, scope.period) as Extract<Term, { kind: "yes/no" }>).expr,
    (then) => termOf(then, formula, place),
    (never) => zeroTerm(never, formula.type),
  );
}

/** Forms that only put together what their parts come to. */
const puttingTogether = new Set<Formula["kind"]>([
  ...(["Not", "Negate", "Arithmetic", "Compare", "Logic", "If", "Worth", "Whole", "Extreme"] as const),
  ...(["Lookup", "Fact", "OrderColumn", "Argument", "Blank", "It", "My", "Bound"] as const),
]);

/** A part of such a formula; null for what only puts parts together. */
export function partAtMoment(code: Code, formula: Formula, scope: Scope, moment: Moment): Term | null {
  if (puttingTogether.has(formula.kind)) return null;
  const { type } = formula;
  if (isAboutItAlone(formula, scope)) {
    const draft = brought(code, formula, scope, moment);
    return ofPerson(code, draft, scope.it, type, scope.period);
  }
  const isOfSomebody = "of" in formula && "kind" in formula.of && formula.of.type.kind === PERSON_TYPE.kind;
  if (!isOfSomebody || ("args" in formula && formula.args.length > 0))
    return notYet("another clock's value of what depends on who asks");
  const person = personIn(code, formula.of, scope);
  return ofPerson(code, brought(code, ofIt(formula), scope, moment), person, type, scope.period);
}

const brought = (code: Code, formula: Formula, scope: Scope, moment: Moment): Draft => {
  const name = `part ${nameElsewhere(code, formula, scope)}`;
  return columnElsewhere(code.compiling, moment, name, formula.type, (other) =>
    ofOneOrAll(other, name, formula.type, { ...scope, it: PERSON }, (own, place) =>
      termOf(own, formula, place),
    ),
  );
};

const aboutIt = new WeakMap<Formula, Formula>();
/** The same column, of the person it is about: the same formula whenever it is asked for. */
function ofIt(formula: Formula & { readonly of: Formula }): Formula {
  let same = aboutIt.get(formula);
  if (!same) {
    const { span, type } = formula.of;
    aboutIt.set(formula, (same = { ...formula, of: { kind: "It", span, type } } as Formula));
  }
  return same;
}
