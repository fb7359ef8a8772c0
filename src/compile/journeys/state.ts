import type { Value } from "../../base/value.ts";
import type { CheckedBonus } from "../../check/checked-plan.ts";
import { type Formula, type FormulaOf, partsOf } from "../../check/formula.ts";
import { NUMBER } from "../../check/types.ts";
import type { Compiling } from "../code.ts";
import { conjunctsOf, TURNED } from "../formulas/conditions.ts";
import { knownValuesOf, type OneValue } from "../formulas/known-values.ts";
import { isAboutItAlone } from "../formulas/reads.ts";
import { about, PERSON } from "../formulas/scope.ts";
import { lastTold } from "../formulas/turning-points.ts";
import { type Fold, type Folding, foldingOf } from "../groups/folding.ts";
import { paramsBehind } from "../sliders.ts";
import { isStatic } from "../statics.ts";
import { ENDLESS } from "./ends.ts";

/**
 * What the rules of a journey can tell apart of a base on its way: only that goes with it, and bases that agree in it go on
 * as one (semantics.md 3.2).
 */
export type Baggage = {
  readonly level: Counted;
  readonly distance: Counted;
  readonly boundaries: Counted;
  /** Folds over the path that need nobody to ask. */
  readonly folds: readonly PathFold[];
  /** Comparisons of those on the path with whoever asks. */
  readonly comparisons: readonly Comparison[];
  /** Columns of the source, and of the person just passed, that the rules read. */
  readonly ofSource: readonly Formula[];
  readonly ofBelow: readonly Formula[];
  /** Whether the rules ask for the source itself, or go the way from there once more; and for the person just passed. */
  readonly source: boolean;
  readonly below: boolean;
  /** Whether the generation is counted by going the way, because it depends on who asks. */
  readonly generationByWay: boolean;
  readonly rollsUp: boolean;
  /** Whether bases that agree may go on as one. */
  readonly together: boolean;
};
/** A number that is counted on the way; `most`: from which on the rules see no difference, null for never. */
export type Counted = {
  readonly read: boolean;
  readonly most: ((params: ReadonlyMap<string, Value>) => number | null) | null;
};
export type PathFold = {
  readonly formula: FormulaOf<"Aggregate" | "Count">;
  readonly fold: Fold;
  readonly folding: Folding;
  /** Where it is the largest or smallest of a few amounts: those. It goes along as the number of one of them. */
  readonly known: readonly OneValue[] | null;
};
/**
 * A look at the path that compares each with the one who asks, as in `any(Title >= my.Title in path)`: whoever it is, the
 * few with the most (or the least) of it decide. `formula` null: the comparison turns generations.
 */
export type Comparison = {
  readonly formula: Formula | null;
  readonly of: Formula;
  readonly asked: Formula;
  readonly op: FormulaOf<"Compare">["op"];
  readonly most: boolean;
  readonly where: readonly Formula[];
  readonly keep: number;
  readonly fold: "any" | "all" | "count";
};
const MOST_KEPT = 16;

export function baggageOf(compiling: Compiling, bonus: CheckedBonus, eachLine: boolean): Baggage {
  const journey = bonus.journey!;
  const { generation } = journey;
  const rules = rulesOf(bonus);
  const isAlone = (formula: Formula) => isAboutItAlone(formula, about(PERSON));
  const clip = (is: (formula: Formula) => boolean) => lastTold(compiling.plan, rules, is);
  const folds: PathFold[] = [];
  const comparisons: Comparison[] = [];
  const ofSource = new Map<string, Formula>();
  const ofBelow = new Map<string, Formula>();
  const isRelative = generation !== null && !isAlone(generation.at);
  let [source, below, generationByWay] = [false, false, false];
  if (generation && isRelative) {
    const keep = keptOf(compiling, rules, clip(isBound("generation")));
    const found = keep === null ? null : comparisonOf(generation.at, keep, isAlone);
    if (found) comparisons.push({ ...found, formula: null, fold: "count" });
    else {
      source = generationByWay = true;
      look(generation.at);
    }
  }
  /** `earlier`: in a period gone through, of which nothing goes with a base. */
  function look(rule: Formula, earlier = false): void {
    if (!earlier && isCarried(rule)) {
      (rule.of.kind === "Source" ? ofSource : ofBelow).set(columnKey(rule), rule);
      return;
    }
    if (rule.kind === "Source") source = true;
    if (rule.kind === "Below") below = true;
    if (!earlier && "group" in rule && rule.group.base === "path" && isCarriedOn(rule)) return;
    if ("group" in rule && rule.group.base === "path") source = true;
    for (const { part, group } of partsOf(rule))
      look(part, earlier || looksBack.has(rule.kind) || group?.base.endsWith("periods") === true);
  }
  /** Whether what is looked for on the path can go with the base: a fold that needs nobody to ask, or a comparison. */
  function isCarriedOn(rule: Formula): boolean {
    if (rule.kind !== "Count" && (rule.kind !== "Aggregate" || rule.eachAtMost)) return false;
    const of = rule.kind === "Aggregate" ? rule.of : null;
    const { where, pick } = rule.group;
    if (pick) return false;
    if ((!of || isAlone(of)) && (!where || isAlone(where))) {
      const fold: Fold = rule.kind === "Count" ? "count" : rule.fold;
      folds.push({
        formula: rule,
        fold,
        folding: foldingOf(fold, rule.kind === "Count" ? NUMBER : rule.type),
        known: of && (fold === "max" || fold === "min") ? knownValuesOf(compiling, of) : null,
      });
      return true;
    }
    const comparison = comparisonOfFold(rule, isAlone, (is) => keptOf(compiling, rules, clip(is)));
    if (comparison) comparisons.push(comparison);
    return comparison !== null;
  }
  for (const rule of rules) look(rule);
  const counted = (name: "level" | "distance" | "generation"): Counted => {
    // What is paid of levels that roll up is asked of each that waits, wherever a base is by then.
    const isPaid = (rule: Formula): boolean => rule === bonus.pays || rule === bonus.eachAtMost;
    const asking = name === "level" && journey.missedRollsUp ? rules.filter((one) => !isPaid(one)) : rules;
    const read = asking.some((rule) => reads(rule, isBound(name)));
    return { read, most: clip(isBound(name)) };
  };
  return {
    level: counted("level"),
    distance: counted("distance"),
    boundaries: isRelative || !generation ? { read: false, most: () => 0 } : counted("generation"),
    folds,
    comparisons,
    ofSource: [...ofSource.values()],
    ofBelow: [...ofBelow.values()],
    source,
    below,
    generationByWay,
    rollsUp: journey.missedRollsUp,
    together: !bonus.eachAtMost && !eachLine,
  };
}

/** All that says how a base goes on its way, and what is paid of it. */
export function rulesOf({ pays, eachAtMost, journey }: CheckedBonus): readonly Formula[] {
  const { counting, until, through } = journey!;
  return [pays, eachAtMost, counting, until, through].filter((rule) => rule !== null);
}

const looksBack: ReadonlySet<Formula["kind"]> = new Set<Formula["kind"]>([
  ...(["Previous", "SoFar", "Highest", "First"] as const),
]);

/** Whether a formula is about the source or the person just passed, and about nobody else: then its value goes with the base. */
function isCarried(rule: Formula): rule is Formula & { readonly of: Formula } {
  if (!("of" in rule) || typeof rule.of !== "object" || "group" in rule) return false;
  if (rule.of.kind !== "Source" && rule.of.kind !== "Below") return false;
  return rule.kind !== "Column" || rule.args.every(isTheSame);
}
const isTheSame = (arg: Formula): boolean => isStatic(arg, { blank: null, args: [], level: false });

/** Two formulas that read the same of the source are one. */
export const columnKey = (formula: Formula): string =>
  JSON.stringify(formula, (key, value) =>
    key === "span" || key === "type" ? undefined : typeof value === "bigint" ? String(value) : value,
  );

export const isBound =
  (name: "level" | "distance" | "generation") =>
  (formula: Formula): boolean =>
    formula.kind === "Bound" && formula.name === name;

function reads(formula: Formula, is: (formula: Formula) => boolean): boolean {
  if (is(formula)) return true;
  return partsOf(formula).some(({ part, group }) => group === null && reads(part, is));
}

/** How many of those compared have to be kept: as many as rules can tell apart, wherever a slider is put. */
function keptOf(
  { plan, facts, sliders, guards }: Compiling,
  rules: readonly Formula[],
  most: Counted["most"],
): number | null {
  if (!most) return null;
  const atEnds = sliders.most(paramsBehind(plan, rules), most);
  const kept = atEnds !== null && atEnds > MOST_KEPT ? most(facts.params) : atEnds;
  guards.push((params) => (kept === null ? most(params) === null : (most(params) ?? ENDLESS) <= kept));
  return kept;
}

function comparisonOfFold(
  rule: FormulaOf<"Aggregate" | "Count">,
  isAlone: (formula: Formula) => boolean,
  kept: (is: (formula: Formula) => boolean) => number | null,
): Comparison | null {
  if (rule.kind === "Count") {
    const keep = kept((formula) => formula === rule);
    const found = keep === null || !rule.group.where ? null : comparisonOf(rule.group.where, keep, isAlone);
    return found && { ...found, formula: rule, fold: "count" };
  }
  if (rule.fold !== "any" && rule.fold !== "all") return null;
  const where = conjunctsOf(rule.group.where);
  const found = comparisonOf(rule.of, 1, isAlone);
  if (!found || !where.every(isAlone)) return null;
  if (rule.fold === "any") return { ...found, formula: rule, fold: "any", where: [...found.where, ...where] };
  // All hold where not even the one who would fail first fails.
  return found.where.length > 0 ? null : { ...found, formula: rule, fold: "all", most: !found.most, where };
}

/** A condition that compares something of those on the path with something of the one who asks. */
function comparisonOf(
  condition: Formula,
  keep: number,
  isAlone: (formula: Formula) => boolean,
): Omit<Comparison, "formula" | "fold"> | null {
  if (!(keep >= 1 && keep <= MOST_KEPT)) return null;
  const parts = conjunctsOf(condition);
  const where = parts.filter(isAlone);
  const [compared, ...others] = parts.filter((part) => !isAlone(part));
  if (compared?.kind !== "Compare" || others.length > 0) return null;
  const { left, right, op } = compared;
  if (op === "=" || op === "<>") return null;
  if (isAlone(left) && isOfAsker(right))
    return { of: left, asked: right, op, most: op.startsWith(">"), where, keep };
  if (isAlone(right) && isOfAsker(left))
    return { of: right, asked: left, op: TURNED[op], most: op.startsWith("<"), where, keep };
  return null;
}

/** A column of the one who asks, or a fact of the rank held. */
const isOfAsker = (formula: Formula): boolean =>
  (formula.kind === "Column" && formula.of.kind === "My" && formula.args.length === 0) ||
  (formula.kind === "Flavour" && formula.of.kind === "My") ||
  (formula.kind === "Fact" && isOfAsker(formula.rank)) ||
  (formula.kind === "Worth" && isOfAsker(formula.of));
