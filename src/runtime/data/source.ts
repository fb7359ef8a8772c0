import type { Day, Value } from "../../base/value.ts";
import type { FigureFacts } from "../../ir/facts.ts";
import type { Reading } from "../../ir/program.ts";
import type { Elements } from "../memory.ts";
import type { OrderList } from "../orders/order-book.ts";
import type { Lineage } from "../trees/preorder.ts";
import type { Coding } from "./words.ts";

/** Where data come from: people by joining order, in the plan's own periods. What is not given is `undefined`. */
export type Source = {
  readonly size: number;
  readonly periods: number;
  readonly trees: ReadonlyMap<string, Lineage>;
  readonly customer: ArrayLike<number>;
  readonly joinedPeriod: ArrayLike<number>;
  /** Columns of people, and those that go with the calendar: `age`, `joined`. */
  readonly input: (name: string, person: number, period: number) => Value | undefined;
  /** Inputs of people that stand in the orders: where none is given, they are what the orders of a period add up to. */
  readonly summed: ReadonlySet<string>;
  /** Columns that are given in place of their rules. */
  readonly override: (name: string, person: number, period: number) => Value | undefined;
  readonly orders: SourceOrders;
  /** The last day of a period; null where periods have no days. */
  readonly lastDay: (period: number) => Day | null;
  /** A column of the data all at once, by person or by the numbers of orders; null where it has to be asked for one by one. */
  readonly column: (of: "people" | "orders", name: string, period: number) => DataColumn | null;
};

export type SourceOrders = {
  /** All of them; the same orders again are the same object. */
  readonly list: () => OrderList;
  readonly value: (order: number, name: string) => Value | undefined;
};

/** A column of the data as it was read. */
export type DataColumn = {
  /** The same object as long as the column has the same values. */
  readonly mark: object;
  /** How many values it has: none where no file has the column. */
  readonly count: number;
  readonly values: ArrayLike<Value | undefined>;
  /** The same in units of the last decimal; null where it has no amounts. */
  readonly amounts: Amounts | null;
  /** Of people: whom it holds for, which are those with a number of at most `now`; null: for everybody. */
  readonly there: { readonly from: Int32Array; readonly now: number } | null;
};

/** Amounts by person or order, in units of their last decimal; 0 where none is given. */
export type Amounts = {
  readonly facts: FigureFacts;
  readonly units: BigInt64Array;
  readonly given: Uint8Array | null;
};

/**
 * A column of a program by another clock, as a machine is given it: by its place in the other one's memory, at so many moments
 * one behind the other.
 */
export type Brought = {
  readonly elements: Elements;
  readonly moments: number;
  readonly as: Reading;
  /** Who stands where there, and how it reads words. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly coding: Coding;
};
