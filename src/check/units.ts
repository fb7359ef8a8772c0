import type { Exact } from "../base/exact.ts";
import { isZero } from "../base/exact.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Context } from "./context.ts";
import type { Formula } from "./formula.ts";
import { MONEY, nameOfType, sameType, type Type, UNKNOWN } from "./types.ts";

const isLiteralZero = (formula: Formula): boolean =>
  formula.kind === "Const" &&
  formula.type.kind === "number" &&
  formula.value !== null &&
  isZero(formula.value as Exact);

/** The same formula under another type: a bare number that takes the unit of what stands beside it. */
const retyped = (formula: Formula, type: Type): Formula => ({ ...formula, type });

/** Points as money, where their kind has a worth; null where it has none. */
function asMoney(context: Context, formula: Formula): Formula | null {
  if (formula.type.kind !== "points" || !context.hasWorth(formula.type.of)) return null;
  return { kind: "Worth", span: formula.span, type: MONEY, of: formula, points: formula.type.of };
}

/** The formula as a value of the wanted type, where the language changes it silently; null where it does not. */
export function converted(context: Context, formula: Formula, wanted: Type): Formula | null {
  const found = formula.type;
  if (sameType(found, wanted) || found.kind === "unknown" || wanted.kind === "unknown") return formula;
  if (found.kind === "number" && wanted.kind === "points") return retyped(formula, wanted);
  if (isLiteralZero(formula) && (wanted.kind === "money" || wanted.kind === "percent"))
    return retyped(formula, wanted);
  if (wanted.kind === "money") return asMoney(context, formula);
  if (found.kind === "choice" && wanted.kind === "text") return formula;
  // `none` belongs to every type that can be none.
  if (formula.kind === "Const" && formula.value === null) {
    if (wanted.kind === "rank" || wanted.kind === "person") return { ...formula, type: wanted, value: -1 };
    if (wanted.kind === "choice" || wanted.kind === "text") return { ...formula, type: wanted };
  }
  return null;
}

/** As `converted`; what cannot be is reported at the formula, as something wanted by `place` ("the base of a bonus"). */
export function fit(context: Context, formula: Formula, wanted: Type, place: string): Formula {
  const result = converted(context, formula, wanted);
  if (result) return result;
  const { type } = formula;
  if (wanted.kind === "money" && type.kind === "points")
    context.report(diagnose("unit/no-worth", formula.span, { points: type.of }));
  else if (wanted.kind === "percent" && literalIn(formula)) {
    const { span } = literalIn(formula)!;
    context.report(
      diagnose("unit/percent-sign", span, { written: context.text.slice(span.from, span.to), place }),
    );
  } else if (wanted.kind === "money" && (literalIn(formula) ?? factorIn(formula))) {
    const { span } = (literalIn(formula) ?? factorIn(formula))!;
    const written = `${moneySignOf(context.text)}${context.text.slice(span.from, span.to)}`;
    context.report(diagnose("unit/money-sign", span, { written, place }));
  } else if (wanted.kind === "money" && formula.kind === "Const" && type.kind === "percent") {
    const written = context.text.slice(formula.span.from, formula.span.to);
    context.report(diagnose("unit/percent-of", formula.span, { written, place }));
  } else
    context.report(
      diagnose("unit/expected", formula.span, {
        place,
        expected: nameOfType(wanted),
        found: nameOfType(type),
      }),
    );
  return retyped(formula, UNKNOWN);
}

/** The sign that the plan writes its amounts with. */
export const moneySignOf = (text: string): string => /\p{Sc}/u.exec(text)?.[0] ?? "$";

/** The bare figure that a formula comes to, if it is one on any of its branches. */
export function literalIn(formula: Formula): Formula | null {
  if (formula.kind === "Const")
    return formula.type.kind === "number" && formula.value !== null && !isLiteralZero(formula)
      ? formula
      : null;
  return formula.kind === "If" ? (literalIn(formula.then) ?? literalIn(formula.otherwise)) : null;
}

/** `35 * Team.cycles`: the figure in front, of which there are so many. */
const factorIn = (formula: Formula): Formula | null =>
  formula.kind === "Arithmetic" && formula.op === "*" && formula.type.kind === "number"
    ? literalIn(formula.left)
    : formula.kind === "If"
      ? (factorIn(formula.then) ?? factorIn(formula.otherwise))
      : null;

/** Two formulas brought to one type, as sums and comparisons need; null where they have none in common. */
export function unified(
  context: Context,
  left: Formula,
  right: Formula,
): { readonly left: Formula; readonly right: Formula; readonly type: Type } | null {
  const toLeft = converted(context, right, left.type);
  if (toLeft) return { left, right: toLeft, type: left.type.kind === "unknown" ? right.type : left.type };
  const toRight = converted(context, left, right.type);
  if (toRight) return { left: toRight, right, type: right.type };
  return null;
}
