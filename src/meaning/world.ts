import { type ClockUnit, periodOf } from "../base/calendar.ts";
import type { Day, Value } from "../base/value.ts";
import type { TreeColumn } from "../downline/downline.ts";

/**
 * What a plan is evaluated over: people, their orders and their trees, in periods, with values of the plan's own types.
 * A downline from files becomes one, and so does every example in a plan text.
 */
export type World = {
  readonly size: number;
  readonly names: readonly string[];
  readonly joined: ArrayLike<Day>;
  readonly customer: ArrayLike<number>;
  /** Labels, in order; at least one. */
  readonly periods: readonly string[];
  readonly calendar: Calendar | null;
  /** The period from which a person is there; 0 for those who were there before. */
  readonly joinedPeriod: ArrayLike<number>;
  /** The trees that the data draw; a tree that is not given is the sponsor tree. */
  readonly trees: ReadonlyMap<string, TreeColumn>;
  /** Inputs of people: the value of a person in one of the plan's own periods, undefined where none is given. */
  readonly inputs: ReadonlyMap<string, (person: number, period: number) => Value | undefined>;
  readonly orders: WorldOrders;
  /** Inputs of people that stand in the file of orders: where none is given, they are the sum of the period's orders. */
  readonly summed?: ReadonlySet<string>;
  /** Columns that are given in place of their rules, by name. */
  readonly given: ReadonlyMap<string, (person: number, period: number) => Value | undefined>;
  /** Where all of it comes from files. */
  readonly files?: WorldFiles;
  /** Params that are set in place of the plan's own values. */
  readonly params: ReadonlyMap<string, Value>;
};

/** The columns of files as they were read, for whoever takes in all of a column at once. */
export type WorldFiles = {
  /** A value a person, in every period from joining on. */
  readonly people: ReadonlyMap<string, readonly (Value | undefined)[]>;
  readonly orders: ReadonlyMap<string, readonly (Value | undefined)[]>;
  /** Who placed each order, and in which of the plan's own periods. */
  readonly orderPerson: Int32Array;
  readonly orderPeriod: Int32Array;
  /** Whether orders stand in the file of people. */
  readonly standing: boolean;
};

/** How the periods lie in the calendar: `first` is the number of the first one (see `periodOf`). */
export type Calendar = { readonly clock: ClockUnit; readonly first: number };

export type WorldOrders = {
  /** Orders of a person in one of the plan's own periods, by index, in the order of the file. */
  readonly of: (person: number, period: number) => readonly number[];
  /** The day of an order, or null. */
  readonly day: (order: number) => Day | null;
  readonly buyer: (order: number) => number;
  /** A column of an order, undefined where none is given. */
  readonly value: (order: number, column: string) => Value | undefined;
};

/** The index of a day's period, before 0 where it lies before the first. */
export const periodIndex = (calendar: Calendar, day: Day): number =>
  periodOf(day, calendar.clock) - calendar.first;

/** How many of the plan's own periods make a longer one, where an example only numbers them. */
export const NO_CALENDAR_RATIOS: Readonly<Record<ClockUnit, Readonly<Partial<Record<ClockUnit, number>>>>> = {
  day: { week: 7, month: 30, quarter: 91, year: 365 },
  week: { month: 4, quarter: 13, year: 52 },
  month: { quarter: 3, year: 12 },
  quarter: { year: 4 },
  year: {},
};
