import { CHAIN_MOST, NESTING_MOST, PROBLEMS_MOST, TEXT_LENGTH_MOST } from "../../base/text-limits.ts";
import type { Entry } from "../entry.ts";
import { planWith } from "./wording.ts";

export type LimitFacts = {
  "syntax/nesting-too-deep": { most: number };
  "syntax/chain-too-long": { most: number };
  "syntax/text-too-long": { length: number; most: number };
  "syntax/too-many-problems": { most: number };
};

/** Texts that are too large for anybody to read, and so for a browser. */
export const limitProblems: { readonly [C in keyof LimitFacts]: Entry<LimitFacts[C]> } = {
  "syntax/nesting-too-deep": {
    severity: "error",
    message: ({ most }) =>
      `Parentheses stand within parentheses more than ${most} deep; give an inner part a name with \`measure\`.`,
    help: {
      why: "Nobody can read it, and a browser has only so much room to follow.",
      wrong: planWith(`measure deep = ${"(".repeat(NESTING_MOST + 1)}PV${")".repeat(NESTING_MOST + 1)}`),
      right: planWith(`measure deep = ${"(".repeat(NESTING_MOST)}PV${")".repeat(NESTING_MOST)}`),
    },
  },
  "syntax/chain-too-long": {
    severity: "error",
    message: ({ most }) =>
      `More than ${most} values are joined in one chain; give parts of it names with \`measure\`, or make it a table.`,
    help: {
      why: "Nobody can read it, and a browser has only so much room to follow.",
      wrong: planWith(`measure long = PV${" + PV".repeat(CHAIN_MOST + 1)}`),
      right: planWith(`measure long = PV${" + PV".repeat(CHAIN_MOST)}`),
    },
  },
  "syntax/text-too-long": {
    severity: "error",
    message: ({ length, most }) =>
      `The text has ${length.toLocaleString("en")} characters; a plan may have ${most.toLocaleString("en")}.`,
    help: {
      why: "Plans are some hundred lines long. People and orders come from files of their own.",
      wrong: planWith(`#${" ".repeat(TEXT_LENGTH_MOST)}`),
      right: planWith("measure active = PV >= 100"),
    },
  },
  "syntax/too-many-problems": {
    severity: "warning",
    message: ({ most }) => `There are more problems than these ${most}; mend some first.`,
    help: {
      why: "Far too many problems at once mostly have one cause.",
      wrong: planWith(`measure active = PV >= max(${"2.000, ".repeat(PROBLEMS_MOST + 1)}100)`),
      right: planWith("measure active = PV >= 100"),
    },
  },
};
