import type { KeptRow } from "../../ir/kept-row.ts";
import type { MemoryWords } from "./memory-words.ts";

/** Where rows can be had; `take` says the word at which so many more begin. */
export type KeptRoom = { readonly words: Int32Array; readonly take: (words: number) => number };

/** Room outside of the memory of a program, for what JavaScript alone reads. */
export class OwnRoom implements KeptRoom {
  words = new Int32Array(0);

  take(words: number): number {
    const [at, before] = [this.words.length, this.words];
    this.words = new Int32Array(at + words);
    this.words.set(before);
    return at;
  }
}

/** Room behind the memory of a program, for code to read. Nothing of the program may grow. */
export class RoomBehind implements KeptRoom {
  private readonly memory: MemoryWords;
  private readonly from: number;
  private readonly atOnce: number;
  private end: number;

  /**
   * `from`: where it begins, in bytes. For so many words at once (`atOnce`) the memory is made larger: each time is dear, and
   * what nobody writes to costs nothing.
   */
  constructor(memory: MemoryWords, from: number, atOnce: number) {
    this.memory = memory;
    this.atOnce = atOnce;
    this.from = LINE * Math.ceil(from / 4 / LINE);
    this.end = this.from;
  }

  get words(): Int32Array {
    return this.memory.words;
  }

  get bytes(): number {
    return 4 * (this.end - this.from);
  }

  take(words: number): number {
    const at = this.end;
    this.end += LINE * Math.ceil(words / LINE);
    if (4 * this.end > this.words.byteLength) this.memory.reach(this.end + this.atOnce);
    return at;
  }
}

/** Words of a line of the cache: whatever is taken begins on one. */
const LINE = 16;

/**
 * Rows of what is kept (see `ir/kept-row.ts`), by number: first those of the large branches, then of small ones that are kept,
 * then others for small ones of a change; of the small ones it is only the end of a row that is there. Behind those of the
 * large ones is a row that is nobody's, for what comes to the top.
 */
export class KeptRows {
  readonly row: KeptRow;
  private readonly room: KeptRoom;
  /** How many large branches there are, and how many branches are kept. */
  readonly large: number;
  readonly all: number;
  /** The word at which the first row begins. */
  readonly first: number;
  /** Where the first row of a small branch would begin, of those that are kept and of the others, if it were a whole one. */
  private readonly small: number;
  private spare = 0;
  private spares = 0;

  constructor(room: KeptRoom, row: KeptRow, { large, small }: Readonly<Record<"large" | "small", number>>) {
    this.room = room;
    this.row = row;
    this.large = large;
    this.all = large + small;
    this.first = room.take(row.words * (large + 1));
    this.small = room.take(row.end * small) - row.brought;
  }

  get words(): Int32Array {
    return this.room.words;
  }

  get bytes(): number {
    const { row, large, all, spares } = this;
    return 4 * (row.words * (large + 1) + row.end * (all - large + spares));
  }

  /** The word at which a row begins. */
  at(row: number): number {
    const { words, end } = this.row;
    if (row < this.large) return this.first + words * row;
    return row < this.all ? this.small + end * (row - this.large) : this.spare + end * (row - this.all);
  }

  /** Makes sure that there are so many more rows than branches are kept; what was in the others of these is gone. */
  reserve(more: number): void {
    if (more <= this.spares) return;
    // Each time at least twice as many: what is left behind is no more than what is there.
    this.spares = Math.max(2 * this.spares, more, LEAST_SPARE);
    this.spare = this.room.take(this.row.end * this.spares) - this.row.brought;
  }
}

const LEAST_SPARE = 4;
