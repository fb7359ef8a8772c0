import type { TokenType } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { languageWords, type WordName } from "../../../grammar/vocabulary.ts";
import { expectedAt, type Standing, step } from "../../../grammar/walk.ts";

/**
 * Words of the language that may stand next, each with those that must follow it: nobody wants `at` without `most`. Where
 * two or three may follow, each makes a phrase: `missed rolls up`, `missed is lost`.
 */
export type Phrase = {
  readonly text: string;
  readonly word: WordName;
  /** The rules of the grammar that ask for it. */
  readonly rules: ReadonlySet<string>;
};

const words: ReadonlySet<string> = new Set(languageWords);
const isWord = (type: TokenType): boolean => words.has(type.name);

export function phrasesAt(standing: Standing): readonly Phrase[] {
  return [...expectedAt(standing)]
    .filter(([type]) => isWord(type))
    .flatMap(([type, rules]) =>
      endings(behind(standing, type), 4).map((ending) => ({
        text: [type.name, ...ending].join(" "),
        word: type.name as WordName,
        rules,
      })),
    );
}

/** Behind a word that is read as what it is, and not as a name that is spelled alike. */
function behind(standing: Standing, type: TokenType): Standing {
  const asName = new Set(step(standing, T.Name));
  return step(standing, type).filter((way) => !asName.has(way));
}

/** How a phrase may go on as long as only words may follow, and only a few. */
function endings(standing: Standing, most: number): readonly (readonly string[])[] {
  const expected = [...expectedAt(standing)];
  if (most === 0 || expected.length === 0 || expected.length > 3 || !expected.every(([type]) => isWord(type)))
    return [[]];
  return expected.flatMap(([type]) =>
    endings(behind(standing, type), most - 1).map((ending) => [type.name, ...ending]),
  );
}
