import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Arg, Node, Step } from "../../syntax/syntax.ts";
import type { Context, Scope } from "../context.ts";
import { broken, elaborate } from "../expressions.ts";
import type { CheckedGroup, Formula } from "../formula.ts";
import { isAmount, isOrdered, nameOfType, type Type, UNKNOWN } from "../types.ts";

export function wrongArguments(context: Context, step: Step, expected: string, found: number): Formula {
  context.report(diagnose("call/arguments", step.name.span, { name: step.name.text, expected, found }));
  return broken(step.span);
}

/** The one plain argument of a function. */
export function onlyValue(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  expected: Type = UNKNOWN,
): Formula | null {
  const [arg] = args;
  if (args.length !== 1 || !arg?.value || arg.group || arg.where || arg.role !== "value") {
    wrongArguments(context, step, "one value", args.length);
    return null;
  }
  return elaborate(context, arg.value, scope, expected);
}

export function onlyGroup(context: Context, step: Step, args: readonly Arg[]): Node<"Group"> | null {
  const [arg] = args;
  if (args.length === 1 && arg?.group && !arg.value) return arg.group;
  wrongArguments(context, step, "a group, such as `upline where active`", args.length);
  return null;
}

export function amount(context: Context, of: Formula, place: string): boolean {
  if (isAmount(of.type) || of.type.kind === "unknown") return true;
  context.report(
    diagnose("unit/expected", of.span, { place, expected: "an amount", found: nameOfType(of.type) }),
  );
  return false;
}

/** Whether it is people that a group goes through, and not orders or periods of one of them. */
export function ofPeople(context: Context, step: Step, { base, span }: CheckedGroup): boolean {
  if (base !== "orders" && !base.endsWith("periods")) return true;
  context.report(diagnose("group/no-people", span, { name: step.name.text }));
  return false;
}

/** Whether one value can be more than another, as whoever looks for the most of them or puts them in order has to know. */
export function ordered(context: Context, of: Formula, sign: string): boolean {
  if (isOrdered(of.type) || of.type.kind === "unknown") return true;
  context.report(diagnose("unit/no-order", of.span, { type: nameOfType(of.type), sign }));
  return false;
}
