import { type ClockUnit, clockUnits } from "../../base/calendar.ts";
import type { CheckedGroup, Formula, FormulaOf } from "../../check/formula.ts";
import { readsOf } from "../../check/reads.ts";
import { isAmount, type Type } from "../../check/types.ts";
import { at, i32, local, set, when } from "../../ir/code.ts";
import type { Holds, Per, When } from "../../ir/program.ts";
import {
  arrayOf,
  type Code,
  type Compiling,
  type Draft,
  dataArray,
  draftOf,
  fresh,
  inside,
  typeOf,
} from "../code.ts";
import { NOTHING } from "../formulas/arithmetic.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { fixedValue } from "../formulas/fixed.ts";
import { termOf, truthOf, zeroTerm } from "../formulas/formulas.ts";
import { atMoment, type Moment } from "../formulas/moment.ts";
import { isThere } from "../formulas/presence.ts";
import { isAboutItAlone, isAboutOne } from "../formulas/reads.ts";
import { about, keyOf, NOBODY, type Order, PERSON, type Scope } from "../formulas/scope.ts";
import { ANYWHERE, type Person, type Term } from "../formulas/terms.ts";
import type { Folded } from "../groups/aggregates.ts";
import { emptyExpr, finished, foldingOf } from "../groups/folding.ts";
import { impossible } from "../impossible.ts";
import { companyFigure } from "./company.ts";
import { readingOfType } from "./data.ts";
import { ofPerson } from "./of-person.ts";

/*
 * A program works out the periods of one clock. What it reads of another one's columns stands in arrays that whoever runs
 * both programs brings in; the other program is asked to work out what is read.
 */

/** The clock of a column, where it is not the one that is worked out; null where it is, or where it has none. */
export function otherClock({ plan, clock }: Compiling, name: string): ClockUnit | null {
  const own = plan.clocks.get(name);
  return own !== undefined && own !== clock ? own : null;
}

/** Where a column is worked out while the code for another one is written, it has to be of the same clock. */
export function refuseOtherClock(compiling: Compiling, name: string): void {
  const clock = otherClock(compiling, name);
  if (clock) impossible(`a measure with arguments by the ${clock} where a moment of it is not named`);
}

const isShorter = (a: ClockUnit, b: ClockUnit): boolean => clockUnits.indexOf(a) < clockUnits.indexOf(b);

/**
 * An amount of a bonus by another clock: what the shorter periods add up to, or what falls due when the longer one ends.
 * `column`: what the other program calls it.
 */
export function amountElsewhere(
  compiling: Compiling,
  clock: ClockUnit,
  column: string,
  type: Type,
  make: (other: Compiling) => Draft,
): Draft {
  const kind: When = isShorter(clock, compiling.clock) ? ADDED_UP : { kind: "ending" };
  return elsewhere(compiling, clock, column, kind, type, make);
}
export const ADDED_UP: When = { kind: "within", how: "add", empty: 0n };

/** What is no amount stands where the last of the shorter periods left it, or as it stands in the longer one. */
export function standingElsewhere(
  compiling: Compiling,
  clock: ClockUnit,
  column: string,
  type: Type,
  make: (other: Compiling) => Draft,
): Draft {
  const kind = isShorter(clock, compiling.clock) ? "last within" : "running";
  return elsewhere(compiling, clock, column, { kind }, type, make);
}

/** What a formula was in the last finished period of a longer clock, or is in the running one so far. */
export function inLongerPeriod(
  code: Code,
  formula: FormulaOf<"Previous" | "SoFar">,
  clock: ClockUnit,
  scope: Scope,
): Term {
  const { of, type } = formula;
  if (scope.moment) return impossible("a look at a third clock for who asks");
  if (!isAboutIt(of, scope))
    return atMoment(code, of, scope, { clock, kind: formula.kind === "Previous" ? "before" : "so far" });
  const isOver = formula.kind === "Previous";
  const name = nameElsewhere(code, formula, scope);
  const draft = elsewhere(
    code.compiling,
    clock,
    name,
    { kind: isOver ? "before" : "so far" },
    type,
    (other) =>
      ofOneOrAll(other, name, type, scope, (own, place) => {
        if (!isOver || place.it === NOBODY) return termOf(own, of, place);
        return ifTerm(
          own,
          isThere(own, place.it, null),
          (there) => termOf(there, of, place),
          (gone) => zeroTerm(gone, type),
        );
      }),
    scope.it === NOBODY ? "company" : "person",
  );
  return ofPerson(code, draft, scope.it, type, scope.period);
}

/** What programs by two clocks call a formula; with arguments, where it reads them. */
export const nameElsewhere = ({ compiling }: Code, formula: Formula, scope: Scope): string =>
  `${formula.kind} ${compiling.numberOf(formula)}${readsOf(formula).keyed ? keyOf(compiling, scope) : ""}`;

/** A column of the other program, or one figure where the company is asked about. */
export const ofOneOrAll = (
  other: Compiling,
  name: string,
  type: Type,
  scope: Scope,
  make: (code: Code, place: Scope) => Term,
): Draft =>
  scope.it === NOBODY
    ? companyFigure(other, name, { type }, (own) => make(own, keyedPlace(own, scope, NOBODY)))
    : draftOf(other, name, type, (own) => make(own, keyedPlace(own, scope, PERSON)));

/** A place in the other program, with what is the same for everybody. */
const keyedPlace = (own: Code, { candidate, blank, args, leg }: Scope, person: Person): Scope => ({
  ...about(person),
  leg: leg && person,
  candidate,
  blank,
  args: args.map(({ fixed }) => ({
    fixed,
    term: fixed ? fixedValue(own, `argument ${fixed.key}`, fixed.type, fixed.value, true) : NOTHING,
  })),
});

/**
 * What a formula about its buyer comes to with an order the last that has happened, where that cannot be told from sums of
 * orders alone: everybody is worked out anew, order by order.
 */
export function orderByOrder(code: Code, formula: FormulaOf<"SoFar">, scope: Scope, order: Order): Term {
  const { of, type } = formula;
  const { compiling } = code;
  if (!isAboutIt(of, scope)) {
    const clock = formula.clock ?? compiling.clock;
    return atMoment(code, of, scope, {
      clock,
      kind: "by order",
      order,
      buyer: scope.it,
      period: scope.period,
    });
  }
  const name = nameElsewhere(code, formula, scope);
  const draft = elsewhere(
    compiling,
    formula.clock ?? compiling.clock,
    name,
    { kind: "by order" },
    type,
    (other) => ofOneOrAll(other, name, type, scope, (own, place) => termOf(own, of, place)),
    "order",
  );
  return withOrder(code, draft, order);
}

/** What is brought in for each order, read of one of them. */
export function withOrder({ compiling }: Code, { given, term }: Draft, order: Order): Term {
  const array = order.past ? pastOf(compiling, given!) : given!;
  return { ...term, expr: at(array, term.expr.type, order.at) } as Term;
}

/** The array that keeps what was brought in for each period up to the one that is worked out. */
export function pastOf(compiling: Compiling, given: number): number {
  const { memory, holds } = compiling.arrays[given]!;
  return arrayOf(compiling, memory, { ...holds, past: true } as Holds);
}

/**
 * A fold over the shorter periods in which somebody was there: each brings its part, and they become one. Null for one that
 * goes by who asks.
 */
export function foldOfShorter(
  code: Code,
  formula: Formula,
  folded: Folded,
  group: CheckedGroup,
  scope: Scope,
): Term | null {
  const wanted = [...folded.parts, ...(group.where ? [group.where] : [])];
  if (!wanted.every((part) => isAboutIt(part, scope))) return null;
  const folding = foldingOf(folded.fold, folded.type);
  const name = nameElsewhere(code, formula, scope);
  const { how, empty } = folding;
  const parts = elsewhere(
    code.compiling,
    group.clock!,
    name,
    { kind: "within", how, empty },
    folded.type,
    (other) =>
      ofOneOrAll(other, name, folded.type, scope, (own, place) => {
        const part = fresh(own, "part");
        const counted = inside(own);
        const isWanted = group.where ? truthOf(counted, group.where, place) : null;
        const then = inside(counted);
        const value = folded.of(then, place);
        then.block.push(set(part, value.expr));
        counted.block.push(...(isWanted ? [when(isWanted, then.block)] : then.block));
        const there = place.it === NOBODY ? i32(1) : isThere(own, place.it, null);
        own.block.push(set(part, emptyExpr(folding)), when(there, counted.block));
        const term = { ...value, expr: local(part, folding.type) } as Term;
        // The mark of nothing is further from 0 than any amount.
        return term.kind === "amount" && folding.marked ? { ...term, most: null, mass: null } : term;
      }),
    scope.it === NOBODY ? "company" : "person",
  );
  return finished(code, folding, ofPerson(code, parts, scope.it, folded.type, scope.period), folded.type);
}

/** The other program knows of each person what is about that person alone. */
const isAboutIt = (formula: Formula, scope: Scope): boolean =>
  isAboutOne(formula, { ...scope, leg: null }) ||
  (scope.leg !== null && isAboutItAlone(formula, scope, true));

/** A column as it was, or stands, at a moment by another clock. */
export const columnElsewhere = (
  compiling: Compiling,
  { clock, kind }: Moment,
  column: string,
  type: Type,
  make: (other: Compiling) => Draft,
  per: Per = kind === "by order" ? "person by order" : "person",
): Draft => elsewhere(compiling, clock, column, { kind }, type, make, per);

/** A figure of the company that another clock has, in the periods that are asked for. */
export const figureElsewhere = (
  compiling: Compiling,
  clock: ClockUnit,
  figure: string,
  when: When,
  type: Type,
  make: (other: Compiling) => Draft,
): Draft => elsewhere(compiling, clock, figure, when, type, make, "company");

function elsewhere(
  compiling: Compiling,
  clock: ClockUnit,
  column: string,
  when: When,
  type: Type,
  make: (other: Compiling) => Draft,
  per: Per = "person",
): Draft {
  const how = when.kind === "within" ? `${when.how} within` : when.kind;
  const whose = per === "person by order" ? " of everybody" : "";
  const key = `${how}${whose}: ${column} by the ${clock}`;
  return draftOf(compiling, key, type, (code) => {
    compiling.elsewhere.set(key, { read: { key, clock, column, when, per }, make });
    const facts = compiling.facts.elsewhere?.get(key) ?? UNKNOWN;
    const as = readingOfType(type, facts.scale);
    const isWide = isAmount(type) || typeOf(as) === "i64";
    const { moments } = facts;
    const array = dataArray(compiling, { kind: "elsewhere", key, as, per, moments, past: false });
    const isOfPeople = per === "person" || per === "person by order";
    const expr = at(array, isWide ? "i64" : "i32", isOfPeople ? PERSON.expr : i32(0));
    code.draft.given = array;
    if (!isOfPeople) code.draft.room = array;
    const { scale, most, mass } = facts;
    if (as.kind === "amount") return { kind: "amount", expr, scale, most, mass };
    if (as.kind === "person") return { kind: "person", expr, where: ANYWHERE, sure: false };
    if (as.kind === "duration") return { kind: "duration", expr, unit: "its own" };
    return { kind: as.kind, expr } as Term;
  });
}

/** What is not known yet is taken for figures without decimals. */
const UNKNOWN = { scale: 0, most: null, mass: null, moments: 1 };
