import type { Span } from "../../base/span.ts";
import type { Mend } from "../diagnostic.ts";
import type { Entry } from "../entry.ts";
import { capitalised, orList, planWith } from "./wording.ts";

export type MissingFacts = {
  "syntax/plan-missing": Record<never, never>;
  "syntax/unclosed": { open: string; close: string };
  "syntax/braces-missing": { end: number };
  "syntax/sign-missing": { sign: string; after: string; before: string };
  "syntax/row-without-end": Record<never, never>;
  "syntax/row-without-start": Record<never, never>;
  "syntax/row-missing": Record<never, never>;
  "syntax/value-missing": { after: string; wanted: string };
  "syntax/name-missing": { after: string; wanted: string };
  "syntax/word-missing": { words: readonly string[]; after: string };
  "syntax/currency-missing": { found: string; write: string };
  "syntax/operator-missing": { left: string; right: string; write: string | null };
  "syntax/parentheses-missing": { name: string; right: string };
};

const put = (at: Span, insert: string, title = `Put in \`${insert.trim()}\``): Mend => ({
  title,
  edits: [{ span: at, insert }],
});
const behind = (after: string): string => (after === "" ? "" : ` behind \`${after}\``);
const levels = (rows: string): string =>
  planWith(`table rates(level) {\n${rows}\n}\n\nbonus Level {\n  on PV up sponsor\n  pays rates(level)\n}`);

/** What has been forgotten: told where it should stand. */
export const missingProblems: { readonly [C in keyof MissingFacts]: Entry<MissingFacts[C]> } = {
  "syntax/plan-missing": {
    severity: "error",
    message: () => 'A plan begins with its header: `plan "Name" { … }`.',
    mends: (_, at) => [
      put(at, 'plan "New plan" {\n  currency USD\n  period   month\n}\n\n', "Put a header before it"),
    ],
    help: {
      why: "The header says how the plan is called, in which currency and how often it pays, and what a point is worth.",
      wrong: "input PV : volume\n",
      right: planWith("measure active = PV >= 100"),
    },
  },
  "syntax/unclosed": {
    severity: "error",
    message: ({ open, close }) => `\`${close}\` is missing here: \`${open}\` is still open.`,
    mends: ({ close }, at) => [put(at, close === "}" ? "\n}" : close)],
    help: {
      why: "What is opened must be closed, or nobody can tell where it ends.",
      wrong: planWith("measure GV = PV + sum(PV in downline"),
      right: planWith("measure GV = PV + sum(PV in downline)"),
    },
  },
  "syntax/braces-missing": {
    severity: "error",
    message: () => "The lines of a declaration stand in braces: `{` before the first, `}` behind the last.",
    mends: ({ end }, at) => [
      {
        title: "Put braces around them",
        edits: [put(at, " {").edits[0]!, put({ from: end, to: end }, "\n}").edits[0]!],
      },
    ],
    help: {
      why: "Braces say what belongs to a declaration, however its lines are laid out.",
      wrong: planWith("bonus Retail\n  pays 20% of PV"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
  "syntax/sign-missing": {
    severity: "error",
    message: ({ sign, after, before }) =>
      `\`${sign}\` is missing${behind(after)}${after === "" && before !== "" ? ` before \`${before}\`` : ""}.`,
    mends: ({ sign }, at) => [
      put(at, ({ ",": ",", "(": "(" } as Record<string, string>)[sign] ?? ` ${sign}`),
    ],
    help: {
      why: "Small signs part what belongs to different things: `input name : type`, `measure name = …`, `(a, b)`.",
      wrong: planWith("measure active PV >= 100"),
      right: planWith("measure active = PV >= 100"),
    },
  },
  "syntax/row-without-end": {
    severity: "error",
    message: () => "A row of a table ends with `|`, on the line on which it begins.",
    mends: (_, at) => [put(at, " |", "End the row with `|`")],
    help: {
      why: "Every row stands on one line between two bars, so that a cell that is left blank can be seen.",
      wrong: levels("  | level |  1 |  2 |\n  | rate  | 5% | 3%"),
      right: levels("  | level |  1 |  2 |\n  | rate  | 5% | 3% |"),
    },
  },
  "syntax/row-without-start": {
    severity: "error",
    message: () => "A row of a table begins with `|`.",
    mends: (_, at) => [put(at, "| ", "Begin the row with `|`")],
    help: {
      why: "Every row stands on one line between two bars, so that a cell that is left blank can be seen.",
      wrong: levels("  | level |  1 |  2 |\n  rate  | 5% | 3% |"),
      right: levels("  | level |  1 |  2 |\n  | rate  | 5% | 3% |"),
    },
  },
  "syntax/row-missing": {
    severity: "error",
    message: () => "A table has rows between its braces, each on a line between bars: `| … | … |`.",
    help: {
      why: "A table or a ladder without rows says nothing.",
      wrong: planWith("ranks Title {\n  award highest\n}"),
      right: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Member |         |\n  | Gold   |     500 |\n  award highest\n}",
      ),
    },
  },
  "syntax/value-missing": {
    severity: "error",
    message: ({ after, wanted }) => `${capitalised(wanted)} is missing${behind(after)}.`,
    help: {
      why: "A sign or a word that speaks of something needs that something beside it.",
      wrong: planWith("measure GV = PV +"),
      right: planWith("measure GV = PV + sum(PV in downline)"),
    },
  },
  "syntax/name-missing": {
    severity: "error",
    message: ({ after, wanted }) =>
      `${capitalised(wanted)}${wanted.includes(",") ? "," : ""} is missing${behind(after)}.`,
    help: {
      why: "Other rules read a declaration by its name, and a tree or a currency is known by its name.",
      wrong: planWith("bonus Level {\n  on PV up\n  pays 5% if level = 1\n}"),
      right: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level = 1\n}"),
    },
  },
  "syntax/word-missing": {
    severity: "error",
    message: ({ words, after }) => `${orList(words)} is missing${behind(after)}.`,
    mends: ({ words }, at) => words.filter((word) => !word.includes("…")).map((word) => put(at, ` ${word}`)),
    help: {
      why: "Some lines of a plan are short sentences, and each of their words is needed.",
      wrong: planWith("bonus Retail {\n  pays 20% of PV\n  at $500\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n  at most $500\n}"),
    },
  },
  "syntax/currency-missing": {
    severity: "error",
    message: ({ found, write }) =>
      `An amount of money has its currency sign: \`${write}\`, not \`${found}\`.`,
    mends: ({ write }, at) => [{ title: `Change to \`${write}\``, edits: [{ span: at, insert: write }] }],
    help: {
      why: "A bare figure could be points, people or money.",
      wrong: planWith("bonus Retail {\n  pays 20% of PV\n  rounding half even to 0.01\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n  rounding half even to $0.01\n}"),
    },
  },
  "syntax/operator-missing": {
    severity: "error",
    message: ({ left, right, write }) =>
      `Between \`${left}\` and \`${right}\` a sign is missing${write === null ? ", such as `+`, `and` or `>=`" : `: \`${left} ${write} ${right}\``}.`,
    mends: ({ write }, at) => (write === null ? [] : [put(at, ` ${write}`)]),
    help: {
      why: "Two values beside one another say nothing: what is to become of them?",
      wrong: planWith("bonus Retail {\n  pays 20% PV\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
  "syntax/parentheses-missing": {
    severity: "error",
    message: ({ name, right }) =>
      `What \`${name}\` is about stands in parentheses behind it: \`${name}(${right})\`.`,
    help: {
      why: "The name of a function is followed by parentheses, as in a spreadsheet.",
      wrong: planWith("measure GV = PV + sum PV in downline"),
      right: planWith("measure GV = PV + sum(PV in downline)"),
    },
  },
};
