import { compare, isZero, multiply, ONE, parseDecimal, toDecimal, whole } from "../../base/exact.ts";
import type { Span } from "../../base/span.ts";
import type { Entry } from "../entry.ts";
import { capitalised, planWith, replace } from "./wording.ts";

export type UnitFacts = {
  "unit/mismatch": {
    verb: string;
    left: string;
    right: string;
    share: { readonly write: string; readonly span: Span } | null;
  };
  "unit/expected": { place: string; expected: string; found: string };
  "unit/no-worth": { points: string };
  "unit/percent-sign": { written: string; place: string };
  "unit/money-sign": { written: string; place: string };
  "unit/other-currency": { currency: string; sign: string; write: string };
  "unit/of": { found: string; written: string | null; whose: string | null; whole: Span };
  "unit/multiply": { left: string; right: string };
  "unit/divide": { left: string; right: string };
  "unit/branches": { then: string; otherwise: string };
  "unit/no-order": { type: string; sign: string };
  "unit/of-binds-first": { written: string };
  "figure/decimals": { most: number; found: number };
  "worth/endless": { of: string; near: string };
  "date/impossible": { text: string };
  "date/whole-duration": { unit: string };
};

/** `5` is meant as 5 %; `0.05` mostly too, and may be a twentieth of a percent. */
function asPercentages(written: string): readonly string[] {
  const value = parseDecimal(written);
  if (!value || isZero(value) || compare(value, ONE) >= 0) return [`${written}%`];
  return [`${toDecimal(multiply(value, whole(100)))}%`, `${written}%`];
}

/** Amounts that do not go together. */
export const unitProblems: { readonly [C in keyof UnitFacts]: Entry<UnitFacts[C]> } = {
  "unit/mismatch": {
    severity: "error",
    message: ({ verb, left, right, share }) =>
      `${capitalised(left)} and ${right} cannot be ${verb}${share ? `; a percentage is of something: \`${share.write}\`` : ""}.`,
    mends: ({ share }) => (share ? [replace(share.span, share.write)] : []),
    help: {
      why: "Only amounts of one unit can be added or compared; two kinds of points are two units.",
      wrong: planWith("input CV : volume\n\nmeasure both = PV + CV"),
      right: planWith("input CV : volume\n\nmeasure both = PV"),
    },
  },
  "unit/expected": {
    severity: "error",
    message: ({ place, expected, found }) => `${capitalised(place)} wants ${expected}, and this is ${found}.`,
    help: {
      why: "Each place of a rule takes one kind of value.",
      wrong: planWith("measure active = PV and PV >= 100"),
      right: planWith("measure active = PV > 0 and PV >= 100"),
    },
  },
  "unit/no-worth": {
    severity: "error",
    message: ({ points }) =>
      `A point of ${points} has no worth in money; say it in the header, as in \`1 ${points} = $1.00\`.`,
    help: {
      why: "Points become money only by the worth that the header of the plan gives them.",
      wrong: planWith("bonus Retail {\n  pays 20% of PV\n}", ""),
      right: planWith("bonus Retail {\n  pays 20% of PV\n}"),
    },
  },
  "unit/percent-sign": {
    severity: "error",
    message: ({ written, place }) =>
      `${capitalised(place)} wants a percentage; write ${asPercentages(written)
        .map((one) => `\`${one}\``)
        .join(" or ")}.`,
    mends: ({ written }, at) => asPercentages(written).map((one) => replace(at, one)),
    help: {
      why: "A rate is written with its sign: `5%`, not `5` and not `0.05`.",
      wrong: planWith("bonus Level {\n  on PV up sponsor\n  pays 5 if level = 1\n}"),
      right: planWith("bonus Level {\n  on PV up sponsor\n  pays 5% if level = 1\n}"),
    },
  },
  "unit/money-sign": {
    severity: "error",
    message: ({ written, place }) => `${capitalised(place)} wants money; write \`${written}\`.`,
    mends: ({ written }, at) => [replace(at, written)],
    help: {
      why: "An amount is written with the sign of its currency: `$25`. A bare figure never becomes money.",
      wrong: planWith("bonus Car {\n  pays 400 if PV >= 100\n}"),
      right: planWith("bonus Car {\n  pays $400 if PV >= 100\n}"),
    },
  },
  "unit/other-currency": {
    severity: "error",
    message: ({ currency, sign, write }) =>
      `The plan is in ${currency}, and \`${sign}\` is the sign of another currency; write \`${write}\`.`,
    mends: ({ write }, at) => [replace(at, write)],
    help: {
      why: "A plan has one currency, which its header names. Amounts in others are turned into it before they come to the plan.",
      wrong: planWith("bonus Car {\n  pays €400 if PV >= 100\n}"),
      right: planWith("bonus Car {\n  pays $400 if PV >= 100\n}"),
    },
  },
  "unit/of": {
    severity: "error",
    message: ({ found, written, whose }) =>
      `\`of\` wants a percentage on its left, and this is ${found}${
        whose !== null
          ? `; what somebody has stands behind the person: \`${whose}\``
          : written === null
            ? "; an amount for each of them is `… * …`"
            : `; write \`${written}%\``
      }.`,
    mends: ({ written, whose, whole }, at) =>
      whose !== null ? [replace(whole, whose)] : written === null ? [] : [replace(at, `${written}%`)],
    help: {
      why: "`5% of PV` takes a part; for a multiple write `5 * PV`.",
      wrong: planWith("measure part = 5 of PV"),
      right: planWith("measure part = 5% of PV"),
    },
  },
  "unit/multiply": {
    severity: "error",
    message: ({ left, right }) =>
      `${capitalised(left)} cannot be multiplied by ${right}: one side must be a number or a percentage.`,
    help: {
      why: "Points times points, or money times money, is nothing that can be paid.",
      wrong: planWith("measure square = PV * PV"),
      right: planWith("measure double = 2 * PV"),
    },
  },
  "unit/divide": {
    severity: "error",
    message: ({ left, right }) => `${capitalised(left)} cannot be divided by ${right}.`,
    help: {
      why: "An amount can be divided by a number, or by an amount of the same unit (which gives a number).",
      wrong: planWith("input CV : volume\n\nmeasure ratio = PV / CV"),
      right: planWith("measure ratio = PV / 100"),
    },
  },
  "unit/branches": {
    severity: "error",
    message: ({ then, otherwise }) =>
      `Before \`if\` stands ${then}, behind \`else\` ${otherwise}: both must be of one kind.`,
    help: {
      why: "Whatever the condition says, the value must mean the same kind of thing.",
      wrong: planWith("measure mixed = PV if PV > 100 else 5%"),
      right: planWith("measure kept = PV if PV > 100 else 5% of PV"),
    },
  },
  "unit/no-order": {
    severity: "error",
    message: ({ type, sign }) =>
      `${capitalised(type)} has no more and less, so \`${sign}\` means nothing here; ${
        /^\w/.test(sign) ? "it wants an amount, a rank, a date or a length of time" : "use `=` or `<>`"
      }.`,
    help: {
      why: "Amounts, ranks, dates and lengths of time are ordered; words, people and yes or no are not: of these there is no most, no least and no first.",
      wrong: planWith("input pace : choice of slow, fast\n\nmeasure quick = pace >= fast"),
      right: planWith("input pace : choice of slow, fast\n\nmeasure quick = pace = fast"),
    },
  },
  "unit/of-binds-first": {
    severity: "hint",
    message: ({ written }) =>
      `\`of\` takes only what stands next to it: this is \`(${written})\` and the rest added. Put parentheses where you mean them.`,
    help: {
      why: "`5% of a + b` is `(5% of a) + b`, which a reader may take for `5% of (a + b)`.",
      wrong: planWith("measure mixed = 5% of PV + PV"),
      right: planWith("measure mixed = 5% of (PV + PV)"),
    },
  },
  "figure/decimals": {
    severity: "error",
    message: ({ most, found }) =>
      `A figure has ${most} decimals at most, and this one ${found}: leave out the last.`,
    help: {
      why: "Amounts are exact, and are kept with as many decimals as the figures that they are worked out of have together.",
      wrong: planWith("measure part = 0.12345678901234567 * PV"),
      right: planWith("measure part = 0.123456789 * PV"),
    },
  },
  "worth/endless": {
    severity: "error",
    message: ({ of, near }) =>
      `A point of \`${of}\` would be worth a fraction of money that no decimals come to; write what one point is worth, such as ${near}.`,
    help: {
      why: "Amounts are exact, and a third of a dollar has no last decimal: how finely a point is paid is for the plan to say.",
      wrong: planWith("bonus Retail { pays 5% of PV }", "  3 PV = $1.00\n"),
      right: planWith("bonus Retail { pays 5% of PV }", "  1 PV = $0.3333\n"),
    },
  },
  "date/impossible": {
    severity: "error",
    message: ({ text }) => `There is no day \`${text}\`.`,
    help: {
      why: "Dates are written year-month-day, and must be in the calendar.",
      wrong: planWith("measure early = joined < 2026-02-30"),
      right: planWith("measure early = joined < 2026-02-28"),
    },
  },
  "date/whole-duration": {
    severity: "error",
    message: ({ unit }) => `Only whole ${unit} can be counted.`,
    help: {
      why: "The calendar of a plan has no hours.",
      wrong: planWith("measure early = joined + 1.5 days < 2026-02-28"),
      right: planWith("measure early = joined + 2 days < 2026-02-28"),
    },
  },
};
