import type { ClockUnit } from "../base/calendar.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import type { CheckedPlan } from "./checked-plan.ts";
import { adverbOf } from "./clocks.ts";
import { type CheckedGroup, type Formula, type FormulaOf, partsOf } from "./formula.ts";
import { formulasOf } from "./formulas-of.ts";
import { readsOf } from "./reads.ts";

type Computed = Omit<CheckedPlan, "passes">;

/** A moment of another clock, or of the own one with an order of somebody (`clock` null). */
type Moment = { readonly clock: ClockUnit | null };

/** Where a formula stands: whether somebody may ask who is not gone through, and at which moment it is read. */
type Place = { readonly asked: boolean; readonly moment: Moment | null };

const OF_ONE: Place = { asked: false, moment: null };

/**
 * What a clock has of single people is brought to the rules of another one, and there compared with whoever asks. Orders and
 * periods of another clock are there only as one person's measures have them: a rule that goes through these for who asks
 * would need all of them of everybody.
 */
export function checkOtherMoments(plan: Computed, report: (problem: Diagnostic) => void): void {
  const lookingWithArguments = measuresLookingWithArguments(plan);
  const walk = (formula: Formula, place: Place): void => {
    const { moment } = place;
    if (moment) {
      if (isOfOne(formula, place) || isOfSomebody(formula)) {
        for (const { part, group } of partsOf(formula)) walk(part, inside(OF_ONE, group));
        return;
      }
      const calls = formula.kind === "Column" && lookingWithArguments.has(formula.name);
      if (calls || looksAtTime(formula, moment)) {
        const reader = adverbOf[moment.clock ?? plan.clock];
        report(diagnose("clock/who-asks", formula.span, { word: wordOf(formula), adverb: reader }));
        return;
      }
    }
    for (const { part, group } of partsOf(formula)) {
      const next = momentIn(formula, group);
      const there: Place = next ? { ...place, moment: next } : place;
      walk(part, inside(next && isOfOne(part, place) ? OF_ONE : there, group));
    }
  };
  for (const formula of formulasOf(plan)) walk(formula, OF_ONE);
  // Where a generation turns is asked of those on the way by who stands above them.
  for (const { journey } of plan.bonuses.values())
    if (journey?.generation) walk(journey.generation.at, { ...OF_ONE, asked: true });
}

/** Inside of a group of people somebody else asks than who is gone through. */
const inside = (place: Place, group: CheckedGroup | null): Place =>
  group === null || isOfOneself(group) ? place : { ...place, asked: true };

const isOfOneself = ({ base }: CheckedGroup): boolean => base === "orders" || base.endsWith("periods");

/** The moment at which the parts of a formula are read; null where it is that of the formula. */
function momentIn(formula: Formula, group: CheckedGroup | null): Moment | null {
  if (group?.base === "shorter periods") return { clock: group.clock };
  if (formula.kind === "SoFar") return { clock: formula.clock };
  return formula.kind === "Previous" && formula.clock ? { clock: formula.clock } : null;
}

/** Whether a formula is about the one gone through: then the other clock has it as it is. */
function isOfOne(formula: Formula, { asked }: Place): boolean {
  const { my, journey, levels, total, order, argument } = readsOf(formula);
  return !(my && asked) && !journey && !levels && !total && !order && !argument;
}

/** Whether it is a column of somebody, whoever that is, which the other clock has of everybody. */
function isOfSomebody(formula: Formula): boolean {
  if (!("of" in formula) || typeof formula.of !== "object" || formula.of.type.kind !== "person") return false;
  return formula.kind !== "Column" || formula.args.every(isFromText);
}

/** Whether an argument is known from the text. */
const isFromText = (arg: Formula): boolean =>
  ["Const", "Param", "Candidate", "Blank", "Fact", "Lookup", "Negate", "Arithmetic"].includes(arg.kind) &&
  partsOf(arg).every(({ part }) => isFromText(part));

/** Forms that ask for orders, or for a period beside the one at hand. With an order of the own clock these are here. */
function looksAtTime(formula: Formula, { clock }: Moment): boolean {
  const base = "group" in formula ? formula.group.base : "";
  if (clock === null)
    return (
      formula.kind === "SoFar" ||
      (formula.kind === "Previous" && formula.clock !== null) ||
      base === "shorter periods"
    );
  return isLook(formula);
}

const isLook = (formula: Formula): boolean =>
  ["Previous", "SoFar", "Highest", "First"].includes(formula.kind) ||
  ("group" in formula && isOfOneself(formula.group));

const words: Partial<Record<Formula["kind"], string>> = {
  Previous: "previous",
  SoFar: "so_far",
  Highest: "highest",
  First: "first",
};

/** How a form that is refused is written in a plan. */
function wordOf(formula: Formula): string {
  if (formula.kind === "Column") return formula.name;
  if (!("group" in formula)) return words[formula.kind] ?? formula.kind;
  const { base, clock } = formula.group;
  return base === "shorter periods" ? `${clock}s` : base;
}

/** Measures that look at orders or periods with one of their arguments, perhaps by way of others. */
function measuresLookingWithArguments({ measures }: Computed): ReadonlySet<string> {
  const found = new Set<string>();
  const looks = (formula: Formula): boolean =>
    (isLook(formula) && readsOf(formula).argument) ||
    (isCall(formula) && found.has(formula.name) && formula.args.some((arg) => readsOf(arg).argument)) ||
    partsOf(formula).some(({ part }) => looks(part));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const { name, body } of measures.values()) if (looks(body)) found.add(name);
  }
  return found;
}

const isCall = (formula: Formula): formula is FormulaOf<"Column"> =>
  formula.kind === "Column" && formula.args.length > 0;
