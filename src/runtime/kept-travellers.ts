/** What an entry holds besides the next one and its words: a figure, in two words of 32 bits. */
const FIGURE = 2;

/**
 * Travellers that have come to people with large branches, kept between runs: for each of them a list. What one branch has
 * brought can be taken out again.
 */
export class KeptTravellers {
  private words: Int32Array;
  private used = 0;
  private free = -1;
  private readonly heads: Int32Array;
  private readonly stride: number;
  private readonly together: boolean;

  /** `words`: what goes with each, in numbers of 64 bits. */
  constructor(lists: number, words: number, together: boolean) {
    this.stride = 1 + FIGURE + 2 * words;
    this.heads = new Int32Array(lists).fill(-1);
    this.words = new Int32Array(this.stride * Math.max(16, lists));
    this.together = together;
  }

  get bytes(): number {
    return this.words.byteLength + this.heads.byteLength;
  }

  first(list: number): number {
    return this.heads[list]!;
  }

  next(entry: number): number {
    return this.words[entry]!;
  }

  /** Writes an entry's figures and words to a place. */
  copyTo(entry: number, to: Int32Array, at: number): void {
    const { words, stride } = this;
    for (let i = 1; i < stride; i++) to[at + i - 1] = words[entry + i]!;
  }

  /** Adds what stands at a place, or takes it out. */
  merge(list: number, from: Int32Array, at: number, sign: 1 | -1): void {
    const { words, stride, together } = this;
    // What does not travel together agrees in its figure too.
    const same = together ? FIGURE : 0;
    let before = -1;
    let entry = this.heads[list]!;
    if (together || sign < 0)
      for (; entry >= 0; before = entry, entry = words[entry]!) {
        let i = same;
        while (i < stride - 1 && words[entry + 1 + i] === from[at + i]) i++;
        if (i === stride - 1) break;
      }
    else entry = -1;
    if (entry < 0) {
      this.put(list, from, at, sign);
      return;
    }
    if (together) {
      addWide(words, entry + 1, from, at, sign);
      if ((words[entry + 1]! | words[entry + 2]!) !== 0) return;
    }
    if (before < 0) this.heads[list] = words[entry]!;
    else words[before] = words[entry]!;
    words[entry] = this.free;
    this.free = entry;
  }

  private put(list: number, from: Int32Array, at: number, sign: 1 | -1): void {
    const entry = this.take();
    const { words, stride } = this;
    words[entry] = this.heads[list]!;
    this.heads[list] = entry;
    for (let i = FIGURE; i < stride - 1; i++) words[entry + 1 + i] = from[at + i]!;
    for (let i = 0; i < FIGURE; i++) words[entry + 1 + i] = 0;
    addWide(words, entry + 1, from, at, sign);
  }

  private take(): number {
    if (this.free >= 0) {
      const entry = this.free;
      this.free = this.words[entry]!;
      return entry;
    }
    if (this.used + this.stride > this.words.length) {
      const more = new Int32Array(2 * this.words.length);
      more.set(this.words);
      this.words = more;
    }
    this.used += this.stride;
    return this.used - this.stride;
  }
}

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
