import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import { parseConcrete } from "./concrete.ts";
import { TEXT_LENGTH_MOST } from "./limits.ts";
import { lowerPlan } from "./lower/items.ts";
import type { Parsed } from "./parsed.ts";

/** Reads a plan text. Never throws: any text has a tree, and a list of what is wrong with it. */
export function parse(text: string): Parsed {
  if (text.length > TEXT_LENGTH_MOST) {
    const problem = diagnose("syntax/text-too-long", { from: 0, to: 0 }, { length: text.length, most: TEXT_LENGTH_MOST });
    return { text, plan: { kind: "Plan", span: { from: 0, to: text.length }, title: null, settings: [], items: [] }, diagnostics: [problem] };
  }
  const diagnostics: Diagnostic[] = [];
  const { cst, parseErrors } = parseConcrete(text);
  for (const { token, message } of parseErrors) {
    const from = token.startOffset >= 0 ? token.startOffset : text.length;
    const span = { from, to: token.startOffset >= 0 ? token.endOffset! + 1 : text.length };
    diagnostics.push(diagnose("syntax/unexpected", span, { found: `\`${token.image}\``, expected: message }));
  }
  const plan = lowerPlan({ text, report: (problem) => diagnostics.push(problem) }, cst);
  return { text, plan, diagnostics: diagnostics.sort((a, b) => a.span.from - b.span.from) };
}
