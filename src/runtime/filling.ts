import type { ArraySpec } from "../ir/program.ts";
import { bringIn, isOfData, originOf } from "./data/intake.ts";
import type { Brought, Source } from "./data/source.ts";
import type { Coding } from "./data/words.ts";
import type { Elements, Sizes } from "./memory.ts";
import type { UpTo } from "./orders/order-book.ts";
import type { Preorder } from "./trees/preorder.ts";
import type { Trees } from "./trees/trees.ts";

/** What of a machine is seen by who fills it. */
export type Fillable = {
  readonly arrays: readonly ArraySpec[];
  readonly sizes: Sizes;
  readonly home: Preorder;
  readonly coding: Coding;
  readonly trees: Trees;
  readonly elementsOf: (array: number) => Elements;
};

/** A period of the data. `upTo`: the moment up to which orders have come in (null: all have); `brought`: by other clocks. */
export type Moment = {
  readonly period: number;
  readonly upTo: UpTo | null;
  readonly brought: ReadonlyMap<string, Brought>;
};

/**
 * Fills the memory of a machine with what the data say: once with trees and people, and in each period with what is other
 * than before.
 */
export class Filling {
  private readonly machine: Fillable;
  /** What lies in an array, where data that are the same need not be brought in again. */
  private readonly filled = new Map<number, object>();
  /** Whether there is what stays as it is. */
  private isOnce = false;

  constructor(machine: Fillable) {
    this.machine = machine;
  }

  /** An array is there already, filled with some data. */
  note(array: number, from: object): void {
    this.filled.set(array, from);
  }

  /** In an array lies something else than the data. */
  forget(array: number): void {
    this.filled.delete(array);
  }

  /** What data an array was filled with; null where nobody knows. */
  originOf(array: number): object | null {
    return this.filled.get(array) ?? null;
  }

  /** Whether trees and people are there. */
  get isBegun(): boolean {
    return this.isOnce;
  }

  /** Brings in what stays as it is, trees and what is known of people: all but the arrays that are there already. */
  *once(source: Source, isThere: (array: number) => boolean): Generator<void> {
    if (this.isOnce) return;
    const { arrays, home, elementsOf } = this.machine;
    for (const array of arrays) {
      yield;
      const { id, holds } = array;
      if (isThere(id)) continue;
      // What no step writes stays empty.
      this.empty(array);
      if (holds.kind === "tree") yield* this.tree(array, 0);
      else if (holds.kind === "person") {
        const all = elementsOf(id);
        const { order } = home;
        if (holds.what === "joining") (all as Int32Array).set(order);
        else {
          const from = holds.what === "customer" ? source.customer : source.joinedPeriod;
          for (let place = 0; place < order.length; place++) all[place] = from[order[place]!]! as never;
        }
      }
    }
    this.isOnce = true;
  }

  /** Brings in what the data have for a period; tells of each array that is another when it is there. */
  *period(
    source: Source,
    { period, upTo, brought }: Moment,
    isOther: (array: number) => void,
  ): Generator<void> {
    const { arrays, sizes, home, coding, elementsOf } = this.machine;
    this.lastDays(source);
    const wanted = arrays.filter(
      (array) =>
        isOfData(array.holds) && !this.isThereAlready(array, originOf(array, period, { source, upTo })),
    );
    const missing = new Set(wanted.map(({ id }) => id));
    const { order, place } = home;
    const into = {
      ...{ source, order, place, coding, upTo, brought },
      ...{ mostOrders: sizes.orders, array: elementsOf },
    };
    try {
      yield* bringIn(wanted, period, into, ({ id }) => {
        isOther(id);
        missing.delete(id);
      });
    } finally {
      // What has not come in is not there.
      for (const id of missing) this.filled.delete(id);
    }
  }

  /** Fills all that is told of a tree: as it stands, or as it stands in a period, among those of other periods. */
  *trees(kind: "tree" | "past tree", tree: string, period: number): Generator<undefined, void> {
    for (const array of this.machine.arrays)
      if (array.holds.kind === kind && array.holds.tree === tree) {
        yield* this.tree(array, period);
        yield;
      }
  }

  private *tree({ id, holds }: ArraySpec, period: number): Generator<undefined, void> {
    if (holds.kind !== "tree" && holds.kind !== "past tree") return;
    const { sizes, trees, home, elementsOf } = this.machine;
    const from = holds.kind === "past tree" ? period * sizes.people : 0;
    const all = elementsOf(id).subarray(from, from + sizes.people) as Int32Array;
    yield* trees.filling(all, holds.tree, holds.what, home);
  }

  /** The last day of every period, for those who look back. */
  private lastDays(source: Source): void {
    const { arrays, elementsOf } = this.machine;
    for (const { id, holds } of arrays) {
      if (holds.kind !== "last days") continue;
      const all = elementsOf(id) as BigInt64Array;
      for (let period = 0; period < all.length; period++) all[period] = lastDayOf(source, period);
    }
  }

  /** Room to work in is empty before a step begins. */
  empty({ id, holds, memory }: ArraySpec): void {
    if (holds.kind !== "room" && holds.kind !== "levels") return;
    const all = this.machine.elementsOf(id);
    if (memory === "i64") (all as BigInt64Array).fill(BigInt(holds.empty));
    else (all as Int32Array).fill(Number(holds.empty));
  }

  /** Whether the data that an array is filled with lie in it already; notes what will. */
  private isThereAlready({ id }: ArraySpec, from: object | null): boolean {
    if (!from) {
      this.filled.delete(id);
      return false;
    }
    if (this.filled.get(id) === from) return true;
    this.filled.set(id, from);
    return false;
  }

  /** Whether all data of every period are the same in two sources. */
  isSameIn(source: Source, other: Source): boolean {
    return this.machine.arrays.every((array) => {
      // What another clock brings goes with the run.
      if (!isOfData(array.holds) || array.holds.kind === "elsewhere") return true;
      for (let period = 0; period < source.periods; period++) {
        const from = originOf(array, period, { source, upTo: null });
        if (!from || from !== originOf(array, period, { source: other, upTo: null })) return false;
      }
      return true;
    });
  }
}

/** The last day of a period; beyond all days where periods have none. */
export const lastDayOf = (source: Source, period: number): bigint =>
  BigInt(source.lastDay(period) ?? 2 ** 40);
