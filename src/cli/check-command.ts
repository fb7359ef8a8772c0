import { check } from "../check/check.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { parse } from "../syntax/parse.ts";
import { nameOf, readText } from "./files.ts";
import { complain, say, speaksToSomebody } from "./output.ts";
import { excerpt, printProblem } from "./problems.ts";

/** Prints the problems of a plan, one a line; on a terminal with the line of the plan below. */
export function checkCommand(file: string): number {
  const text = readText(file);
  const { diagnostics } = check(parse(text));
  for (const problem of diagnostics)
    say(printProblem(nameOf(file), text, problem) + (speaksToSomebody() ? excerpt(text, problem) : ""));
  return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
}

/** A plan in which nothing is wrong, with its text; otherwise its errors go to standard error, and there is none. */
export function planOf(file: string): { readonly text: string; readonly plan: CheckedPlan } | null {
  const text = readText(file);
  const { plan, diagnostics } = check(parse(text));
  for (const problem of diagnostics)
    if (problem.severity === "error")
      complain(printProblem(nameOf(file), text, problem) + excerpt(text, problem));
  return plan && { text, plan };
}
