import type { ClockUnit } from "../../base/calendar.ts";
import type { Formula } from "../../check/formula.ts";
import { NUMBER, PERSON as PERSON_TYPE, type Type, YES_NO } from "../../check/types.ts";
import { at, binary, type Expr, i32, narrow, select } from "../../ir/code.ts";
import type { Holds, Per } from "../../ir/program.ts";
import { bind, type Code, type Draft, draftOf } from "../code.ts";
import { companyFigure } from "../columns/company.ts";
import {
  ADDED_UP,
  columnElsewhere,
  figureElsewhere,
  nameElsewhere,
  ofOneOrAll,
  pastOf,
  withOrder,
} from "../columns/elsewhere.ts";
import { notBelowZero, ofPerson } from "../columns/of-person.ts";
import { amountOf } from "./arithmetic.ts";
import { ifTerm } from "./choosing.ts";
import { personIn, termOf, zeroTerm } from "./formulas.ts";
import { isThere, lastDay, peopleNow, periodNow } from "./presence.ts";
import { isAboutItAlone, isAboutOne } from "./reads.ts";
import { NOBODY, type Order, PERSON, type Period, type Scope } from "./scope.ts";
import type { Day, Person, Term, Truth } from "./terms.ts";

/**
 * A moment by another clock: the last finished period of it; the one that is running, as it stands; or one of the shorter
 * ones within, counted from 0 on (`at`). Or how the running one, of whatever clock, stood with an order of somebody.
 */
export type Moment = { readonly clock: ClockUnit } & (
  | { readonly kind: "before" | "so far" }
  | { readonly kind: "each within"; readonly at: Expr }
  | {
      readonly kind: "by order";
      readonly order: Order;
      readonly buyer: Person;
      /** The period in which the order lies. */
      readonly period: Period | null;
    }
);

/**
 * What a formula that goes by who asks was at a moment by another clock: the program of that clock knows of each person what
 * is about that person alone, and here the parts are put together. Whoever was not there then has nothing.
 */
export function atMoment(code: Code, formula: Formula, scope: Scope, moment: Moment): Term {
  const place = { ...scope, moment, upTo: moment.kind === "by order" ? moment.order : scope.upTo };
  if (moment.kind === "so far" || moment.kind === "by order") return termOf(code, formula, place);
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
  const isOwn = moment?.kind === "by order" && moment.clock === code.compiling.clock;
  if (!moment || isOwn) return isThere(code, person, period?.at ?? null);
  // It goes by no order whether somebody is there.
  const when = moment.kind === "by order" ? ({ clock: moment.clock, kind: "so far" } as const) : moment;
  const there = columnElsewhere(code.compiling, when, "there", YES_NO, (other) =>
    draftOf(other, "there", YES_NO, (own) => ({ kind: "yes/no", expr: isThere(own, PERSON, null) })),
  );
  return (ofPersonAt(code, there, person, YES_NO, when, scope) as Truth).expr;
}

/** The last day of the period that is asked about, by whatever clock. */
export function lastDayAt(code: Code, { moment, period }: Pick<Scope, "moment" | "period">): Expr {
  if (!moment) return lastDay(code, period?.at ?? null);
  const type = { kind: "date" } as const;
  const when = moment.kind === "by order" ? ({ clock: moment.clock, kind: "so far" } as const) : moment;
  const draft = figureElsewhere(code.compiling, when.clock, "last day", { kind: when.kind }, type, (other) =>
    companyFigure(other, "last day", { type }, (own): Day => ({ kind: "date", expr: lastDay(own, null) })),
  );
  return ofPersonAt(code, draft, NOBODY, type, when, { period }).expr;
}

/** Forms that only put together what their parts come to. */
const puttingTogether = new Set<Formula["kind"]>([
  ...(["Not", "Negate", "Arithmetic", "Compare", "Logic", "If", "Worth", "Whole", "Extreme"] as const),
  ...(["Lookup", "Fact", "OrderColumn", "Argument", "Blank", "Bound"] as const),
  ...(["It", "My", "Source", "Below"] as const),
]);

/**
 * A part of such a formula; null for what puts parts together, or goes through people for who asks. Nothing goes through orders
 * or periods there (see `checkOtherMoments`).
 */
export function partAtMoment(code: Code, formula: Formula, scope: Scope, moment: Moment): Term | null {
  if (puttingTogether.has(formula.kind)) return null;
  const { type } = formula;
  if (moment.kind === "by order" && scope.period !== moment.period)
    return inPeriodOfOrder(code, formula, scope, moment);
  if (isAboutOne(formula, scope) || isAboutItAlone(formula, scope, scope.leg !== null))
    return ofPersonAt(code, brought(code, formula, scope, moment, scope.it), scope.it, type, moment, scope);
  const isOfSomebody = "of" in formula && "kind" in formula.of && formula.of.type.kind === PERSON_TYPE.kind;
  if (!isOfSomebody || !isAboutItAlone(ofIt(formula), scope)) return null;
  const person = personIn(code, formula.of, scope);
  return ofPersonAt(code, brought(code, ofIt(formula), scope, moment, person), person, type, moment, scope);
}

/** Only in the period of an order some have not come in: in those before it all have. */
function inPeriodOfOrder(
  code: Code,
  formula: Formula,
  scope: Scope,
  { period: now }: Extract<Moment, { kind: "by order" }>,
): Term {
  const period = { at: scope.period!.at, over: true };
  const before = (own: Code): Term => termOf(own, formula, { ...scope, period, moment: null, upTo: null });
  if (scope.period!.over) return before(code);
  const isNow = binary("eq", period.at, now?.at ?? periodNow(code));
  return ifTerm(code, isNow, (own) => termOf(own, formula, { ...scope, period: now }), before);
}

/** What the other program has of somebody, as a formula about that one alone. */
function brought(code: Code, formula: Formula, scope: Scope, moment: Moment, person: Person): Draft {
  const name = `part ${nameElsewhere(code, formula, scope)}`;
  const { type } = formula;
  const it = scope.it === NOBODY ? NOBODY : PERSON;
  return columnElsewhere(
    code.compiling,
    moment,
    name,
    type,
    (other) => ofOneOrAll(other, name, type, { ...scope, it }, (own, place) => termOf(own, formula, place)),
    it === NOBODY ? "company" : perOf(person, moment),
  );
}

/** With an order its buyer is asked about, or whoever it may be. */
const perOf = (person: Person, moment: Moment): Per =>
  moment.kind !== "by order" ? "person" : person === moment.buyer ? "order" : "person by order";

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
  if (moment.kind === "by order" && draft.room !== null) return withOrder(code, draft, moment.order);
  const isOfAll = draft.room !== null;
  const one = person.sure || isOfAll ? person.expr : bind(code, person.expr);
  const which = whichOf(code, draft, moment, period);
  const isPast = moment.kind === "by order" ? moment.order.past : period !== null;
  const array = isPast ? pastOf(code.compiling, draft.given!) : draft.given!;
  const somebody = person.sure ? one : notBelowZero(one);
  const all = which && !isOfAll ? binary("mul", which, peopleNow(code)) : which;
  const index = isOfAll ? (all ?? i32(0)) : all ? binary("add", all, somebody) : somebody;
  // Of the period before the first one nothing is used, but it may be read.
  const expr = at(array, draft.term.expr.type, isPast ? notBelowZero(index) : index);
  const whose = draft.term.kind === "amount" ? { ...draft.term, mass: null } : draft.term;
  if (person.sure || isOfAll) return { ...whose, expr } as Term;
  return { ...whose, expr: select(binary("ge_s", one, i32(0)), expr, zeroTerm(code, type).expr) } as Term;
}

/** Which of the moments that an array has one behind the other is meant; null where it has but one. */
function whichOf(
  { compiling }: Code,
  { given }: Draft,
  moment: Moment,
  period: Scope["period"],
): Expr | null {
  // Orders of earlier periods have numbers of their own.
  if (moment.kind === "by order") return moment.order.at;
  const { moments } = compiling.arrays[given!]!.holds as Extract<Holds, { kind: "elsewhere" }>;
  const before = period && (moments === 1 ? period.at : binary("mul", period.at, i32(moments)));
  const within = moment.kind === "each within" ? moment.at : null;
  return before && within ? binary("add", before, within) : (before ?? within);
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
