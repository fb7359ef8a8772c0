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
 * Rows of what is kept (see `ir/kept-row.ts`): the first are those of the large branches, by number, and more are there for
 * the small ones of a change. Behind those of the large ones is a row that is nobody's, for what comes to the top.
 */
export class KeptRows {
  readonly row: KeptRow;
  private readonly room: KeptRoom;
  private readonly numbers: number;
  /** The word at which the first row begins. */
  readonly first: number;
  private spare = 0;
  private spares = 0;

  constructor(room: KeptRoom, row: KeptRow, numbers: number) {
    this.room = room;
    this.row = row;
    this.numbers = numbers;
    this.first = room.take(row.words * (numbers + 1));
  }

  get words(): Int32Array {
    return this.room.words;
  }

  get bytes(): number {
    return 4 * this.row.words * (this.numbers + 1 + this.spares);
  }

  /** The word at which a row begins. */
  at(row: number): number {
    const { words } = this.row;
    return row < this.numbers ? this.first + words * row : this.spare + words * (row - this.numbers);
  }

  /** Makes sure that there are so many more rows than there are large branches; what was in the others of these is gone. */
  reserve(more: number): void {
    if (more <= this.spares) return;
    // Each time at least twice as many: what is left behind is no more than what is there.
    this.spares = Math.max(2 * this.spares, more, LEAST_SPARE);
    this.spare = this.room.take(this.row.words * this.spares);
  }
}

const LEAST_SPARE = 4;
