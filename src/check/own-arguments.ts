import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import type { CheckedMeasure, CheckedPlan } from "./checked-plan.ts";
import { type Formula, type FormulaOf, partsOf } from "./formula.ts";
import { formulasOf } from "./formulas-of.ts";

type Computed = Omit<CheckedPlan, "passes">;
type Call = FormulaOf<"Column">;

/** Every call of a measure in a formula. */
function* callsIn(formula: Formula, measures: Computed["measures"]): Generator<Call> {
  if (formula.kind === "Column" && formula.args.length > 0 && measures.has(formula.name)) yield formula;
  for (const { part } of partsOf(formula)) yield* callsIn(part, measures);
}

/** Measures that call themselves, perhaps by way of others. */
function callingThemselves({ measures }: Pick<Computed, "measures">): ReadonlySet<string> {
  const called = (name: string): string[] =>
    [...callsIn(measures.get(name)!.body, measures)].map((call) => call.name);
  const comesBack = (name: string): boolean => {
    const seen = new Set(called(name));
    for (const one of seen) for (const next of called(one)) seen.add(next);
    return seen.has(name);
  };
  const withArguments = [...measures.values()].filter(({ parameters }) => parameters.length > 0);
  return new Set(withArguments.map(({ name }) => name).filter(comesBack));
}

/** What is the same for everybody, if the arguments of the measure around it are. */
const isTheSame = (formula: Formula): boolean =>
  sameKinds.has(formula.kind) &&
  !(formula.kind === "Lookup" && formula.byDay) &&
  partsOf(formula).every(({ part }) => isTheSame(part));
const sameKinds: ReadonlySet<Formula["kind"]> = new Set<Formula["kind"]>([
  ...(["Const", "Param", "Candidate", "Argument", "Blank", "Fact", "Lookup"] as const),
  ...(["Not", "Negate", "Arithmetic", "Compare", "Logic", "If", "Worth", "Whole", "Extreme"] as const),
]);

const reads = (formula: Formula, kind: Formula["kind"]): boolean =>
  formula.kind === kind || partsOf(formula).some(({ part }) => reads(part, kind));

/**
 * A measure that calls itself along a tree is worked out for everybody, for each of the arguments that it is called with:
 * these have to be few, and known before anybody is looked at. So it hands on its own arguments as they are, or others that are
 * the same for everybody, and is called with such.
 */
export function checkOwnArguments(plan: Computed, report: (problem: Diagnostic) => void): void {
  const { measures } = plan;
  const recursive = callingThemselves(plan);
  if (recursive.size === 0) return;
  const known = parametersHandedOn(measures, recursive);
  const check = (call: Call, inside: CheckedMeasure | null): void =>
    call.args.forEach((arg, i) => {
      if (!known.has(`${call.name} ${i}`)) return;
      const isRound = inside !== null && recursive.has(inside.name) && recursive.has(call.name);
      const isReckoned = isRound && arg.kind !== "Argument" && reads(arg, "Argument");
      const why = isReckoned ? "reckoned" : recursive.has(call.name) ? "of each" : "handed on";
      if (isReckoned || !isTheSame(arg))
        report(diagnose("call/own-arguments", arg.span, { name: call.name, why }));
    });
  for (const measure of measures.values())
    for (const call of callsIn(measure.body, measures)) check(call, measure);
  const bodies = new Set([...measures.values()].map(({ body }) => body));
  for (const formula of formulasOf(plan))
    if (!bodies.has(formula)) for (const call of callsIn(formula, measures)) check(call, null);
}

/** The parameters of measures that call themselves, and those of others that are handed on to these, as `name index`. */
function parametersHandedOn(
  measures: Computed["measures"],
  recursive: ReadonlySet<string>,
): ReadonlySet<string> {
  const known = new Set<string>();
  for (const name of recursive) measures.get(name)!.parameters.forEach((_, i) => known.add(`${name} ${i}`));
  const argumentsIn = (formula: Formula): number[] =>
    formula.kind === "Argument" ? [formula.index] : partsOf(formula).flatMap(({ part }) => argumentsIn(part));
  for (let size = -1; size !== known.size; ) {
    size = known.size;
    for (const { name, body } of measures.values())
      for (const call of callsIn(body, measures))
        call.args.forEach((arg, i) => {
          if (known.has(`${call.name} ${i}`))
            for (const index of argumentsIn(arg)) known.add(`${name} ${index}`);
        });
  }
  return known;
}
