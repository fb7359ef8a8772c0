import type { FieldRule, KeptRow } from "./kept-row.ts";
import type { Memory } from "./program.ts";

/**
 * What there is to know of a pass and its memory, to make code that climbs (`compile/climb/`): that runs the pass for one
 * person after another up a tree, each from what is kept of him and what the branch below brings now. Places are in bytes.
 */
export type Climb = {
  readonly fields: readonly FieldRule[];
  /** The words of a slot. */
  readonly slot: number;
  readonly travellers: readonly {
    readonly rows: number;
    readonly highest: number;
    readonly places: number;
  }[];
  readonly row: KeptRow;
  /** Figures of the company that the pass adds to. */
  readonly sums: readonly { readonly at: number; readonly wide: boolean }[];
  /** Columns that others read: what comes to something else in them is told. */
  readonly watched: readonly Lying[];
  /** Columns that the pass reads or writes of the person it stands at. */
  readonly touched: readonly Lying[];
  /** Who stands where in the tree: the places in memory; null where the tree is that of the memory. */
  readonly order: number | null;
  readonly slots: number;
  /** How deep the deepest stands. */
  readonly deepest: number;
  /** Where it stands how deep the one was who was run last. */
  readonly deep: number;
  /** Rows of the large branches, and behind them one that is nobody's. */
  readonly rows: number;
  /** How many large branches there are. */
  readonly numbers: number;
  /** The large branches of the tree (see `CHAIN`). */
  readonly chain: number;
  /** Where it tells what came of it (see `TOLD`), and the lists of that. */
  readonly told: Told;
};

export type Told = {
  readonly at: number;
  /** A word for which nobody asks (see `compile/climb/touch.ts`). */
  readonly touched: number;
  /** What it is told itself: places of people who are run alone, no more than `MOST_AT_ONCE`. */
  readonly list: number;
  /** Fields that are lost. */
  readonly lost: number;
  /** What watched columns were of the people that are run. */
  readonly before: number;
  /** Columns that have come to something else. */
  readonly others: number;
};

/** A column as it lies in memory. */
export type Lying = { readonly at: number; readonly memory: Memory };

/**
 * `climb`, the function of a module, begins with the people from a place up to another: a small branch, or one person with a
 * large one. It says at whom it stopped, who is to be climbed from next; below 0 where nobody is brought anything else.
 */
export const CLIMB = [
  ...(["place", "end", "depth"] as const),
  /** The row of the one it begins with, in bytes; the number of his branch, below 0 of a small one; and of the one above. */
  ...(["row", "number", "above"] as const),
  /** The highest place of those who wait: it goes no further than that. */
  "until",
] as const;
/**
 * `branch` keeps in a row what a small branch brings; `large` what those do who have large branches, from a number up to
 * another; `alone` runs those of a list, from one up to another.
 */
export const BRANCH = ["place", "end", "depth", "row"] as const;
export const LARGE = ["number", "last"] as const;
export const ALONE = ["which", "count"] as const;

/** The functions of a module that climbs; rows are said in bytes. */
export type ClimbModule = {
  readonly climb: (...args: Numbers<typeof CLIMB>) => number;
  readonly branch: (...args: Numbers<typeof BRANCH>) => void;
  readonly large: (...args: Numbers<typeof LARGE>) => void;
  readonly alone: (...args: Numbers<typeof ALONE>) => void;
};
type Numbers<Names extends readonly string[]> = { readonly [K in keyof Names]: number };

/** Of each large branch, by number: words of the number of the one above, of his place in the tree and in memory, of his depth. */
export const CHAIN = { above: 0, place: 1, home: 2, depth: 3, words: 4 } as const;

/** So many people are climbed at once; in the tallest trees it is called again. */
export const MOST_AT_ONCE = 256;

/**
 * What the climb tells, in words: how many people it has run, how many columns have come to something else, and how many
 * fields of the one it stopped at are lost, of whom all below have to be asked again.
 */
export const TOLD = { people: 0, others: 1, lost: 2, touched: 3, words: 16 } as const;
/** A column that has come to something else: which of the watched ones, at which place in memory, and what it was. */
export const OTHER = { which: 0, place: 1, was: 2, words: 4 } as const;

/**
 * What is told begins at a place in bytes, and takes so many: people of a small branch are no more than `smallest`.
 */
export function toldFrom(
  at: number,
  { fields, watched }: Readonly<Record<"fields" | "watched", number>>,
  smallest: number,
): { readonly told: Told; readonly end: number } {
  const touched = at + WORD * TOLD.touched;
  const list = at + WORD * TOLD.words;
  const lost = list + WORD * MOST_AT_ONCE;
  const before = lost + 2 * WORD * fields;
  const others = before + 2 * WORD * watched * smallest;
  const end = others + WORD * OTHER.words * watched * (smallest + MOST_AT_ONCE);
  return { told: { at, touched, list, lost, before, others }, end };
}
const WORD = 4;
