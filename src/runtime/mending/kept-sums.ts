import { SPARE } from "./kept-fields.ts";
import { addWide } from "./wide.ts";

/** A room of sums: which it is, and where it lies, in words of 32 bits. */
export type Room = {
  readonly array: number;
  readonly from: number;
  readonly words: number;
  readonly wide: boolean;
};

/** Sums of the company that a pass adds to, and what each branch of a row has added to them. */
export class KeptSums {
  private readonly rooms: readonly Room[];
  /** Where each figure lies in memory, in words, and how many words it has; by where it lies in a row. */
  private readonly at: readonly number[];
  private readonly wide: readonly boolean[];
  private readonly size: number;
  private added: Int32Array;
  private readonly all: Int32Array;
  private readonly first: Int32Array;

  constructor(rooms: readonly Room[], rows: number) {
    this.rooms = rooms;
    const figures = rooms.flatMap(({ from, words, wide }) =>
      Array.from({ length: wide ? words / 2 : words }, (_, i) => ({ at: from + (wide ? 2 * i : i), wide })),
    );
    this.at = figures.map(({ at }) => at);
    this.wide = figures.map(({ wide }) => wide);
    this.size = 2 * figures.length;
    this.added = new Int32Array(this.size * (rows + SPARE));
    this.all = new Int32Array(this.size);
    this.first = new Int32Array(this.size);
  }

  get bytes(): number {
    return this.added.byteLength;
  }

  reserve(rows: number): void {
    const before = this.added;
    if (before.length >= this.size * rows) return;
    this.added = new Int32Array(this.size * (rows + SPARE));
    this.added.set(before);
  }

  /** Before single people are run: takes the sums as they stand out of the memory. */
  open(words: Int32Array): void {
    this.copy(words, this.all, 0);
    this.first.set(this.all);
    this.empty(words);
  }

  /** Empties the sums, so that they tell what comes next alone. */
  empty(words: Int32Array): void {
    const { at, wide } = this;
    for (let i = 0; i < at.length; i++) {
      words[at[i]!] = 0;
      if (wide[i]) words[at[i]! + 1] = 0;
    }
  }

  /** Keeps what a branch has added. */
  take(words: Int32Array, row: number): void {
    this.copy(words, this.added, row * this.size);
    this.empty(words);
  }

  /** Puts what a branch adds now in place of what it added before. */
  exchange(words: Int32Array, row: number): void {
    const { at, wide, added, all, size } = this;
    for (let i = 0, to = 0, of = row * size; i < at.length; i++, to += 2, of += 2) {
      const from = at[i]!;
      const low = words[from]!;
      words[from] = 0;
      if (!wide[i]) {
        all[to] = (all[to]! + low - added[of]!) | 0;
        added[of] = low;
        continue;
      }
      const high = words[from + 1]!;
      words[from + 1] = 0;
      if (low === added[of] && high === added[of + 1]) continue;
      addWide(all, to, added, of, -1);
      added[of] = low;
      added[of + 1] = high;
      addWide(all, to, added, of, 1);
    }
  }

  /** Puts the sums into the memory again, and says which rooms are others than before. */
  close(words: Int32Array): number[] {
    const { at, wide, all, first, rooms } = this;
    const others: number[] = [];
    let i = 0;
    for (const room of rooms) {
      let isOther = false;
      for (const end = room.from + room.words; i < at.length && at[i]! >= room.from && at[i]! < end; i++) {
        words[at[i]!] = all[2 * i]!;
        if (wide[i]) words[at[i]! + 1] = all[2 * i + 1]!;
        isOther ||= all[2 * i] !== first[2 * i] || all[2 * i + 1] !== first[2 * i + 1];
      }
      if (isOther) others.push(room.array);
    }
    return others;
  }

  private copy(words: Int32Array, to: Int32Array, from: number): void {
    const { at, wide } = this;
    for (let i = 0; i < at.length; i++) {
      to[from + 2 * i] = words[at[i]!]!;
      to[from + 2 * i + 1] = wide[i] ? words[at[i]! + 1]! : 0;
    }
  }
}
