import type { Entry } from "../entry.ts";
import { orList, planWith } from "./wording.ts";

/** Facts of what is probably not meant: texts that can be run, and in which something can never come to anything. */
export type DoubtFacts = {
  "condition/always": { holds: boolean; written: string; bound: string };
  "rank/nobody": { rank: string; ladder: string };
  "rank/same-demands": { rank: string; lower: string };
  "rank/no-demands": { rank: string; lower: string };
  "table/hole": { table: string; from: string; to: string; missing: string | null };
  "table/ranks-left-out": { table: string; ranks: readonly string[] };
  "table/never-reached": { table: string };
  "bonus/pays-nobody": { name: string };
  "limit/blank-cap": { fact: string; ranks: readonly string[] };
  "limit/rates-above": { bonuses: readonly string[]; volume: string; together: string; limit: string };
  "param/outside": { name: string; value: string; from: string; to: string };
  "param/range-backwards": { name: string; from: string; to: string };
  "amount/too-large": { name: string; most: string; decimals: number; people: number };
  "pairing/same-volume": { bonus: string; first: string; second: string };
};

const sides = "tree placement : binary\n\n";
const level = (cells: string): string =>
  `table rates(level) {\n${cells}\n}\n\nbonus Level {\n  on PV up sponsor\n  pays rates(level)\n}`;

export const doubtProblems: { readonly [C in keyof DoubtFacts]: Entry<DoubtFacts[C]> } = {
  "condition/always": {
    severity: "warning",
    message: ({ holds, written, bound }) =>
      `This ${holds ? "always" : "never"} holds: \`${written}\` is never ${bound}.`,
    help: {
      why: "A condition that comes out the same for everybody does nothing; mostly a figure in it is wrong.",
      wrong: planWith(`${sides}measure three = count(legs of placement) >= 3`),
      right: planWith(`${sides}measure two = count(legs of placement) >= 2`),
    },
  },
  "rank/nobody": {
    severity: "warning",
    message: ({ rank, ladder }) =>
      `Nobody can be \`${rank}\`: what \`${ladder}\` asks for here is more than there ever is.`,
    help: {
      why: "A rank that cannot be reached pays nobody, and closes the way to those above it.",
      wrong: planWith(
        "ranks Title {\n  | rank   | count(last 3 periods where PV >= 50) >= _ |\n  | Member |                                           |\n  | Silver |                                         4 |\n}",
      ),
      right: planWith(
        "ranks Title {\n  | rank   | count(last 3 periods where PV >= 50) >= _ |\n  | Member |                                           |\n  | Silver |                                         3 |\n}",
      ),
    },
  },
  "rank/same-demands": {
    severity: "warning",
    message: ({ rank, lower }) =>
      `\`${rank}\` asks for exactly what \`${lower}\` asks for, so nobody is ever \`${lower}\`.`,
    help: {
      why: "Everybody holds the highest rank they meet: of two with the same demands the lower one stays empty.",
      wrong: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Silver |     100 |\n  | Gold   |     100 |\n}",
      ),
      right: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Silver |     100 |\n  | Gold   |     200 |\n}",
      ),
    },
  },
  "rank/no-demands": {
    severity: "warning",
    message: ({ rank, lower }) =>
      `\`${rank}\` asks for nothing, so everybody who is \`${lower}\` is \`${rank}\` as well.`,
    help: {
      why: "A blank cell asks for nothing; a whole row of them makes the rank everybody's.",
      wrong: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Silver |     100 |\n  | Gold   |         |\n}",
      ),
      right: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Silver |     100 |\n  | Gold   |     200 |\n}",
      ),
    },
  },
  "table/hole": {
    severity: "warning",
    message: ({ table, from, to, missing }) =>
      missing === null
        ? `\`${table}\` says nothing of what lies between ${from} and ${to}, and gives nothing there; with \`from\` each column goes on to the next.`
        : `\`${table}\` leaves out ${missing}, and gives nothing there.`,
    help: {
      why: "What is looked up and not found in a table is nothing: no rate, no amount.",
      wrong: planWith(level("  | level | 1  | 2  | 4  |\n  | rate  | 5% | 4% | 3% |")),
      right: planWith(level("  | level | 1  | 2  | 3  |\n  | rate  | 5% | 4% | 3% |")),
    },
  },
  "table/ranks-left-out": {
    severity: "warning",
    message: ({ table, ranks }) =>
      `\`${table}\` leaves out ${orList(ranks, "and")} below this rank, and gives nothing there.`,
    help: {
      why: "A rank without a row of its own is not found in the table, and what is not found is nothing.",
      wrong: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |     100 |\n  | Gold   |     200 |\n}\n\ntable share(Title) {\n  | Title | Member | Gold |\n  | share |     5% |   9% |\n}\n\nbonus Own {\n  pays share(Title) of PV\n}",
      ),
      right: planWith(
        "ranks Title {\n  | rank   | PV >= _ |\n  | Member |         |\n  | Silver |     100 |\n  | Gold   |     200 |\n}\n\ntable share(Title) {\n  | Title | Member | Silver | Gold |\n  | share |     5% |     7% |   9% |\n}\n\nbonus Own {\n  pays share(Title) of PV\n}",
      ),
    },
  },
  "table/never-reached": {
    severity: "warning",
    message: ({ table }) => `Nothing that is looked up in \`${table}\` ever leads here.`,
    help: {
      why: "Levels begin with 1 above whoever bought; a figure that cannot come up has no use in a table.",
      wrong: planWith(level("  | level | 0  | 1  | 2  |\n  | rate  | 5% | 4% | 3% |")),
      right: planWith(level("  | level | 1  | 2  | 3  |\n  | rate  | 5% | 4% | 3% |")),
    },
  },
  "bonus/pays-nobody": {
    severity: "warning",
    message: ({ name }) => `\`${name}\` pays nobody anything: this never comes to more than nothing.`,
    help: {
      why: "A bonus that cannot pay is a slip of the pen, or waits for its rates.",
      wrong: planWith("bonus Team {\n  on PV up sponsor\n  pays 5% if level < 1\n}"),
      right: planWith("bonus Team {\n  on PV up sponsor\n  pays 5% if level <= 1\n}"),
    },
  },
  "limit/blank-cap": {
    severity: "warning",
    message: ({ fact, ranks }) =>
      `\`${fact}\` is blank for ${orList(ranks, "and")}, and a blank is nothing: who is that is paid nothing. Write a limit that is never reached.`,
    help: {
      why: "A blank cell is 0 where it is read, and not “without limit”.",
      wrong: planWith(
        "ranks Title {\n  | rank   | most | PV >= _ |\n  | Silver | $100 |     100 |\n  | Gold   |      |     200 |\n}\n\nbonus Own {\n  pays 10% of PV\n  at most Title.most\n}",
      ),
      right: planWith(
        "ranks Title {\n  | rank   |       most | PV >= _ |\n  | Silver |       $100 |     100 |\n  | Gold   | $1,000,000 |     200 |\n}\n\nbonus Own {\n  pays 10% of PV\n  at most Title.most\n}",
      ),
    },
  },
  "limit/rates-above": {
    severity: "hint",
    message: ({ bonuses, volume, together, limit }) =>
      `By their rates ${orList(bonuses, "and")} can come to ${together} of \`${volume}\`, which is more than this limit of ${limit}: the rest is cut.`,
    help: {
      why: "A limit below what the rates promise is reached by what the plan says, and not only in a strange month.",
      wrong: planWith(
        `${level("  | level | 1   | 2   | 3   |\n  | rate  | 20% | 20% | 10% |")}\n\nlimit Level to 40% of sum(PV in company)`,
      ),
      right: planWith(
        `${level("  | level | 1   | 2   | 3   |\n  | rate  | 20% | 10% | 10% |")}\n\nlimit Level to 40% of sum(PV in company)`,
      ),
    },
  },
  "param/outside": {
    severity: "warning",
    message: ({ name, value, from, to }) =>
      `\`${name}\` is ${value}, and the plan lets it go from ${from} to ${to} only.`,
    help: {
      why: "Whoever moves the slider cannot come back to the value that the plan begins with; mostly a digit is wrong.",
      wrong: planWith("param unlock = 1000 from 50 to 200 step 10\n\nmeasure active = PV >= unlock"),
      right: planWith("param unlock = 100 from 50 to 200 step 10\n\nmeasure active = PV >= unlock"),
    },
  },
  "param/range-backwards": {
    severity: "warning",
    message: ({ name, from, to }) =>
      `The range of \`${name}\` runs backwards: from ${from} there is no way up to ${to}.`,
    help: {
      why: "A range goes from the least to the most; one that runs backwards has no value, and no slider.",
      wrong: planWith("param unlock = 100 from 200 to 50 step 10\n\nmeasure active = PV >= unlock"),
      right: planWith("param unlock = 100 from 50 to 200 step 10\n\nmeasure active = PV >= unlock"),
    },
  },
  "amount/too-large": {
    severity: "hint",
    message: ({ name, most, decimals, people }) =>
      `Among ${people.toLocaleString("en")} people \`${name}\` can come to ${most} with ${decimals} decimals, which does not fit into 64 bits: where it does not, the plan is worked out the slow way, as long as the people are few.`,
    help: {
      why: "Amounts are counted in units of their last decimal, as whole numbers of 64 bits; what becomes larger is mostly multiplied once too often.",
      wrong: planWith("input parts : number\n\nmeasure weight = parts * parts * PV"),
      right: planWith("input parts : number\n\nmeasure weight = parts * PV"),
    },
  },
  "pairing/same-volume": {
    severity: "warning",
    message: ({ bonus, first, second }) =>
      `\`${bonus}\` is paid on \`${first}\` and \`${second}\`, which match the same volume: what one has used up, the other uses again.`,
    help: {
      why: "Matched volume is used up in its own pairing only; a second one with the same volume matches it a second time.",
      wrong: planWith(
        `${sides}pairing Team along placement {\n  volume PV\n}\n\npairing Extra along placement {\n  volume PV\n}\n\nbonus Both {\n  pays 5% of (Team.matched + Extra.matched)\n}`,
      ),
      right: planWith(
        `${sides}pairing Team along placement {\n  volume PV\n}\n\nbonus Both {\n  pays 10% of Team.matched\n}`,
      ),
    },
  },
};
