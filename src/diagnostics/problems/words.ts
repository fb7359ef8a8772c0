import { own } from "../../base/own.ts";
import type { Span } from "../../base/span.ts";
import type { Mend } from "../diagnostic.ts";
import type { Entry } from "../entry.ts";
import { linesOfBonuses } from "./other-names.ts";
import { didYouMean, orList, planWith, putNear, replace } from "./wording.ts";

type Nothing = Record<never, never>;
export type WordFacts = {
  "syntax/wrong-case": { found: string; word: string };
  "syntax/misspelled": { found: string; word: string };
  /** With the spaces that the word wants around it. */
  "syntax/other-word": { found: string; word: string };
  "syntax/reserved-word": { word: string; quotable: boolean };
  "syntax/quotes-missing": { words: string };
  "syntax/quotes-not-needed": { name: string };
  "syntax/person-not-first-on-line": { name: string; indent: number };
  "syntax/declaration-not-first-on-line": { word: string };
  "syntax/declaration-word-missing": { word: string; found: string };
  "syntax/unknown-declaration": { found: string; near: string | null; words: readonly string[] };
  "syntax/unknown-clause": {
    found: string;
    block: string;
    words: readonly string[];
    home: string | null;
    near: string | null;
  };
  "syntax/second-plan": Nothing;
  "syntax/nothing-to-close": { sign: string };
  "syntax/doubled": { found: string };
  "syntax/trailing-comma": Nothing;
  "syntax/two-comparisons": { shared: string };
  "syntax/if-first": { write: string | null };
  "syntax/else-without-if": Nothing;
  "syntax/said-twice": { word: string };
  "syntax/unexpected": { found: string; expected: string; removable: boolean };
};

const remove = (at: Span): Mend => ({ title: "Remove it", edits: [{ span: at, insert: "" }] });
const ladder =
  "ranks Title {\n  | rank         | PV >= _ |\n  | Member       |         |\n  | Blue Diamond |     500 |\n}\n\n";

/** Words that stand where another should, or where none should. */
export const wordProblems: { readonly [C in keyof WordFacts]: Entry<WordFacts[C]> } = {
  "syntax/wrong-case": {
    severity: "error",
    message: ({ word }) => `The words of the language are in small letters: \`${word}\`.`,
    mends: ({ word }, at) => [replace(at, word, `Change to \`${word.trim()}\``)],
    help: {
      why: "Small letters for the language and capitals for your own names keep the two apart.",
      wrong: planWith("Bonus Retail {\n  pays 20% of PV\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
  "syntax/misspelled": {
    severity: "error",
    message: ({ found, word }) => `\`${found}\` is no word of the language here. Did you mean \`${word}\`?`,
    mends: ({ word }, at) => putNear(word, at),
    help: {
      why: "A slip in a word of the language would make it a name.",
      wrong: planWith("measure GV = PV + sum(PV in downlin)"),
      right: planWith("measure GV = PV + sum(PV in downline)"),
    },
  },
  "syntax/other-word": {
    severity: "error",
    message: ({ found, word }) => `Here it is \`${word.trim()}\` and not \`${found}\`.`,
    mends: ({ word }, at) => [replace(at, word)],
    help: {
      why: "English has many words for a thing, and a plan one of them.",
      wrong: planWith("bonus Retail {\n  pays 20% of PV when PV >= 100\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV if PV >= 100\n}"),
    },
  },
  "syntax/reserved-word": {
    severity: "error",
    message: ({ word, quotable }) =>
      `\`${word}\` is a word of the language and cannot be a name${quotable ? ", unless in quotes" : "; choose another, or write it with a capital"}.`,
    mends: ({ word, quotable }, at) =>
      quotable
        ? [replace(at, `"${word}"`, "Put quotes around it")]
        : [replace(at, word.charAt(0).toUpperCase() + word.slice(1))],
    help: {
      why: "A few words mean the same wherever they stand, so that a rule can be read without knowing all the names.",
      wrong: planWith("measure leg = sum(PV in downline)"),
      right: planWith("measure leg_volume = sum(PV in downline)"),
    },
  },
  "syntax/quotes-missing": {
    severity: "error",
    message: ({ words }) =>
      /^[\p{L}\p{N}_]+$/u.test(words)
        ? `A text for people to read stands in quotes: \`"${words}"\`.`
        : `A name with a space or a sign in it stands in quotes: \`"${words}"\`.`,
    mends: ({ words }, at) => [replace(at, `"${words}"`, "Put quotes around it")],
    help: {
      why: "Without quotes one forgotten `and` would make a new name out of two. Cells of tables need none.",
      wrong: planWith(`${ladder}measure top = Title >= Blue Diamond`),
      right: planWith(`${ladder}measure top = Title >= "Blue Diamond"`),
    },
  },
  "syntax/quotes-not-needed": {
    severity: "error",
    message: ({ name }) =>
      `A name that is declared or chosen here is one word without quotes, and not \`"${name}"\`.`,
    mends: ({ name }, at) => [replace(at, name.trim().replace(/[^\p{L}\p{N}_]+/gu, "_"))],
    help: {
      why: "Names of a plan's own things are single words; `_` joins two. Only ranks, people and titles may have spaces.",
      wrong: planWith('measure "group volume" = PV + sum(PV in downline)'),
      right: planWith("measure group_volume = PV + sum(PV in downline)"),
    },
  },
  "syntax/person-not-first-on-line": {
    severity: "error",
    message: ({ name }) =>
      `\`${name}\` stands on the line of another person. A person begins a line, and a column has a colon: \`${name}: …\`.`,
    mends: ({ indent }, at) => [
      {
        title: "Begin a new line",
        edits: [{ span: { from: at.from, to: at.from }, insert: `\n${" ".repeat(indent)}` }],
      },
    ],
    help: {
      why: "In an outline the place of a name on its line says under whom the person stands.",
      wrong: planWith(
        'measure GV = PV + sum(PV in downline)\n\nexample "two" {\n  Ann 100 Bob 200\n  expect Ann.GV = 100\n}',
      ),
      right: planWith(
        'measure GV = PV + sum(PV in downline)\n\nexample "two" {\n  Ann 100\n  Bob 200\n  expect Ann.GV = 100\n}',
      ),
    },
  },
  "syntax/declaration-not-first-on-line": {
    severity: "error",
    message: ({ word }) => `A declaration begins a line: put \`${word}\` on a new one.`,
    mends: (_, at) => [
      { title: "Begin a new line", edits: [{ span: { from: at.from, to: at.from }, insert: "\n" }] },
    ],
    help: {
      why: "Elsewhere on a line `limit` or `board` may be names of your own.",
      wrong: planWith("measure active = PV >= 100 measure idle = PV = 0"),
      right: planWith("measure active = PV >= 100\nmeasure idle = PV = 0"),
    },
  },
  "syntax/declaration-word-missing": {
    severity: "error",
    message: ({ word, found }) => `A declaration begins with its word: \`${word} ${found} …\`.`,
    mends: ({ word }, at) => [
      { title: `Put \`${word}\` before it`, edits: [{ span: at, insert: `${word} ` }] },
    ],
    help: {
      why: "The first word says what is declared, so that nobody has to guess from what follows.",
      wrong: planWith("active = PV >= 100\n\nbonus Retail {\n  pays 20% of PV if active\n}"),
      right: planWith("measure active = PV >= 100\n\nbonus Retail {\n  pays 20% of PV if active\n}"),
    },
  },
  "syntax/unknown-declaration": {
    severity: "error",
    message: ({ found, near, words }) =>
      `No declaration begins with \`${found}\`.${near === null ? ` One begins with ${orList(words)}.` : didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "The first word says what is declared: an input, a measure, a bonus, and so on.",
      wrong: planWith("commission Retail {\n  pays 20% of PV\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
  "syntax/unknown-clause": {
    severity: "error",
    message: ({ found, block, words, home, near }) => {
      const said = block === "a bonus" ? own(linesOfBonuses, found.toLowerCase()) : undefined;
      if (said !== undefined) return `No line of a bonus begins with \`${found}\`. ${said}`;
      if (near !== null) return `No line of ${block} begins with \`${found}\`.${didYouMean(near)}`;
      return home === null
        ? `No line of ${block} begins with \`${found}\`. One begins with ${orList(words)}.`
        : `\`${found}\` belongs in ${home}; a line of ${block.replace(/^an? /, "the ")} begins with ${orList(words)}.`;
    },
    mends: ({ found, block, near }, at) =>
      block === "a bonus" && own(linesOfBonuses, found.toLowerCase()) !== undefined ? [] : putNear(near, at),
    help: {
      why: "A block consists of lines, each known by its first word.",
      wrong: planWith("bonus Retail {\n  pays 20% of PV\n  shares 1\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n  at most $500\n}"),
    },
  },
  "syntax/second-plan": {
    severity: "error",
    message: () => "A text holds one plan, and this is a second header.",
    help: {
      why: "Two plans are compared as two texts.",
      wrong: `${planWith("measure active = PV >= 100")}\nplan "Another" {\n  currency USD\n  period   month\n}\n`,
      right: planWith("measure active = PV >= 100"),
    },
  },
  "syntax/nothing-to-close": {
    severity: "error",
    message: ({ sign }) => `This \`${sign}\` closes nothing that is open.`,
    mends: (_, at) => [remove(at)],
    help: {
      why: "Every bracket that closes belongs to one that opens.",
      wrong: planWith("measure GV = PV + sum(PV in downline))"),
      right: planWith("measure GV = PV + sum(PV in downline)"),
    },
  },
  "syntax/doubled": {
    severity: "error",
    message: ({ found }) => `\`${found}\` stands here twice.`,
    mends: (_, at) => [remove(at)],
    help: {
      why: "Once is enough.",
      wrong: planWith("bonus Retail {\n  pays 20% of of PV\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
  "syntax/trailing-comma": {
    severity: "error",
    message: () => "Nothing follows this comma.",
    mends: (_, at) => [remove(at)],
    help: {
      why: "A comma stands between two things.",
      wrong: planWith("measure counted = min(PV, 200, )"),
      right: planWith("measure counted = min(PV, 200)"),
    },
  },
  "syntax/two-comparisons": {
    severity: "error",
    message: ({ shared }) =>
      `Two comparisons are joined by \`and\`, each with both its sides: \`… ${shared} and ${shared} …\`.`,
    mends: ({ shared }, at) => [
      {
        title: `Put in \`and ${shared}\``,
        edits: [{ span: { from: at.from, to: at.from }, insert: `and ${shared} ` }],
      },
    ],
    help: {
      why: "A comparison is yes or no, which cannot be compared with the next figure.",
      wrong: planWith("measure between = 100 <= PV <= 200"),
      right: planWith("measure between = 100 <= PV and PV <= 200"),
    },
  },
  "syntax/if-first": {
    severity: "error",
    message: ({ write }) =>
      `What holds comes first, and then its condition: \`${write ?? "amount if condition else amount"}\`.`,
    mends: ({ write }, at) => (write === null ? [] : [replace(at, write)]),
    help: {
      why: "A plan reads like a brochure: 10% of the volume, if you are active.",
      wrong: planWith("bonus Retail {\n  pays if PV >= 100 then 20% of PV else 10% of PV\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV if PV >= 100 else 10% of PV\n}"),
    },
  },
  "syntax/else-without-if": {
    severity: "error",
    message: () => "This `else` has no `if` of its own.",
    help: {
      why: "`a if c else b if d else e`: every `else` answers an `if`, and the last thing holds where no condition does.",
      wrong: planWith("bonus Retail {\n  pays 20% of PV if PV >= 100 else 10% of PV else 5% of PV\n}"),
      right: planWith(
        "bonus Retail {\n  pays 20% of PV if PV >= 100 else 10% of PV if PV >= 50 else 5% of PV\n}",
      ),
    },
  },
  "syntax/said-twice": {
    severity: "error",
    message: ({ word }) =>
      `\`${word}\` is said twice of one group${word === "by" ? "" : "; join the conditions with `and`"}.`,
    help: {
      why: "A group has one condition of each kind. Two conditions are one with `and` between.",
      wrong: planWith("measure strong = count(frontline where PV >= 100 where age <= 2)"),
      right: planWith("measure strong = count(frontline where PV >= 100 and age <= 2)"),
    },
  },
  "syntax/unexpected": {
    severity: "error",
    message: ({ found, expected }) =>
      `${found.charAt(0).toUpperCase()}${found.slice(1)} cannot stand here; expected ${expected}.`,
    mends: ({ removable }, at) => (removable ? [remove(at)] : []),
    help: {
      why: "The text does not go on as any plan does.",
      wrong: planWith("bonus Retail {\n  | PV | 20% |\n  pays 20% of PV\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
};
