import type { IToken, TokenType } from "chevrotain";
import { T } from "../../grammar/tokens.ts";
import { vocabulary, type WordName } from "../../grammar/vocabulary.ts";
import { JOINED_MOST, NESTING_MOST } from "../base/text-limits.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import { spanOfToken } from "./lower/cst.ts";
import { inserted } from "./recovery/course.ts";

/**
 * The parser goes down a step for every parenthesis, and later stages one for every value that is joined to another.
 * What goes too deep is taken out before anybody tries: whatever the text, no call stack runs out.
 */
export function withoutDeepNesting(tokens: readonly IToken[]): {
  readonly tokens: readonly IToken[];
  readonly problems: readonly Diagnostic[];
} {
  const problems: Diagnostic[] = [];
  const kept: IToken[] = [];
  /** Parentheses that are open: those that are kept, and within them those that are left out. */
  let [open, leftOut] = [0, 0];
  /** What is joined within the outermost parenthesis, and whether that was too much, so that the rest of it is left out. */
  let [joined, full] = [0, false];
  for (const token of tokens) {
    if (beginsAnew(token)) [open, leftOut, joined, full] = [0, 0, 0, false];
    if (opening.has(token.tokenType)) {
      if (leftOut > 0 || full) {
        leftOut++;
        continue;
      }
      if (open === NESTING_MOST) {
        problems.push(diagnose("syntax/nesting-too-deep", spanOfToken(token), { most: NESTING_MOST }));
        kept.push(inserted(T.Name, token.startOffset, token.startLine!));
        leftOut = 1;
        continue;
      }
      open++;
    } else if (closing.has(token.tokenType)) {
      if (leftOut > 0) {
        leftOut--;
        continue;
      }
      open = Math.max(0, open - 1);
      if (open === 0) [joined, full] = [0, false];
    } else if (leftOut > 0 || full) continue;
    else if (open > 0 && joining.has(token.tokenType) && ++joined > JOINED_MOST) {
      problems.push(diagnose("syntax/chain-too-long", spanOfToken(token), { most: JOINED_MOST }));
      full = true;
      continue;
    }
    kept.push(token);
  }
  return problems.length === 0 ? { tokens, problems } : { tokens: kept, problems };
}

const opening: ReadonlySet<TokenType> = new Set([T.OpenParen, T.ForeignOpenParen]);
const closing: ReadonlySet<TokenType> = new Set([T.CloseParen, T.ForeignCloseParen]);
const joining: ReadonlySet<TokenType> = new Set([
  T.Plus,
  T.Minus,
  T.ForeignMinus,
  T.Times,
  T.Divide,
  T.ForeignDivide,
  T.of,
  T.and,
  T.ForeignAnd,
  T.or,
  T.not,
  T.if,
  T.else,
]);

/** Where a row or a declaration begins, whatever parenthesis is still open was forgotten. */
const beginsAnew = ({ tokenType }: IToken): boolean =>
  tokenType === T.RowStart || vocabulary[tokenType.name as WordName]?.reserved === "first on a line";
