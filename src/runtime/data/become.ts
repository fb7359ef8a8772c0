import type { Merge } from "../../ir/code.ts";
import type { Elements } from "../memory.ts";
import { Stopped } from "../stopped.ts";
import { halvesOf, inWords, widen } from "./units.ts";

/** A column as wide as its sums over several periods may be. */
export function widened(column: Elements): BigInt64Array {
  if (column instanceof BigInt64Array) return column.slice();
  const wide = new BigInt64Array(column.length);
  widen(column, wide);
  return wide;
}

/** A column in half the memory, where all of it fits into 32 bits. */
export function narrowed(column: Elements): Elements {
  if (!(column instanceof BigInt64Array)) return column;
  const halves = halvesOf(column);
  const narrow = new Int32Array(column.length);
  for (let at = 0; at < column.length; at++) {
    const low = halves[2 * at]!;
    if (halves[2 * at + 1] !== low >> 31) return column;
    narrow[at] = low;
  }
  return narrow;
}

/** Lets two columns become one, in place of the first. `what`: whose sum it is, where it does not fit into 64 bits. */
export function become(column: Elements, more: Elements, how: Merge, what: string): void {
  switch (how) {
    case "add":
      addTo(column as BigInt64Array, more, what);
      return;
    case "max":
      for (let at = 0; at < column.length; at++) if (more[at]! > column[at]!) column[at] = more[at] as never;
      return;
    case "min":
      for (let at = 0; at < column.length; at++) if (more[at]! < column[at]!) column[at] = more[at] as never;
      return;
    case "or":
      for (let at = 0; at < column.length; at++) (column as Uint8Array)[at]! |= Number(more[at]);
      return;
    case "and":
      for (let at = 0; at < column.length; at++) (column as Uint8Array)[at]! &= Number(more[at]);
      return;
  }
}

/** Sums in two halves: faster than one large number at a time. */
function addTo(column: BigInt64Array, more: Elements, what: string): void {
  const sums = halvesOf(column);
  if (!(more instanceof BigInt64Array)) {
    addSmall(sums, inWords(more), what);
    return;
  }
  const halves = halvesOf(more);
  for (let at = 0; at < column.length; at++) {
    const low = halves[2 * at]!;
    const high = halves[2 * at + 1]!;
    // In a short period most people have nothing.
    if ((low | high) === 0) continue;
    const lower = (sums[2 * at]! >>> 0) + (low >>> 0);
    const before = sums[2 * at + 1]!;
    const upper = (before + high + (lower > 0xffff_ffff ? 1 : 0)) | 0;
    if (before < 0 === high < 0 && upper < 0 !== before < 0) throw new Stopped("overflow", what);
    sums[2 * at] = lower | 0;
    sums[2 * at + 1] = upper;
  }
}

/** Of small numbers mostly nothing is carried into the upper half, which is then not even looked at. */
function addSmall(sums: Int32Array, more: Int32Array, what: string): void {
  for (let at = 0; at < more.length; at++) {
    const units = more[at]!;
    if (units === 0) continue;
    const lower = (sums[2 * at]! >>> 0) + units;
    sums[2 * at] = lower | 0;
    if (lower >= 0 && lower <= 0xffff_ffff) continue;
    const upper = sums[2 * at + 1]! + (lower < 0 ? -1 : 1);
    if (upper !== (upper | 0)) throw new Stopped("overflow", what);
    sums[2 * at + 1] = upper;
  }
}
