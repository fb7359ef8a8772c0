import type { Entry } from "../entry.ts";
import { asWritten, didYouMean, orList, planWith, putNear, replace } from "./wording.ts";

export type TableFacts = {
  "rank/unknown": { name: string; ladder: string; near: string | null; ranks: readonly string[] };
  "rank/alone": { name: string; ladder: string };
  "rank/number": { ladder: string; ranks: readonly string[] };
  "rank/no-fact": { name: string; ladder: string; near: string | null; facts: readonly string[] };
  "rank/flavour-of-what": { flavour: string; ladder: string };
  "rank/no-rows": { ladder: string };
  "rank/row-without-name": { ladder: string };
  "rank/falls": { rank: string; lower: string; ladder: string };
  "rank/asks-nothing": { column: string };
  "choice/unknown": { name: string; choices: readonly string[]; near: string | null };
  "header/empty": { column: number };
  "header/neither": { written: string };
  "header/blank-outside": Record<never, never>;
  "table/too-many-cells": { columns: number; cells: number };
  "table/too-few-cells": { columns: number; cells: number };
  "table/keys": { table: string; parameters: number; keys: number };
  "table/no-results": { table: string };
  "table/one-row": { table: string };
  "table/marginal": { table: string };
  "table/key-missing": { table: string };
  "table/no-order": { table: string; type: string };
  "table/from-a-day": { table: string; of: string };
  "table/keys-not-rising": Record<never, never>;
  "table/without-keys": { name: string };
};

const ladder =
  "ranks Title {\n  | rank   | share | PV >= _ |\n  | Member |       |         |\n  | Silver |   60% |     100 |\n}\n\n";

/** Rank tables and lookup tables. */
export const tableProblems: { readonly [C in keyof TableFacts]: Entry<TableFacts[C]> } = {
  "rank/unknown": {
    severity: "error",
    message: ({ name, ladder, near, ranks }) =>
      `\`${ladder}\` has no rank \`${name}\`; it has ${orList(ranks, "and")}.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "What is compared with a rank must be one of the ranks of that table.",
      wrong: planWith(`${ladder}measure top = Title >= Sliver`),
      right: planWith(`${ladder}measure top = Title >= Silver`),
    },
  },
  "rank/alone": {
    severity: "error",
    message: ({ name, ladder }) =>
      `\`${name}\` is a rank of \`${ladder}\`: compare it, as in \`${ladder} >= ${asWritten(name)}\`.`,
    help: {
      why: "A rank alone is no condition and no amount.",
      wrong: planWith(`${ladder}measure top = PV > 0 and Silver`),
      right: planWith(`${ladder}measure top = PV > 0 and Title >= Silver`),
    },
  },
  "rank/number": {
    severity: "error",
    message: ({ ladder, ranks }) =>
      `\`${ladder}\` is a rank and no number: compare it with ${orList(ranks)}.`,
    help: {
      why: "Ranks are compared by their names; their numbers would change with every new row.",
      wrong: planWith(`${ladder}measure top = Title >= 2`),
      right: planWith(`${ladder}measure top = Title >= Silver`),
    },
  },
  "rank/no-fact": {
    severity: "error",
    message: ({ name, ladder, near, facts }) =>
      `The ranks of \`${ladder}\` have no column \`${name}\`${facts.length > 0 ? `; they have ${orList(facts, "and")}` : ""}.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "A header of one name is a fact of the rank, and can be read as `Title.name`.",
      wrong: planWith(`${ladder}measure part = Title.shares of PV`),
      right: planWith(`${ladder}measure part = Title.share of PV`),
    },
  },
  "rank/flavour-of-what": {
    severity: "error",
    message: ({ flavour, ladder }) =>
      `\`.${flavour}\` follows the rank of a person, as in \`${ladder}.${flavour}\`.`,
    help: {
      why: "A person has a rank that is paid, one that is qualified for, and one for life; a row of the table has not.",
      wrong: planWith(
        "ranks Title {\n  | rank   | next   | PV >= _ |\n  | Member | Silver |         |\n  | Silver |        |     100 |\n}\n\nmeasure top = Title.next.career >= Silver",
      ),
      right: planWith(
        "ranks Title {\n  | rank   | next   | PV >= _ |\n  | Member | Silver |         |\n  | Silver |        |     100 |\n}\n\nmeasure top = Title.career >= Silver and Title.next = none",
      ),
    },
  },
  "rank/no-rows": {
    severity: "error",
    message: ({ ladder }) => `\`${ladder}\` has no rank yet: add a row for each, the lowest first.`,
    help: {
      why: "A rank table without rows gives nobody a rank.",
      wrong: planWith("ranks Title {\n  | rank | PV >= _ |\n}"),
      right: planWith("ranks Title {\n  | rank   | PV >= _ |\n  | Member |         |\n}"),
    },
  },
  "rank/row-without-name": {
    severity: "error",
    message: ({ ladder }) => `A row of \`${ladder}\` begins with the name of the rank.`,
    help: {
      why: "The first cell of each row names the rank that the row is about.",
      wrong: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Member |         |\n  |        |     100 |\n}",
      ),
      right: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |     100 |\n}",
      ),
    },
  },
  "rank/asks-nothing": {
    severity: "warning",
    message: ({ column }) =>
      `A header of one name is a fact that the rank gives, so that \`${column}\` asks nothing here; a requirement is \`${column} >= _\`.`,
    mends: ({ column }, at) => [replace(at, `${column} >= _`)],
    help: {
      why: "A header with a blank is a requirement, and a header of one name is a fact; this name is that of a column which everybody has.",
      wrong: planWith("ranks Title {\n  | rank   | PV  |\n  | Member |     |\n  | Silver | 100 |\n}"),
      right: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |     100 |\n}",
      ),
    },
  },
  "rank/falls": {
    severity: "hint",
    message: ({ rank, lower, ladder }) =>
      `\`${rank}\` asks less here than \`${lower}\` below it in \`${ladder}\`.`,
    help: {
      why: "Ranks stand lowest first, and a higher one mostly asks for more.",
      wrong: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Silver |     200 |\n  | Gold   |     100 |\n}",
      ),
      right: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Silver |     100 |\n  | Gold   |     200 |\n}",
      ),
    },
  },
  "choice/unknown": {
    severity: "error",
    message: ({ name, choices, near }) =>
      `${name === "" ? "This" : `\`${name}\``} is none of the choices ${orList(choices)}.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "A choice is one of the words that its input lists.",
      wrong: planWith("input pace : choice of slow, fast\n\nmeasure quick = pace = fats"),
      right: planWith("input pace : choice of slow, fast\n\nmeasure quick = pace = fast"),
    },
  },
  "header/empty": {
    severity: "error",
    message: ({ column }) =>
      `Column ${column} has no header: write a fact (one name) or a requirement with a blank, as in \`PV >= _\`.`,
    help: {
      why: "The header says what the cells below it mean.",
      wrong: planWith("ranks Title {\n  | rank   |     |\n  | Member | 100 |\n}"),
      right: planWith("ranks Title {\n  | rank   | PV >= _ |\n  | Member |         |\n}"),
    },
  },
  "header/neither": {
    severity: "error",
    message: ({ written }) =>
      `\`${written.trim()}\` is neither a fact (one name, as in \`share\`) nor a requirement (with a blank, as in \`PV >= _\`).`,
    help: {
      why: "A header of one name is a fact of the rank; one with a blank is a requirement, and the cells fill the blank.",
      wrong: planWith("ranks Title {\n  | rank   | PV >= 100 |\n  | Member |           |\n}"),
      right: planWith("ranks Title {\n  | rank   | PV >= _ |\n  | Member |     100 |\n}"),
    },
  },
  "header/blank-outside": {
    severity: "error",
    message: () => "The blank `_` stands for a cell, and can stand only in the header of a table.",
    help: {
      why: "There is no cell outside of a table.",
      wrong: planWith("measure active = PV >= _"),
      right: planWith("measure active = PV >= 100"),
    },
  },
  "table/too-many-cells": {
    severity: "error",
    message: ({ columns, cells }) => `This row has ${cells} cells, and the table has ${columns} columns.`,
    help: {
      why: "Every cell belongs to the header above it.",
      wrong: planWith("ranks Title {\n  | rank   | PV >= _ |\n  | Member |     100 | 200 |\n}"),
      right: planWith("ranks Title {\n  | rank   | PV >= _ |\n  | Member |     100 |\n}"),
    },
  },
  "table/too-few-cells": {
    severity: "warning",
    message: ({ columns, cells }) =>
      `This row has ${cells} cell${cells === 1 ? "" : "s"}, and the table has ${columns} columns: what is missing at its end is taken for blank.`,
    mends: ({ columns, cells }, at) => [
      {
        title: "Leave the rest blank",
        edits: [{ span: { from: at.to, to: at.to }, insert: " |".repeat(columns - cells) }],
      },
    ],
    help: {
      why: "A blank asks nothing and gives nothing. Where that is meant, a bar for each of the columns shows that none was forgotten.",
      wrong: planWith(
        "ranks Title {\n  | rank   | PV >= _ | share |\n  | Member |         |    5% |\n  | Silver |     100 |\n}\n\nbonus Share { pays Title.share of PV }",
      ),
      right: planWith(
        "ranks Title {\n  | rank   | PV >= _ | share |\n  | Member |         |    5% |\n  | Silver |     100 |    8% |\n}\n\nbonus Share { pays Title.share of PV }",
      ),
    },
  },
  "table/keys": {
    severity: "error",
    message: ({ table, parameters, keys }) =>
      parameters > keys
        ? `\`${table}\` has ${parameters} parameters and keys for ${keys}: a table of two begins with \`rows \\ columns\`, and one of more than two cannot be written.`
        : `\`${table}\` has ${parameters} parameter${parameters === 1 ? "" : "s"} and keys for ${keys}: name both behind the table, as in \`table ${table}(Title, level)\`.`,
    help: {
      why: "Each parameter of a table is looked up along one side of it.",
      wrong: planWith("table rates(level) {\n  | level \\ PV | 1  |\n  | 1          | 5% |\n}"),
      right: planWith(
        "table rates(level) {\n  | level | 1  |\n  | rate  | 5% |\n}\n\nbonus Level {\n  on PV up sponsor\n  pays rates(level)\n}",
      ),
    },
  },
  "table/no-results": {
    severity: "error",
    message: ({ table }) => `\`${table}\` has keys and no results: add a row below them.`,
    help: {
      why: "The first row of a table holds the keys, what follows the results.",
      wrong: planWith("table rates(level) {\n  | level | 1 | 2 |\n}"),
      right: planWith(
        "table rates(level) {\n  | level | 1  | 2  |\n  | rate  | 5% | 3% |\n}\n\nbonus Level {\n  on PV up sponsor\n  pays rates(level)\n}",
      ),
    },
  },
  "table/one-row": {
    severity: "error",
    message: ({ table }) =>
      `\`${table}\` has one key, so one row of results; for rows by a second key begin with \`rows \\ columns\`.`,
    help: {
      why: "With one key there is nothing that would choose between two rows.",
      wrong: planWith(
        "table rates(level) {\n  | level | 1  | 2  |\n  | rate  | 5% | 3% |\n  | more  | 6% | 4% |\n}",
      ),
      right: planWith(
        "table rates(level) {\n  | level | 1  | 2  |\n  | rate  | 5% | 3% |\n}\n\nbonus Level {\n  on PV up sponsor\n  pays rates(level)\n}",
      ),
    },
  },
  "table/marginal": {
    severity: "error",
    message: ({ table }) =>
      `\`${table}\` is marginal, so it needs one row of thresholds of an amount: begin it with \`from\`.`,
    help: {
      why: "A marginal table pays each slice of an amount at the rate of its bracket.",
      wrong: planWith(
        "table personal(volume) marginal {\n  | volume |   0 | 1,000 |\n  | rate   | 20% |   25% |\n}\n\nbonus Personal {\n  pays personal(PV)\n}",
      ),
      right: planWith(
        "table personal(volume) marginal {\n  | from |   0 | 1,000 |\n  | rate | 20% |   25% |\n}\n\nbonus Personal {\n  pays personal(PV)\n}",
      ),
    },
  },
  "table/key-missing": {
    severity: "error",
    message: ({ table }) => `This side of \`${table}\` has no key.`,
    help: {
      why: "What is looked up is compared with the keys.",
      wrong: planWith("table rates(level) {\n  | level | from | 2  |\n  | rate  | 5%   | 3% |\n}"),
      right: planWith(
        "table rates(level) {\n  | level | 1  | 2  |\n  | rate  | 5% | 3% |\n}\n\nbonus Level {\n  on PV up sponsor\n  pays rates(level)\n}",
      ),
    },
  },
  "table/no-order": {
    severity: "error",
    message: ({ table, type }) =>
      `The keys of \`${table}\` are ${type}, which has no more and less: they cannot be thresholds.`,
    help: {
      why: "`from` and ranges need something that can be reached or exceeded.",
      wrong: planWith(
        "input pace : choice of slow, fast\n\ntable rates(pace) {\n  | from pace | slow | fast |\n  | rate      | 5%   | 6%   |\n}\n\nmeasure rate = rates(pace)",
      ),
      right: planWith(
        "input pace : choice of slow, fast\n\ntable rates(pace) {\n  | pace | slow | fast |\n  | rate | 5%   | 6%   |\n}\n\nmeasure rate = rates(pace)",
      ),
    },
  },
  "table/from-a-day": {
    severity: "error",
    message: ({ table, of }) =>
      `\`${table}\` is another one from a day on, and a figure of \`${of}\` stands for all time: look \`${table}\` up in a measure.`,
    help: {
      why: "A rule is worked out on a day, and finds the table of that day. Figures of params, tables and ranks are the same on all of them.",
      wrong: planWith(
        "table rates(level) {\n  | level | 1   | 2   |\n  | rate  | 5%  | 6%  |\n}\n\ntable rates(level) from 2026-07-01 {\n  | level | 1   | 2   |\n  | rate  | 4%  | 6%  |\n}\n\nparam entry = rates(1)\n\nmeasure own = entry of PV",
      ),
      right: planWith(
        "table rates(level) {\n  | level | 1   | 2   |\n  | rate  | 5%  | 6%  |\n}\n\ntable rates(level) from 2026-07-01 {\n  | level | 1   | 2   |\n  | rate  | 4%  | 6%  |\n}\n\nmeasure own = rates(1) of PV",
      ),
    },
  },
  "table/keys-not-rising": {
    severity: "error",
    message: () =>
      "The keys of a table rise, each above the one before: this one would never be reached, or is reached twice.",
    help: {
      why: "Thresholds are tried from the lowest up, and a key may stand only once.",
      wrong: planWith(
        "table rates(volume) {\n  | from | 100 | 50 |\n  | rate |  5% | 3% |\n}\n\nmeasure rate = rates(PV)",
      ),
      right: planWith(
        "table rates(volume) {\n  | from | 50 | 100 |\n  | rate | 3% |  5% |\n}\n\nmeasure rate = rates(PV)",
      ),
    },
  },
  "table/without-keys": {
    severity: "error",
    message: ({ name }) => `\`${name}\` is a table: say what to look up, as in \`${name}(…)\`.`,
    help: {
      why: "A table gives a value only for a key.",
      wrong: planWith(
        "table rates(volume) {\n  | from | 50 | 100 |\n  | rate | 3% |  5% |\n}\n\nmeasure rate = rates(PV)\nmeasure other = rates",
      ),
      right: planWith(
        "table rates(volume) {\n  | from | 50 | 100 |\n  | rate | 3% |  5% |\n}\n\nmeasure rate = rates(PV)",
      ),
    },
  },
};
