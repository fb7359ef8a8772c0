import type { Span } from "../../base/span.ts";
import type { Mend } from "../diagnostic.ts";
import type { Entry } from "../entry.ts";
import { planWith, replace } from "./wording.ts";

export type SpellingFacts = {
  "syntax/unknown-character": { found: string };
  "syntax/foreign-sign": { found: string; write: string };
  "syntax/decimal-comma": { found: string; readings: readonly string[] };
  "syntax/figure-spelling": { found: string; readings: readonly string[] };
  "syntax/three-decimals": { found: string; value: string; thousands: string };
  "syntax/currency-place": { found: string; write: string };
  "syntax/date-spelling": { found: string; write: string };
  "syntax/comma-space": { found: string };
  "syntax/unclosed-quote": { found: string };
  "syntax/quote-sign": { found: string; write: string };
  "syntax/empty-quotes": Record<never, never>;
};

const remove = (at: Span, what: string): Mend => ({
  title: `Remove ${what}`,
  edits: [{ span: at, insert: "" }],
});
const readAs = (readings: readonly string[], at: Span): Mend[] =>
  readings.map((reading) => replace(at, reading, `Write \`${reading}\``));
const pool = (amount: string): string =>
  planWith(`pool Leaders {\n  pot    ${amount}\n  shares 1 if PV >= 100\n}`);

/** Figures, dates, quotes and signs that are spelled in a way that other places have. */
export const spellingProblems: { readonly [C in keyof SpellingFacts]: Entry<SpellingFacts[C]> } = {
  "syntax/unknown-character": {
    severity: "error",
    message: ({ found }) => `\`${found}\` means nothing in a plan.`,
    mends: ({ found }, at) => [remove(at, `\`${found}\``)],
    help: {
      why: "Names are made of letters, digits and `_`; whatever else a name must hold stands in quotes. A line needs no sign at its end.",
      wrong: planWith("measure active = PV >= 100;"),
      right: planWith("measure active = PV >= 100"),
    },
  },
  "syntax/foreign-sign": {
    severity: "error",
    message: ({ found, write }) => `In a plan \`${found}\` is written \`${write.trim()}\`.`,
    mends: ({ write }, at) => [replace(at, write, `Change to \`${write.trim()}\``)],
    help: {
      why: "Every sign has one spelling, so that a plan looks the same whoever wrote it.",
      wrong: planWith("measure idle = PV == 0"),
      right: planWith("measure idle = PV = 0"),
    },
  },
  "syntax/decimal-comma": {
    severity: "error",
    message: ({ found, readings }) =>
      readings.length > 1
        ? `\`${found}\` is no figure: decimals stand behind a point (\`${readings[0]}\`), and figures in a list want a space (\`${readings[1]}\`).`
        : `\`${found}\` is no figure: decimals stand behind a point, thousands behind a comma${readings.length > 0 ? ` (\`${readings[0]}\`)` : ""}.`,
    mends: ({ readings }, at) => readAs(readings, at),
    help: {
      why: "A comma that touches a digit parts thousands, as brochures print them. Everything else would be read differently here and there.",
      wrong: pool("$2.000,50"),
      right: pool("$2,000.50"),
    },
  },
  "syntax/figure-spelling": {
    severity: "error",
    message: ({ found, readings }) =>
      readings.length > 0
        ? `Write \`${readings[0]}\` for \`${found}\`.`
        : `\`${found}\` is no figure: write it as in \`10,000\` or \`2.5\`.`,
    mends: ({ readings }, at) => readAs(readings, at),
    help: {
      why: "A figure is written in full: digits, commas between thousands, a point before decimals, `%` right behind it.",
      wrong: pool("2.5 % of sum(PV in company)"),
      right: pool("2.5% of sum(PV in company)"),
    },
  },
  "syntax/three-decimals": {
    severity: "hint",
    message: ({ found, value, thousands }) =>
      `\`${found}\` is ${value}; a point is never between thousands. If you mean more, write \`${thousands}\`.`,
    mends: ({ value, thousands }, at) => [replace(at, thousands), replace(at, value)],
    help: {
      why: "In many countries `2.000` is two thousand. Here it is two with three decimals.",
      wrong: planWith("measure active = PV >= 2.000"),
      right: planWith("measure active = PV >= 2,000"),
    },
  },
  "syntax/currency-place": {
    severity: "error",
    message: ({ write }) => `The currency sign stands before the figure, with no space: \`${write}\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "An amount of money has one spelling, whatever the currency.",
      wrong: pool("100 $"),
      right: pool("$100"),
    },
  },
  "syntax/date-spelling": {
    severity: "error",
    message: ({ found, write }) => `A date is year, month, day: \`${write}\` for \`${found}\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "`03/04/2026` is March to some and April to others; `2026-03-04` is one day to everybody.",
      wrong: planWith("measure founder = joined < 21.3.2026"),
      right: planWith("measure founder = joined < 2026-03-21"),
    },
  },
  "syntax/comma-space": {
    severity: "error",
    message: ({ found }) =>
      `A comma before a figure wants a space, or it would part thousands: \`, ${found}\`.`,
    mends: (_, at) => [
      { title: "Put a space behind the comma", edits: [{ span: { from: at.to, to: at.to }, insert: " " }] },
    ],
    help: {
      why: "`1,200` is one figure, and `1, 200` are two.",
      wrong: planWith("measure counted = min(PV,200)"),
      right: planWith("measure counted = min(PV, 200)"),
    },
  },
  "syntax/unclosed-quote": {
    severity: "error",
    message: ({ found }) => `The quote that opens before \`${found}\` is not closed on this line.`,
    mends: (_, at) => [
      { title: 'Close the quote with `"`', edits: [{ span: { from: at.to, to: at.to }, insert: '"' }] },
    ],
    help: {
      why: "A text in quotes ends on the line on which it begins.",
      wrong: planWith('bonus Retail "Retail profit {\n  pays 20% of PV\n}'),
      right: planWith('bonus Retail "Retail profit" {\n  pays 20% of PV\n}'),
    },
  },
  "syntax/quote-sign": {
    severity: "error",
    message: ({ write }) => `Quotes are straight double ones: \`${write}\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: 'Names of several words, and names with signs in them, stand in `"`. Word processors like to bend it.',
      wrong: planWith("bonus Retail “Retail profit” {\n  pays 20% of PV\n}"),
      right: planWith('bonus Retail "Retail profit" {\n  pays 20% of PV\n}'),
    },
  },
  "syntax/empty-quotes": {
    severity: "error",
    message: () => "There is nothing between these quotes.",
    help: {
      why: "A name or a title that is there says something.",
      wrong: planWith('bonus Retail "" {\n  pays 20% of PV\n}'),
      right: planWith('bonus Retail "Retail profit" {\n  pays 20% of PV\n}'),
    },
  },
};
