/**
 * What is found out of a column by going through it once, in this order, as whole numbers of 64 bits: its lower 32 bits added
 * up, and its upper ones; how many of it are not 0; between what it lies. Where nobody counts the smallest is the largest
 * number there is, and the largest the smallest.
 */
export const FOUND = ["lows", "highs", "some", "smallest", "largest"] as const;

export const SMALLEST = -(2n ** 63n);
export const LARGEST = 2n ** 63n - 1n;
