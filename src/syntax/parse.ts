import { PROBLEMS_MOST } from "../base/text-limits.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import { parseConcrete } from "./concrete.ts";
import { lowerPlan } from "./lower/items.ts";
import type { Parsed } from "./parsed.ts";

/** Reads a plan text. Never throws: any text has a tree, and a list of what is wrong with it, in the order of the text. */
export function parse(text: string): Parsed {
  const { cst, problems } = parseConcrete(text);
  const diagnostics: Diagnostic[] = [...problems];
  const plan = lowerPlan({ text, report: (problem) => diagnostics.push(problem) }, cst);
  return { text, plan, diagnostics: atMost(diagnostics.sort((a, b) => a.span.from - b.span.from)) };
}

function atMost(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= PROBLEMS_MOST) return diagnostics;
  const told = diagnostics.slice(0, PROBLEMS_MOST);
  return [
    ...told,
    diagnose("syntax/too-many-problems", diagnostics[PROBLEMS_MOST]!.span, { most: PROBLEMS_MOST }),
  ];
}
