import type { How } from "./code.ts";

/**
 * What is kept between runs of somebody with a large branch, so that one person's figure can be changed without a run: a row
 * of words of 32 bits for each, as both the code that climbs (`compile/climb/`) and what mends in JavaScript
 * (`runtime/mending/`) read and write it. What one person needs lies side by side. Of a small branch, which is run as a whole,
 * only the end of a row is kept, from `brought` on: what it brings and adds.
 */
export type KeptRow = {
  /** Where the slot begins of what has come to him from below, and where that of what his branch has brought. */
  readonly come: number;
  readonly brought: number;
  /**
   * Of each field that is the largest or the smallest of all: the next after it, of two words, and a word that is 1 where
   * the next is known.
   */
  readonly next: number;
  readonly known: number;
  /** The same of travellers that go in rows, figures of two words; null where they go in lists, which are kept apart. */
  readonly arrivals: readonly ({ readonly come: number; readonly brought: number } | null)[];
  /** What he has added to sums of the company: two words a figure. */
  readonly sums: number;
  /** How long a row is, and its end from `brought` on: whole lines of the cache, where it is longer than one. */
  readonly words: number;
  readonly end: number;
};

/** A field of a pass as it lies in a slot, in words of 32 bits from the slot's beginning. */
export type FieldRule = {
  readonly at: number;
  readonly wide: boolean;
  readonly how: How;
  /** What it comes to where nobody brings anything: the lower and the upper word. */
  readonly low: number;
  readonly high: number;
};

export const isExtreme = ({ how }: FieldRule): boolean => how === "max" || how === "min";

/** By field: which of those with a next one it is; below 0 where it has none. */
export function extremesOf(fields: readonly FieldRule[]): number[] {
  let extremes = 0;
  return fields.map((field) => (isExtreme(field) ? extremes++ : -1));
}

/** What decides how long a row is. */
type Contents = {
  readonly fields: readonly FieldRule[];
  /** The words of a slot. */
  readonly slot: number;
  /** By travellers, how many places a row of theirs has; null where they go in lists. */
  readonly places: readonly (number | null)[];
  /** How many figures of the company it adds to. */
  readonly sums: number;
};

const FIGURE = 2;
/** Words of a line of the cache. */
const LINE = 16;

export function keptRowOf({ fields, slot, places, sums }: Contents): KeptRow {
  let end = 0;
  const take = (words: number): number => {
    const at = end;
    end += words + (words % FIGURE);
    return at;
  };
  const come = take(slot);
  const comes = places.map((each) => (each === null ? -1 : take(FIGURE * each)));
  const extremes = fields.filter(isExtreme).length;
  const [next, known] = [take(FIGURE * extremes), take(extremes)];
  const brought = take(slot);
  const arrivals = places.map((each, i) =>
    each === null ? null : { come: comes[i]!, brought: take(FIGURE * each) },
  );
  const added = take(FIGURE * sums);
  const inLines = (words: number) => (words > LINE ? LINE * Math.ceil(words / LINE) : words);
  return {
    come,
    brought,
    next,
    known,
    arrivals,
    sums: added,
    words: inLines(end),
    end: inLines(end - brought),
  };
}
