import { addWide } from "./wide.ts";

/** What an entry holds besides the next one and its words: a figure, in two words of 32 bits, and whether it is missing. */
const FIGURE = 2;
const MISSING = 1;

/** How many words of 32 bits an entry takes; `words`: what goes with each, in numbers of 64 bits. */
export const wordsOfEntry = (words: number): number => 1 + FIGURE + 2 * words + MISSING;

/** Travellers in lists that are kept between runs: what has been put into a list can be taken out again. */
export class KeptTravellers {
  private words: Int32Array;
  private used = 0;
  private free = -1;
  private heads: Int32Array;
  private readonly stride: number;
  private readonly together: boolean;

  /** `words`: what goes with each, in numbers of 64 bits. */
  constructor(lists: number, words: number, together: boolean) {
    this.stride = wordsOfEntry(words);
    this.heads = new Int32Array(lists).fill(-1);
    this.words = new Int32Array(this.stride * Math.max(16, lists));
    this.together = together;
  }

  get bytes(): number {
    return this.words.byteLength + this.heads.byteLength;
  }

  /** Makes sure that there are so many lists. */
  reserve(lists: number): void {
    const before = this.heads;
    if (before.length >= lists) return;
    this.heads = new Int32Array(lists + (lists >> 1)).fill(-1);
    this.heads.set(before);
  }

  isEmpty(list: number): boolean {
    return this.heads[list]! < 0;
  }

  /**
   * Visits the entries of a list: where their figures and words stand, and 1 for what is there, -1 for what is missing. A visit
   * may put into lists of others.
   */
  each(list: number, visit: (words: Int32Array, at: number, sign: 1 | -1) => void): void {
    const flag = this.stride - 1;
    for (let entry = this.heads[list]!; entry >= 0; entry = this.words[entry]!)
      visit(this.words, entry + 1, this.words[entry + flag] === 0 ? 1 : -1);
  }

  clear(list: number): void {
    for (let entry = this.heads[list]!; entry >= 0; ) {
      const next = this.words[entry]!;
      this.words[entry] = this.free;
      this.free = entry;
      entry = next;
    }
    this.heads[list] = -1;
  }

  /**
   * Adds what stands at a place, or takes it out; what was not there is missing from then on. Figures that travel together
   * become less by it; of others one that is missing is no other one of as much below 0.
   */
  merge(list: number, from: Int32Array, at: number, sign: 1 | -1): void {
    const { words, stride, together } = this;
    // What does not travel together agrees in its figure too, and is there.
    const same = together ? FIGURE : 0;
    const flag = stride - 1;
    let before = -1;
    let entry = this.heads[list]!;
    if (together || sign < 0)
      for (; entry >= 0; before = entry, entry = words[entry]!) {
        let i = same;
        while (i < flag - 1 && words[entry + 1 + i] === from[at + i]) i++;
        if (i === flag - 1 && words[entry + flag] === 0) break;
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
    const { words, stride, together } = this;
    words[entry] = this.heads[list]!;
    this.heads[list] = entry;
    for (let i = FIGURE; i < stride - 2; i++) words[entry + 1 + i] = from[at + i]!;
    for (let i = 0; i < FIGURE; i++) words[entry + 1 + i] = 0;
    addWide(words, entry + 1, from, at, together ? sign : 1);
    words[entry + stride - 1] = together || sign > 0 ? 0 : 1;
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
