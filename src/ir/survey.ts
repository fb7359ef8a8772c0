/**
 * What is found out of a column by going through it, as whole numbers of 64 bits, in this order: its lower 32 bits added up,
 * and its upper ones, and how many of it are not 0.
 */
export const SUMS = ["lows", "highs", "some"] as const;

/** Between what a column lies. Where nobody counts the smallest is the largest number there is, and the largest the smallest. */
export const ENDS = ["smallest", "largest"] as const;

/**
 * What is found out of the amounts of a group: how many are not 0, and below it, all added up in halves as above, and the
 * highest that is not 0; where none is, the smallest number there is.
 */
export const TALLIES = ["some", "negative", "lows", "highs", "highest"] as const;

export const SMALLEST = -(2n ** 63n);
export const LARGEST = 2n ** 63n - 1n;
