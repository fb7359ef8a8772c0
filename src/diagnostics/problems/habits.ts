import type { Span } from "../../base/span.ts";
import type { Entry } from "../entry.ts";
import { planWith, replace } from "./wording.ts";

/** A row of a table, and what is written in it. */
export type WrittenRow = { readonly span: Span; readonly text: string };

/** Facts of what people bring along from spreadsheets, brochures and plain English. */
export type HabitFacts = {
  "condition/side-missing": { joint: string; write: string };
  "count/condition-first": { write: string };
  "unit/percent-of": { written: string; place: string };
  "unit/age": { clock: string };
  "rank/upside-down": { ladder: string; highest: string; rows: readonly WrittenRow[] };
  "table/range-sign": { write: string };
  "table/words-behind-figure": { figure: string; words: string };
};

const ladder = (rows: string): string => planWith(`ranks Title {\n${rows}\n}`);
const levels = (rows: string): string =>
  planWith(`table rates(level) {\n${rows}\n}\n\nbonus Level {\n  on PV up sponsor\n  pays rates(level)\n}`);

export const habitProblems: { readonly [C in keyof HabitFacts]: Entry<HabitFacts[C]> } = {
  "condition/side-missing": {
    severity: "error",
    message: ({ joint, write }) => `What stands behind \`${joint}\` is a whole condition: \`${write}\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "“level 1 or 2” is two questions; a plan asks each of them in full.",
      wrong: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level = 1 or 2\n}"),
      right: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level = 1 or level = 2\n}"),
    },
  },
  "count/condition-first": {
    severity: "error",
    message: ({ write }) =>
      `\`count\` goes through a group, and the condition stands behind it: \`${write}\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "What is counted are people, periods or orders; `where` says which of them.",
      wrong: planWith("measure busy = count(PV >= 100 in frontline)"),
      right: planWith("measure busy = count(frontline where PV >= 100)"),
    },
  },
  "unit/percent-of": {
    severity: "error",
    message: ({ written, place }) =>
      `${place.charAt(0).toUpperCase()}${place.slice(1)} wants money: say what \`${written}\` is taken of, as in \`${written} of …\`.`,
    help: {
      why: "A percentage alone is a share of nothing in particular.",
      wrong: planWith("bonus Retail {\n  pays 20%\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
  "unit/age": {
    severity: "error",
    message: ({ clock }) =>
      `\`age\` is a number of periods, here of one ${clock} each, and no length of time: compare it with a bare figure, as in \`age <= 2\`.`,
    help: {
      why: "`age` is 0 in the period of joining, 1 in the next. For days look at the dates of orders: `date <= my.joined + 60 days`.",
      wrong: planWith("bonus Fast {\n  pays 20% of PV if age <= 2 months\n}"),
      right: planWith("bonus Fast {\n  pays 20% of PV if age <= 2\n}"),
    },
  },
  "rank/upside-down": {
    severity: "warning",
    message: ({ ladder: name, highest }) =>
      `The lowest rank stands first: \`${name}\` begins with \`${highest}\`, which asks for most.`,
    mends: ({ rows }) => [
      {
        title: "Turn the rows around",
        edits: rows.map(({ span }, i) => ({ span, insert: rows[rows.length - 1 - i]!.text })),
      },
    ],
    help: {
      why: "`Title >= Silver` means Silver and whatever stands below it in the table, so the order of the rows is the order of the ranks.",
      wrong: ladder(
        "  | rank   | PV >= _ |\n  | Gold   |     200 |\n  | Silver |     100 |\n  | Bronze |      50 |",
      ),
      right: ladder(
        "  | rank   | PV >= _ |\n  | Bronze |      50 |\n  | Silver |     100 |\n  | Gold   |     200 |",
      ),
    },
  },
  "table/range-sign": {
    severity: "error",
    message: ({ write }) => `From one figure to another is \`${write}\`, with two points between them.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "`3-5` is three less five.",
      wrong: levels("  | level |  1 |  2 | 3-5 |\n  | rate  | 5% | 4% |  2% |"),
      right: levels("  | level |  1 |  2 | 3..5 |\n  | rate  | 5% | 4% |   2% |"),
    },
  },
  "table/words-behind-figure": {
    severity: "error",
    message: ({ figure, words }) => `A cell holds the figure alone: \`${figure}\`, without \`${words}\`.`,
    mends: ({ figure }, at) => [replace(at, figure)],
    help: {
      why: "What the figures of a column are is said once, in its header.",
      wrong: ladder("  | rank   |  PV >= _ |\n  | Member |          |\n  | Silver |   100 PV |"),
      right: ladder("  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |     100 |"),
    },
  },
};
