import type { IToken, TokenType } from "chevrotain";
import { expectedAt, type RuleName, type Standing } from "../../../grammar/walk.ts";
import type { Span } from "../../base/span.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Course, inserted, isFirstOnLine, placeBefore } from "./course.ts";
import { blockAt, wordsOfBlockAround } from "./expectation.ts";
import type { Repair } from "./repair.ts";

/** A place before which something may be missing, with all that is asked of it. */
export type Gap = {
  readonly course: Course;
  readonly place: number;
  readonly standing: Standing;
  readonly expected: ReadonlyMap<TokenType, ReadonlySet<RuleName>>;
  readonly token: IToken | undefined;
  /** The token before it, as it is written; empty where the gap is at the beginning of a line. */
  readonly after: string;
  readonly span: Span;
  /** The token reads as the first word of a line of the block: then the line before it was not finished. */
  readonly beginsLine: boolean;
  /** A repair that puts tokens here. */
  readonly put: (types: readonly TokenType[], cost: number, tell: () => Diagnostic) => Repair;
};

/** The gap before a token; null where the grammar could not follow so far. `far` is added to the cost of what is put in. */
export function gapBefore(course: Course, place: number, far: number): Gap | null {
  const standing = course.standings[place];
  if (!standing) return null;
  const token = course.tokens[place];
  const ownLine = token && isFirstOnLine(course, place) && blockAt(standing) !== null;
  const { offset, line } = ownLine
    ? { offset: token.startOffset, line: token.startLine! }
    : placeBefore(course, place);
  return {
    course,
    place,
    standing,
    expected: expectedAt(standing),
    token,
    after: ownLine ? "" : (course.tokens[place - 1]?.image ?? ""),
    span: { from: offset, to: offset },
    beginsLine: token !== undefined && wordsOfBlockAround(standing).includes(token.image),
    put: (types, cost, tell) => ({
      from: place,
      to: place,
      by: types.map((type) => inserted(type, offset, line)),
      cost: cost + far,
      sure: true,
      tell,
    }),
  };
}
