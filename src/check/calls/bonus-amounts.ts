import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Arg, Step } from "../../syntax/syntax.ts";
import type { Context, Scope } from "../context.ts";
import { broken, demand } from "../expressions.ts";
import type { Formula } from "../formula.ts";
import { nearest } from "../nearest.ts";
import { MONEY, PERSON } from "../types.ts";
import { wrongArguments } from "./arguments.ts";

/** `gross(B)`, `earned(B)`, `paid(B)`; in an example also of somebody: `paid(Ann.B)`. */
export function amountOfBonus(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  stage: "gross" | "earned" | "paid",
): Formula {
  const value = args.length === 1 ? args[0]!.value : null;
  if (value?.kind !== "Path") return wrongArguments(context, step, "the name of a bonus", args.length);
  const name = value.steps.at(-1)!.name;
  const { bonuses, pools } = context.declarations;
  if (!bonuses.has(name.text) && !pools.has(name.text)) {
    if (name.text !== "")
      context.report(
        diagnose("bonus/unknown", name.span, {
          name: name.text,
          near: nearest(name.text, [...bonuses.keys(), ...pools.keys()]),
        }),
      );
    return broken(step.span);
  }
  context.used.add(name.text);
  let of: Formula = { kind: "It", span: value.span, type: PERSON };
  if (value.steps.length > 1)
    of = demand(context, { ...value, steps: value.steps.slice(0, -1) }, scope, PERSON, `\`${stage}\``);
  else if (scope.it !== "person") {
    context.report(
      diagnose("person/whose", name.span, { name: name.text, inExample: scope.people !== null }),
    );
    return broken(step.span);
  }
  return { kind: "Amount", span: step.span, type: MONEY, stage, bonus: name.text, of };
}

/** Reasons for breakage as a plan writes them: `no_upline` for "no upline". */
export const reasonWords: readonly string[] = [
  "no_upline",
  "boundary",
  "not_entitled",
  "lower_rank",
  "each_at_most",
  "at_most",
  "limit",
  "rounding",
  "no_shares",
];

/** `offered(B)`, `broken(B)`, `broken(B, lower_rank)`: of the company, where nothing is worked out of it any more. */
export function balance(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  what: "offered" | "broken",
): Formula {
  const names = args.map((arg) =>
    arg.value?.kind === "Path" && arg.value.steps.length === 1 && !arg.value.steps[0]!.args
      ? arg.value.steps[0]!.name
      : null,
  );
  const [bonus, reason] = names;
  const most = what === "broken" ? 2 : 1;
  if (!bonus || args.length > most || (args.length === 2 && !reason))
    return wrongArguments(
      context,
      step,
      what === "broken" ? "the name of a bonus, and perhaps a reason" : "the name of a bonus",
      args.length,
    );
  const { bonuses, pools } = context.declarations;
  if (!scope.paidByName) context.report(diagnose("balance/where", step.span, { name: step.name.text }));
  if (!bonuses.has(bonus.text) && !pools.has(bonus.text))
    context.report(
      diagnose("bonus/unknown", bonus.span, {
        name: bonus.text,
        near: nearest(bonus.text, [...bonuses.keys(), ...pools.keys()]),
      }),
    );
  if (reason && !reasonWords.includes(reason.text))
    context.report(
      diagnose("choice/unknown", reason.span, {
        name: reason.text,
        choices: reasonWords,
        near: nearest(reason.text, reasonWords),
      }),
    );
  context.used.add(bonus.text);
  return {
    kind: "Balance",
    span: step.span,
    type: MONEY,
    bonus: bonus.text,
    what,
    reason: reason ? reason.text.replaceAll("_", " ") : null,
  };
}
