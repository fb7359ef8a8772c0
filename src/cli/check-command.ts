import { lineAndColumn } from "../base/span.ts";
import { check } from "../check/check.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parse } from "../syntax/parse.ts";
import { readText } from "./files.ts";

/** `FILE:LINE:COLUMN: severity code: sentence`, as compilers print and editors read. */
export function printProblem(
  file: string,
  text: string,
  { span, severity, code, message }: Diagnostic,
): string {
  const { line, column } = lineAndColumn(text, span.from);
  return `${file}:${line}:${column}: ${severity} ${code}: ${message}`;
}

/** Prints the problems of a plan, one a line. */
export function checkCommand(file: string): number {
  const text = readText(file);
  const { diagnostics } = check(parse(text));
  for (const problem of diagnostics) process.stdout.write(`${printProblem(file, text, problem)}\n`);
  return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
}

/** A plan in which nothing is wrong; otherwise its errors go to standard error, and there is none. */
export function planOf(file: string): { readonly text: string; readonly plan: CheckedPlan } | null {
  const text = readText(file);
  const { plan, diagnostics } = check(parse(text));
  for (const problem of diagnostics)
    if (problem.severity === "error") process.stderr.write(`${printProblem(file, text, problem)}\n`);
  return plan && { text, plan };
}
