import type { CheckedPlan } from "../../check/checked-plan.ts";
import type { Wanted } from "../../downline/wanted.ts";

/** What a plan wants of files of people and orders. Trees that rules build are not in them. */
export const wantedBy = (plan: CheckedPlan): Wanted => ({
  trees: [...plan.trees.values()]
    .filter(({ parent }) => parent === null)
    .map(({ name, binary }) => ({ name, binary })),
  inputs: [...plan.inputs.values()].map(({ name, type, inOrders, fallback }) => ({
    name,
    type,
    inOrders,
    hasFallback: fallback !== null,
  })),
  ladders: new Map(
    [...plan.ladders.values()].map((ladder) => [ladder.name, ladder.ranks.map((rank) => rank.name)]),
  ),
});
