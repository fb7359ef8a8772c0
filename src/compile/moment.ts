import type { ClockUnit } from "../base/calendar.ts";
import type { Formula } from "../check/formula.ts";
import { NUMBER, PERSON as PERSON_TYPE, type Type, YES_NO } from "../check/types.ts";
import { at, binary, type Expr, i32, narrow, select } from "../ir/code.ts";
import type { Holds } from "../ir/program.ts";
import { amountOf } from "./arithmetic.ts";
import { arrayOf, bind, type Code, type Draft, draftOf } from "./code.ts";
import { notBelowZero, ofPerson } from "./columns.ts";
import { companyFigure } from "./company.ts";
import { ADDED_UP, columnElsewhere, figureElsewhere, nameElsewhere, ofOneOrAll } from "./elsewhere.ts";
import { ifTerm, personIn, termOf, zeroTerm } from "./formulas.ts";
import { notYet } from "./not-yet.ts";
import { isThere, lastDay, peopleNow } from "./presence.ts";
import { isAboutItAlone } from "./reads.ts";
import { NOBODY, PERSON, type Scope } from "./scope.ts";
import type { Day, Person, Term, Truth } from "./terms.ts";

/**
 * A moment by another clock: the last finished period of it; the one that is running, as it stands; or one of the shorter
 * ones within, counted from 0 on (`at`).
 */
export type Moment = { readonly clock: ClockUnit } & (
  | { readonly kind: "before" | "so far" }
  | { readonly kind: "each within"; readonly at: Expr }
);

/**
 * What a formula that goes by who asks was at a moment by another clock: the program of that clock knows of each person what
 * is about that person alone, and here the parts are put together. Whoever was not there then has nothing.
 */
export function atMoment(code: Code, formula: Formula, scope: Scope, moment: Moment): Term {
  const place = { ...scope, moment };
  if (moment.kind === "so far") return termOf(code, formula, place);
  return ifTerm(
    code,
    isThereAt(code, scope.it, place),
    (then) => termOf(then, formula, place),
    (never) => zeroTerm(never, formula.type),
  );
}

/** How many shorter periods lie in the period of a place. */
export function momentsWithin(code: Code, clock: ClockUnit, { period }: Pick<Scope, "period">): Expr {
  const { compiling } = code;
  const draft = figureElsewhere(compiling, clock, "one", ADDED_UP, NUMBER, (other) =>
    companyFigure(other, "one", { type: NUMBER }, () => amountOf(1n)),
  );
  return bind(code, narrow(ofPerson(code, draft, NOBODY, NUMBER, period).expr));
}

/** Whether somebody was there at the moment of a place, or in its period. */
export function isThereAt(code: Code, person: Person, scope: Pick<Scope, "moment" | "period">): Expr {
  const { moment, period } = scope;
  if (!moment) return isThere(code, person, period?.at ?? null);
  const there = columnElsewhere(code.compiling, moment, "there", YES_NO, (other) =>
    draftOf(other, "there", YES_NO, (own) => ({ kind: "yes/no", expr: isThere(own, PERSON, null) })),
  );
  return (ofPersonAt(code, there, person, YES_NO, moment, scope) as Truth).expr;
}

/** The last day of the period that is asked about, by whatever clock. */
export function lastDayAt(code: Code, { moment, period }: Pick<Scope, "moment" | "period">): Expr {
  if (!moment) return lastDay(code, period?.at ?? null);
  const type = { kind: "date" } as const;
  const draft = figureElsewhere(code.compiling, moment.clock, "last day", moment, type, (other) =>
    companyFigure(other, "last day", { type }, (own): Day => ({ kind: "date", expr: lastDay(own, null) })),
  );
  return ofPersonAt(code, draft, NOBODY, type, moment, { period }).expr;
}

/** Forms that only put together what their parts come to. */
const puttingTogether = new Set<Formula["kind"]>([
  ...(["Not", "Negate", "Arithmetic", "Compare", "Logic", "If", "Worth", "Whole", "Extreme"] as const),
  ...(["Lookup", "Fact", "OrderColumn", "Argument", "Blank", "Bound"] as const),
  ...(["It", "My", "Source", "Below"] as const),
]);

/** Forms that ask for orders, or for a period beside the one at hand. */
const isLookAtTime = (formula: Formula): boolean =>
  ["Previous", "SoFar", "Highest", "First"].includes(formula.kind) ||
  ("group" in formula && (formula.group.base === "orders" || formula.group.base.endsWith("periods")));

/** A part of such a formula; null for what puts parts together, or goes through people for who asks. */
export function partAtMoment(code: Code, formula: Formula, scope: Scope, moment: Moment): Term | null {
  if (puttingTogether.has(formula.kind)) return null;
  const { type } = formula;
  if (isAboutItAlone(formula, scope, scope.leg !== null))
    return ofPersonAt(code, brought(code, formula, scope, moment), scope.it, type, moment, scope);
  const isOfSomebody = "of" in formula && "kind" in formula.of && formula.of.type.kind === PERSON_TYPE.kind;
  if (!isOfSomebody || !isAboutItAlone(ofIt(formula), scope))
    return isLookAtTime(formula) ? notYet("a look at time at a moment of another clock, by who asks") : null;
  const person = personIn(code, formula.of, scope);
  return ofPersonAt(code, brought(code, ofIt(formula), scope, moment), person, type, moment, scope);
}

const brought = (code: Code, formula: Formula, scope: Scope, moment: Moment): Draft => {
  const name = `part ${nameElsewhere(code, formula, scope)}`;
  const it = scope.it === NOBODY ? NOBODY : PERSON;
  return columnElsewhere(
    code.compiling,
    moment,
    name,
    formula.type,
    (other) =>
      ofOneOrAll(other, name, formula.type, { ...scope, it }, (own, place) => termOf(own, formula, place)),
    it === NOBODY ? "company" : "person",
  );
};

/**
 * A column of somebody, or a figure of the company, at a moment: of somebody sure it is an expression alone, which may stand
 * where a loop goes on.
 */
export function ofPersonAt(
  code: Code,
  draft: Draft,
  person: Person,
  type: Type,
  moment: Moment,
  { period }: Pick<Scope, "period">,
): Term {
  const isOfAll = draft.room !== null;
  const one = person.sure || isOfAll ? person.expr : bind(code, person.expr);
  const { compiling } = code;
  const { memory, holds } = compiling.arrays[draft.given!]!;
  const { moments } = holds as Extract<Holds, { kind: "elsewhere" }>;
  const array =
    period === null ? draft.given! : arrayOf(compiling, memory, { ...holds, past: true } as Holds);
  const before = period && (moments === 1 ? period.at : binary("mul", period.at, i32(moments)));
  const within = moment.kind === "each within" ? moment.at : null;
  const which = before && within ? binary("add", before, within) : (before ?? within);
  const somebody = person.sure ? one : notBelowZero(one);
  const all = which && !isOfAll ? binary("mul", which, peopleNow(code)) : which;
  const index = isOfAll ? (all ?? i32(0)) : all ? binary("add", all, somebody) : somebody;
  // Of the period before the first one nothing is used, but it may be read.
  const expr = at(array, draft.term.expr.type, period === null ? index : notBelowZero(index));
  const whose = draft.term.kind === "amount" ? { ...draft.term, mass: null } : draft.term;
  if (person.sure || isOfAll) return { ...whose, expr } as Term;
  return { ...whose, expr: select(binary("ge_s", one, i32(0)), expr, zeroTerm(code, type).expr) } as Term;
}

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
