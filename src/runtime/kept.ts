import type { Holds, Program } from "../ir/program.ts";
import type { Coding } from "./data/words.ts";
import { bytesOf, type MemoryMap, mapMemory, type Sizes } from "./memory.ts";
import type { OrderList } from "./orders/order-book.ts";

/** What a machine leaves to the one that follows it over the same people: its memory, and what lies where in it. */
export type Kept = {
  readonly memory: WebAssembly.Memory;
  readonly passes: readonly PassInMemory[];
  /** By the structure that made them: columns that have been worked out, and what the data have brought. */
  readonly arrays: ReadonlyMap<string, KeptArray>;
  /** What goes with the run, as it was last. */
  readonly ofRun: Running;
  /** The last number that was given to an array that was written. */
  readonly version: number;
  /** How many orders the period with the most of them has, of those that were there; null where the program has none. */
  readonly orders: { readonly list: OrderList; readonly most: number } | null;
  /** What words stand for in it. */
  readonly coding: Coding;
};
/** Code in a memory. It keeps nothing outside of it: where its places are the same, it is that of the next machine too. */
export type PassInMemory = {
  readonly module: WebAssembly.Module;
  /** The places that it was told of, in bytes. */
  readonly at: readonly number[];
  readonly run: (from: number, to: number) => void;
};
export type KeptArray = {
  readonly at: number;
  readonly bytes: number;
  readonly version: number;
  /** What the data were that it was filled with. */
  readonly from: object | null;
};
export type Running = Readonly<Record<"period" | "people" | "last day", readonly bigint[]>>;

/** Where everything lies that a machine takes over, by array; and the map of its memory. */
export type TakenOver = { readonly there: ReadonlyMap<number, KeptArray>; readonly map: MemoryMap };

/** A memory with holes may be so much larger than one without. */
const MOST_ROOM = 1.25;

/** What of a memory a program can go on with: arrays of the same structure, where that leaves no large holes. */
export function takenOver(program: Program, sizes: Sizes, kept: Kept | null): TakenOver {
  const compact = mapMemory(program, sizes);
  const free = new Map(kept?.arrays);
  const there = new Map<number, KeptArray>();
  for (const array of program.arrays) {
    const known = array.made === null ? undefined : free.get(array.made);
    if (known?.bytes !== bytesOf(array, sizes)) continue;
    there.set(array.id, known);
    free.delete(array.made!);
  }
  const map = mapMemory(program, sizes, new Map([...there].map(([id, { at }]) => [id, at])));
  return map.size <= compact.size * MOST_ROOM ? { there, map } : { there: new Map(), map: compact };
}

/** Whether an array keeps what a step has written for others to read. */
export const isResult = (holds: Holds): boolean =>
  holds.kind === "column" || holds.kind === "by order" || (holds.kind === "room" && !holds.working);
