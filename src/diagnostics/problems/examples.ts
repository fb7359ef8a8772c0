import type { Entry } from "../entry.ts";
import { didYouMean, orList, planWith, putNear } from "./wording.ts";

export type ExampleFacts = {
  "example/two-people": { name: string };
  "example/nobody": { name: string; near: string | null };
  "example/no-param": { name: string; near: string | null };
  "example/no-column": { name: string; near: string | null };
  "example/no-order-column": { name: string; near: string | null };
  "example/not-to-give": { name: string };
  "example/figure": Record<never, never>;
  "example/alike": { most: number };
  "example/header": { written: string };
  "example/table": { words: readonly string[] };
  "example/no-period": { label: string; labels: readonly string[] };
  "example/period-gap": { label: string; before: string; clock: string };
};

const withOrders = (body: string) =>
  `plan "Example" {\n  currency USD\n  period   month\n  1 CV = $1.00\n}\n\ninput CV : volume in orders\n\n${body}\n`;

/** What a file of orders calls the one who has ordered. */
const isBuyer = (name: string): boolean => /^(person|buyer|customer|distributor)$/i.test(name);

/** The people, tables and expectations of an example. */
export const exampleProblems: { readonly [C in keyof ExampleFacts]: Entry<ExampleFacts[C]> } = {
  "example/two-people": {
    severity: "error",
    message: ({ name }) =>
      `Two people of this example are called \`${name}\`; give one of them another name.`,
    help: {
      why: "What is expected of a name must be one person's.",
      wrong: planWith('example "twins" {\n  Ann 100\n    Bob 50\n    Bob 60\n  expect Ann.PV = 100\n}'),
      right: planWith('example "twins" {\n  Ann 100\n    Bob 50\n    Rob 60\n  expect Ann.PV = 100\n}'),
    },
  },
  "example/nobody": {
    severity: "error",
    message: ({ name, near }) => `Nobody in this example is called \`${name}\`.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "An example speaks only of the people that it draws.",
      wrong: planWith('example "one" {\n  Ann 100\n  | expect | PV  |\n  | Anne   | 100 |\n}'),
      right: planWith('example "one" {\n  Ann 100\n  | expect | PV  |\n  | Ann    | 100 |\n}'),
    },
  },
  "example/no-param": {
    severity: "error",
    message: ({ name, near }) => `The plan has no param \`${name}\`.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "`with` sets a param for one example.",
      wrong: planWith(
        'param unlock = 100\nmeasure active = PV >= unlock\n\nexample "low" with unlok = 50 {\n  Ann 60\n  expect Ann.active\n}',
      ),
      right: planWith(
        'param unlock = 100\nmeasure active = PV >= unlock\n\nexample "low" with unlock = 50 {\n  Ann 60\n  expect Ann.active\n}',
      ),
    },
  },
  "example/no-column": {
    severity: "error",
    message: ({ name, near }) => `A person has no \`${name}\` that could be given.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "Given are inputs, and columns whose rule the example sets aside.",
      wrong: planWith('example "one" {\n  Ann VP: 100\n  expect Ann.PV = 0\n}'),
      right: planWith('example "one" {\n  Ann PV: 100\n  expect Ann.PV = 100\n}'),
    },
  },
  "example/no-order-column": {
    severity: "error",
    message: ({ name, near }) =>
      isBuyer(name)
        ? "The buyer of an order stands in the first column, below the word `orders`."
        : `An order has no \`${name}\`; declare it with \`in orders\`.${didYouMean(near)}`,
    mends: ({ name, near }, at) => (isBuyer(name) ? [] : putNear(near, at)),
    help: {
      why: "A table of orders has a `date` and what the plan takes as input of orders.",
      wrong: withOrders(
        'example "one" {\n  Ann\n  | orders | date       | VC  |\n  | Ann    | 2026-03-01 | 100 |\n  expect Ann.CV = 0\n}',
      ),
      right: withOrders(
        'example "one" {\n  Ann\n  | orders | date       | CV  |\n  | Ann    | 2026-03-01 | 100 |\n  expect Ann.CV = 100\n}',
      ),
    },
  },
  "example/not-to-give": {
    severity: "error",
    message: ({ name }) => `\`${name}\` cannot be given in a person's line: only plain columns can.`,
    help: {
      why: "What is given stands in place of an input or of the rule of a column.",
      wrong: planWith('example "one" {\n  Ann 100  sponsor.PV: 5\n  expect Ann.PV = 100\n}'),
      right: planWith('example "one" {\n  Ann 100\n  expect Ann.PV = 100\n}'),
    },
  },
  "example/figure": {
    severity: "error",
    message: () =>
      "A bare figure is the plan's first input, and this plan has none; name the column, as in `PV: 100`.",
    help: {
      why: "The figure behind a person's name is short for the first input of the plan.",
      wrong:
        'plan "Example" {\n  currency USD\n  period   month\n}\n\nexample "one" {\n  Ann 100\n  expect Ann.payout = $0\n}\n',
      right:
        'plan "Example" {\n  currency USD\n  period   month\n}\n\nexample "one" {\n  Ann\n  expect Ann.payout = $0\n}\n',
    },
  },
  "example/alike": {
    severity: "error",
    message: ({ most }) =>
      `\`alike\` wants a whole number from 1, and an example has at most ${most} people.`,
    help: {
      why: "One line may stand for many people who are alike.",
      wrong: planWith('example "crowd" {\n  Ann 100  alike: 0\n  expect sum(PV in company) = 100\n}'),
      right: planWith('example "crowd" {\n  Ann 100  alike: 3\n  expect sum(PV in company) = 300\n}'),
    },
  },
  "example/header": {
    severity: "error",
    message: ({ written }) =>
      `\`${written.trim()}\` gives nothing and expects nothing: write \`Ann.PV\` to give, or a condition with a blank, as in \`Ann.Team = _\`, to expect.`,
    help: {
      why: "In a table of cases or periods a header without a blank is given, one with a blank is expected.",
      wrong: planWith(
        'example "cases" {\n  Ann\n  | case | PV  | Ann.PV = _ |\n  | a    | 100 |        100 |\n}',
      ),
      right: planWith(
        'example "cases" {\n  Ann\n  | case | Ann.PV | Ann.PV = _ |\n  | a    | 100    |        100 |\n}',
      ),
    },
  },
  "example/table": {
    severity: "error",
    message: ({ words }) => `A table in an example begins with ${orList(words)}.`,
    help: {
      why: "The first word of a table says whether it gives orders, people, periods or cases, or expects something.",
      wrong: planWith('example "one" {\n  Ann 100\n  | hope | PV  |\n  | Ann  | 100 |\n}'),
      right: planWith('example "one" {\n  Ann 100\n  | expect | PV  |\n  | Ann    | 100 |\n}'),
    },
  },
  "example/no-period": {
    severity: "error",
    message: ({ label, labels }) =>
      `This example has no period \`${label}\`${labels.length > 1 || labels[0] !== "" ? `; it has ${orList(labels, "and")}` : ""}.`,
    help: {
      why: "An order belongs to one of the periods that the example goes through.",
      wrong: withOrders(
        'example "one" {\n  Ann\n  | orders | period | CV  |\n  | Ann    |      7 | 100 |\n  expect Ann.CV = 0\n}',
      ),
      right: withOrders(
        'example "one" {\n  Ann\n  | orders | date       | CV  |\n  | Ann    | 2026-03-01 | 100 |\n  expect Ann.CV = 100\n}',
      ),
    },
  },
  "example/period-gap": {
    severity: "error",
    message: ({ label, before, clock }) =>
      `\`${label}\` is not the ${clock} after \`${before}\`: the rows of \`period\` follow one another.`,
    help: {
      why: "What is carried over goes from one period to the very next.",
      wrong: planWith(
        'example "gap" {\n  Ann\n  | period  | Ann.PV | previous(Ann.PV) = _ |\n  | 2026-01 |    100 |                    0 |\n  | 2026-03 |    100 |                  100 |\n}',
      ),
      right: planWith(
        'example "no gap" {\n  Ann\n  | period  | Ann.PV | previous(Ann.PV) = _ |\n  | 2026-01 |    100 |                    0 |\n  | 2026-02 |    100 |                  100 |\n}',
      ),
    },
  },
};
