import type { Exact } from "../base/exact.ts";
import type { Day, Value } from "../base/value.ts";
import type { Lineage } from "./preorder.ts";

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
};

export type SourceOrders = {
  readonly of: (person: number, period: number) => readonly number[];
  readonly day: (order: number) => Day;
  readonly value: (order: number, name: string) => Value | undefined;
};
