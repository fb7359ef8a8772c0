import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../../grammar/tokens.ts";
import { clockUnits } from "../../../base/calendar.ts";
import type { Course } from "../course.ts";
import { maybe, token, word } from "../sentence.ts";

/** Words and figures that sentences of a brochure have in common. */

export const the = maybe(word("the", "a", "an", "his", "her", "their", "your"));
export const rate = token(T.Percent, T.Money);
export const figure = token(T.Number, T.SpacedNumber, T.Money, T.Percent);
export const number = token(T.Number, T.SpacedNumber);
export const before = word("last", "previous", "prior", "preceding");
export const unit = word("period", ...clockUnits);
export const units = word("periods?", ...clockUnits.map((clock) => `${clock}s?`));
export const within = word("in", "of", "from", "across", "on");
export const group = token(T.downline, T.frontline, T.legs, T.upline, T.company, T.orders);
export const above = word("above", "higher", "up", "better", "over");

/** The text from a token up to before another. */
export const textOf = ({ tokens, text }: Course, from: number, to: number): string =>
  from < to ? text.slice(tokens[from]!.startOffset, tokens[to - 1]!.endOffset! + 1) : "";

/** Whether there is a token, and one of these. */
export const is = (one: IToken | undefined, ...types: readonly TokenType[]): one is IToken =>
  one !== undefined && types.includes(one.tokenType);

/** The rank table that a rank stands in, as far as the text shows. */
export function ladderWith({ text }: Course, rank: string): string | null {
  for (const [, ladder, rows] of text.matchAll(/^\s*ranks\s+(\w+)[^{]*\{([^}]*)\}/gm))
    if (rows!.split("|").some((cell) => cell.trim() === rank)) return ladder!;
  return null;
}
