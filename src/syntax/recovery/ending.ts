import type { TokenType } from "chevrotain";
import { T, type TokenName } from "../../../grammar/tokens.ts";
import { accepts, expectedAt, mayEnd, type Standing, step } from "../../../grammar/walk.ts";
import { isWord, wordsOfBlockAround } from "./expectation.ts";

/** How many tokens are put in at most to end something that was broken off. */
const MOST = 5;
/** How many ways to end it are followed side by side. */
const WAYS_MOST = 60;

/** What is to be reached: a token that can stand, or the end of the declaration. */
export type Goal = TokenType | "end";

/** The fewest tokens that lead from one place in the grammar to each of several goals; those that a few do not reach are left out. */
export function shortest(from: Standing, goals: Iterable<Goal>): ReadonlyMap<Goal, readonly TokenType[]> {
  const open = new Set(goals);
  const found = new Map<Goal, readonly TokenType[]>();
  let front: { standing: Standing; types: readonly TokenType[] }[] = [{ standing: from, types: [] }];
  for (let more = 0; more <= MOST && open.size > 0; more++) {
    for (const { standing, types } of front)
      for (const goal of open)
        if (goal === "end" ? mayEnd(standing) : accepts(standing, goal)) {
          found.set(goal, types);
          open.delete(goal);
        }
    front = front
      .flatMap(({ standing, types }) =>
        endings(standing).map((type) => ({ standing: step(standing, type), types: [...types, type] })),
      )
      .slice(0, WAYS_MOST);
  }
  return found;
}

/** How many tokens are missing before a declaration may end. */
export const lengthOfEnding = (standing: Standing): number =>
  shortest(standing, ["end"]).get("end")?.length ?? Number.POSITIVE_INFINITY;

const closing: readonly TokenName[] = [
  "CloseParen",
  "RowEnd",
  "CloseBrace",
  "Name",
  "Comma",
  "Number",
  "Money",
  "Quoted",
];
/** Words that begin another value rather than end one. */
const going: ReadonlySet<TokenType> = new Set([T.of, T.and, T.or, T.if, T.else, T.not, T.yes, T.no, T.none]);

/** What may be put in to end something: closing signs, a name for a value, and words that must still come. */
function endings(standing: Standing): readonly TokenType[] {
  const expected = [...expectedAt(standing).keys()];
  const cheap = closing.map((name) => T[name]).filter((type) => expected.includes(type));
  if (expected.length <= 4) return [...new Set([...cheap, ...expected])];
  const ofLines = wordsOfBlockAround(standing);
  return [
    ...cheap,
    ...expected
      .filter((type) => isWord(type) && !going.has(type) && !ofLines.includes(type.name))
      .slice(0, 6),
  ];
}
