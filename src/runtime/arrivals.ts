import type { TravellersSpec } from "../ir/program.ts";
import type { KeptTravellers } from "./kept-travellers.ts";

/**
 * What has come to people on a journey, as it lies in the memory of a machine, by the depth they stand at: read, put there
 * and emptied between runs of the code. A traveller is read as numbers of 64 bits in two words each: its figure, and what
 * the rules tell apart of it.
 */
export type Arrivals = {
  /** Visits all of a depth: where one stands, in words. */
  readonly each: (depth: number, visit: (words: Int32Array, at: number) => void) => void;
  /** Puts all of a list that was kept to a depth. */
  readonly put: (depth: number, kept: KeptTravellers, list: number) => void;
  readonly empty: (depth: number) => void;
  /** Before a pass is run: another may have used its room since. */
  readonly begin: () => void;
  /** How many words go with each. */
  readonly words: number;
  /** Whether those that agree in their words are one. */
  readonly together: boolean;
  /** The arrays that it lies in. */
  readonly arrays: readonly number[];
};

/** The memory of a machine in words of 32 bits, as it is now: it may grow. */
export type Words = {
  readonly words: () => Int32Array;
  /** Where an array begins, in words. */
  readonly start: (array: number) => number;
  /** Makes sure that there is memory up to a word. */
  readonly reach: (end: number) => void;
};

export const arrivalsOf = (spec: TravellersSpec, memory: Words): Arrivals =>
  spec.kind === "lists" ? inLists(spec, memory) : inRows(spec, memory);

/** The arrays that travellers are kept in. */
export const arraysOf = (spec: TravellersSpec): readonly number[] =>
  spec.kind === "lists" ? [spec.pool, spec.heads, spec.ends, spec.free] : [spec.rows, spec.highest];

/** How many words go with each. */
export const wordsOf = (spec: TravellersSpec): number =>
  spec.kind === "lists" ? spec.words : spec.values.length;

const HEADER = 2;

function inLists(spec: Extract<TravellersSpec, { kind: "lists" }>, memory: Words): Arrivals {
  const { pool, heads, ends, free, words, together } = spec;
  const headOf = (depth: number): number => memory.start(heads) + depth;
  const rowAt = (one: number): number => memory.start(pool) + 2 * one;
  const link = (one: number, next: number): void => {
    const at = rowAt(one);
    memory.words()[at] = next;
    memory.words()[at + 1] = next < 0 ? -1 : 0;
  };
  /** A free row, as the code takes one. */
  const take = (): number => {
    const freed = memory.start(free);
    const one = memory.words()[freed]!;
    if (one >= 0) {
      memory.words()[freed] = memory.words()[rowAt(one)]!;
      return one;
    }
    const [used, reached] = [memory.start(ends), memory.start(ends) + 1];
    const row = memory.words()[used]!;
    const end = row + HEADER + words;
    memory.reach(rowAt(end));
    memory.words()[used] = end;
    if (memory.words()[reached]! < end) memory.words()[reached] = end;
    return row;
  };
  return {
    ...{ words, together, arrays: arraysOf(spec) },
    each(depth, visit) {
      for (let one = memory.words()[headOf(depth)]!; one >= 0; one = memory.words()[rowAt(one)]!)
        visit(memory.words(), rowAt(one) + 2);
    },
    put(depth, kept, list) {
      for (let entry = kept.first(list); entry >= 0; entry = kept.next(entry)) {
        const row = take();
        link(row, memory.words()[headOf(depth)]!);
        kept.copyTo(entry, memory.words(), rowAt(row) + 2);
        memory.words()[headOf(depth)] = row;
      }
    },
    empty(depth) {
      const freed = memory.start(free);
      for (let one = memory.words()[headOf(depth)]!; one >= 0; ) {
        const next = memory.words()[rowAt(one)]!;
        link(one, memory.words()[freed]!);
        memory.words()[freed] = one;
        one = next;
      }
      memory.words()[headOf(depth)] = -1;
    },
    begin() {
      memory.words()[memory.start(free)] = -1;
      memory.words()[memory.start(ends)] = 0;
    },
  };
}

/** A figure, in words of 32 bits. */
const PLACE = 2;

function inRows(spec: Extract<TravellersSpec, { kind: "rows" }>, memory: Words): Arrivals {
  const { rows, highest, values } = spec;
  const places = values.reduce((so, of) => so * of, 1);
  const rowAt = (depth: number): number => memory.start(rows) + PLACE * places * depth;
  const highestAt = (depth: number): number => memory.start(highest) + depth;
  const one = new Int32Array(PLACE + 2 * values.length);
  return {
    ...{ words: values.length, together: true, arrays: arraysOf(spec) },
    each(depth, visit) {
      const words = memory.words();
      const row = rowAt(depth);
      for (let place = words[highestAt(depth)]!; place >= 0; place--) {
        const from = row + PLACE * place;
        one[0] = words[from]!;
        one[1] = words[from + 1]!;
        if ((one[0] | one[1]) === 0) continue;
        let rest = place;
        for (let i = values.length - 1; i >= 0; i--) {
          one[PLACE + 2 * i] = rest % values[i]!;
          rest = Math.floor(rest / values[i]!);
        }
        visit(one, 0);
      }
    },
    put(depth, kept, list) {
      const words = memory.words();
      const [row, highest] = [rowAt(depth), highestAt(depth)];
      for (let entry = kept.first(list); entry >= 0; entry = kept.next(entry)) {
        kept.copyTo(entry, one, 0);
        let place = 0;
        for (let i = 0; i < values.length; i++) place = place * values[i]! + one[PLACE + 2 * i]!;
        words[row + PLACE * place] = one[0]!;
        words[row + PLACE * place + 1] = one[1]!;
        if (words[highest]! < place) words[highest] = place;
      }
    },
    empty(depth) {
      const words = memory.words();
      const row = rowAt(depth);
      const end = row + PLACE * (words[highestAt(depth)]! + 1);
      for (let at = row; at < end; at++) words[at] = 0;
      words[highestAt(depth)] = -1;
    },
    begin() {},
  };
}
