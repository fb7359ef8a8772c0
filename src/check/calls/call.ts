import type { Arg, Step } from "../../syntax/syntax.ts";
import { longerClockIn } from "../clocks.ts";
import type { Context, Scope } from "../context.ts";
import { broken, condition } from "../expressions.ts";
import type { Formula } from "../formula.ts";
import { elaborateGroup } from "../groups.ts";
import { MONEY, NUMBER, PERSON, type Type, YES_NO } from "../types.ts";
import { fit } from "../units.ts";
import { aggregate, count, extreme, place, separateLegs } from "./aggregates.ts";
import { amount, ofPeople, onlyGroup, onlyValue, ordered, wrongArguments } from "./arguments.ts";
import { amountOfBonus, balance } from "./bonus-amounts.ts";
import { declared } from "./declared.ts";

/** Understands `name(…)`: a function of the language, a measure with parameters, or a table. */
export function call(context: Context, step: Step, scope: Scope, expected: Type): Formula {
  const args = step.args ?? [];
  switch (step.name.text) {
    case "sum":
      return aggregate(context, step, args, scope, "sum");
    case "any":
    case "all":
      return aggregate(context, step, args, scope, step.name.text);
    case "max":
    case "min":
      return args.length === 1 && args[0]!.group
        ? aggregate(context, step, args, scope, step.name.text)
        : extreme(context, step, args, scope, step.name.text, expected);
    case "count":
      return count(context, step, args, scope);
    case "nearest": {
      const group = onlyGroup(context, step, args);
      const checked = group && elaborateGroup(context, group, scope);
      return checked && ofPeople(context, step, checked.group)
        ? { kind: "Nearest", span: step.span, type: PERSON, group: checked.group }
        : broken(step.span);
    }
    case "place":
      return place(context, step, args, scope);
    case "separate_legs":
      return separateLegs(context, step, args, scope);
    case "whole": {
      const of = onlyValue(context, step, args, scope);
      return {
        kind: "Whole",
        span: step.span,
        type: NUMBER,
        of: of && amount(context, of, "`whole`") ? of : broken(step.span),
      };
    }
    case "worth": {
      const of = onlyValue(context, step, args, scope);
      return of ? fit(context, of, MONEY, "`worth`") : broken(step.span);
    }
    case "highest": {
      const of = onlyValue(context, step, args, scope, expected);
      return of && ordered(context, of, "highest")
        ? { kind: "Highest", span: step.span, type: of.type, of }
        : broken(step.span);
    }
    case "previous":
    case "so_far":
      return anotherMoment(context, step, args, scope, expected);
    case "first": {
      const value = args.length === 1 ? args[0]!.value : null;
      if (!value) return wrongArguments(context, step, "one condition", args.length);
      return {
        kind: "First",
        span: step.span,
        type: YES_NO,
        of: condition(context, value, scope, "`first`"),
      };
    }
    case "gross":
    case "earned":
    case "paid":
      return amountOfBonus(context, step, args, scope, step.name.text);
    case "offered":
    case "broken":
      return balance(context, step, args, scope, step.name.text);
    default:
      return declared(context, step, args, scope);
  }
}

/** `previous(…)`, `so_far(…)`: the same columns in the period before, or before the rest of the period has happened. */
function anotherMoment(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  expected: Type,
): Formula {
  const value = args[0]?.value;
  const clock = value ? longerClockIn(context, value, scope) : null;
  const inOrder = step.name.text === "so_far" && scope.it === "order";
  const inside: Scope = { ...scope, ...(clock ? { clock } : {}), ...(inOrder ? { it: "person" } : {}) };
  const of = onlyValue(context, step, args, inside, expected);
  if (!of) return broken(step.span);
  if (step.name.text === "previous") return { kind: "Previous", span: step.span, type: of.type, of, clock };
  // At the end of its own period a rule sees all of it.
  return clock || inOrder ? { kind: "SoFar", span: step.span, type: of.type, of, clock } : of;
}
