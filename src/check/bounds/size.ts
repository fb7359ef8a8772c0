import {
  add,
  approximate,
  compare,
  type Exact,
  floor,
  greatest,
  isNegative,
  isVast,
  least,
  multiply,
  negate,
  whole,
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
  a === null || b === null ? null : atLeast(of(atLeast(a), atLeast(b)));

/**
 * A bound that is short to work with: what is vast is far too large for anything, and a fraction of vast numbers lies
 * below the next whole one.
 */
const atLeast = (value: Exact): Exact =>
  !isVast(value) ? value : isVast({ n: floor(value), d: 1 }) ? FAR_TOO_LARGE : whole(floor(value) + 1n);
/** Bounds with more digits than these are no larger than the smallest such. */
export const DIGITS_TOLD = 200;
const FAR_TOO_LARGE: Exact = { n: 10n ** BigInt(DIGITS_TOLD), d: 1 };

/** More decimals than these are no more than these: neither fit. */
const DECIMALS_TOLD = 200;

/** A size that is short to work with, however long the figures of a text are. */
export function told(size: Size): Size {
  const { most, together, decimals } = size;
  const isShort = !(most && isVast(most)) && !(together && isVast(together)) && decimals <= DECIMALS_TOLD;
  if (isShort) return size;
  return {
    ...size,
    most: most && atLeast(most),
    together: together && atLeast(together),
    decimals: Math.min(decimals, DECIMALS_TOLD),
  };
}

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
  decimals: Math.min(a.decimals + b.decimals, DECIMALS_TOLD),
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
  if (d === 1) return 0;
  const bottom = BigInt(d);
  let top = BigInt(n);
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++, top *= 10n)
    if (top % bottom === 0n) return decimals;
  return null;
}
const MOST_DECIMALS = 18;

/** What 64 bits hold, in units of the last decimal. */
const LARGEST: Exact = { n: 2n ** 63n - 1n, d: 1 };

/** What is this much more or less is more or less, however roughly it was worked out. */
const NEARLY = 1e-6;

/** Whether an amount fits into 64 bits, counted in units of its last decimal; null where nobody knows how large it is. */
export function fits({ most, decimals }: Pick<Size, "most" | "decimals">): boolean | null {
  if (most === null) return null;
  const units = approximate(most) * 10 ** decimals;
  if (Math.abs(units / 2 ** 63 - 1) > NEARLY) return units < 2 ** 63;
  return compare(multiply(most, { n: 10n ** BigInt(decimals), d: 1 }), LARGEST) <= 0;
}

export const sameSize = (a: Size, b: Size): boolean =>
  sameBound(a.most, b.most) && sameBound(a.together, b.together) && a.decimals === b.decimals;
const sameBound = (a: Exact | null, b: Exact | null): boolean =>
  a === null || b === null ? a === b : compare(a, b) === 0;
