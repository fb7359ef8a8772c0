import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../../grammar/tokens.ts";
import { expectedAt } from "../../../../grammar/walk.ts";
import { isFirstOnLine, readAs } from "../course.ts";
import { wantsValue } from "../expectation.ts";
import type { Finder } from "../repair.ts";
import { as, inWords, maybe, name, type Part, sentenceAround, token, valueFor, word } from "../sentence.ts";
import { figure, number, textOf, the } from "./words.ts";

/** Brochures that say how much: parts of an amount, the greater of two, money in words. */

/** `5% of the first 1,000 PV`, `5% of PV above 1,000`: a part of an amount. */
export const partOf: Finder = (course, at) => {
  const share: readonly Part[] = [as("rate", token(T.Percent)), word("of")];
  const edge = as("edge", figure);
  const first = sentenceAround(course, at, [...share, the, word("first"), edge, as("what", name)]);
  const more = sentenceAround(
    course,
    at,
    [...share, as("what", name), word("above", "over", "beyond", "exceeding"), edge],
    [...share, as("what", name), word("in"), word("excess"), word("of"), edge],
  );
  const said = first ?? more;
  if (!said) return [];
  const { rate: of, edge: limit, what } = said.at as Record<"rate" | "edge" | "what", IToken>;
  const part = first ? `min(${what.image}, ${limit.image})` : `max(${what.image} - ${limit.image}, 0)`;
  return [inWords(course, said, [valueFor(of)], `${of.image} of ${part}`)];
};

const endsAmount: ReadonlySet<TokenType> = new Set([T.CloseBrace, T.if, T.where, T.Bar, T.RowEnd]);

/** `the greater of $100 and 5% of PV`; `5% of PV or $100, whichever is greater`. */
export const greaterOf: Finder = (course, at) => {
  const { tokens } = course;
  const high = word("greater", "greatest", "higher", "highest", "larger", "largest", "max", "maximum");
  const low = word("lesser", "least", "lower", "lowest", "smaller", "smallest", "min", "minimum");
  const either = { fits: (one: IToken) => high.fits(one) || low.fits(one) };
  const fold = (which: IToken): string => (high.fits(which) ? "max" : "min");
  const ends = (from: number): number => {
    let end = from;
    while (tokens[end] && !isFirstOnLine(course, end) && !endsAmount.has(tokens[end]!.tokenType)) end++;
    return end;
  };
  const told = sentenceAround(course, at, [the, as("which", either), word("of")]);
  if (told) {
    const end = ends(told.to);
    const joint = tokens.findIndex(
      ({ tokenType }, i) => i > told.to && i < end - 1 && (tokenType === T.and || tokenType === T.or),
    );
    if (joint < 0) return [];
    const write = `${fold(told.at.which!)}(${textOf(course, told.to, joint)}, ${textOf(course, joint + 1, end)})`;
    return [inWords(course, { from: told.from, to: end }, [valueFor(told.at.which!)], write)];
  }
  const behind = sentenceAround(course, at, [
    ...[maybe(token(T.Comma)), word("whichever"), word("is"), as("which", either)],
  ]);
  if (!behind) return [];
  let from = behind.from;
  while (from > 0 && tokens[from - 1]!.tokenType !== T.pays && tokens[from - 1]!.tokenType !== T.Equal)
    from--;
  const joint = tokens.findIndex(({ tokenType }, i) => i > from && i < behind.from && tokenType === T.or);
  if (from === 0 || joint < 0) return [];
  const write = `${fold(behind.at.which!)}(${textOf(course, from, joint)}, ${textOf(course, joint + 1, behind.from)})`;
  return [inWords(course, { from, to: behind.to }, [valueFor(behind.at.which!)], write)];
};

/** `pays 5% of PV with a minimum of $100`. */
export const atLeast: Finder = (course, at) => {
  const { tokens } = course;
  const said = sentenceAround(
    course,
    at,
    [word("with"), the, word("minimum"), maybe(word("of")), as("least", figure)],
    [maybe(token(T.Comma)), word("minimum", "min"), maybe(word("of")), as("least", token(T.Money))],
  );
  if (!said) return [];
  let from = said.from;
  while (from > 0 && tokens[from - 1]!.tokenType !== T.pays && tokens[from - 1]!.tokenType !== T.Equal)
    from--;
  if (from === 0 || from === said.from) return [];
  const write = `max(${textOf(course, from, said.from)}, ${said.at.least!.image})`;
  return [inWords(course, { from, to: said.to }, [valueFor(said.at.least!)], write)];
};

/** `10% of the PV`, `all PV`: a name needs no article. */
export const article: Finder = (course, at) => {
  const said = sentenceAround(course, at, [
    word("the", "an", "all", "his", "their", "your"),
    as("what", name),
  ]);
  if (!said || !wantsValue(expectedAt(course.standings[said.from]!))) return [];
  const { what } = said.at;
  return [{ ...inWords(course, said, [what!], what!.image), cost: 0.6 }];
};

const currencyCodes = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "INR", "BRL", "MXN"];

/** `USD 50`, `50 dollars`: the sign of the plan's currency stands before the figure. */
export const currencyInWords: Finder = (course, at) => {
  const currency = word("dollars?", "euros?", "pounds?", "bucks", ...currencyCodes);
  const said = sentenceAround(course, at, [currency, as("sum", number)], [as("sum", number), currency]);
  if (!said) return [];
  const { sum } = said.at;
  const image = `${/\p{Sc}(?=\d)/u.exec(course.text)?.[0] ?? "$"}${sum!.image}`;
  return [inWords(course, said, [{ ...readAs(sum!, T.Money), image }], image)];
};
