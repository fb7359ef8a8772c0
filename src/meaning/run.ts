import type { Exact } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import type { CheckedGroup, Formula } from "../check/formula.ts";
import type { Board } from "./boards.ts";
import type { BonusAmounts, Growing } from "./growing.ts";
import type { History } from "./history.ts";
import type { Ledger } from "./ledger.ts";
import type { Settlement } from "./pairings.ts";
import { calendarTimeline, numberedTimeline, type Timeline } from "./timeline.ts";
import type { Tree } from "./trees.ts";
import type { World } from "./world.ts";

/**
 * One evaluation of a plan over a world. Every value is computed once, when it is first asked for, and kept: the plan
 * is a function of its world, so nothing that was computed can change.
 */
export type Run = {
  readonly plan: CheckedPlan;
  readonly world: World;
  readonly timeline: Timeline;
  /** Orders behind this place have not happened yet (`so_far`); null where all have. */
  readonly upTo: Cut | null;
  /** What was worked out elsewhere, and need not be worked out here. */
  known: Known | null;
  /** The runs of the same plan in which less has happened, by the cut. */
  readonly earlier: Map<string, Run>;
  /** Columns without arguments, by name and period; `undefined` where not computed yet. */
  readonly columns: Map<string, (Value | undefined)[]>;
  /** Columns with arguments, by name, period and arguments: a value a person. */
  readonly calls: Map<string, (Value | undefined)[]>;
  /** Sums and their like down a tree, by formula (and what else they read), for everyone of a period. */
  readonly folds: Map<Formula, Map<string, (Value | undefined | typeof NOTHING)[]>>;
  readonly places: Map<Formula, Map<string, ReadonlyMap<number, number>>>;
  readonly trees: Map<string, Tree>;
  readonly bonuses: Map<string, BonusAmounts>;
  /** Bonuses that are being worked out, by name and period. */
  readonly growing: Map<string, Growing>;
  readonly limited: Map<string, ReadonlyMap<string, readonly Exact[]>>;
  readonly settlements: Map<string, (Settlement | undefined)[]>;
  readonly boards: Map<string, Board>;
  readonly params: Map<string, Value>;
  /** What formulas came to over the periods so far, by person. */
  readonly histories: Map<Formula, Map<string, History>>;
  /** How many calls of measures stand within one another just now. */
  readonly nesting: { calls: number };
  /** How many people a group went through in a period, for all who asked. */
  readonly steps: Map<CheckedGroup, { readonly period: number; count: number }>;
  /** How far a condition on a group can hold. */
  readonly reached: Map<Formula, { readonly level: number; readonly distance: number }>;
};

/** Values that are known without evaluating: of a column, `Title.qualified`, `gross Team`, `Sides.left`; `undefined` where not. */
export type Known = {
  readonly column: (name: string, person: number, period: number) => Value | undefined;
  readonly balance: (bonus: string, period: number) => Ledger | null | undefined;
  /** What an amount comes to of everybody who is there. */
  readonly total: (name: string, period: number) => Exact | undefined;
};

/** A fold that went through nobody: not the same as one that came to 0. */
export const NOTHING: unique symbol = Symbol("nobody gone through");

/** A moment among the orders: all before the day, and those of the day up to and with the order. */
export type Cut = { readonly day: number; readonly order: number };

export const newRun = (plan: CheckedPlan, world: World, upTo: Cut | null = null): Run => ({
  plan,
  world,
  timeline: world.calendar
    ? calendarTimeline(world.calendar, world.periods.length)
    : numberedTimeline(plan.clock, world.periods.length, () => daysOfOrders(world)),
  upTo,
  known: null,
  earlier: new Map(),
  columns: new Map(),
  calls: new Map(),
  folds: new Map(),
  places: new Map(),
  trees: new Map(),
  bonuses: new Map(),
  growing: new Map(),
  limited: new Map(),
  settlements: new Map(),
  boards: new Map(),
  params: new Map(),
  histories: new Map(),
  nesting: { calls: 0 },
  steps: new Map(),
  reached: new Map(),
});

/** From the first to the last day that has an order; null where none has. */
function daysOfOrders({
  size,
  periods,
  orders,
}: World): { readonly first: number; readonly last: number } | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let period = 0; period < periods.length; period++)
    for (let person = 0; person < size; person++)
      for (const order of orders.of(person, period)) {
        const day = orders.day(order);
        if (day === null) continue;
        first = Math.min(first, day);
        last = Math.max(last, day);
      }
  return first <= last ? { first, last } : null;
}

/**
 * Where a formula is read: the period, the person who asks (`my`), and what is gone through (`it`: a person, or an order
 * or the orders of a party of `it`). The rest is known only in journeys, groups and tables.
 */
export type At = {
  readonly period: number;
  /** -1: nobody. */
  readonly it: number;
  readonly my: number;
  /** The order gone through, or -1. */
  readonly order: number;
  /** The orders of the party gone through, or null. */
  readonly party: readonly number[] | null;
  readonly source: number;
  readonly below: number;
  readonly path: Path | null;
  /** Inside `legs`: the head of the leg. */
  readonly leg: number;
  readonly level: number;
  readonly distance: number;
  readonly generation: number;
  readonly total: Exact | null;
  /** The rank of the row that is tried, and its cell. */
  readonly candidate: number;
  readonly blank: Formula | null;
  readonly args: readonly Value[];
};

/** The people that a journey has passed, nearest to the source first, and what is known of them so far. */
export type Path = {
  readonly people: number[];
  readonly known: Map<Formula, { period: number; upTo: number; value: Value | typeof NOTHING }>;
};

const NO_ARGS: readonly Value[] = [];

/** About one person in one period, or about nobody (-1). */
export const about = (person: number, period: number): At => ({
  period,
  it: person,
  my: person,
  order: -1,
  party: null,
  source: -1,
  below: -1,
  path: null,
  leg: -1,
  level: 0,
  distance: 0,
  generation: 0,
  total: null,
  candidate: -1,
  blank: null,
  args: NO_ARGS,
});
