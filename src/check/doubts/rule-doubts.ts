import { compare, toDecimal, ZERO } from "../../base/exact.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import type { CheckedBonus, CheckedPool } from "../checked-plan.ts";
import { type Formula, type FormulaOf, partsOf } from "../formula.ts";
import { isAmount } from "../types.ts";
import type { Range } from "./range.ts";
import { ANYWHERE, type Place, type Ranges } from "./ranges.ts";

/** Where the formulas of a bonus are read: from oneself, levels begin at 0. */
export const placeOf = ({ journey }: CheckedBonus): Place =>
  journey?.fromSelf ? { ...ANYWHERE, level: { kind: "amount", low: ZERO, high: null } } : ANYWHERE;

/** A bonus that pays nobody anything, whatever people do. */
export function paysNobody(bonus: CheckedBonus, ranges: Ranges): Diagnostic[] {
  const place = placeOf(bonus);
  const { name, pays, atMost, journey } = bonus;
  const never = [journey?.where, journey?.counting].find((condition) => {
    const range = condition ? ranges.of(condition, ANYWHERE) : null;
    return range?.kind === "truth" && !range.yes;
  });
  const nothing = [pays, ...(atMost ? [atMost] : [])].find((part) => isNothing(ranges.of(part, place)));
  const at = never ?? nothing;
  return at ? [diagnose("bonus/pays-nobody", at.span, { name })] : [];
}

export const sharesNothing = ({ name, pot, shares }: CheckedPool, ranges: Ranges): Diagnostic[] =>
  [pot, shares]
    .filter((part) => isNothing(ranges.of(part)))
    .slice(0, 1)
    .map((part) => diagnose("bonus/pays-nobody", part.span, { name }));

const isNothing = (range: Range): boolean =>
  range.kind === "amount" && range.high !== null && compare(range.high, ZERO) <= 0;

/**
 * Comparisons that come out the same for everybody. Params are left out, which are there to be moved, and so is what
 * compares figures of the text alone.
 */
export function decided(formula: Formula, place: Place, ranges: Ranges, text: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const look = (part: Formula, at: Place): void => {
    if (part.kind === "Compare" && isAmount(part.left.type)) found.push(...decision(part, at, ranges, text));
    for (const { part: inner, group } of partsOf(part))
      look(inner, group ? { ...at, level: ANYWHERE.level } : at);
  };
  look(formula, place);
  return found;
}

function decision(formula: FormulaOf<"Compare">, place: Place, ranges: Ranges, text: string): Diagnostic[] {
  if (has(formula, ["Param", "Blank", "Candidate", "Argument"])) return [];
  if (isOfTheText(formula.left) && isOfTheText(formula.right)) return [];
  const range = ranges.of(formula, place);
  if (range.kind !== "truth" || (range.yes && range.no)) return [];
  const [left, right] = [ranges.of(formula.left, place), ranges.of(formula.right, place)];
  const other = isOfTheText(formula.left) ? formula.right : formula.left;
  const known = isOfTheText(formula.left) ? right : left;
  if (known.kind !== "amount") return [];
  const limit = isOfTheText(formula.left) ? left : right;
  const below =
    known.low !== null && limit.kind === "amount" && limit.low !== null && compare(known.low, limit.low) >= 0;
  const end = below ? known.low : known.high;
  if (end === null) return [];
  return [
    diagnose("condition/always", formula.span, {
      holds: range.yes,
      written: text.slice(other.span.from, other.span.to),
      bound: `${below ? "less" : "more"} than ${toDecimal(end)}`,
    }),
  ];
}

const isOfTheText = (formula: Formula): boolean =>
  formula.kind === "Const" ||
  (["Arithmetic", "Negate", "Worth"].includes(formula.kind) &&
    partsOf(formula).every(({ part }) => isOfTheText(part)));

const has = (formula: Formula, kinds: readonly Formula["kind"][]): boolean =>
  kinds.includes(formula.kind) || partsOf(formula).some(({ part }) => has(part, kinds));
