import type { Span } from "../base/span.ts";
import type { CheckFacts } from "./check-problems.ts";
import type { Mend, Severity } from "./diagnostic.ts";
import type { SyntaxFacts } from "./syntax-problems.ts";

/** What each problem knows, by its code. */
export type Facts = SyntaxFacts & CheckFacts;

/** The words for one problem. */
export type Entry<F> = {
  readonly severity: Severity;
  readonly message: (facts: F) => string;
  readonly mends?: (facts: F, at: Span) => Mend[];
  /** A page of the language book: why this is a problem, a plan text that has it and the same text put right. The tests run both. */
  readonly help: { readonly why: string; readonly wrong: string; readonly right: string };
};
