import { generateSample, type Sample } from "../src/downline/sample.ts";
import binary from "./binary.plan?raw";
import board from "./board.plan?raw";
import bothWorlds from "./both-worlds.plan?raw";
import buildingBlocks from "./building-blocks.plan?raw";
import caseCredits from "./case-credits.plan?raw";
import coded from "./coded.plan?raw";
import compression from "./compression.plan?raw";
import cycles from "./cycles.plan?raw";
import directAndIndirect from "./direct-and-indirect.plan?raw";
import discounts from "./discounts.plan?raw";
import { shapes } from "./downlines/shapes.ts";
import evergreen from "./evergreen.plan?raw";
import firstLine from "./first-line.plan?raw";
import forLife from "./for-life.plan?raw";
import forcedMatrix from "./forced-matrix.plan?raw";
import fortyPerCent from "./forty-per-cent.plan?raw";
import generations from "./generations.plan?raw";
import inAdvance from "./in-advance.plan?raw";
import infinity from "./infinity.plan?raw";
import legLimits from "./leg-limits.plan?raw";
import overTheCounter from "./over-the-counter.plan?raw";
import pairs from "./pairs.plan?raw";
import parties from "./parties.plan?raw";
import pots from "./pots.plan?raw";
import qualifyingLegs from "./qualifying-legs.plan?raw";
import sevenLevels from "./seven-levels.plan?raw";
import stairstep from "./stairstep.plan?raw";
import starBuilders from "./star-builders.plan?raw";
import twoPhases from "./two-phases.plan?raw";
import twoUp from "./two-up.plan?raw";
import wholeSteps from "./whole-steps.plan?raw";

type Shown = {
  readonly name: string;
  readonly title: string;
  /** What is worth seeing here, in one sentence. */
  readonly sentence: string;
  readonly plan: string;
  readonly people: string;
  readonly orders: string;
};

/** A plan with its people, who are drawn when somebody first looks at them: the files beside `shapes.ts` are the same. */
function shown(name: string, plan: string, title: string, sentence: string): Shown {
  let drawn: Sample | undefined;
  const sample = () => (drawn ??= generateSample(shapes[name]!));
  return {
    name,
    title,
    sentence,
    plan,
    get people() {
      return sample().people;
    },
    get orders() {
      return sample().orders;
    },
  };
}

/**
 * The examples of the page, the first of which it opens on: levels, differences, leaders, binaries, lines and boards that
 * rules build, and last what stands beside all of them.
 */
export const gallery: readonly Shown[] = [
  shown(
    "evergreen",
    evergreen,
    "Evergreen: unilevel with ranks",
    "Who is not active occupies no level; a match, a pool and a ceiling on all of it.",
  ),
  shown(
    "forty-per-cent",
    fortyPerCent,
    "Forty per cent: the plainest unilevel",
    "Five per cent on as many levels as the rank unlocks: a good text to begin one's own plan with.",
  ),
  shown(
    "seven-levels",
    sevenLevels,
    "Seven levels, two trees",
    "Dynamic compression looks on until seven people are paid; a fast start on the tree of those who brought people in.",
  ),
  shown(
    "compression",
    compression,
    "Eight compressions",
    "One order goes up in eight ways: choose the one that is paid, and watch the money move.",
  ),
  shown(
    "infinity",
    infinity,
    "Through infinity",
    "Three levels, and below them everything however deep, less what somebody below already has.",
  ),
  shown(
    "over-the-counter",
    overTheCounter,
    "Over the counter: customers first",
    "A margin, a bracket that the group picks and one’s own volume is paid on, repeat orders, and a circle of customers.",
  ),
  shown(
    "stairstep",
    stairstep,
    "Stairstep with breakaway",
    "Brackets by group volume pay the difference; at 21 % a leg breaks away, and leadership is passed up.",
  ),
  shown(
    "direct-and-indirect",
    directAndIndirect,
    "Direct and indirect: a stairstep of stars",
    "Points of a life make the star, the difference is paid on those below, and one per cent on legs that have caught up.",
  ),
  shown(
    "first-line",
    firstLine,
    "First line or group, whichever is more",
    "Two bonuses are worked out and the greater is paid; above the highest bracket thin slices go to the first who holds each title.",
  ),
  shown(
    "leg-limits",
    legLimits,
    "Leg limits: no leg may carry a rank alone",
    "Each leg counts up to a share of what the rank asks for, only qualified people stand in the way of the difference, and the ten best share a pool.",
  ),
  shown(
    "discounts",
    discounts,
    "Discounts and royalties",
    "Everybody is paid the difference to the discount below; supervisors, reached in one month or in two, are paid royalties on supervisors.",
  ),
  shown(
    "case-credits",
    caseCredits,
    "Case credits: the order that crosses",
    "The order that crosses a threshold is paid in two parts, and a level once reached is never lost.",
  ),
  shown(
    "two-phases",
    twoPhases,
    "Two phases: levels, then overrides",
    "Levels inside one’s own group; on groups that have broken away the difference of two ranks, and never less than a floor.",
  ),
  shown(
    "in-advance",
    inAdvance,
    "In advance: policies and what is taken back",
    "Contracts pay the difference, nine months at once and the rest as it is earned; a policy that lapses is charged back out of what comes in.",
  ),
  shown(
    "generations",
    generations,
    "Generations with a match",
    "Leaders are paid on the groups of the leaders below them, and matched on what those earn.",
  ),
  shown(
    "qualifying-legs",
    qualifyingLegs,
    "Qualifying legs: ranks that leave them out",
    "The legs that make the rank do not count in the personal group, whoever is not qualified gives the points up, and a pool goes by the ranks at both ends.",
  ),
  shown(
    "star-builders",
    starBuilders,
    "Star builders: a team, its unit, a car",
    "Nine or thirteen per cent, by how many ordered; units that leave with their directors; three months in a row, and the car or cash.",
  ),
  shown(
    "parties",
    parties,
    "Parties: a party plan",
    "A life’s first thousand points, team bonuses on wholesale as a difference, directors by generation, and what each host is given.",
  ),
  shown(
    "binary",
    binary,
    "Two sides: a weekly binary",
    "The weaker leg is paid each week, and what is left over is carried to the next, on a placement tree of its own.",
  ),
  shown(
    "whole-steps",
    wholeSteps,
    "Whole steps: a binary that pays by step",
    "Nothing between two steps is paid and nothing of it is used; both sides are carried up to a limit, and several centres have one owner.",
  ),
  shown(
    "cycles",
    cycles,
    "Two hundred and one hundred: a binary in cycles",
    "The strong side is found before every cycle, volume grows old, and the owner of several centres has one limit.",
  ),
  shown(
    "pairs",
    pairs,
    "Pairs of people",
    "Heads instead of points: the first pair is two and one, tax and service are taken off at the end.",
  ),
  shown(
    "both-worlds",
    bothWorlds,
    "Both worlds: a weekly binary and monthly levels",
    "Two trees, two clocks, a fast start whose orders nothing else sees, and ceilings under which the match gives way and the levels do not.",
  ),
  shown(
    "forced-matrix",
    forcedMatrix,
    "Three by seven: a forced matrix",
    "Nobody has more than three below: who comes later spills over, and is paid on by people who did not bring him in.",
  ),
  shown(
    "two-up",
    twoUp,
    "Two go up: an Australian two-up",
    "The first two sales of everybody belong to somebody else, and so does everything that those two give up later.",
  ),
  shown(
    "coded",
    coded,
    "Coded: the fourth begins one’s own line",
    "Whose line a newcomer is in goes by the order of joining, and everybody he brings later follows; an order is paid by the fast start or by levels, never by both.",
  ),
  shown(
    "board",
    board,
    "Seven places: a board that splits",
    "The top of a full board is paid and starts again at the bottom; most sit and wait for boards that never fill.",
  ),
  shown(
    "building-blocks",
    buildingBlocks,
    "Building blocks: volume in whole pieces",
    "Only complete blocks are paid, a flex block may stand in for a missing one, and customers’ orders are paid daily at the bracket of the month so far.",
  ),
  shown(
    "pots",
    pots,
    "Pots: pools in five ways",
    "A share value cut to whole dollars, a limit that shares what is over, a list of the ten best, and a jackpot that waits.",
  ),
  shown(
    "for-life",
    forLife,
    "For life: titles reached, kept and lost",
    "One row a month, one month of grace, a title that is never lost, and advancement paid in thirds as long as it is held.",
  ),
];
