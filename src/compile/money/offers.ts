import type { Exact } from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";

/**
 * What a travelling bonus offers on each base, as the plan's text promises it: the highest rates by level, or the one
 * highest rate of a differential, whose differences come to more where rates may be below 0. `rates` by level and generation at a stop (the last of each stands for all beyond); 0 where
 * the text does not tell, then a stop offers what it pays.
 */
export type Offer = {
  /**
   * The last level and generation that anything is offered on: beyond it a base need not be followed, unless levels roll up;
   * null where none is.
   */
  readonly ends: { readonly level: number | null; readonly generation: number | null };
} & (
  | {
      readonly kind: "stops";
      readonly rates: readonly (readonly Exact[])[];
      /** Highest rate of each level: what is left of it where the way ends is broken. Empty where the text sets no end. */
      readonly levels: readonly Exact[];
    }
  | { readonly kind: "top"; readonly rate: Exact; readonly mayBeBelowZero: boolean }
);

/**
 * The offer of a bonus when params are set and nobody stands deeper than so far; where no table can hold it that is said.
 * `watched`: the same plan, for who wants to know what is looked up in it.
 */
export type Offers = (
  bonus: string,
  params: ReadonlyMap<string, Value>,
  deepest: number,
  watched?: CheckedPlan,
) => Offer;
