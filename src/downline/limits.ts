/** What is read at the most. Each has a sentence where it is passed. */
export type Limits = {
  readonly people: number;
  /** V8 keeps at most 2^24 ids apart. */
  readonly orders: number;
  /** Characters of a file: V8 has no longer texts than some 536 million. */
  readonly fileLength: number;
  /** Characters of a cell. It also bounds how far the end of a quoted cell is looked for. */
  readonly cellLength: number;
  readonly columns: number;
  /** Periods that a run goes through. */
  readonly periods: number;
  /** Days before and behind these are slips of the pen, or `9999-12-31` for never. */
  readonly yearFirst: number;
  readonly yearLast: number;
};

export const LIMITS: Limits = {
  people: 5_000_000,
  orders: 15_000_000,
  fileLength: 500_000_000,
  cellLength: 10_000,
  columns: 500,
  periods: 1_200,
  yearFirst: 1900,
  yearLast: 2199,
};
