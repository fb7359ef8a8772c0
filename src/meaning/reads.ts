import type { Formula } from "../check/formula.ts";
import { readsOf } from "../check/reads.ts";
import type { At } from "./run.ts";

/** Whether a formula reads nothing but the person gone through (and, where `keyed`, arguments and the rank tried). */
export function isAboutItAlone(formula: Formula, keyed = false): boolean {
  const reads = readsOf(formula);
  return !reads.asker && !reads.journey && !reads.levels && (keyed || !reads.keyed);
}

/** Whether that holds at a place: there may be an order, about which it is as well. */
export const isAboutItAloneAt = (formula: Formula, at: At): boolean =>
  isAboutItAlone(formula) && !(readsOf(formula).order && (at.order >= 0 || at.party !== null));
