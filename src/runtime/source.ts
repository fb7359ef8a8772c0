import type { Exact } from "../base/exact.ts";
import type { Day, Value } from "../base/value.ts";
import type { FigureFacts } from "../ir/facts.ts";
import type { Reading } from "../ir/program.ts";
import type { Elements } from "./memory.ts";
import type { Lineage } from "./preorder.ts";
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
  /** What the orders of a period add up to. */
  readonly bought: (name: string, person: number, period: number) => Exact;
  /** Columns that are given in place of their rules. */
  readonly override: (name: string, person: number, period: number) => Value | undefined;
  readonly orders: SourceOrders;
  /** The last day of a period; null where periods have no days. */
  readonly lastDay: (period: number) => Day | null;
  /**
   * A column of amounts, all of it at once, by person or by order; null where it has to be asked for one by one. The same
   * again is the same object, and in all periods it has the same decimals.
   */
  readonly amounts: (kind: "input" | "bought" | "order", name: string, period: number) => Amounts | null;
  /** What a column that is asked for one by one was read from in a period: the same object says that it is the same. */
  readonly readFrom: (
    kind: "input" | "bought" | "order" | "orders",
    name: string,
    period: number,
  ) => object | null;
  /** The most orders that a period has. */
  readonly mostOrders: () => number;
};

/** Amounts by joining order, in units of their last decimal; 0 where none is given. */
export type Amounts = {
  readonly facts: FigureFacts;
  readonly units: BigInt64Array;
  readonly given: Uint8Array | null;
};

/** A column of a program by another clock, as a machine is given it: by its place in the other one's memory. */
export type Brought = {
  readonly elements: Elements;
  readonly as: Reading;
  /** Who stands where there, and how it reads words. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly coding: Coding;
};

export type SourceOrders = {
  readonly of: (person: number, period: number) => readonly number[];
  readonly day: (order: number) => Day;
  readonly value: (order: number, name: string) => Value | undefined;
};
