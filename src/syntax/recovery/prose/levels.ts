import type { IToken } from "chevrotain";
import { T } from "../../../../grammar/tokens.ts";
import type { Finder } from "../repair.ts";
import {
  as,
  inWords,
  maybe,
  type Part,
  type Sentence,
  sentenceAround,
  sentenceAt,
  sign,
  token,
  valueFor,
  word,
} from "../sentence.ts";
import { is, rate, the } from "./words.ts";

/** Brochures that say on which levels something is paid, or counts. */

/** `5% on level 1 and 3% on level 2`, `10% for level 1`: a rate for each level. */
export const rateOnLevel: Finder = (course, at) => {
  const one: readonly Part[] = [
    as("rate", rate),
    word("on", "at", "for", "in", "from"),
    as("what", word("level", "generation")),
    as("which", token(T.Number)),
  ];
  const colon = maybe(token(T.Colon, T.Equal));
  const turned: readonly Part[] = [one[2]!, one[3]!, colon, one[0]!];
  const [plain, other] = [sentenceAround(course, at, one), sentenceAround(course, at, turned)];
  const first = plain ?? (other && !is(course.tokens[other.from - 1], T.if, T.and) ? other : null);
  if (!first) return [];
  const rates: string[] = [];
  let end = first.from;
  for (let found: Sentence | null = first; found; ) {
    rates.push(`${found.at.rate!.image} if ${found.at.what!.image} = ${found.at.which!.image}`);
    end = found.to;
    found = sentenceAt(course, end, [word("and", "or", ",", "\\+"), ...(plain ? one : turned)]);
  }
  return [inWords(course, { from: first.from, to: end }, [valueFor(first.at.rate!)], rates.join(" else "))];
};

/** `5% for 5 levels`, `5% down to level 5`, `5% on levels 1 to 5`. */
export const rateForLevels: Finder = (course, at) => {
  const many = as("many", token(T.Number));
  const said = sentenceAround(
    course,
    at,
    [
      as("rate", rate),
      word("for", "over", "through", "on"),
      the,
      maybe(word("first")),
      many,
      word("levels?"),
    ],
    [as("rate", rate), maybe(word("up", "down")), word("to", "through"), the, word("level"), many],
    [as("rate", rate), word("on", "for"), word("levels"), word("1"), word("to", "-", "through", "–"), many],
  );
  return said
    ? [inWords(course, said, [said.at.rate!], `${said.at.rate!.image} if level <= ${said.at.many!.image}`)]
    : [];
};

/** `sum(PV in downline up to level 3)`, `sum(PV in level 3)`. */
export const groupOfLevels: Finder = (course, at) => {
  const many = as("many", token(T.Number));
  const some = as("group", token(T.downline, T.upline));
  const to = sentenceAround(
    course,
    at,
    [some, maybe(word("up", "down")), word("to", "through"), the, word("level"), many],
    [some, word("for", "in", "within", "over"), the, maybe(word("first")), many, word("levels?")],
  );
  if (to) {
    const { group: of, many: most } = to.at as Record<"group" | "many", IToken>;
    return [inWords(course, to, [of], `${of.image} where level <= ${most.image}`)];
  }
  const first = sentenceAround(course, at, [
    the,
    as("first", word("first")),
    word("level", "line", "generation"),
  ]);
  if (first && is(course.tokens[first.from - 1], T.in))
    return [inWords(course, first, [sign(T.frontline, "frontline", first.at.first!)], "frontline")];
  const on = sentenceAround(course, at, [as("level", word("level", "generation")), many]);
  if (!on || course.tokens[on.from - 1]?.tokenType !== T.in) return [];
  const { level, many: which } = on.at as Record<"level" | "many", IToken>;
  const write = `downline where ${level.image} = ${which.image}`;
  return [inWords(course, on, [sign(T.downline, "downline", level)], write)];
};

/** `if level 1`, `if level 1-3`, `if level in 1..3`. */
export const levelIs: Finder = (course, at) => {
  const level = as("level", word("level", "generation", "age"));
  const [low, high] = [as("low", token(T.Number)), as("high", token(T.Number))];
  const between = sentenceAround(
    course,
    at,
    [level, low, word("-", "–", "—"), high],
    [level, token(T.in), low, token(T.Range), high],
    [level, low, high],
  );
  const said = between ?? sentenceAround(course, at, [level, low]);
  if (!said || !is(course.tokens[said.from - 1], T.if, T.where, T.and, T.or, T.not)) return [];
  const {
    level: what,
    low: from,
    high: to,
  } = said.at as Record<"level" | "low" | "high", IToken | undefined>;
  const write = to
    ? `${what!.image} >= ${from!.image} and ${what!.image} <= ${to.image.replace(/^-/, "")}`
    : `${what!.image} = ${from!.image}`;
  return [inWords(course, said, [what!, sign(T.Equal, "=", from!), from!], write)];
};
