import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { cover } from "../../base/span.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { type Course, inserted } from "./course.ts";
import type { Repair } from "./repair.ts";

/** One token of a sentence as a brochure has it: what it must be, whether it may be left out, and by which name it is asked for. */
export type Part = {
  readonly fits: (token: IToken) => boolean;
  readonly isLoose?: boolean;
  readonly key?: string;
};

/** One of some words, whatever their capitals. */
export const word = (...all: readonly string[]): Part => {
  const pattern = new RegExp(`^(${all.join("|")})$`, "i");
  return { fits: ({ image }) => pattern.test(image) };
};
export const token = (...types: readonly TokenType[]): Part => ({
  fits: ({ tokenType }) => types.includes(tokenType),
});
/** A name, or a word of the language that is free as one. */
export const name: Part = {
  fits: ({ tokenType }) =>
    tokenType === T.Name || T.Name.categoryMatchesMap![tokenType.tokenTypeIdx!] === true,
};
export const maybe = (part: Part): Part => ({ ...part, isLoose: true });
export const as = (key: string, part: Part): Part => ({ ...part, key });

/** A sentence that was found: its tokens from `from` to before `to`, and those of its parts that have a key. */
export type Sentence = {
  readonly from: number;
  readonly to: number;
  readonly at: Readonly<Record<string, IToken>>;
};

/** The sentence that begins at a place, if all of it stands there on one line. */
export function sentenceAt({ tokens }: Course, from: number, parts: readonly Part[]): Sentence | null {
  const line = tokens[from]?.startLine;
  const at: Record<string, IToken> = Object.create(null);
  let to = from;
  for (const { fits, isLoose, key } of parts) {
    const one = tokens[to];
    if (one && one.startLine === line && fits(one)) {
      if (key !== undefined) at[key] = one;
      to++;
    } else if (!isLoose) return null;
  }
  return to > from ? { from, to, at } : null;
}

/** The first sentence of several at one of whose tokens the grammar sticks, or right behind it. */
export function sentenceAround(
  course: Course,
  at: number,
  ...sentences: readonly (readonly Part[])[]
): Sentence | null {
  for (const parts of sentences)
    for (let from = Math.max(0, at - parts.length); from <= at; from++) {
      const found = course.standings[from] ? sentenceAt(course, from, parts) : null;
      if (found && found.to >= at) return found;
    }
  return null;
}

/** The tokens from a place to before another are read as `by`; of those from `told` on is told what a plan has for them. */
export function inWords(
  course: Course,
  { from, to, told = from }: { readonly from: number; readonly to: number; readonly told?: number },
  by: readonly IToken[],
  write: string,
): Repair {
  const span = cover(spanOfToken(course.tokens[told]!), spanOfToken(course.tokens[to - 1]!));
  return { from, to, by, cost: 0.3, sure: true, tell: () => diagnose("syntax/in-words", span, { write }) };
}

/** What holds the place of a value. */
export const valueFor = ({ startOffset, startLine }: IToken): IToken =>
  inserted(T.Name, startOffset, startLine!);
/** A word or a sign that stands before a token, though it is not written. */
export const sign = (type: TokenType, image: string, { startOffset, startLine }: IToken): IToken => ({
  ...inserted(type, startOffset, startLine!),
  image,
});
