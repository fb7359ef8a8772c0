import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../../grammar/tokens.ts";
import { expectedAt, rulesAround } from "../../../../grammar/walk.ts";
import { isFirstOnLine, readAs } from "../course.ts";
import type { Finder } from "../repair.ts";
import { as, inWords, maybe, name, sentenceAround, token, valueFor, word } from "../sentence.ts";
import { before, figure, textOf, the, unit, units, within } from "./words.ts";

/** Brochures that say how long, how often, or what was in earlier periods. */

/** `PV last month`, `PV of the previous period`, `last month PV`. */
export const lastPeriod: Finder = (course, at) => {
  const said = sentenceAround(
    course,
    at,
    [as("what", name), maybe(within), the, before, unit],
    [before, unit, as("what", name)],
  );
  return said ? [inWords(course, said, [valueFor(said.at.what!)], `previous(${said.at.what!.image})`)] : [];
};

const opensCondition: ReadonlySet<TokenType> = new Set([
  ...[T.if, T.where, T.and, T.or, T.not, T.needs, T.counting, T.OpenParen, T.Comma],
]);

/** `if Title >= Gold for 3 months`, `… in 3 consecutive periods`, `… for 3 months in a row`. */
export const forPeriods: Finder = (course, at) => {
  const { tokens } = course;
  const many = as("many", token(T.Number));
  const said = sentenceAround(
    course,
    at,
    [word("for", "in"), many, word("consecutive", "successive", "straight"), units],
    [word("for", "in"), many, units, word("in"), word("a"), word("row")],
    [word("for"), the, maybe(before), many, units],
  );
  if (!said || said.from === 0) return [];
  let start = said.from;
  while (start > 0 && !opensCondition.has(tokens[start - 1]!.tokenType) && !isFirstOnLine(course, start))
    start--;
  if (tokens[0]!.tokenType === T.measure) start = Math.max(start, 3);
  const isFigure = start === said.from - 1 && figure.fits(tokens[start]!);
  if (start >= said.from || isFigure) return [];
  const { image } = said.at.many!;
  const write = `count(last ${image} periods where ${textOf(course, start, said.from)}) = ${image}`;
  return [inWords(course, { ...said, told: start }, [], write)];
};

/** `5% of CV in the first 3 months`: by how long somebody has been there. */
export const firstPeriods: Finder = (course, at) => {
  const said = sentenceAround(course, at, [
    ...[
      as("begins", word("in", "during", "within", "for")),
      the,
      word("first"),
      as("many", token(T.Number)),
      units,
    ],
  ]);
  if (!said || !expectedAt(course.standings[said.from]!).has(T.if)) return [];
  const { begins, many } = said.at as Record<"begins" | "many", IToken>;
  return [inWords(course, said, [readAs(begins, T.if), valueFor(many)], `if age < ${many.image}`)];
};

/** `$100 each month`, `$500 monthly`: in every period is what a bonus does; `$500 once` is the first time of something. */
export const howOften: Finder = (course, at) => {
  const { tokens } = course;
  const once = sentenceAround(
    course,
    at,
    [as("sum", token(T.Money)), word("once")],
    [as("sum", token(T.Money)), word("one"), word("time")],
  );
  if (once) return [inWords(course, once, [once.at.sum!], `${once.at.sum!.image} if first(…)`)];
  const said = sentenceAround(
    course,
    at,
    [word("each", "every", "per", "a"), unit],
    [word("daily", "weekly", "monthly", "quarterly", "yearly", "annually")],
  );
  if (!said || said.from === 0 || !rulesAround(course.standings[said.from]!).includes("paysClause"))
    return [];
  const last = tokens[said.from - 1]!;
  return [inWords(course, { ...said, told: said.from - 1 }, [], last.image)];
};
