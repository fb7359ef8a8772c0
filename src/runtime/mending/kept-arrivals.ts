import type { TravellersSpec } from "../../ir/program.ts";
import type { KeptRows } from "./kept-rows.ts";
import { KeptTravellers, wordsOfEntry } from "./kept-travellers.ts";
import type { MemoryWords } from "./memory-words.ts";
import { addWide } from "./wide.ts";

/**
 * What travels on a journey, as it lies in the memory of a machine by the depth people stand at, and as it is kept between
 * runs: what has come to those with large branches, by their number, and what branches have brought, by row. The first rows
 * are those of the large branches; more are there for what is kept during one change only.
 */
export type KeptArrivals = {
  /** Before a pass is run: another may have used its room since. */
  readonly begin: () => void;
  /** Keeps what lies at a depth as what has come to somebody. */
  readonly keepCome: (number: number, depth: number) => void;
  /** Puts what has come to somebody to a depth, which is empty. */
  readonly load: (number: number, depth: number) => void;
  /** Keeps what lies at a depth as what a branch has brought. */
  readonly take: (row: number, depth: number) => void;
  /**
   * Keeps what lies at a depth as what a branch brings now, and puts it in place of what it brought with the one above;
   * `above` is below 0 at a top. Says whether it is another.
   */
  readonly exchange: (row: number, depth: number, above: number) => boolean;
  readonly empty: (depth: number) => void;
  /** Makes sure that there are so many rows of lists. */
  readonly reserve: (rows: number) => void;
  /** Bytes that are kept beside the rows. */
  readonly bytes: () => number;
};

/** `which`: which of the travellers of a pass they are. */
export const keptArrivals = (
  spec: TravellersSpec,
  which: number,
  { memory, rows }: { readonly memory: MemoryWords; readonly rows: KeptRows },
): KeptArrivals => (spec.kind === "lists" ? inLists(spec, memory, rows) : inRows(spec, which, memory, rows));

/** The arrays that travellers are kept in. */
export const arraysOf = (spec: TravellersSpec): readonly number[] =>
  spec.kind === "lists" ? [spec.pool, spec.heads, spec.ends, spec.free] : [spec.rows, spec.highest];

/** How many words of 32 bits are kept beside the row of one branch, as far as can be known before: a large one has two lists. */
export const wordsInLists = (spec: TravellersSpec, isLarge: boolean): number =>
  spec.kind === "lists" ? (isLarge ? 4 : 2) * wordsOfEntry(spec.words) : 0;

/** How many places a row of travellers has; null where they go in lists. */
export const placesIn = (spec: TravellersSpec): number | null =>
  spec.kind === "lists" ? null : spec.values.reduce((so, of) => so * of, 1);

/** A figure, in words of 32 bits. */
const FIGURE = 2;
const HEADER = 2;

function inLists(
  { pool, heads, ends, free, words, together }: Extract<TravellersSpec, { kind: "lists" }>,
  memory: MemoryWords,
  { large, all }: KeptRows,
): KeptArrivals {
  const come = new KeptTravellers(large, words, together);
  const brought = new KeptTravellers(all, words, together);
  const headOf = (depth: number): number => memory.start(heads) + depth;
  const rowAt = (one: number): number => memory.start(pool) + 2 * one;
  const link = (one: number, next: number): void => {
    const at = rowAt(one);
    memory.words[at] = next;
    memory.words[at + 1] = next < 0 ? -1 : 0;
  };
  /** A free row, as the code takes one. */
  const takeRow = (): number => {
    const freed = memory.start(free);
    const one = memory.words[freed]!;
    if (one >= 0) {
      memory.words[freed] = memory.words[rowAt(one)]!;
      return one;
    }
    const [used, reached] = [memory.start(ends), memory.start(ends) + 1];
    const row = memory.words[used]!;
    const end = row + HEADER + words;
    memory.reach(rowAt(end));
    memory.words[used] = end;
    if (memory.words[reached]! < end) memory.words[reached] = end;
    return row;
  };
  const each = (depth: number, visit: (words: Int32Array, at: number) => void): void => {
    for (let one = memory.words[headOf(depth)]!; one >= 0; one = memory.words[rowAt(one)]!)
      visit(memory.words, rowAt(one) + 2);
  };
  const long = FIGURE + 2 * words;
  const take = (row: number, depth: number): void => {
    brought.clear(row);
    each(depth, (from, at) => brought.merge(row, from, at, 1));
  };
  return {
    begin() {
      memory.words[memory.start(free)] = -1;
      memory.words[memory.start(ends)] = 0;
    },
    keepCome: (number, depth) => each(depth, (from, at) => come.merge(number, from, at, 1)),
    load(number, depth) {
      come.each(number, (from, at) => {
        const row = takeRow();
        link(row, memory.words[headOf(depth)]!);
        const to = rowAt(row) + 2;
        for (let i = 0; i < long; i++) memory.words[to + i] = from[at + i]!;
        memory.words[headOf(depth)] = row;
      });
    },
    take,
    exchange(row, depth, above) {
      // What it brought, less what it brings: nothing, where both are the same.
      each(depth, (from, at) => brought.merge(row, from, at, -1));
      if (brought.isEmpty(row)) {
        take(row, depth);
        return false;
      }
      if (above >= 0) brought.each(row, (from, at, sign) => come.merge(above, from, at, sign > 0 ? -1 : 1));
      take(row, depth);
      return true;
    },
    empty(depth) {
      const freed = memory.start(free);
      for (let one = memory.words[headOf(depth)]!; one >= 0; ) {
        const next = memory.words[rowAt(one)]!;
        link(one, memory.words[freed]!);
        memory.words[freed] = one;
        one = next;
      }
      memory.words[headOf(depth)] = -1;
    },
    reserve: (rows) => brought.reserve(rows),
    bytes: () => come.bytes + brought.bytes,
  };
}

function inRows(
  spec: Extract<TravellersSpec, { kind: "rows" }>,
  which: number,
  memory: MemoryWords,
  kept: KeptRows,
): KeptArrivals {
  const { rows, highest } = spec;
  const size = FIGURE * placesIn(spec)!;
  const { come, brought } = kept.row.arrivals[which]!;
  const comeAt = (number: number): number => kept.at(number) + come;
  const broughtAt = (row: number): number => kept.at(row) + brought;
  const rowAt = (depth: number): number => memory.start(rows) + size * depth;
  const highestAt = (depth: number): number => memory.start(highest) + depth;
  /** Where the places of a depth that are taken end, in words. */
  const endAt = (depth: number): number => FIGURE * (memory.words[highestAt(depth)]! + 1);
  const copy = (at: number, depth: number): void => {
    const [from, to] = [memory.words, kept.words];
    const [row, end] = [rowAt(depth), endAt(depth)];
    for (let i = 0; i < end; i++) to[at + i] = from[row + i]!;
    for (let i = end; i < size; i++) to[at + i] = 0;
  };
  return {
    begin() {},
    keepCome: (number, depth) => copy(comeAt(number), depth),
    load(number, depth) {
      const [to, from] = [memory.words, kept.words];
      const [row, at] = [rowAt(depth), comeAt(number)];
      let end = size;
      while (end > 0 && (from[at + end - 1]! | from[at + end - 2]!) === 0) end -= FIGURE;
      for (let i = 0; i < end; i++) to[row + i] = from[at + i]!;
      to[highestAt(depth)] = end / FIGURE - 1;
    },
    take: (row, depth) => copy(broughtAt(row), depth),
    exchange(row, depth, above) {
      const [words, all] = [memory.words, kept.words];
      const now = rowAt(depth);
      const end = endAt(depth);
      const was = broughtAt(row);
      const to = above >= 0 ? comeAt(above) : -1;
      let isOther = false;
      for (let i = 0; i < size; i += FIGURE) {
        const low = i < end ? words[now + i]! : 0;
        const high = i < end ? words[now + i + 1]! : 0;
        if (low === all[was + i] && high === all[was + i + 1]) continue;
        isOther = true;
        if (above >= 0) addWide(all, to + i, all, was + i, -1);
        all[was + i] = low;
        all[was + i + 1] = high;
        if (above >= 0) addWide(all, to + i, all, was + i, 1);
      }
      return isOther;
    },
    empty(depth) {
      const { words } = memory;
      const row = rowAt(depth);
      for (let at = row + endAt(depth) - 1; at >= row; at--) words[at] = 0;
      words[highestAt(depth)] = -1;
    },
    reserve() {},
    bytes: () => 0,
  };
}
