import { indentService } from "@codemirror/language";
import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { declarationWords } from "../../../grammar/vocabulary.ts";
import { knownOf } from "../known.ts";
import { isPlainText } from "../plain-text.ts";

const declarations: ReadonlySet<TokenType> = new Set(
  [...declarationWords, "plan" as const].map((word) => T[word]),
);
/** A line that ends with one of these goes on in the next. */
const unfinished: ReadonlySet<TokenType> = new Set(
  (
    ["Equal", "Plus", "Minus", "Times", "Divide", "Comma", "of", "and", "or", "not", "if", "else"] as const
  ).map((name) => T[name]),
);

/**
 * How far a new line stands in: by the brackets that are open before it, in a text that is just being written and
 * mostly broken. In an example indentation means something, so a new line begins where the one above does, and lines
 * that stand there are never moved.
 */
export const indentation = indentService.of((context, pos) => {
  const { state, unit, simulatedBreak } = context;
  if (isPlainText(state)) return simulatedBreak === null ? null : context.lineIndent(simulatedBreak, -1);
  const place = simulatedBreak ?? pos;
  const textAfter = context.textAfterPos(pos).trimStart();
  const { open, word, last } = readBefore(knownOf(state.doc).concrete.tokens, place);
  const goesOn = last && unfinished.has(last.tokenType) ? unit : 0;
  const bracket = open.at(-1);
  if (!bracket || !last) return goesOn;
  const base = context.lineIndent(bracket.startOffset);
  if (/^[})]/.test(textAfter)) return base;
  if (bracket.tokenType === T.OpenParen) return base + unit;
  if (word?.tokenType !== T.example) return base + unit + goesOn;
  if (simulatedBreak === null && textAfter !== "") return null;
  const isFirst = state.doc.lineAt(last.startOffset).from <= bracket.startOffset;
  return isFirst ? base + unit : context.lineIndent(last.startOffset);
});

/** The brackets that are open, the declaration that one is in, and what stands last. */
type Before = {
  readonly open: readonly IToken[];
  readonly word: IToken | null;
  readonly last: IToken | null;
};

function readBefore(tokens: readonly IToken[], place: number): Before {
  let open: IToken[] = [];
  let word: IToken | null = null;
  let last: IToken | null = null;
  for (const token of tokens) {
    if (token.startOffset >= place) break;
    last = token;
    const { tokenType } = token;
    if (declarations.has(tokenType)) {
      // A declaration never stands inside of another one, whatever was left open before it.
      [open, word] = [[], token];
    } else if (tokenType === T.OpenBrace || tokenType === T.OpenParen) open.push(token);
    else if (tokenType === T.CloseBrace || tokenType === T.CloseParen) {
      const pair = tokenType === T.CloseBrace ? T.OpenBrace : T.OpenParen;
      const at = open.findLastIndex((one) => one.tokenType === pair);
      if (at >= 0) open = open.slice(0, at);
    }
  }
  return { open, word, last };
}
