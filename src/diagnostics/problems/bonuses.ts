import { after } from "../../base/span.ts";
import type { Entry } from "../entry.ts";
import { didYouMean, orList, planWith, putNear, replace } from "./wording.ts";

export type BonusFacts = {
  "bonus/pays-missing": { name: string; verb: string; flavour: string };
  "bonus/on-missing": { name: string };
  "bonus/of-the-payee": { name: string };
  "bonus/verb": { flavour: string; verb: string; found: string };
  "bonus/which-amount": { name: string };
  "balance/where": { name: string };
  "bonus/unknown": { name: string; near: string | null };
  "clause/twice": { clause: string };
  "clause/needs-up": { clause: string };
  "pool/part-missing": { name: string; what: string };
  "limit/not-a-bonus": { written: string; near: string | null };
  "limit/scaling": { name: string; near: string | null };
  "limit/no-owner": Record<never, never>;
  "pairing/volume-missing": { name: string };
  "pairing/field-missing": { name: string; fields: readonly string[] };
  "pairing/no-field": { name: string; machine: string; near: string | null; fields: readonly string[] };
  "pairing/cycle-and-steps": Record<never, never>;
  "pairing/first-cycle-alone": Record<never, never>;
  "pairing/cycles-without-cycle": Record<never, never>;
  "board/size-missing": { name: string };
  "board/one-wide": Record<never, never>;
};

const binary = "tree placement : binary\n\n";
const pairing = (lines: string, use = "bonus Pairs {\n  pays 10% of Team.matched\n}") =>
  planWith(`${binary}pairing Team along placement {\n${lines}}\n\n${use}`);
const retail = "bonus Retail {\n  pays 20% of PV\n}\n\n";

/** How two lines of one kind become one. */
const joined: Readonly<Record<string, string>> = {
  pays: " Two rates stand in one line: `10% if level = 1 else 5% if level = 2`.",
  needs: " Two conditions are joined by `and`.",
};

/** Bonuses, pools, limits, pairings and boards. */
export const bonusProblems: { readonly [C in keyof BonusFacts]: Entry<BonusFacts[C]> } = {
  "bonus/pays-missing": {
    severity: "error",
    message: ({ name, verb, flavour }) =>
      `The ${flavour} \`${name}\` does not say what it ${verb}; add a line \`${verb} …\`.`,
    help: {
      why: "A bonus that pays nothing is no bonus.",
      wrong: planWith("bonus Level {\n  on PV up sponsor\n}"),
      right: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level = 1\n}"),
    },
  },
  "bonus/on-missing": {
    severity: "error",
    message: ({ name }) => `\`${name}\` travels up a tree, and does not say with what; add a line \`on …\`.`,
    help: {
      why: "What travels up is the base that the rate is taken of.",
      wrong: planWith("bonus Level {\n  up sponsor\n  pays 5% if level = 1\n}"),
      right: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level = 1\n}"),
    },
  },
  "bonus/of-the-payee": {
    severity: "warning",
    message: ({ name }) =>
      `\`${name}\` is here that of the person who is paid; a part of what travels is only a percentage, as in \`pays 5%\`. Write \`my.${name}\` if the payee's own is meant.`,
    mends: ({ name }, at) => [replace(at, `my.${name}`)],
    help: {
      why: "In a journey a bare name is the stop's, and the rate that `pays` names is taken of the base by itself.",
      wrong: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% of PV if level = 1\n}"),
      right: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level = 1\n}"),
    },
  },
  "bonus/verb": {
    severity: "error",
    message: ({ flavour, verb, found }) => `A ${flavour} ${verb}; \`${found}\` belongs to another block.`,
    help: {
      why: "A bonus `pays`, a charge `takes`, a flow `gives`: so a reader sees at once where money goes.",
      wrong: planWith("charge Fee {\n  pays $5\n}"),
      right: planWith("charge Fee {\n  takes $5\n}"),
    },
  },
  "bonus/which-amount": {
    severity: "error",
    message: ({ name }) =>
      `Which amount of \`${name}\`: \`gross(${name})\` before any cap, \`earned(${name})\` after its own, or \`paid(${name})\` after every limit?`,
    mends: ({ name }, at) => ["earned", "gross", "paid"].map((stage) => replace(at, `${stage}(${name})`)),
    help: {
      why: "A bonus has three amounts, which differ as soon as a cap binds.",
      wrong: planWith(`${retail}bonus Match {\n  on Retail up sponsor\n  pays 10% if level = 1\n}`),
      right: planWith(`${retail}bonus Match {\n  on earned(Retail) up sponsor\n  pays 10% if level = 1\n}`),
    },
  },
  "balance/where": {
    severity: "error",
    message: ({ name }) =>
      `\`${name}\` is of the whole company when all is paid: it can be asked for in \`expect\` and \`ensure\`, not in a rule.`,
    help: {
      why: "What is offered and what is broken are known only when everything is worked out.",
      wrong: planWith(`${retail}measure lost = broken(Retail)`),
      right: planWith(`${retail}ensure broken(Retail) <= $5`),
    },
  },
  "bonus/unknown": {
    severity: "error",
    message: ({ name, near }) => `No bonus is called \`${name}\`.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "`gross`, `earned` and `paid` ask for the amount of a bonus or pool.",
      wrong: planWith(`${retail}bonus Match {\n  on earned(Retial) up sponsor\n  pays 10% if level = 1\n}`),
      right: planWith(`${retail}bonus Match {\n  on earned(Retail) up sponsor\n  pays 10% if level = 1\n}`),
    },
  },
  "clause/twice": {
    severity: "error",
    message: ({ clause }) =>
      `\`${clause}\` is said twice in this block; only the first counts.${joined[clause] ?? ""}`,
    help: {
      why: "Of two lines that say different things, one would be ignored.",
      wrong: planWith("bonus Retail {\n  pays 20% of PV\n  pays 25% of PV\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
  "clause/needs-up": {
    severity: "error",
    message: ({ clause }) =>
      `\`${clause}\` belongs to a bonus that travels; say up which tree, as in \`on PV up sponsor\`.`,
    mends: ({ clause }, at) =>
      clause === "on"
        ? [{ title: "Put in `up sponsor`", edits: [{ span: after(at), insert: " up sponsor" }] }]
        : [],
    help: {
      why: "Without a journey there is nobody to count and no base to travel.",
      wrong: planWith("bonus Retail {\n  counting PV > 0\n  pays 20% of PV\n}"),
      right: planWith("bonus Retail {\n  pays 20% of PV if PV > 0\n}"),
    },
  },
  "pool/part-missing": {
    severity: "error",
    message: ({ name, what }) =>
      `The pool \`${name}\` has no \`${what}\`: a pool is a \`pot\` divided by \`shares\`.`,
    help: {
      why: "A pool pays each person the pot times the person's shares over all shares.",
      wrong: planWith("pool Leaders {\n  pot 2% of sum(PV in company)\n}"),
      right: planWith("pool Leaders {\n  pot    2% of sum(PV in company)\n  shares 1 if PV > 0\n}"),
    },
  },
  "limit/not-a-bonus": {
    severity: "error",
    message: ({ written, near }) =>
      `A limit is over bonuses and pools, as in \`limit A + B to …\`; \`${written}\` is none.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "A limit caps or scales what bonuses come to.",
      wrong: planWith(`${retail}limit PV to $100`),
      right: planWith(`${retail}limit Retail to $100`),
    },
  },
  "limit/scaling": {
    severity: "error",
    message: ({ name, near }) =>
      `\`${name}\` is not under this limit, so it cannot be what gives way.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "`scaling` names those of the limited bonuses that are cut.",
      wrong: planWith(`${retail}bonus Fast {\n  pays 5% of PV\n}\n\nlimit Retail to $100, scaling Fast`),
      right: planWith(
        `${retail}bonus Fast {\n  pays 5% of PV\n}\n\nlimit Retail + Fast to $100, scaling Fast`,
      ),
    },
  },
  "limit/no-owner": {
    severity: "error",
    message: () => "A limit for each owner needs to know the owners: add `input owner : person`.",
    help: {
      why: "Several positions may belong to one person; the data say to whom.",
      wrong: planWith(`${retail}limit Retail to $100 for each owner`),
      right: planWith(`input owner : person\n\n${retail}limit Retail to $100 for each owner`),
    },
  },
  "pairing/volume-missing": {
    severity: "error",
    message: ({ name }) => `The pairing \`${name}\` does not say what it pairs; add a line \`volume …\`.`,
    help: {
      why: "Left and right are what is newly below each side, of some volume.",
      wrong: pairing("  carry both sides\n", "bonus Pairs {\n  pays $5 * Team.cycles\n}"),
      right: pairing("  volume PV\n  carry  both sides\n"),
    },
  },
  "pairing/field-missing": {
    severity: "error",
    message: ({ name, fields }) =>
      `What of \`${name}\`? Write ${orList(fields.map((field) => `${name}.${field}`))}.`,
    help: {
      why: "A pairing is no amount in itself: it has a left, a right and what was matched.",
      wrong: pairing("  volume PV\n", "bonus Pairs {\n  pays 10% of Team\n}"),
      right: pairing("  volume PV\n"),
    },
  },
  "pairing/no-field": {
    severity: "error",
    message: ({ name, machine, near, fields }) =>
      `\`${machine}\` has no \`${name}\`; it has ${orList(fields, "and")}.${didYouMean(near)}`,
    mends: ({ near }, at) => putNear(near, at),
    help: {
      why: "What a pairing and a board can be asked for is fixed.",
      wrong: pairing("  volume PV\n", "bonus Pairs {\n  pays 10% of Team.match\n}"),
      right: pairing("  volume PV\n"),
    },
  },
  "pairing/cycle-and-steps": {
    severity: "error",
    message: () => "A pairing is matched in cycles or in steps, not in both.",
    help: {
      why: "Cycles take fixed amounts again and again; steps take the largest amount of a list once.",
      wrong: pairing("  volume PV\n  cycle  200 strong, 100 weak\n  steps  of 100, 500\n"),
      right: pairing("  volume PV\n  cycle  200 strong, 100 weak\n"),
    },
  },
  "pairing/first-cycle-alone": {
    severity: "error",
    message: () => "A `first cycle` needs a `cycle` for those that follow it.",
    help: {
      why: "The first pair of a life may ask for other amounts than those after it.",
      wrong: pairing("  volume PV\n  first cycle 2 strong, 1 weak\n"),
      right: pairing("  volume PV\n  first cycle 2 strong, 1 weak\n  cycle 1 strong, 1 weak\n"),
    },
  },
  "pairing/cycles-without-cycle": {
    severity: "error",
    message: () =>
      "`at most … cycles` counts cycles, and this pairing has none; add a line `cycle …`, or limit the amount.",
    help: {
      why: "Without cycles the weaker side is matched in full.",
      wrong: pairing("  volume  PV\n  at most 10 cycles\n"),
      right: pairing("  volume  PV\n  cycle   200 strong, 100 weak\n  at most 10 cycles\n"),
    },
  },
  "board/size-missing": {
    severity: "error",
    message: ({ name }) => `The board \`${name}\` has no size; add a line such as \`size 2 wide, 2 deep\`.`,
    help: {
      why: "A board is full when all its places are taken.",
      wrong: planWith("board Cycler {\n  top leaves\n}\n\nbonus Cycle {\n  pays $500 * Cycler.cycles\n}"),
      right: planWith(
        "board Cycler {\n  size 2 wide, 2 deep\n  top leaves\n}\n\nbonus Cycle {\n  pays $500 * Cycler.cycles\n}",
      ),
    },
  },
  "board/one-wide": {
    severity: "error",
    message: () =>
      "A board 1 wide whose top returns is full again at once, and never comes to an end: make it wider, or write `top leaves`.",
    help: {
      why: "A full board splits into as many boards as it is wide; only where there are two does a returning top find an empty place.",
      wrong: planWith(
        "board Line {\n  size 1 wide, 2 deep\n}\n\nbonus Cycle {\n  pays $500 * Line.cycles\n}",
      ),
      right: planWith(
        "board Line {\n  size 1 wide, 2 deep\n  top leaves\n}\n\nbonus Cycle {\n  pays $500 * Line.cycles\n}",
      ),
    },
  },
};
