import type { CheckedBonus } from "../../check/checked-plan.ts";
import type { Formula } from "../../check/formula.ts";
import { binary, type Expr, i32, i64, set, when, widen } from "../../ir/code.ts";
import { type Code, inside } from "../code.ts";
import { termOf, truthOf } from "../formulas/formulas.ts";
import { inDays } from "../formulas/lengths.ts";
import { about, PERSON } from "../formulas/scope.ts";
import type { Term } from "../formulas/terms.ts";
import { BEYOND, emptyExpr } from "../groups/folding.ts";
import { type Baggage, columnKey, type PathFold } from "./state.ts";
import type { Word } from "./travellers.ts";
import type { Waiting } from "./waiting.ts";

/** The place among a few values of the largest one so far, where nobody was counted. */
export const NOBODY_YET = i32(0);

/** A column that goes with a base: of the source, or of the person just passed. */
export type Carried = {
  readonly key: string;
  readonly word: Word;
  readonly term: Term;
  readonly of: Formula;
};

/** Writes what goes with a base when it starts. */
export function packUp(
  code: Code,
  bonus: CheckedBonus,
  baggage: Baggage,
  waits: Waiting | null,
  prefix: string,
): Carried[] {
  const journey = bonus.journey!;
  const put = (name: string, value: Expr) => code.block.push(set(`${prefix}${name}`, value));
  if (baggage.level.read) put("level", i32(0));
  if (baggage.distance.read) put("distance", i32(journey.fromSelf ? -1 : 0));
  if (baggage.boundaries.read)
    put(
      "turned",
      journey.generation?.turn === "opens" ? truthOf(code, journey.generation.at, about(PERSON)) : i32(0),
    );
  baggage.folds.forEach((fold, i) => put(`fold${i}`, fold.known ? NOBODY_YET : emptyExpr(fold.folding)));
  const opens = journey.generation?.turn === "opens";
  baggage.comparisons.forEach(({ keep, most, formula, of, where }, i) => {
    const nobody = i64(most ? -BEYOND : BEYOND);
    for (let k = 0; k < keep; k++) put(`kept${i}.${k}`, nobody);
    // Where generations open, the source may open the first.
    if (!opens || formula !== null || keep === 0) return;
    const own = inside(code);
    const { expr } = comparable(own, termOf(own, of, about(PERSON)));
    own.block.push(set(`${prefix}kept${i}.0`, expr.type === "i32" ? widen(expr) : expr));
    const tests = where.map((condition) => truthOf(code, condition, about(PERSON)));
    code.block.push(
      when(
        tests.reduce((a, b) => binary("and", a, b), i32(1)),
        own.block,
      ),
    );
  });
  if (waits) {
    put("stops", i32(0));
    put("waiting", waits.none);
  }
  if (baggage.source) put("source", PERSON.expr);
  if (baggage.below) put("below", PERSON.expr);
  const carry = (formula: Formula, i: number, from: "source" | "below"): Carried => {
    const term = termOf(code, ofPerson(formula), about(PERSON));
    const word: Word = { name: `${from}${i}`, type: term.expr.type };
    put(word.name, term.expr);
    return { key: columnKey(formula), word, term, of: ofPerson(formula) };
  };
  return [
    ...baggage.ofSource.map((formula, i) => carry(formula, i, "source")),
    ...baggage.ofBelow.map((formula, i) => carry(formula, i, "below")),
  ];
}

/** A fold goes along as what it comes to, or as the place of that among the few values it can be. */
export const foldType = ({ known, folding }: PathFold): Word["type"] => (known ? "i32" : folding.type);

/** The same column, of whoever it is about. */
const ofPerson = (formula: Formula): Formula =>
  ({ ...formula, of: { ...(formula as Extract<Formula, { of: Formula }>).of, kind: "It" } }) as Formula;

/** What the rules can tell apart of a base on its way, each as a number that goes with it. */
export function wordsOf(baggage: Baggage, waits: Waiting | null, carried: readonly Carried[]): Word[] {
  const number = (name: string, isThere: boolean): Word[] => (isThere ? [{ name, type: "i32" }] : []);
  return [
    ...number("level", baggage.level.read),
    ...number("distance", baggage.distance.read),
    ...number("turned", baggage.boundaries.read),
    ...baggage.folds.map((fold, i): Word => ({ name: `fold${i}`, type: foldType(fold) })),
    ...baggage.comparisons.flatMap(({ keep }, i) =>
      Array.from({ length: keep }, (_, k): Word => ({ name: `kept${i}.${k}`, type: "i64" })),
    ),
    ...(waits ? [{ name: "stops", type: "i32" } as const, waits.word] : []),
    ...number("source", baggage.source),
    ...number("below", baggage.below),
    ...carried.map(({ word }) => word),
  ];
}

/** Of several lengths of time the longest is found by its days. */
export const comparable = (code: Code, term: Term): Term =>
  term.kind === "duration" ? inDays(code, term) : term;
