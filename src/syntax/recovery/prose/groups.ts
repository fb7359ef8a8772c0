import type { IToken } from "chevrotain";
import { T } from "../../../../grammar/tokens.ts";
import type { Finder } from "../repair.ts";
import { as, inWords, maybe, name, type Part, sentenceAround, token, valueFor, word } from "../sentence.ts";
import { group, ladderWith, number, the, within } from "./words.ts";

/** Brochures that say something of many people at once. */

const ofGroup: readonly Part[] = [as("what", name), within, the, as("group", group)];

const folds: readonly (readonly [parts: readonly Part[], write: (what: string, group: string) => string])[] =
  [
    [
      [word("total", "overall", "combined", "all"), maybe(word("of", "the")), ...ofGroup],
      (what, of) => `sum(${what} in ${of})`,
    ],
    [
      [word("number", "count"), maybe(word("of")), the, maybe(word("all")), ...ofGroup],
      (what, of) => `count(${of} where ${what})`,
    ],
    [
      [word("average", "avg", "mean"), maybe(word("of")), ...ofGroup],
      (what, of) => `sum(${what} in ${of}) / count(${of})`,
    ],
    [
      [word("highest", "largest", "greatest"), maybe(word("of")), ...ofGroup],
      (what, of) => `max(${what} in ${of})`,
    ],
    [
      [word("lowest", "smallest", "least"), maybe(word("of")), ...ofGroup],
      (what, of) => `min(${what} in ${of})`,
    ],
    [[word("sum", "total"), as("what", name), as("group", group)], (what, of) => `sum(${what} in ${of})`],
    [[word("count"), as("what", name), as("group", group)], (what, of) => `count(${of} where ${what})`],
    [
      [word("count"), token(T.OpenParen), as("what", name), as("group", group), token(T.CloseParen)],
      (what, of) => `count(${of} where ${what})`,
    ],
  ];

/** `total PV in downline`, `number of active in frontline`, `average PV of frontline`, `count(active frontline)`. */
export const ofMany: Finder = (course, at) => {
  for (const [parts, write] of folds) {
    const said = sentenceAround(course, at, parts);
    if (!said) continue;
    const { what, group: of } = said.at as Record<"what" | "group", IToken>;
    return [inWords(course, said, [valueFor(what)], write(what.image, of.image))];
  }
  return [];
};

/** `3 active legs`, `at least 3 frontline are active`, `3 legs with Gold`: so many of a group. */
export const soMany: Finder = (course, at) => {
  const has = maybe(word("has", "have", "having", "with"));
  const least = [maybe(word("at")), maybe(word("least"))];
  const some = as("group", token(T.downline, T.frontline, T.legs));
  const said = sentenceAround(
    course,
    at,
    [
      has,
      ...least,
      as("many", number),
      some,
      word("with", "are", "who", "that", "where"),
      maybe(word("are")),
      as("what", name),
    ],
    [has, ...least, as("many", number), as("what", name), some],
  );
  if (!said) return [];
  const { many, what, group: of } = said.at as Record<"many" | "what" | "group", IToken>;
  const ladder = ladderWith(course, what.image);
  const condition = ladder === null ? what.image : `${ladder} >= ${what.image}`;
  const where = of.tokenType === T.legs ? `any(${condition} in leg)` : condition;
  return [inWords(course, said, [valueFor(many)], `count(${of.image} where ${where}) >= ${many.image}`)];
};

/** `strongest leg volume`, `GV of the weaker leg`. */
export const strongestLeg: Finder = (course, at) => {
  const strong = word("strong(er|est)?", "largest", "greatest", "biggest", "highest", "best", "power");
  const weak = word("weak(er|est)?", "smallest", "lesser", "lowest");
  for (const [which, fold] of [
    [strong, "max"],
    [weak, "min"],
  ] as const) {
    const said = sentenceAround(
      course,
      at,
      [as("what", name), word("of", "in"), the, which, word("leg")],
      [the, which, word("leg"), maybe(as("what", name))],
    );
    if (!said) continue;
    const { image } = said.at.what ?? { image: "volume" };
    const write = `${fold}(${/^volume$/i.test(image) ? "GV" : image} in legs)`;
    return [inWords(course, said, [valueFor(course.tokens[said.from]!)], write)];
  }
  return [];
};
