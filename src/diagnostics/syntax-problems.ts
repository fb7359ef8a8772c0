import type { Entry } from "./entry.ts";
import { type BrochureFacts, brochureProblems } from "./problems/brochures.ts";
import { type LimitFacts, limitProblems } from "./problems/limits.ts";
import { type MissingFacts, missingProblems } from "./problems/missing.ts";
import { type SpellingFacts, spellingProblems } from "./problems/spellings.ts";
import { type WordFacts, wordProblems } from "./problems/words.ts";

/** What the parser may find in a text. */
export type SyntaxFacts = SpellingFacts & MissingFacts & WordFacts & LimitFacts & BrochureFacts;

export const syntaxProblems: { readonly [C in keyof SyntaxFacts]: Entry<SyntaxFacts[C]> } = {
  ...spellingProblems,
  ...missingProblems,
  ...wordProblems,
  ...limitProblems,
  ...brochureProblems,
};
