import { own } from "../../base/own.ts";
import type { Span } from "../../base/span.ts";
import type { Entry } from "../entry.ts";
import { fromSpreadsheets, inPlan, otherTypes, otherValues } from "./other-names.ts";
import { asWritten, didYouMean, orList, planWith, putNear, replace } from "./wording.ts";

export type NameFacts = {
  "name/duplicate": { name: string };
  "name/built-in": { name: string };
  "name/unknown": { name: string; near: string | null };
  "name/two-readings": { name: string; type: string };
  "name/not-known-here": { name: string; where: string; near: string | null };
  "name/no-members": { type: string; name: string };
  "name/unused": { name: string; what: string };
  "person/whose": { name: string; inExample: boolean };
  "person/whose-group": { base: string; of: string };
  "person/param": { name: string };
  "order/no-column": { name: string };
  "order/not-a-sum": { name: string; type: string; where: string };
  "type/unknown": { name: string; near: string | null };
  "call/unknown": { name: string; near: string | null; args: readonly string[]; call: Span };
  "call/not-a-function": { name: string };
  "call/arguments": { name: string; expected: string; found: number };
  /** What is wrong with an argument: worked out of the caller's own, of each person, or so and handed on to one that calls itself. */
  "call/own-arguments": { name: string; why: "reckoned" | "of each" | "handed on" };
  "tree/unknown": { name: string; near: string | null };
  "tree/no-sides": { tree: string; binary: string | null };
};

const valueFor = (name: string): string | null => own(otherValues, name.toLowerCase()) ?? null;
const typeFor = (name: string): string | null => own(otherTypes, name.toLowerCase()) ?? null;
const sayFor = (name: string): string | null => own(fromSpreadsheets, name.toLowerCase()) ?? null;

/** Names that mean nothing, or more than one thing. */
export const nameProblems: { readonly [C in keyof NameFacts]: Entry<NameFacts[C]> } = {
  "name/duplicate": {
    severity: "error",
    message: ({ name }) => `\`${name}\` is already defined: every name of a plan has one meaning.`,
    help: {
      why: "A rule that reads a name must find one definition of it.",
      wrong: planWith("measure active = PV >= 100\nmeasure active = PV >= 200"),
      right: planWith("measure active = PV >= 100\nmeasure very_active = PV >= 200"),
    },
  },
  "name/built-in": {
    severity: "error",
    message: ({ name }) => `\`${name}\` has a meaning of its own in every plan; choose another name.`,
    help: {
      why: "Words such as `level`, `joined` or `sum` are known to every rule, so a plan may not give them another meaning.",
      wrong: planWith("measure level = PV / 100"),
      right: planWith("measure step = PV / 100"),
    },
  },
  "name/unknown": {
    severity: "error",
    message: ({ name, near }) => `Nothing is called \`${name}\`.${didYouMean(valueFor(name) ?? near)}`,
    mends: ({ name, near }, at) => putNear(valueFor(name) ?? near, at),
    help: {
      why: "A rule can only read inputs, params, measures, ranks, trees and bonuses that the plan declares. Capitals matter.",
      wrong: planWith("measure active = VP >= 100"),
      right: planWith("measure active = PV >= 100"),
    },
  },
  "name/two-readings": {
    severity: "error",
    message: ({ name, type }) =>
      `\`${name}\` is a column and also ${type}: rename one, so that this says one thing.`,
    help: {
      why: "Where a word could be read as a column or as a value, both of which would fit, a reader cannot know which is meant.",
      wrong: planWith(
        "input Gold : Title\n\nranks Title {\n  | rank | PV >= _ |\n  | Gold |     100 |\n}\n\nmeasure top = Title >= Gold",
      ),
      right: planWith(
        "input granted : Title\n\nranks Title {\n  | rank | PV >= _ |\n  | Gold |     100 |\n}\n\nmeasure top = Title >= Gold or granted >= Gold",
      ),
    },
  },
  "name/not-known-here": {
    severity: "error",
    message: ({ name, where, near }) => `\`${name}\` is known only ${where}.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "Some words speak of a place in a journey or a table, and mean nothing elsewhere.",
      wrong: planWith("measure deep = level"),
      right: planWith("measure deep = count(downline where level <= 3)"),
    },
  },
  "name/no-members": {
    severity: "error",
    message: ({ type, name }) =>
      `There is no \`.${name}\` of ${type}: only people, ranks, pairings and boards have parts behind a dot.`,
    help: {
      why: "A dot asks a person for a column, a rank for a fact, a pairing for a field.",
      wrong: planWith("measure half = PV.half"),
      right: planWith("measure half = PV / 2"),
    },
  },
  "name/unused": {
    severity: "hint",
    message: ({ name, what }) => `No rule reads the ${what} \`${name}\`.`,
    help: {
      why: "What nothing reads changes nothing: it may be left over, or a rule may have forgotten it.",
      wrong: planWith("param unlock = 100\n\nbonus Retail {\n  pays 20% of PV\n}"),
      right: planWith("param unlock = 100\n\nbonus Retail {\n  pays 20% of PV if PV >= unlock\n}"),
    },
  },
  "person/whose": {
    severity: "error",
    message: ({ name, inExample }) =>
      inExample
        ? `Whose \`${name}\`? Write the person before it, as in \`Ann.${asWritten(name)}\`.`
        : `Whose \`${name}\`? Nobody is meant here; write \`sum(${asWritten(name)} in company)\` for everyone's.`,
    mends: ({ name, inExample }, at) =>
      inExample ? [] : [replace(at, `sum(${asWritten(name)} in company)`)],
    help: {
      why: "A pot and a limit belong to the whole company, so a bare column there is nobody's.",
      wrong: planWith("pool Leaders {\n  pot    2% of PV\n  shares 1\n}"),
      right: planWith("pool Leaders {\n  pot    2% of sum(PV in company)\n  shares 1\n}"),
    },
  },
  "person/whose-group": {
    severity: "error",
    message: ({ base, of }) =>
      of === "nobody"
        ? `Whose \`${base}\`? Nobody is meant here; only \`company\` can be gone through.`
        : `${of === "an order" ? "An order" : of} has no \`${base}\`: its buyer has.`,
    help: {
      why: "Groups of people are somebody's, except the company.",
      wrong: planWith("pool Leaders {\n  pot    2% of sum(PV in downline)\n  shares 1\n}"),
      right: planWith("pool Leaders {\n  pot    2% of sum(PV in company)\n  shares 1\n}"),
    },
  },
  "person/param": {
    severity: "error",
    message: ({ name }) =>
      `\`${name}\` is a param, the same for everybody: write it without a person before it.`,
    help: {
      why: "A param belongs to the plan and not to a person.",
      wrong: planWith("param unlock = 100\n\nmeasure active = PV >= my.unlock"),
      right: planWith("param unlock = 100\n\nmeasure active = PV >= unlock"),
    },
  },
  "order/no-column": {
    severity: "error",
    message: ({ name }) => `An order has no \`${name}\`; the buyer's is \`my.${asWritten(name)}\`.`,
    mends: ({ name }, at) => [replace(at, `my.${asWritten(name)}`)],
    help: {
      why: "In a clause about orders bare names are the order's, and nothing else is guessed.",
      wrong: planWith(
        "input CV : volume in orders\n\nmeasure late = count(orders where date > joined + 60 days and CV > 0)",
      ),
      right: planWith(
        "input CV : volume in orders\n\nmeasure late = count(orders where date > my.joined + 60 days and CV > 0)",
      ),
    },
  },
  "order/not-a-sum": {
    severity: "error",
    message: ({ name, type, where }) =>
      `\`${name}\` is ${type} of each order and cannot be added up, so there is none ${where}.`,
    help: {
      why: "Volumes, money and numbers of orders are added up at the person; words and dates cannot be.",
      wrong: planWith("input party : text in orders\n\nmeasure host = party = none"),
      right: planWith("input party : text in orders\n\nmeasure hosted = count(orders where party <> none)"),
    },
  },
  "type/unknown": {
    severity: "error",
    message: ({ name, near }) =>
      `\`${name}\` is no type. Types are volume, money, percent, number, count, yes/no, date, text, person, \`choice of …\`, a kind of points and a rank table.${didYouMean(typeFor(name) ?? near)}`,
    mends: ({ name, near }, at) => putNear(typeFor(name) ?? near, at),
    help: {
      why: "The type of an input says what its figures mean and what they may be added to.",
      wrong: planWith("input sales : monny"),
      right: planWith("input sales : money"),
    },
  },
  "call/unknown": {
    severity: "error",
    message: ({ name, near, args }) => {
      const [here, write] = [sayFor(name), inPlan(name, args)];
      return here !== null && write === null
        ? `There is no function \`${name}\`. ${here}`
        : write !== null
          ? `There is no function \`${name}\`; in a plan this is written \`${write}\`.`
          : `There is no function, measure or table \`${name}\`.${didYouMean(near)}`;
    },
    mends: ({ name, near, args, call }, at) => {
      const write = inPlan(name, args);
      return write !== null ? [replace(call, write)] : sayFor(name) === null ? putNear(near, at) : [];
    },
    help: {
      why: "Parentheses follow the name of a function, of a measure with parameters, or of a table.",
      wrong: planWith("measure GV = PV + total_of(PV in downline)"),
      right: planWith("measure GV = PV + sum(PV in downline)"),
    },
  },
  "call/not-a-function": {
    severity: "error",
    message: ({ name }) => `\`${name}\` takes nothing in parentheses.`,
    help: {
      why: "Only functions, tables and measures with parameters are followed by parentheses.",
      wrong: planWith("measure double = 2 * PV(1)"),
      right: planWith("measure double = 2 * PV"),
    },
  },
  "call/arguments": {
    severity: "error",
    message: ({ name, expected, found }) =>
      `\`${name}\` wants ${expected} in its parentheses; here ${found === 0 ? "there is nothing" : found === 1 ? "something else stands" : `${found} things stand`}.`,
    help: {
      why: "Each function, table and measure says what it needs, in order.",
      wrong: planWith("measure near(n) = count(downline where level <= n)\nmeasure crowd = near(1, 2)"),
      right: planWith("measure near(n) = count(downline where level <= n)\nmeasure crowd = near(2)"),
    },
  },
  "call/own-arguments": {
    severity: "error",
    message: ({ name, why }) =>
      why === "reckoned"
        ? `\`${name}\` calls itself, so it hands on its own arguments as they are; one that is worked out of them would be another one for each person on the way.`
        : `\`${name}\` ${why === "of each" ? "calls itself along a tree" : "hands this on to a measure that calls itself along a tree"}, so what it is called with must be the same for everybody, and this is of each person's own.`,
    help: {
      why: "A measure that calls itself is worked out for everybody with each of its arguments: these must be few, and known from the text.",
      wrong: planWith(
        "measure near(n) = PV + sum(near(PV) in frontline where PV < n)\nmeasure group = near(500)",
      ),
      right: planWith(
        "measure near(n) = PV + sum(near(n) in frontline where PV < n)\nmeasure group = near(500)",
      ),
    },
  },
  "tree/unknown": {
    severity: "error",
    message: ({ name, near }) =>
      `There is no tree \`${name}\`; declare it with \`tree ${asWritten(name)}\`.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "A bonus travels up a tree, and groups are taken along one. `sponsor` is always there; others are declared.",
      wrong: planWith("bonus Level {\n  on PV up placement\n  pays 5% if level = 1\n}"),
      right: planWith("tree placement\n\nbonus Level {\n  on PV up placement\n  pays 5% if level = 1\n}"),
    },
  },
  "tree/no-sides": {
    severity: "error",
    message: ({ tree, binary }) =>
      `The tree \`${tree}\` has no left and right${binary === null ? "; declare it with `: binary`" : `; the binary one is ${orList([binary])}`}.`,
    help: {
      why: "Only a tree that is declared `: binary` has a left and a right leg.",
      wrong: planWith(
        "tree placement\n\npairing Team along placement {\n  volume PV\n}\n\nbonus Pairs {\n  pays 10% of Team.matched\n}",
      ),
      right: planWith(
        "tree placement : binary\n\npairing Team along placement {\n  volume PV\n}\n\nbonus Pairs {\n  pays 10% of Team.matched\n}",
      ),
    },
  },
};
