import {
  add,
  compare,
  type Exact,
  greatest,
  isNegative,
  least,
  multiply,
  negate,
  ZERO,
} from "../../base/exact.ts";

/**
 * How large an amount can be. `most`: nobody's is further from 0; `together`: nor are all of them, added up without their
 * signs; null: nobody knows. `decimals`: it has no more of them. `rough`: it may be far smaller, as a quotient is of
 * which only the least divisor is known.
 */
export type Size = {
  readonly most: Exact | null;
  readonly together: Exact | null;
  readonly decimals: number;
  readonly rough: boolean;
};

export const NOTHING: Size = { most: ZERO, together: ZERO, decimals: 0, rough: false };
export const UNKNOWN_SIZE: Size = { most: null, together: null, decimals: 0, rough: true };

/** Decimals that division leaves in a plan. */
export const OF_DIVISION = 9;

export const absolute = (value: Exact): Exact => (isNegative(value) ? negate(value) : value);

export const both = (a: Exact | null, b: Exact | null, of: (a: Exact, b: Exact) => Exact): Exact | null =>
  a === null || b === null ? null : of(a, b);

/** The smaller of two bounds, either of which may be missing. */
export const tighter = (a: Exact | null, b: Exact | null): Exact | null =>
  a === null ? b : b === null ? a : least(a, b);

export const plus = (a: Size, b: Size): Size => ({
  most: both(a.most, b.most, add),
  together: both(a.together, b.together, add),
  decimals: Math.max(a.decimals, b.decimals),
  rough: a.rough || b.rough,
});

export const times = (a: Size, b: Size): Size => ({
  most: both(a.most, b.most, multiply),
  together: tighter(both(a.together, b.most, multiply), both(a.most, b.together, multiply)),
  decimals: a.decimals + b.decimals,
  rough: a.rough || b.rough,
});

/** One or the other, for each person anew. */
export const either = (a: Size, b: Size): Size => ({
  most: both(a.most, b.most, greatest),
  together: both(a.together, b.together, add),
  decimals: Math.max(a.decimals, b.decimals),
  rough: a.rough || b.rough,
});

/** So many times as much at most. */
export const manyTimes = (size: Size, count: Exact): Size => ({
  ...size,
  most: both(size.most, count, multiply),
  together: both(size.together, count, multiply),
});

/** How many decimals a figure has; null where they have no end. */
export function decimalsOf({ n, d }: Exact): number | null {
  const bottom = BigInt(d);
  let top = BigInt(n);
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++, top *= 10n)
    if (top % bottom === 0n) return decimals;
  return null;
}
const MOST_DECIMALS = 18;

/** What 64 bits hold, in units of the last decimal. */
const LARGEST: Exact = { n: 2n ** 63n - 1n, d: 1 };

/** Whether an amount fits into 64 bits, counted in units of its last decimal; null where nobody knows how large it is. */
export function fits({ most, decimals }: Pick<Size, "most" | "decimals">): boolean | null {
  if (most === null) return null;
  return compare(multiply(most, { n: 10n ** BigInt(decimals), d: 1 }), LARGEST) <= 0;
}

export const sameSize = (a: Size, b: Size): boolean =>
  sameBound(a.most, b.most) && sameBound(a.together, b.together) && a.decimals === b.decimals;
const sameBound = (a: Exact | null, b: Exact | null): boolean =>
  a === null || b === null ? a === b : compare(a, b) === 0;
