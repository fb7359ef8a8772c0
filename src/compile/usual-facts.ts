import type { CheckedInput, CheckedPlan } from "../check/checked-plan.ts";
import { isAmount } from "../check/types.ts";
import type { Facts, FigureFacts } from "../ir/facts.ts";

/** A million people, none deeper than a thousand, over half a year. */
export const USUAL = {
  people: 2 ** 20,
  /** Figures to the cent, in cents: none above a million, all together not above ten thousand millions. */
  most: 2n ** 27n,
  mass: 2n ** 40n,
};
const DEEPEST = 2 ** 10;
const PERIODS = 6;
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
