/** Adds a number of 64 bits in two words to another, or takes it away; what does not fit is cut off, as code does it. */
export function addWide(to: Int32Array, at: number, from: Int32Array, of: number, sign: 1 | -1): void {
  if (sign > 0) {
    const low = (to[at]! >>> 0) + (from[of]! >>> 0);
    to[at] = low | 0;
    to[at + 1] = (to[at + 1]! + from[of + 1]! + (low > 0xffff_ffff ? 1 : 0)) | 0;
  } else {
    const low = (to[at]! >>> 0) - (from[of]! >>> 0);
    to[at] = low | 0;
    to[at + 1] = (to[at + 1]! - from[of + 1]! - (low < 0 ? 1 : 0)) | 0;
  }
}

/** Whether one number of 64 bits in two words is above another. */
export const isWideAbove = (a: Int32Array, at: number, b: Int32Array, of: number): boolean =>
  a[at + 1]! === b[of + 1]! ? a[at]! >>> 0 > b[of]! >>> 0 : a[at + 1]! > b[of + 1]!;
