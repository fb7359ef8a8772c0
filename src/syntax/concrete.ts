import type { CstNode, IRecognitionException, IToken } from "chevrotain";
import { parser } from "../../grammar/rules.ts";
import { tokenize } from "../../grammar/tokens.ts";
import { TEXT_LENGTH_MOST } from "../base/text-limits.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import { spanOfToken } from "./lower/cst.ts";
import { withoutDeepNesting } from "./nesting.ts";
import { recover } from "./recovery/recover.ts";
import { spellingProblemsOf } from "./spelling.ts";

/** A text as the grammar sees it: for the colours, folds and completions of the editor, and for `parse` and `format`. */
export type Concrete = {
  readonly text: string;
  /**
   * The node of the rule `planFile`. Of a broken text it holds what could be read: tokens that were missing are in it,
   * with no length and `isInsertedInRecovery`; tokens that could not be read are only in `tokens`.
   */
  readonly cst: CstNode;
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
  /** Signs that mean nothing in the language, in no other list. */
  readonly lexErrors: readonly IToken[];
  /** Where the parser stuck in the text as it is written; empty exactly where the text is of the language. */
  readonly parseErrors: readonly IRecognitionException[];
  /** What is wrong, in the user's words. */
  readonly problems: readonly Diagnostic[];
};

const nothing: CstNode = { name: "planFile", children: {} };
let latest: Concrete | null = null;

/** Parses once for a text, however many ask: the editor, its linter and `parse` come one after another. Never throws. */
export function parseConcrete(text: string): Concrete {
  if (latest?.text === text) return latest;
  latest = text.length > TEXT_LENGTH_MOST ? tooLong(text) : parsed(text);
  return latest;
}

function tooLong(text: string): Concrete {
  const problem = diagnose(
    "syntax/text-too-long",
    { from: 0, to: 0 },
    { length: text.length, most: TEXT_LENGTH_MOST },
  );
  return {
    text,
    cst: nothing,
    tokens: [],
    comments: [],
    lexErrors: [],
    parseErrors: [],
    problems: [problem],
  };
}

function parsed(text: string): Concrete {
  const { tokens, comments, strays } = tokenize(text);
  const spellings = spellingProblemsOf(tokens, comments, strays);
  const shallow = withoutDeepNesting(tokens);
  const asWritten = run(shallow.tokens);
  const concrete = { text, tokens, comments, lexErrors: strays, parseErrors: asWritten.errors };
  if (asWritten.errors.length === 0)
    return { ...concrete, cst: asWritten.cst, problems: [...spellings, ...shallow.problems] };
  const recovered = recover(text, shallow.tokens);
  const { cst, errors } = run(recovered.tokens);
  // Where the parser sticks, something is told: what it has made of the rest is not what is written.
  const told = recovered.problems.length > 0 ? recovered.problems : errors.slice(0, 1).map(stuckAt);
  const structure = told.filter(
    ({ span }) => !strays.some((stray) => hides(text, stray, span.from, span.to)),
  );
  return { ...concrete, cst, problems: [...spellings, ...shallow.problems, ...structure] };
}

const stuckAt = ({ token }: IRecognitionException): Diagnostic =>
  diagnose("syntax/unexpected", spanOfToken(token), {
    found: `\`${token.image}\``,
    expected: "something else",
    removable: false,
  });

/** Where something is missing because a sign stands there that means nothing, the sign has been told. */
const hides = (text: string, stray: IToken, from: number, to: number): boolean =>
  from === to && stray.startOffset >= from && text.slice(from, stray.startOffset).trim() === "";

function run(tokens: readonly IToken[]): {
  readonly cst: CstNode;
  readonly errors: readonly IRecognitionException[];
} {
  parser.input = tokens as IToken[];
  const cst: CstNode | undefined = parser.planFile();
  return { cst: cst ?? nothing, errors: parser.errors };
}
