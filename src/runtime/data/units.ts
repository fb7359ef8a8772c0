import type { Value } from "../../base/value.ts";
import type { Reading } from "../../ir/program.ts";
import type { Elements } from "../memory.ts";
import type { DataColumn } from "./source.ts";
import type { Coding } from "./words.ts";

/** A column of the data as numbers, by person or order; `given`: whether there is a value, null where there always is. */
export type Units = {
  readonly units: BigInt64Array | Int32Array;
  readonly given: Uint8Array | null;
};

/** The day of what has no date: before all others. */
const NO_DAY = -(2n ** 31n);

/** What stands in memory where there is no value. */
export const emptyOf = (as: Reading): bigint =>
  as.kind === "amount" || as.kind === "yes/no" || as.kind === "duration"
    ? 0n
    : as.kind === "date"
      ? NO_DAY
      : -1n;

const known = new WeakMap<Coding, WeakMap<object, Map<Reading["kind"], Units>>>();

/** A column of the data in units: worked out once, for files do not change while a plan is typed. */
export function unitsOf(column: DataColumn, as: Reading, coding: Coding): Units {
  const { mark, amounts } = column;
  if (amounts && as.kind === "amount" && amounts.facts.scale === as.scale) return amounts;
  // Amounts of people may be written anew: only what is read as it was found is kept.
  if (as.kind === "amount") return encoded(column.values, as, coding);
  let columns = known.get(coding);
  if (!columns) known.set(coding, (columns = new WeakMap()));
  let readings = columns.get(mark);
  if (!readings) columns.set(mark, (readings = new Map()));
  let units = readings.get(as.kind);
  if (!units) readings.set(as.kind, (units = encoded(column.values, as, coding)));
  return units;
}

function encoded(values: ArrayLike<Value | undefined>, as: Reading, coding: Coding): Units {
  const count = values.length;
  const units = as.kind === "amount" ? new BigInt64Array(count) : new Int32Array(count);
  const given = new Uint8Array(count);
  const empty = emptyOf(as);
  let missing = 0;
  for (let at = 0; at < count; at++) {
    const value = values[at];
    if (value === undefined) missing++;
    else given[at] = 1;
    const unit = value === undefined ? empty : coding.encode(value, as);
    units[at] = (units instanceof BigInt64Array ? unit : Number(unit)) as never;
  }
  return { units, given: missing === 0 ? null : given };
}

/** Numbers in two halves: they are moved faster than one large number. */
export const halvesOf = (of: BigInt64Array): Int32Array =>
  new Int32Array(of.buffer, of.byteOffset, of.length * 2);

/**
 * Small numbers, all in one kind of array. A loop that has seen arrays of many kinds asks of every element which it is of:
 * that takes longer than the copy.
 */
export const inWords = (small: Exclude<Elements, BigInt64Array>): Int32Array =>
  small instanceof Int32Array ? small : new Int32Array(small);

/** Small numbers as large ones. */
export function widen(from: Exclude<Elements, BigInt64Array>, to: BigInt64Array): void {
  const words = inWords(from);
  const halves = halvesOf(to);
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    halves[2 * at] = word;
    halves[2 * at + 1] = word >> 31;
  }
}

/** So many units are brought into another order in one piece: some milliseconds, even where each is looked for in memory. */
const AT_ONCE = 2 ** 17;

/** Fills an array with units in another order, piece by piece (see `gather`). */
export function* gathering(
  units: Units["units"],
  order: Int32Array,
  to: Elements,
): Generator<undefined, void> {
  for (let from = 0; from < order.length; from += AT_ONCE) {
    if (from > 0) yield;
    gather(units, order.subarray(from, from + AT_ONCE), to.subarray(from));
  }
}

/** Fills an array with units in another order: the one at each place is that of the index that stands there. */
export function gather(units: Units["units"], order: Int32Array, to: Elements): void {
  if (!(to instanceof BigInt64Array || to instanceof Int32Array)) {
    const words = new Int32Array(order.length);
    gather(units, order, words);
    to.set(words);
    return;
  }
  if (units instanceof Int32Array) {
    if (to instanceof Int32Array) {
      for (let at = 0; at < order.length; at++) to[at] = units[order[at]!]!;
      return;
    }
    const target = halvesOf(to);
    for (let at = 0; at < order.length; at++) {
      const unit = units[order[at]!]!;
      target[2 * at] = unit;
      target[2 * at + 1] = unit >> 31;
    }
    return;
  }
  const source = halvesOf(units);
  if (to instanceof Int32Array) {
    // Of small ones the lower half is all there is.
    for (let at = 0; at < order.length; at++) to[at] = source[2 * order[at]!]!;
    return;
  }
  const target = halvesOf(to);
  for (let at = 0; at < order.length; at++) {
    const one = 2 * order[at]!;
    target[2 * at] = source[one]!;
    target[2 * at + 1] = source[one + 1]!;
  }
}

/** Reads figures as doubles: two halves are read faster than one large number. What a double does not hold is rounded. */
export function numberAt(of: Elements): (at: number) => number {
  if (!(of instanceof BigInt64Array)) return (at) => of[at]!;
  const halves = halvesOf(of);
  return (at) => halves[2 * at + 1]! * WORD + (halves[2 * at]! >>> 0);
}
const WORD = 2 ** 32;

/** Writes a whole number that a double holds exactly, in two halves. */
export function put(halves: Int32Array, at: number, units: number): void {
  halves[2 * at] = units;
  halves[2 * at + 1] = Math.floor(units / WORD);
}

/** Fills a column with units times a whole number, as those of more decimals are. */
export function fillMultiple(column: BigInt64Array, units: Elements, by: number): void {
  if (by === 1) {
    if (units instanceof BigInt64Array) column.set(units);
    else widen(units, column);
    return;
  }
  const halves = halvesOf(column);
  const unitsAt = numberAt(units instanceof BigInt64Array ? units : inWords(units));
  for (let at = 0; at < column.length; at++) {
    const product = unitsAt(at) * by;
    if (Math.abs(product) < MOST_EXACT) put(halves, at, product);
    else column[at] = BigInt(units[at]!) * BigInt(by);
  }
}
const MOST_EXACT = 2 ** 53;

/** Fills an array with one number. */
export function fillWith(all: Elements, unit: bigint, from = 0, to = all.length): void {
  if (all instanceof BigInt64Array) all.fill(unit, from, to);
  else all.fill(Number(unit), from, to);
}
