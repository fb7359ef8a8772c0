import { unreachable } from "../../base/unreachable.ts";
import type { Formula, FormulaOf } from "../../check/formula.ts";
import { isAmount, type Type } from "../../check/types.ts";
import { zeroValue } from "../../check/zero.ts";
import { binary, type Expr, not } from "../../ir/code.ts";
import type { Code } from "../code.ts";
import { amountTerm, columnTerm } from "../columns/columns.ts";
import { flavourTerm, orderColumnTerm } from "../columns/data.ts";
import { boardTerm, placeTerm } from "../columns/machines.ts";
import { aggregateTerm, countTerm, nearestTerm } from "../groups/aggregates.ts";
import { separateLegsTerm } from "../groups/separate-legs.ts";
import { impossible } from "../impossible.ts";
import { columnKey } from "../journeys/state.ts";
import { pairingFieldTerm } from "../money/pairings.ts";
import { cutTerm, soFarTerm } from "../orders/so-far.ts";
import { amountOf, floored, minus, NOTHING, over, plus, times } from "./arithmetic.ts";
import { compareTerm, extremeTerm, ifTerm, logicTerm } from "./choosing.ts";
import { addLength } from "./days.ts";
import { fixedTerm, fixedValue, isFixed, numberTerm } from "./fixed.ts";
import { partAtMoment } from "./moment.ts";
import { firstTerm, highestTerm, previousTerm } from "./periods.ts";
import type { Scope } from "./scope.ts";
import { factTerm, lookupTerm } from "./tables.ts";
import type { Amount, Day, Person, Term, Truth } from "./terms.ts";

/** A formula as code where it is read: one case a form, as in the plain evaluator. */
export function termOf(code: Code, formula: Formula, scope: Scope): Term {
  if (isFixed(formula, scope)) return fixedTerm(code, formula, scope);
  // What goes with a base is what it is now.
  const isNow = scope.period === null && scope.moment === null;
  if (scope.carried && isNow && "of" in formula && typeof formula.of === "object") {
    const { kind } = formula.of;
    if (kind === "Source" || kind === "Below") {
      const carried = scope.carried.get(columnKey(formula));
      if (carried) return carried;
    }
  }
  const part = scope.moment && partAtMoment(code, formula, scope, scope.moment);
  if (part) return part;
  const cut = scope.upTo && !scope.moment && cutTerm(code, formula, scope);
  if (cut) return cut;
  switch (formula.kind) {
    case "Const":
    case "Param":
    case "Candidate":
      return fixedTerm(code, formula, scope);
    case "Blank":
      return scope.blank ? termOf(code, scope.blank, scope) : zeroTerm(code, formula.type);
    case "Argument":
      return scope.args[formula.index]!.term;
    case "Bound":
      return (
        scope[formula.name] ??
        (formula.name === "total" ? impossible("`total` outside of a limited sum") : NOTHING)
      );
    case "It":
      return scope.it;
    case "My":
      return scope.my;
    case "Source":
      return scope.path!.source;
    case "Below":
      return scope.path!.below;
    case "Someone":
      return impossible("a person of an example in a rule");
    case "Column":
      return columnTerm(code, formula, scope);
    case "OrderColumn":
      return orderColumnTerm(code, formula, scope);
    case "Flavour":
      return flavourTerm(code, formula, scope);
    case "Fact":
      return factTerm(code, formula, scope);
    case "PairingField":
      return pairingFieldTerm(code, formula, scope);
    case "BoardField":
      return boardTerm(code, formula, scope);
    case "Amount":
      return amountTerm(code, formula, scope);
    case "Balance":
      return impossible("what a bonus offers or breaks in a rule");
    case "Lookup":
      return lookupTerm(code, formula, scope);
    case "Not":
      return { kind: "yes/no", expr: not(truthOf(code, formula.of, scope)) };
    case "Negate":
      return minus(code, NOTHING, amountIn(code, formula.of, scope));
    case "Arithmetic":
      return arithmeticTerm(code, formula, scope);
    case "Compare":
      return compareTerm(
        code,
        formula.op,
        termOf(code, formula.left, scope),
        termOf(code, formula.right, scope),
      );
    case "Logic":
      return logicTerm(code, formula, scope);
    case "If":
      return ifTerm(
        code,
        truthOf(code, formula.condition, scope),
        (yes) => termOf(yes, formula.then, scope),
        (no) => termOf(no, formula.otherwise, scope),
      );
    case "Worth": {
      const worth = code.compiling.plan.worth.get(formula.points)!;
      return times(
        code,
        amountIn(code, formula.of, scope),
        numberTerm(code, `worth of ${formula.points}`, worth),
      );
    }
    case "Whole":
      return floored(code, amountIn(code, formula.of, scope), { n: 1, d: 1 });
    case "Extreme":
      return formula.items
        .map((item) => termOf(code, item, scope))
        .reduce((best, item) => extremeTerm(code, formula.which, best, item));
    case "Aggregate":
      return aggregateTerm(code, formula, scope);
    case "Count":
      return countTerm(code, formula, scope);
    case "Nearest":
      return nearestTerm(code, formula, scope);
    case "Place":
      return placeTerm(code, formula, scope);
    case "SeparateLegs":
      return separateLegsTerm(code, formula, scope);
    case "Previous":
      return previousTerm(code, formula, scope);
    case "SoFar":
      return soFarTerm(code, formula, scope);
    case "Highest":
      return highestTerm(code, formula, scope);
    case "First":
      return firstTerm(code, formula, scope);
    default:
      return unreachable(formula);
  }
}

/** A formula that is known to come to an amount. */
export function amountIn(code: Code, formula: Formula, scope: Scope): Amount {
  const term = termOf(code, formula, scope);
  return term.kind === "amount" ? term : impossible(`${formula.kind} in place of an amount`);
}

/** A formula that is known to come to yes or no: 1 or 0. */
export const truthOf = (code: Code, formula: Formula, scope: Scope): Expr =>
  (termOf(code, formula, scope) as Truth).expr;

export const personIn = (code: Code, formula: Formula, scope: Scope): Person =>
  termOf(code, formula, scope) as Person;

/** What there is where there is nothing: 0, no, none. */
export function zeroTerm(code: Code, type: Type): Term {
  if (isAmount(type) || type.kind === "unknown") return NOTHING;
  return fixedValue(code, `zero ${type.kind}`, type, () => zeroValue(type), false);
}

function arithmeticTerm(code: Code, formula: FormulaOf<"Arithmetic">, scope: Scope): Term {
  const [left, right] = [termOf(code, formula.left, scope), termOf(code, formula.right, scope)];
  if (left.kind === "date" && right.kind === "duration")
    return addLength(code, left, right, formula.op === "-" ? -1 : 1);
  if (left.kind === "date" && right.kind === "date")
    return { kind: "duration", expr: binary("sub", left.expr, right.expr), unit: "days" };
  if (left.kind !== "amount" || right.kind !== "amount") return impossible(`arithmetic with ${left.kind}`);
  const work = { "+": plus, "-": minus, "*": times, "/": over }[formula.op];
  return work(code, left, right);
}

export const isDay = (term: Term): term is Day => term.kind === "date";

export const one = (): Amount => amountOf(1n);
