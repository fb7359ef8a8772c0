import type { Day } from "../base/value.ts";
import type { FigureStyle } from "./cells/figures.ts";

/**
 * The people a plan is run on, and their orders, as columns: one entry a person, in joining order (the order of the
 * file where dates do not say otherwise). It knows no plan: what a plan calls its inputs is still text here, and
 * `bind` reads it when a plan asks.
 *
 * Invariants, held by the readers: ids are unique; parents are in the tree and no tree has a circle; an order's
 * person exists.
 */
export type Downline = {
  readonly title: string;
  /** What the files are called; `orders` null where there is none. */
  readonly files: { readonly people: Headed; readonly orders: Headed | null };
  /** True for people that were generated. The page says so wherever results are shown. */
  readonly synthetic: boolean;
  readonly size: number;
  readonly ids: readonly string[];
  /** Where each person stands in the file, for faults and for output in the order of the file. */
  readonly lines: Int32Array;
  /** What a person is called on the screen; the id where the file has no name. */
  readonly names: readonly string[];
  /** The day of joining, or `NOT_GIVEN`: was there from the start. */
  readonly joined: Int32Array;
  /** 1 for customers: they sit in the tree and buy, and are never paid. */
  readonly customer: Uint8Array;
  /** By tree name (`sponsor`, `placement`, …); `sponsor` is always there. */
  readonly trees: ReadonlyMap<string, TreeColumn>;
  /** Every other column of the file, by its heading. */
  readonly columns: readonly TextColumn[];
  readonly orders: Orders;
};

/** A file by its name, and the headings of its columns with the line that they stand on. */
export type Headed = {
  readonly file: string;
  readonly headings: readonly string[];
  readonly headingLine: number;
};

export type TreeColumn = {
  /** Index of the parent, or -1 at a top. */
  readonly parent: Int32Array;
  /** 0 not said, 1 left, 2 right; null where the tree has no sides. */
  readonly side: Uint8Array | null;
};

/** A column as the file has it. `cells[i]` belongs to person (or order) i; an empty cell is the empty text. */
export type TextColumn = {
  readonly file: string;
  readonly heading: string;
  readonly cells: readonly string[];
  readonly lines: Int32Array;
  /** How the figures of the column are written. */
  readonly figures: FigureStyle;
};

export type Orders = {
  readonly size: number;
  readonly ids: readonly string[];
  readonly person: Int32Array;
  readonly day: Int32Array;
  readonly columns: readonly TextColumn[];
};

export const NOT_GIVEN: Day = -(2 ** 31);
export const NO_PARENT = -1;
export const SIDES = ["", "left", "right"] as const;

export const NO_ORDERS: Orders = {
  size: 0,
  ids: [],
  person: new Int32Array(0),
  day: new Int32Array(0),
  columns: [],
};
