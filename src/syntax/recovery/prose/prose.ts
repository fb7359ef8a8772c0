import type { Finder } from "../repair.ts";
import { article, atLeast, currencyInWords, greaterOf, partOf } from "./amounts.ts";
import { expectation, figureOfPerson } from "./cases.ts";
import { ofMany, soMany, strongestLeg } from "./groups.ts";
import { groupOfLevels, levelIs, rateForLevels, rateOnLevel } from "./levels.ts";
import { conditionFirst, forEachNew, forRank, paysMissing, sharedPool, toSponsor } from "./payees.ts";
import { firstPeriods, forPeriods, howOften, lastPeriod } from "./periods.ts";

/**
 * Whole sentences as a brochure has them, where a plan has a form of its own. What is told is the line as a plan has it,
 * with the names and figures that stand there, so that the mend keeps what was meant. The longer
 * sentences stand before those that may stand in them.
 */
export const prose: readonly Finder[] = [
  ...[lastPeriod, forPeriods, toSponsor, rateOnLevel, rateForLevels, groupOfLevels, forRank, forEachNew],
  ...[
    conditionFirst,
    levelIs,
    firstPeriods,
    howOften,
    ofMany,
    soMany,
    strongestLeg,
    partOf,
    greaterOf,
    atLeast,
    article,
    paysMissing,
    sharedPool,
  ],
  ...[figureOfPerson, expectation, currencyInWords],
];
