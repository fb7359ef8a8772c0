import type { Entry } from "./entry.ts";

export type SyntaxFacts = {
  "syntax/unexpected": { found: string; expected: string };
  "syntax/else-without-if": object;
  "syntax/chain-too-long": { most: number };
  "syntax/said-twice": { word: string };
  "syntax/person-not-first-on-line": { name: string; indent: number };
  "syntax/quotes-missing": { words: string };
  "syntax/text-too-long": { length: number; most: number };
};

const TODO = { why: "", wrong: "", right: "" };
export const syntaxProblems: { readonly [C in keyof SyntaxFacts]: Entry<SyntaxFacts[C]> } = {
  "syntax/unexpected": { severity: "error", message: ({ found, expected }) => `${found} cannot stand here; expected: ${expected}.`, help: TODO },
  "syntax/else-without-if": { severity: "error", message: () => "This `else` has no `if` before it.", help: TODO },
  "syntax/chain-too-long": { severity: "error", message: ({ most }) => `More than ${most} values are joined here.`, help: TODO },
  "syntax/said-twice": { severity: "error", message: ({ word }) => `A second \`${word}\` of the same group.`, help: TODO },
  "syntax/person-not-first-on-line": { severity: "error", message: ({ name }) => `\`${name}\` does not begin its line.`, help: TODO },
  "syntax/quotes-missing": { severity: "error", message: ({ words }) => `\`${words}\` wants quotes.`, help: TODO },
  "syntax/text-too-long": { severity: "error", message: ({ length, most }) => `The text has ${length} characters, and may have ${most}.`, help: TODO },
};
