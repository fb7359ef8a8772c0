import { type ClockUnit, clockUnits } from "../base/calendar.ts";
import type { CheckedInput, CheckedPlan } from "../check/checked-plan.ts";
import { isAmount } from "../check/types.ts";
import type { Facts, FigureFacts } from "../ir/facts.ts";
import type { OfClocks } from "./clocks.ts";

/** A million people, none deeper than a thousand, over half a year. */
export const USUAL = {
  people: 2 ** 20,
  /** Figures to the cent, in cents: none above a million, all together not above ten thousand millions. */
  most: 2n ** 27n,
  mass: 2n ** 40n,
};
const DEEPEST = 2 ** 10;
const PERIODS = 6;
const ORDERS_EACH = 2 ** 5;
const FIGURE: FigureFacts = { given: "some", scale: 2, most: USUAL.most, mass: USUAL.mass };
/** Yes and no, words, dates, people. */
const NO_FIGURE: FigureFacts = { given: "some", scale: 0, most: 1n, mass: 1n };

/** What data for a plan are usually like: for looking at its code before there are any. */
export function usualFacts(plan: CheckedPlan): Facts {
  const inputs = [...plan.inputs.values()];
  const figures = (of: readonly CheckedInput[]) =>
    new Map(of.map(({ name, type }) => [name, isAmount(type) ? FIGURE : NO_FIGURE]));
  const ofOrders = figures(inputs.filter(({ inOrders }) => inOrders));
  return {
    people: USUAL.people,
    deepest: DEEPEST,
    periods: PERIODS,
    ordersEach: ORDERS_EACH,
    everyoneIsThere: false,
    customers: true,
    trees: new Set([...plan.trees.values()].flatMap(({ name, parent }) => (parent ? [] : [name]))),
    inputs: figures(inputs.filter(({ inOrders }) => !inOrders)),
    summed: new Set(),
    bought: ofOrders,
    orders: ofOrders,
    overrides: new Map(),
    params: new Map(),
  };
}

/** Not more days are in a period. */
const DAYS: Readonly<Record<ClockUnit, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

/** The same for the programs of a plan that runs by several clocks. */
export function usualFactsOfClocks(plan: CheckedPlan): OfClocks {
  const facts = usualFacts(plan);
  const periodsOf = (clock: ClockUnit) => Math.ceil((PERIODS * DAYS[plan.clock]) / DAYS[clock]);
  return {
    facts,
    factsOf: (clock) => ({ ...facts, periods: periodsOf(clock) }),
    mostWithin: (clock, shorter) =>
      clockUnits.indexOf(shorter) < clockUnits.indexOf(clock) ? Math.ceil(DAYS[clock] / DAYS[shorter]) : 1,
  };
}
