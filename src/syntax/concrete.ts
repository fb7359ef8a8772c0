import type { CstNode, IRecognitionException, IToken } from "chevrotain";
import { parser } from "../../grammar/rules.ts";
import { tokenize } from "../../grammar/tokens.ts";

/** A text as the grammar sees it: for the colours, folds and completions of the editor, and for `parse` and `format`. */
export type Concrete = {
  readonly text: string;
  /** The node of the rule `planFile`. */
  readonly cst: CstNode;
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
  readonly lexErrors: readonly IToken[];
  readonly parseErrors: readonly IRecognitionException[];
};

let latest: Concrete | null = null;

/** Parses once for a text, however many ask: the editor, its linter and `parse` come one after another. */
export function parseConcrete(text: string): Concrete {
  if (latest?.text === text) return latest;
  const { tokens, comments, strays } = tokenize(text);
  parser.input = tokens;
  const cst = parser.planFile();
  latest = { text, cst, tokens, comments, lexErrors: strays, parseErrors: parser.errors };
  return latest;
}
