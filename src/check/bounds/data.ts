import { type Exact, whole } from "../../base/exact.ts";

/** How large a column of the data is: no figure is further from 0 than `most`, nor are all of a period together. */
export type Figures = { readonly most: Exact; readonly together: Exact; readonly decimals: number };

/** What is known, or taken for granted, of the data that a plan is run on. */
export type DataSize = {
  readonly people: number;
  /** Nobody stands deeper in any tree. */
  readonly deepest: number;
  readonly periods: number;
  /** Orders of one person in one period. */
  readonly orders: number;
  /** Volumes and money; numbers; percentages. */
  readonly amounts: Figures;
  readonly numbers: Figures;
  readonly percentages: Figures;
};

/**
 * A large company over two years: a million people two hundred deep; nobody brings above a million in a period, and all
 * together not above a thousand million. What does not fit here is a slip of the pen.
 */
export const USUAL_DATA: DataSize = {
  people: 1_000_000,
  deepest: 200,
  periods: 24,
  orders: 1_000,
  amounts: { most: whole(1_000_000), together: whole(1_000_000_000), decimals: 2 },
  numbers: { most: whole(10_000), together: whole(1_000_000_000), decimals: 2 },
  percentages: { most: whole(1), together: whole(1_000_000), decimals: 4 },
};

/**
 * Larger than any company is: ten million people a thousand deep, over ten years of months; nobody brings above ten
 * million in a period, and all together not above a hundred thousand million.
 */
export const LARGEST_DATA: DataSize = {
  people: 10_000_000,
  deepest: 1_000,
  periods: 120,
  orders: 10_000,
  amounts: { most: whole(10_000_000), together: whole(100_000_000_000), decimals: 2 },
  numbers: { most: whole(1_000_000), together: whole(100_000_000_000), decimals: 2 },
  percentages: { most: whole(10), together: whole(100_000_000), decimals: 4 },
};
