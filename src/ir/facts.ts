import type { Value } from "../base/value.ts";

/**
 * What is known of the data before code is made for them: how fine their figures are, how large, and what is not there at
 * all. Other data with the same facts need no other code.
 */
export type Facts = {
  /** Not more people than these. */
  readonly people: number;
  /** Nobody stands deeper than this in any tree. */
  readonly deepest: number;
  readonly periods: number;
  /** Nobody has more orders than these in a period. */
  readonly ordersEach: number;
  readonly everyoneIsThere: boolean;
  readonly customers: boolean;
  /** Trees that the data draw. */
  readonly trees: ReadonlySet<string>;
  readonly inputs: ReadonlyMap<string, FigureFacts>;
  /** Inputs of people that may stand in the file of orders: where none is given, they are what the orders add up to. */
  readonly summed: ReadonlySet<string>;
  /** Columns of orders, added up by person and period. */
  readonly bought: ReadonlyMap<string, FigureFacts>;
  /** Columns of orders, each by itself. */
  readonly orders: ReadonlyMap<string, FigureFacts>;
  readonly overrides: ReadonlyMap<string, FigureFacts>;
  readonly params: ReadonlyMap<string, Value>;
  /** What is read of programs by other clocks, as far as it is known. */
  readonly elsewhere?: ReadonlyMap<string, ElsewhereFacts>;
};

/** A column of a program by another clock, of which no more moments are read for a period than so many. */
export type ElsewhereFacts = {
  readonly scale: number;
  readonly most: bigint | null;
  readonly mass: bigint | null;
  readonly moments: number;
};

export type FigureFacts = {
  readonly given: "all" | "some" | "none";
  /** Decimals of the finest figure. */
  readonly scale: number;
  /** No figure is further from 0, counted in units of its last decimal; nor are all figures together. */
  readonly most: bigint;
  readonly mass: bigint;
};
