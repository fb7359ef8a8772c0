import type { IToken } from "chevrotain";
import { T } from "../../../../grammar/tokens.ts";
import { rulesAround } from "../../../../grammar/walk.ts";
import { isFirstOnLine, readAs } from "../course.ts";
import type { Finder, Repair } from "../repair.ts";
import { as, inWords, name, type Sentence, sentenceAround, sign, token, word } from "../sentence.ts";
import { figure } from "./words.ts";

/** Examples as people write them into a letter: whose figures they are, and what is expected. */

/** `Ann: 100` in an outline: figures of the first input stand behind the name. */
export const figureOfPerson: Finder = (course, at) => {
  const said = sentenceAround(course, at, [as("person", name), token(T.Colon), as("figure", figure)]);
  if (!said || !isFirstOnLine(course, said.from)) return [];
  if (!rulesAround(course.standings[said.from]!).includes("exampleItem")) return [];
  const { person, figure: what } = said.at as Record<"person" | "figure", IToken>;
  return [inWords(course, said, [person, what], `${person.image} ${what.image}`)];
};

/** `expect Ann GV = 150`, `expect Ann's GV = 150`; `Ann.GV = 150` without its `expect`. */
export const expectation: Finder = (course, at) => {
  const [person, what] = [as("person", name), as("what", name)];
  const read = (
    { at: { person: who, what: of } }: Sentence,
    equal: readonly IToken[] = [],
  ): readonly IToken[] => [who!, sign(T.Dot, ".", of!), of!, ...equal];
  const found = (said: Sentence, by: readonly IToken[], write: string): readonly Repair[] => [
    inWords(course, said, by, write),
  ];
  const owner = sentenceAround(course, at, [
    ...[token(T.expect), as("owner", token(T.ApostropheName)), what, as("sign", token(T.Equal))],
  ]);
  if (owner) {
    const { owner: whose, what: of, sign: equal } = owner.at as Record<"owner" | "what" | "sign", IToken>;
    const image = whose.image.replace(/['’]s?$/, "");
    const by = [
      course.tokens[owner.from]!,
      { ...readAs(whose, T.Name), image },
      sign(T.Dot, ".", of),
      of,
      equal,
    ];
    return found(owner, by, `expect ${image}.${of.image} =`);
  }
  const beside = sentenceAround(course, at, [token(T.expect), person, what, as("sign", token(T.Equal))]);
  const of = sentenceAround(course, at, [
    token(T.expect),
    what,
    word("of", "for"),
    person,
    as("sign", token(T.Equal)),
  ]);
  const said = beside ?? of;
  if (said) {
    const by = [course.tokens[said.from]!, ...read(said, [said.at.sign!])];
    return found(said, by, `expect ${said.at.person!.image}.${said.at.what!.image} =`);
  }
  const bare = sentenceAround(course, at, [person, token(T.Dot), what, as("sign", token(T.Equal))]);
  if (!bare || !isFirstOnLine(course, bare.from)) return [];
  if (!rulesAround(course.standings[bare.from]!).includes("exampleItem")) return [];
  const by = [sign(T.expect, "expect", bare.at.person!), ...read(bare, [bare.at.sign!])];
  return found(bare, by, `expect ${bare.at.person!.image}.${bare.at.what!.image} =`);
};
