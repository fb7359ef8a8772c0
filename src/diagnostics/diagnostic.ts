import type { Span } from "../base/span.ts";
import { type Code, catalogue, type Facts } from "./catalogue.ts";

/** `error`: the plan cannot be run. `warning`: it runs, and is probably not what was meant. `hint`: worth a look. */
export type Severity = "error" | "warning" | "hint";
export type Edit = { readonly span: Span; readonly insert: string };
/** A change of the text that mends the problem, to be applied with one key. */
export type Mend = { readonly title: string; readonly edits: readonly Edit[] };
/** A second place that the problem is about ("first defined here"). */
export type Label = { readonly span: Span; readonly text: string };

/** One problem of a plan text. Plain data: it crosses the worker boundary and is compared in tests as it is. */
export type Diagnostic = {
  readonly code: Code;
  readonly severity: Severity;
  readonly span: Span;
  /** One sentence in the user's words: what is wrong here, and the next step. */
  readonly message: string;
  readonly labels: readonly Label[];
  readonly mends: readonly Mend[];
};

/** Words a problem: the code and its facts become the sentence and the mends that the catalogue has for them. */
export function diagnose<C extends Code>(
  code: C,
  span: Span,
  facts: Facts[C],
  labels: readonly Label[] = [],
): Diagnostic {
  const entry = catalogue[code];
  return {
    code,
    severity: entry.severity,
    span,
    message: entry.message(facts),
    labels,
    mends: entry.mends?.(facts, span) ?? [],
  };
}
