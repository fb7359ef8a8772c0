/** What is read at the most. Each has a sentence where it is passed. */
export type Limits = {
  readonly people: number;
  readonly orders: number;
  readonly cellLength: number;
  readonly columns: number;
  readonly periods: number;
};

export const LIMITS: Limits = { people: 5_000_000, orders: 50_000_000, cellLength: 1_000, columns: 500, periods: 1_200 };
