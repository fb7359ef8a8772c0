/**
 * What is found out of a column by going through it, as whole numbers of 64 bits, in this order: its lower 32 bits added up,
 * and its upper ones, and how many of it are not 0.
 */
export const SUMS = ["lows", "highs", "some"] as const;

/** Between what a column lies. Where nobody counts the smallest is the largest number there is, and the largest the smallest. */
export const ENDS = ["smallest", "largest"] as const;

export const SMALLEST = -(2n ** 63n);
export const LARGEST = 2n ** 63n - 1n;
