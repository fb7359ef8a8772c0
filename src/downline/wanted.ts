import type { Type } from "../check/types.ts";

/** What a plan wants of the files of people and orders: the rest of their columns is passed over. */
export type Wanted = {
  /** Trees that the data draw: a column of people so called holds the ids of the parents. `sponsor` is always there. */
  readonly trees: readonly WantedTree[];
  readonly inputs: readonly WantedInput[];
  /** The ranks of each ladder, lowest first. */
  readonly ladders: ReadonlyMap<string, readonly string[]>;
};

export type WantedTree = { readonly name: string; readonly binary: boolean };

export type WantedInput = {
  readonly name: string;
  readonly type: Type;
  /** Whether the plan calls it an input of orders. */
  readonly inOrders: boolean;
  /** Whether the plan says what it is where the files do not. */
  readonly hasFallback: boolean;
};

/** What is wanted where no plan can be read. */
export const NOTHING_WANTED: Wanted = { trees: [], inputs: [], ladders: new Map() };

/**
 * In which files the cells of an input are read, of those that have a column so called. An amount of people may stand
 * in the orders, and is summed there; an input of orders may stand with the people, as a standing order, where no order has it.
 */
export function filesWith(
  { type, inOrders }: WantedInput,
  has: { readonly people: boolean; readonly orders: boolean },
): { readonly people: boolean; readonly orders: boolean } {
  return inOrders
    ? { people: has.people && !has.orders, orders: has.orders }
    : { people: has.people, orders: has.orders && addsUp(type) };
}

const addsUp = ({ kind }: Type): boolean =>
  kind === "money" || kind === "points" || kind === "percent" || kind === "number";
