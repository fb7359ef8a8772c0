import type { Span } from "../../base/span.ts";
import type { Mend } from "../diagnostic.ts";
import type { Entry } from "../entry.ts";
import { planWith, replace } from "./wording.ts";

/** Facts of what is written as in a brochure or a table of a document, and read as what it means. */
export type BrochureFacts = {
  "syntax/in-words": { write: string };
  "syntax/cell-dash": Record<never, never>;
  "syntax/line-under-header": Record<never, never>;
  "syntax/sign-in-cell": { sign: string; figure: string };
  "syntax/open-range": { write: string };
  "syntax/range-of": { write: string };
  "syntax/unit-behind": { figure: string; word: string };
  "syntax/name-of-words": { write: string };
  "syntax/type-missing": { name: string };
  "syntax/rates-by-level": { write: string };
  "group/many-people": { group: string; write: string | null };
};

const remove = (at: Span, title: string): Mend => ({ title, edits: [{ span: at, insert: "" }] });
const ladder = (rows: string): string => planWith(`ranks Title {\n${rows}\n}`);
const levels = (rows: string): string =>
  planWith(`table rates(level) {\n${rows}\n}\n\nbonus Level {\n  on PV up sponsor\n  pays rates(level)\n}`);

export const brochureProblems: { readonly [C in keyof BrochureFacts]: Entry<BrochureFacts[C]> } = {
  "syntax/in-words": {
    severity: "error",
    message: ({ write }) => `In a plan this is written \`${write}\`.`,
    mends: ({ write }, at) => (write.includes("…") ? [] : [replace(at, write)]),
    help: {
      why: "A plan has one form for each thing that a brochure says in many ways, so that nobody has to guess which of them was meant.",
      wrong: planWith("measure kept = PV last month"),
      right: planWith("measure kept = previous(PV)"),
    },
  },
  "syntax/cell-dash": {
    severity: "error",
    message: () => "A cell that asks or gives nothing is left blank.",
    mends: (_, at) => [remove(at, "Leave it blank")],
    help: {
      why: "A dash is a sign of arithmetic here.",
      wrong: ladder("  | rank   | PV >= _ |\n  | Member |       - |\n  | Silver |     100 |"),
      right: ladder("  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |     100 |"),
    },
  },
  "syntax/line-under-header": {
    severity: "error",
    message: () => "A table has no line under its header: its first row is the header.",
    mends: (_, at) => [remove(at, "Remove the line")],
    help: {
      why: "Every row of a table says something.",
      wrong: ladder(
        "  | rank   | PV >= _ |\n  |--------|---------|\n  | Member |         |\n  | Silver |     100 |",
      ),
      right: ladder("  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |     100 |"),
    },
  },
  "syntax/sign-in-cell": {
    severity: "error",
    message: ({ sign, figure }) =>
      `A cell holds the figure alone, \`${figure}\`; the \`${sign}\` stands in the header of its column, as in \`PV >= _\`.`,
    mends: ({ sign }, at) => [remove(at, `Remove \`${sign}\``)],
    help: {
      why: "How the figures of a column are compared is said once, in the header: the blank is where each of them goes.",
      wrong: ladder("  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |  >= 100 |"),
      right: ladder("  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |     100 |"),
    },
  },
  "syntax/open-range": {
    severity: "error",
    message: ({ write }) => `From a figure on is \`${write}\`, with two points behind it.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "`+` adds something.",
      wrong: levels("  | level |  1 |  2 | 3+ |\n  | rate  | 5% | 4% | 2% |"),
      right: levels("  | level |  1 |  2 | 3.. |\n  | rate  | 5% | 4% |  2% |"),
    },
  },
  "syntax/range-of": {
    severity: "error",
    message: ({ write }) => `From one figure to another are two comparisons: \`${write}\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "Only keys of tables and params have ranges; a condition says both of its ends.",
      wrong: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level between 2 and 4\n}"),
      right: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level >= 2 and level <= 4\n}"),
    },
  },
  "syntax/unit-behind": {
    severity: "error",
    message: ({ figure, word }) =>
      `\`${figure}\` stands alone, without \`${word}\`: what it is compared with says what it is.`,
    mends: ({ word }, at) => [remove(at, `Remove \`${word}\``)],
    help: {
      why: "PV is compared with points of PV, and a count of people with a number.",
      wrong: planWith("measure active = PV >= 100 points"),
      right: planWith("measure active = PV >= 100"),
    },
  },
  "syntax/name-of-words": {
    severity: "error",
    message: ({ write }) => `A name of the plan is one word: \`${write}\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "Two words side by side are two names, and a dash takes one from the other. `_` joins them.",
      wrong: planWith("measure group volume = PV + sum(PV in downline)"),
      right: planWith("measure group_volume = PV + sum(PV in downline)"),
    },
  },
  "syntax/type-missing": {
    severity: "error",
    message: ({ name }) =>
      `An input says what its figures are: \`${name} : volume\` for points, \`${name} : money\`, and so on.`,
    mends: (_, at) => [
      { title: "Put in `: volume`", edits: [{ span: at, insert: " : volume" }] },
      { title: "Put in `: money`", edits: [{ span: at, insert: " : money" }] },
    ],
    help: {
      why: "Only amounts of one kind can be added or compared, so a plan says of each input which kind it is.",
      wrong: planWith("input sales\n\nmeasure busy = PV > 0"),
      right: planWith("input sales : money\n\nmeasure busy = PV > 0 or sales > $0"),
    },
  },
  "syntax/rates-by-level": {
    severity: "error",
    message: ({ write }) =>
      `One rate stands here; a rate for each level is \`${write}\`, or a table by \`level\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "Which of several rates holds is a condition, or is looked up.",
      wrong: planWith("bonus Level {\n  on PV up sponsor\n  pays 5%, 3%\n}"),
      right: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level = 1 else 3% if level = 2\n}"),
    },
  },
  "group/many-people": {
    severity: "error",
    message: ({ group, write }) =>
      `\`${group}\` is many people, and no one of them: ${
        write === null
          ? `a function says what becomes of them all, as in \`any(… in ${group})\` or \`sum(… in ${group})\``
          : `write \`${write}\``
      }.`,
    mends: ({ write }, at) => (write === null ? [] : [replace(at, write)]),
    help: {
      why: "A function says what becomes of so many values: their sum, their number, whether any of them holds.",
      wrong: planWith("measure GV = PV + PV of downline"),
      right: planWith("measure GV = PV + sum(PV in downline)"),
    },
  },
};
