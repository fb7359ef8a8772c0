import { compare, type Exact, floor, isZero, whole, ZERO } from "../base/exact.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import { sameFormula } from "../check/doubts/same-formula.ts";
import type { Formula } from "../check/formula.ts";
import type { Run } from "./run.ts";
import { readsBound, stretches, supremum } from "./supremum.ts";

type Last = Partial<Record<"level" | "generation", number>>;
const lasts = new WeakMap<Run, Map<CheckedBonus, Last>>();

/**
 * The last level or generation that the text pays anything for; beyond it a journey need not be followed. Infinite where
 * the text sets no end.
 */
export function lastPaid(run: Run, bonus: CheckedBonus, what: "level" | "generation"): number {
  let known = lasts.get(run);
  if (!known) lasts.set(run, (known = new Map()));
  let last = known.get(bonus);
  if (!last) known.set(bonus, (last = {}));
  last[what] ??= findLast(run, bonus, what);
  return last[what];
}

function findLast(run: Run, { pays }: CheckedBonus, what: "level" | "generation"): number {
  if (!readsBound(pays, what)) return Number.POSITIVE_INFINITY;
  let last = Number.POSITIVE_INFINITY;
  for (const start of stretches(run, pays).toReversed()) {
    const most = supremum(run, pays, { [what]: start, on: true });
    if (!most || !isZero(most)) break;
    last = Number(floor(start)) - 1;
  }
  return last;
}

/**
 * What a travelling bonus offers on each base, as the plan's text promises it, before anybody is looked at. What is
 * offered and not paid is breakage, and has a reason.
 *
 * - `levels`: the highest rate of each level, once each: a unilevel of 5, 3 and 2 % offers 10 % of everything.
 * - `top`: the highest rate there is, once: what a differential offers in all its differences; where a rate may be below 0,
 *   the differences may come to more.
 * - `reached`: the text sets no end; then what those on the way could have had at the most.
 */
export type Offer =
  | { readonly kind: "levels"; readonly full: readonly Exact[] }
  | { readonly kind: "top"; readonly rate: Exact; readonly mayBeBelowZero: boolean }
  | { readonly kind: "reached" };

/** A text that pays more levels than these is taken to offer what those on the way could have had. */
const MOST_LEVELS = 64;
const offers = new WeakMap<Run, Map<CheckedBonus, Offer>>();

export function offerOf(run: Run, bonus: CheckedBonus): Offer {
  let known = offers.get(run);
  if (!known) offers.set(run, (known = new Map()));
  let offer = known.get(bonus);
  if (!offer) known.set(bonus, (offer = findOffer(run, bonus)));
  return offer;
}

/** Of a differential (own rate less the highest of all who were passed) the own rate; null for any other rule. */
function ownRateOf(pays: Formula): Formula | null {
  if (pays.kind !== "Arithmetic" || pays.op !== "-") return null;
  const { left, right } = pays;
  const rates = right.kind === "Extreme" && right.which === "max" ? right.items : [right];
  const same = rates.some(
    (rate) =>
      rate.kind === "Aggregate" &&
      rate.fold === "max" &&
      rate.group.base === "path" &&
      !rate.group.where &&
      sameFormula(rate.of, left),
  );
  return same ? left : null;
}

function findOffer(run: Run, bonus: CheckedBonus): Offer {
  const { pays, journey } = bonus;
  // What rolls up is paid level by level, beside what is paid here: there is no one highest rate of all of it.
  const own = journey!.missedRollsUp ? null : ownRateOf(pays);
  if (own) {
    const rate = supremum(run, own, {});
    if (rate && !readsBound(own, "level")) {
      const lowest = supremum(run, { ...own, kind: "Negate", of: own }, {});
      return { kind: "top", rate, mayBeBelowZero: lowest === null || compare(lowest, ZERO) > 0 };
    }
  }
  if (journey!.generation || !readsBound(pays, "level")) return { kind: "reached" };
  const last = lastPaid(run, bonus, "level");
  if (last > MOST_LEVELS) return { kind: "reached" };
  const full: Exact[] = [];
  for (let level = 1; level <= last; level++) {
    const rate = supremum(run, pays, { level: whole(level) });
    if (!rate) return { kind: "reached" };
    full.push(rate);
  }
  return { kind: "levels", full };
}
