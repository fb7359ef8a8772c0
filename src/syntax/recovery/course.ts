import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { mayEnd, type Standing, startOf, step } from "../../../grammar/walk.ts";
import type { Span } from "../../base/span.ts";
import { spanOfToken } from "../lower/cst.ts";

/** The tokens of one declaration, and where the grammar stands before each of them, as far as it can follow. */
export type Course = {
  readonly text: string;
  readonly tokens: IToken[];
  /** `standings[i]` is before `tokens[i]`; the last one is where the walk stuck, or behind the last token. */
  readonly standings: Standing[];
};

export function courseOf(text: string, rule: "header" | "item", tokens: readonly IToken[]): Course {
  const course: Course = { text, tokens: [...tokens], standings: [startOf(rule)] };
  walkOn(course);
  return course;
}

/** Follows the tokens from the last known place. */
function walkOn({ tokens, standings }: Course): void {
  while (standings.length <= tokens.length) {
    const next = step(standings.at(-1)!, tokens[standings.length - 1]!.tokenType);
    if (next.length === 0) return;
    standings.push(next);
  }
}

/** The token at which the grammar sticks (the number of tokens, where the declaration breaks off); null where all is well. */
export function faultOf({ tokens, standings }: Course): number | null {
  const at = standings.length - 1;
  return at === tokens.length && mayEnd(standings[at]!) ? null : at;
}

/** A change of the tokens: those from `from` to before `to` become `by`. */
export type Change = { readonly from: number; readonly to: number; readonly by: readonly IToken[] };

export function apply(course: Course, { from, to, by }: Change): void {
  course.tokens.splice(from, to - from, ...by);
  course.standings.length = Math.min(course.standings.length, from + 1);
  walkOn(course);
}

/** How far one looks behind a mend at most. */
const SIGHT = 14;

/**
 * How much of what follows can be read after a change, from 0 to 1. One looks to the end of the line and at the first
 * token of the next: far enough to tell chance from sense, and not so far that the mistake of another line has a say.
 * Of a line that a change reads anew only the beginning counts.
 */
export function shareRead({ tokens, standings }: Course, fault: number, { from, to, by }: Change): number {
  let standing = standings[from]!;
  for (const token of by) standing = step(standing, token.tokenType);
  if (standing.length === 0) return 0;
  const start = Math.max(fault, to);
  const onNewLine = to > fault && tokens[to]?.startLine !== tokens[to - 1]?.startLine;
  const end = onNewLine ? Math.min(start + 2, tokens.length) : sightEnd(tokens, start);
  for (let at = to; at < end; at++) {
    standing = step(standing, tokens[at]!.tokenType);
    if (standing.length === 0)
      return at < end - 1
        ? (THIS_LINE * Math.max(0, at - start)) / (end - start)
        : at > start
          ? THIS_LINE
          : 0;
  }
  return end < tokens.length || mayEnd(standing) ? 1 : start < end ? THIS_LINE : 0;
}

/** What it counts to have read the line, and not what follows it. */
const THIS_LINE = 0.75;

function sightEnd(tokens: readonly IToken[], start: number): number {
  let end = start;
  while (end < tokens.length && end - start < SIGHT && tokens[end]!.startLine === tokens[start]!.startLine)
    end++;
  return Math.min(end + 1, tokens.length);
}

/** A token of no length that holds the place of one that is missing. */
export function inserted(type: TokenType, at: number, line: number): IToken {
  return {
    image: "",
    startOffset: at,
    endOffset: at - 1,
    startLine: line,
    endLine: line,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
    isInsertedInRecovery: true,
  };
}

/** The same piece of text, read as something else. */
export const readAs = (token: IToken, type: TokenType): IToken => ({
  ...token,
  tokenType: type,
  tokenTypeIdx: type.tokenTypeIdx!,
});

/** Several tokens read as one. */
export const joinedAs = (tokens: readonly IToken[], type: TokenType, text: string): IToken => ({
  ...readAs(tokens[0]!, type),
  image: text.slice(tokens[0]!.startOffset, tokens.at(-1)!.endOffset! + 1),
  endOffset: tokens.at(-1)!.endOffset!,
});

export const isFirstOnLine = ({ tokens }: Course, at: number): boolean => {
  const token = tokens[at];
  return token !== undefined && tokens[at - 1]?.startLine !== token.startLine;
};

/** The first token of the line that a token stands on. */
export function lineStart(course: Course, at: number): number {
  let start = Math.min(at, course.tokens.length - 1);
  while (start > 0 && !isFirstOnLine(course, start)) start--;
  return Math.max(start, 0);
}

/** Where something is missing before a token: right behind the token that stands before it. */
export function placeBefore(
  { tokens, text }: Course,
  at: number,
): { readonly offset: number; readonly line: number } {
  const before = tokens[at - 1];
  if (before) return { offset: before.endOffset! + 1, line: before.startLine! };
  const token = tokens[at];
  return token ? { offset: token.startOffset, line: token.startLine! } : { offset: text.length, line: 0 };
}

export const spanAt = (course: Course, at: number): Span => {
  const token = course.tokens[at];
  if (token) return spanOfToken(token);
  const { offset } = placeBefore(course, at);
  return { from: offset, to: offset };
};

/** The last bracket before a token that is still open there, if any. */
export function openBefore({ tokens }: Course, at: number, opens: "OpenParen" | "OpenBrace"): IToken | null {
  const closes = opens === "OpenParen" ? T.CloseParen : T.CloseBrace;
  const isClose = ({ tokenType }: IToken): boolean =>
    tokenType === closes || (closes === T.CloseParen && tokenType === T.ForeignCloseParen);
  const isOpen = ({ tokenType }: IToken): boolean =>
    tokenType === T[opens] || (opens === "OpenParen" && tokenType === T.ForeignOpenParen);
  let closed = 0;
  for (let i = at - 1; i >= 0; i--) {
    const token = tokens[i]!;
    if (isClose(token)) closed++;
    else if (isOpen(token) && closed-- === 0) return token;
  }
  return null;
}
