import { parseDay } from "../base/calendar.ts";
import { type Exact, negate, ONE, toDecimal } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import { FIGURE_DECIMALS_MOST } from "../base/text-limits.ts";
import { unreachable } from "../base/unreachable.ts";
import type { Value } from "../base/value.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Expr, Node } from "../syntax/syntax.ts";
import type { Context, Scope } from "./context.ts";
import { rankNames } from "./declarations.ts";
import { tooManyDecimalsOf, valueOfFigure, type WrittenFigure } from "./figures.ts";
import type { Formula } from "./formula.ts";
import { elaboratePath } from "./paths.ts";
import {
  DATE,
  DURATION,
  isAmount,
  isOrdered,
  MONEY,
  NUMBER,
  nameOfType,
  PERCENT,
  type Type,
  UNKNOWN,
  YES_NO,
} from "./types.ts";
import { converted, fit, moneySignOf, unified } from "./units.ts";
import { zeroOf } from "./zero.ts";

const constant = (span: Span, type: Type, value: Value): Formula => ({ kind: "Const", span, type, value });

/** Stands for what could not be understood; it is never evaluated, because a plan with an error is never run. */
export const broken = (span: Span): Formula => constant(span, UNKNOWN, null);

/**
 * Understands an expression. `expected` helps where a word means different things (a rank, a choice); it is no demand:
 * for that, `demand`.
 */
export function elaborate(context: Context, expr: Expr, scope: Scope, expected: Type = UNKNOWN): Formula {
  const { span } = expr;
  switch (expr.kind) {
    case "Number":
      return figure(context, expr, NUMBER);
    case "Percent":
      return figure(context, expr, PERCENT);
    case "Money":
      return figure(context, expr, MONEY);
    case "Date": {
      const day = parseDay(expr.text.length === 7 ? `${expr.text}-01` : expr.text);
      if (day === null) context.report(diagnose("date/impossible", span, { text: expr.text }));
      return day === null ? broken(span) : constant(span, DATE, day);
    }
    case "Duration": {
      const count = expr.count.kind === "Number" ? Number(toDecimal(expr.count.value)) : Number.NaN;
      if (Number.isSafeInteger(count)) return constant(span, DURATION, { count, unit: expr.unit });
      if (expr.count.kind !== "Missing")
        context.report(diagnose("date/whole-duration", span, { unit: expr.unit }));
      return broken(span);
    }
    case "YesNo":
      return constant(span, YES_NO, expr.value);
    case "None":
      if (expected.kind === "rank" || expected.kind === "person") return constant(span, expected, -1);
      return constant(span, expected.kind === "text" ? expected : { kind: "choice", choices: null }, null);
    case "Blank":
      if (scope.blank) return { kind: "Blank", span, type: scope.blank };
      context.report(diagnose("header/blank-outside", span, {}));
      return broken(span);
    case "Missing":
      return broken(span);
    case "Parens":
      return elaborate(context, expr.inner, scope, expected);
    case "Minus": {
      const of = elaborate(context, expr.of, scope);
      if (of.type.kind !== "unknown" && !isAmount(of.type))
        context.report(
          diagnose("unit/expected", of.span, {
            place: "what stands after `-`",
            expected: "an amount",
            found: nameOfType(of.type),
          }),
        );
      if (of.kind === "Const" && isAmount(of.type)) return { ...of, span, value: negate(of.value as Exact) };
      return { kind: "Negate", span, type: of.type, of };
    }
    case "Not":
      return { kind: "Not", span, type: YES_NO, of: condition(context, expr.of, scope) };
    case "Logic":
      return {
        kind: "Logic",
        span,
        type: YES_NO,
        op: expr.op,
        left: condition(context, expr.left, scope),
        right: secondSide(context, expr, scope),
      };
    case "Compare":
      return compare(context, expr, scope);
    case "Binary":
      return arithmetic(context, expr, scope);
    case "If":
      return choose(context, expr, scope, expected);
    case "Path":
      return elaboratePath(context, expr, scope, expected);
    default:
      return unreachable(expr);
  }
}

function figure({ report }: Context, written: WrittenFigure, type: Type): Formula {
  const found = tooManyDecimalsOf(written);
  if (found !== null)
    report(diagnose("figure/decimals", written.span, { most: FIGURE_DECIMALS_MOST, found }));
  return constant(written.span, type, valueOfFigure(written));
}

/** Understands an expression that has to be of a type. `place` names what wants it, for the message. */
export function demand(context: Context, expr: Expr, scope: Scope, wanted: Type, place: string): Formula {
  return fit(context, elaborate(context, expr, scope, wanted), wanted, place);
}

/** Understands an expression that has to be yes or no. */
export function condition(context: Context, expr: Expr, scope: Scope, place = "a condition"): Formula {
  return demand(context, expr, scope, YES_NO, place);
}

/** `level = 1 or 2`: behind the word stands only the value that the comparison before it should be made with as well. */
function secondSide(context: Context, { left, right, op }: Node<"Logic">, scope: Scope): Formula {
  const before = left.kind === "Logic" ? left.right : left;
  if (before.kind !== "Compare" || !isValueOf(context, before, right, scope))
    return condition(context, right, scope);
  const written = (from: number, to: number) => context.text.slice(from, to);
  const opening = written(before.span.from, before.opSpan.to);
  context.report(
    diagnose("condition/side-missing", right.span, {
      joint: op,
      write: `${opening} ${written(right.span.from, right.span.to)}`,
    }),
  );
  return { ...broken(right.span), type: YES_NO };
}

function isValueOf(context: Context, before: Node<"Compare">, side: Expr, scope: Scope): boolean {
  if (["Number", "Percent", "Money", "Date", "None"].includes(side.kind)) return true;
  if (!isBareWord(side) || side.kind !== "Path") return false;
  const word = side.steps[0]!.name.text;
  const { type } = elaborate(context, before.left, scope);
  if (type.kind === "rank") return rankNames(context.declarations.ladders.get(type.ladder)!).includes(word);
  return type.kind === "choice" && type.choices?.includes(word) === true;
}

/** A path of one bare name may be a word (a rank, a choice), which only the other side can tell. */
const isBareWord = (expr: Expr): boolean =>
  (expr.kind === "Path" && expr.steps.length === 1 && !expr.steps[0]!.args) || expr.kind === "None";

function sides(
  context: Context,
  left: Expr,
  right: Expr,
  scope: Scope,
): { readonly left: Formula; readonly right: Formula } {
  if (isBareWord(left) && !isBareWord(right)) {
    const elaborated = elaborate(context, right, scope);
    return { left: elaborate(context, left, scope, elaborated.type), right: elaborated };
  }
  // Of two bare words the one that is declared tells what the other is.
  const leftName = left.kind === "Path" ? left.steps[0]!.name.text : "";
  if (isBareWord(left) && isBareWord(right) && !knownName(context, scope, leftName)) {
    const elaborated = elaborate(context, right, scope);
    return { left: elaborate(context, left, scope, elaborated.type), right: elaborated };
  }
  const elaborated = elaborate(context, left, scope);
  // Beside what is broken a word cannot be told from a name: one mistake is enough.
  const lost =
    elaborated.type.kind === "unknown" &&
    isBareWord(right) &&
    right.kind === "Path" &&
    !knownName(context, scope, right.steps[0]!.name.text);
  return {
    left: elaborated,
    right: lost ? broken(right.span) : elaborate(context, right, scope, elaborated.type),
  };
}

const knownName = (context: Context, scope: Scope, name: string): boolean =>
  context.declarations.names.has(name) ||
  scope.parameters.has(name) ||
  scope.bound.has(name) ||
  ["rank", "my", "kind", "age", "joined"].includes(name);

function compare(context: Context, expr: Node<"Compare">, scope: Scope): Formula {
  const { left, right } = sides(context, expr.left, expr.right, scope);
  const both = unified(context, left, right);
  if (!both) {
    reportMismatch(context, expr.opSpan, "compared", left, right);
    return { ...broken(expr.span), type: YES_NO };
  }
  if (both.type.kind !== "unknown" && !isOrdered(both.type) && expr.op !== "=" && expr.op !== "<>")
    context.report(diagnose("unit/no-order", expr.opSpan, { type: nameOfType(both.type), sign: expr.op }));
  return { kind: "Compare", span: expr.span, type: YES_NO, op: expr.op, left: both.left, right: both.right };
}

function reportMismatch(context: Context, at: Span, verb: string, left: Formula, right: Formula): void {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.type.kind === "points" && other.type.kind === "money") {
      context.report(diagnose("unit/no-worth", one.span, { points: one.type.of }));
      return;
    }
    if (one.type.kind === "percent" && other.kind === "Const" && other.type.kind === "number") {
      context.report(
        diagnose("unit/percent-sign", other.span, {
          written: context.text.slice(other.span.from, other.span.to),
          place: "a percentage",
        }),
      );
      return;
    }
  }
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const)
    if (one.type.kind === "money" && other.kind === "Const" && other.type.kind === "number") {
      const written = `${moneySignOf(context.text)}${context.text.slice(other.span.from, other.span.to)}`;
      context.report(diagnose("unit/money-sign", other.span, { written, place: "what stands beside money" }));
      return;
    } else if (one.kind === "Column" && one.name === "age" && other.type.kind === "duration") {
      context.report(diagnose("unit/age", other.span, { clock: context.rule.clock ?? context.clock }));
      return;
    } else if (one.type.kind === "rank" && other.type.kind === "number") {
      const ranks = rankNames(context.declarations.ladders.get(one.type.ladder)!);
      context.report(diagnose("rank/number", other.span, { ladder: one.type.ladder, ranks }));
      return;
    }
  context.report(
    diagnose("unit/mismatch", at, {
      verb,
      left: nameOfType(left.type),
      right: nameOfType(right.type),
      share: isAmount(left.type) && right.type.kind === "percent" ? shareOf(context, left, right) : null,
    }),
  );
}

/** `PV - 20%`: what the percentage is probably taken of. */
const shareOf = ({ text }: Context, { span: of }: Formula, { span: share }: Formula) => ({
  write: `${text.slice(share.from, share.to)} of ${text.slice(of.from, of.to)}`,
  span: share,
});

function arithmetic(context: Context, expr: Node<"Binary">, scope: Scope): Formula {
  const { span, op, opSpan } = expr;
  const [left, right] = [elaborate(context, expr.left, scope), elaborate(context, expr.right, scope)];
  const result = (type: Type, sign: "+" | "-" | "*" | "/", l = left, r = right): Formula => ({
    kind: "Arithmetic",
    span,
    type,
    op: sign,
    left: l,
    right: r,
  });
  const wrong = (): Formula => broken(span);
  const [l, r] = [left.type, right.type];

  if (op === "of") {
    if (l.kind === "unknown" || r.kind === "unknown") return result(r, "*");
    if (l.kind !== "percent") {
      context.report(
        diagnose("unit/of", left.span, {
          found: nameOfType(l),
          written:
            left.kind === "Const" && l.kind === "number"
              ? context.text.slice(left.span.from, left.span.to)
              : null,
          whose:
            left.kind === "Column" && r.kind === "person"
              ? `${context.text.slice(right.span.from, right.span.to)}.${left.name}`
              : null,
          whole: span,
        }),
      );
      return l.kind === "number" ? { ...wrong(), type: r } : wrong();
    }
    if (isAmount(r)) return result(r, "*");
    context.report(
      diagnose("unit/expected", right.span, {
        place: "what stands after `of`",
        expected: "an amount",
        found: nameOfType(r),
      }),
    );
    return wrong();
  }

  if (op === "+" || op === "-") {
    if (l.kind === "unknown" || r.kind === "unknown")
      return result(isAmount(l) ? l : isAmount(r) ? r : UNKNOWN, op);
    if (expr.left.kind === "Binary" && expr.left.op === "of")
      context.report(
        diagnose("unit/of-binds-first", expr.left.span, {
          written: context.text.slice(expr.left.span.from, expr.left.span.to),
        }),
      );
    const days = l.kind === "date" && (r.kind === "duration" || (r.kind === "date" && op === "-"));
    if (days) return result(r.kind === "date" ? DURATION : DATE, op);
    if (l.kind === "duration" && r.kind === "date" && op === "+") return result(DATE, "+", right, left);
    const both = unified(context, left, right);
    if (both && isAmount(both.type)) return result(both.type, op, both.left, both.right);
    reportMismatch(context, opSpan, op === "+" ? "added" : "subtracted", left, right);
    return wrong();
  }

  const unknown = l.kind === "unknown" || r.kind === "unknown";
  const amounts = (isAmount(l) || l.kind === "unknown") && (isAmount(r) || r.kind === "unknown");
  if (!amounts) {
    const bad = isAmount(l) || l.kind === "unknown" ? right : left;
    context.report(
      diagnose("unit/expected", bad.span, {
        place: `what stands beside \`${op}\``,
        expected: "an amount",
        found: nameOfType(bad.type),
      }),
    );
    return wrong();
  }
  if (op === "*") {
    if (l.kind === "number" || (l.kind === "percent" && r.kind !== "number") || l.kind === "unknown")
      return result(r, "*");
    if (r.kind === "number" || r.kind === "percent" || unknown) return result(l, "*");
    context.report(diagnose("unit/multiply", opSpan, { left: nameOfType(l), right: nameOfType(r) }));
    return wrong();
  }
  if (unknown || r.kind === "number") return result(l, "/");
  if (r.kind === "percent" && l.kind !== "percent") return result(l, "/");
  const both = unified(context, left, right);
  if (both) return result(NUMBER, "/", both.left, both.right);
  context.report(diagnose("unit/divide", opSpan, { left: nameOfType(l), right: nameOfType(r) }));
  return wrong();
}

function choose(context: Context, expr: Node<"If">, scope: Scope, expected: Type): Formula {
  const { span } = expr;
  const when = condition(context, expr.condition, scope, "what stands after `if`");
  const then = elaborate(context, expr.then, scope, expected);
  if (!expr.otherwise)
    return { kind: "If", span, type: then.type, condition: when, then, otherwise: zeroOf(then.type, span) };
  const otherwise = elaborate(
    context,
    expr.otherwise,
    scope,
    then.type.kind === "unknown" ? expected : then.type,
  );
  const both = unified(context, then, otherwise);
  if (!both) {
    context.report(
      diagnose("unit/branches", otherwise.span, {
        then: nameOfType(then.type),
        otherwise: nameOfType(otherwise.type),
      }),
    );
    return broken(span);
  }
  return { kind: "If", span, type: both.type, condition: when, then: both.left, otherwise: both.right };
}

/** A constant factor of one, where a rule says nothing. */
export const one = (span: Span): Formula => constant(span, NUMBER, ONE);
export { converted };
