import { type Exact, whole } from "../base/exact.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import type { Run } from "./run.ts";
import { isNothing, readsBound, supremum } from "./supremum.ts";

/**
 * What a travelling bonus offers on each base, as the plan's text promises it, before anybody is looked at. What is
 * offered and not paid is breakage, and has a reason.
 *
 * - `levels`: the highest rate of each level, once each: a unilevel of 5, 3 and 2 % offers 10 % of everything.
 * - `top`: the highest rate there is, once: what a differential offers in all its differences.
 * - `reached`: the text sets no end; then what those on the way could have had at the most.
 */
export type Offer = { readonly kind: "levels"; readonly full: readonly Exact[] } | { readonly kind: "top"; readonly rate: Exact } | { readonly kind: "reached" };

const MOST_LEVELS = 64;
const offers = new WeakMap<Run, Map<CheckedBonus, Offer>>();

export function offerOf(run: Run, bonus: CheckedBonus): Offer {
  let known = offers.get(run);
  if (!known) offers.set(run, (known = new Map()));
  let offer = known.get(bonus);
  if (!offer) known.set(bonus, (offer = findOffer(run, bonus)));
  return offer;
}

function findOffer(run: Run, { pays, journey }: CheckedBonus): Offer {
  if (pays.kind === "Arithmetic" && pays.op === "-") {
    const rate = supremum(run, pays.left, {});
    if (rate && !readsBound(pays.left, "level")) return { kind: "top", rate };
  }
  if (journey!.generation || !readsBound(pays, "level")) return { kind: "reached" };
  const full: Exact[] = [];
  for (let level = 1; level <= MOST_LEVELS; level++) {
    const rate = supremum(run, pays, { level: whole(level) });
    if (!rate) return { kind: "reached" };
    full.push(rate);
  }
  // A table that goes on for ever sets no end.
  if (!isNothing(full.at(-1)!)) return { kind: "reached" };
  while (full.length > 0 && isNothing(full.at(-1)!)) full.pop();
  return { kind: "levels", full };
}
