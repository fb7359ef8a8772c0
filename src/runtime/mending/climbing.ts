import { CHAIN, type Climb, type ClimbModule, MOST_AT_ONCE, OTHER, TOLD } from "../../ir/climb.ts";
import type { Changes } from "./changes.ts";
import type { MemoryWords } from "./memory-words.ts";
import type { Waiting } from "./waiting.ts";

/** Makes code that climbs (see `compile/climb/`). */
export type ClimbCode = (climb: Climb) => Uint8Array<ArrayBuffer>;

/** Somebody to climb from, and those who are run with him: see `CLIMB`. */
export type Start = {
  readonly place: number;
  readonly end: number;
  readonly depth: number;
  /** His row, in words. */
  readonly row: number;
  readonly number: number;
  readonly above: number;
};

/** The code of a pass that climbs, and what it tells. */
export class Climbing {
  private readonly code: ClimbModule;
  private readonly memory: MemoryWords;
  /** The watched columns, as arrays. */
  private readonly watched: readonly number[];
  /** In words of 32 bits. */
  private readonly told: number;
  private readonly chain: number;
  private readonly list: number;
  private readonly lost: number;
  private readonly others: number;

  constructor(
    code: ClimbCode,
    climb: Climb,
    watched: readonly number[],
    on: {
      readonly memory: MemoryWords;
      readonly instance: (bytes: Uint8Array<ArrayBuffer>) => WebAssembly.Exports;
    },
  ) {
    this.code = on.instance(code(climb)) as ClimbModule;
    this.memory = on.memory;
    this.watched = watched;
    this.told = climb.told.at / 4;
    this.chain = climb.chain / 4;
    this.list = climb.told.list / 4;
    this.lost = climb.told.lost / 4;
    this.others = climb.told.others / 4;
  }

  /** Climbs from somebody, and says at whom it stopped, who is to be climbed from next; below 0 where nobody is. */
  from({ place, end, depth, row, number, above }: Start, until: number): number {
    return this.code.climb(place, end, depth, 4 * row, number, above, until);
  }

  /** Keeps in a row, which begins at a word, what a small branch brings and adds. */
  keepBranch(place: number, end: number, depth: number, row: number): void {
    this.code.branch(place, end, depth, 4 * row);
  }

  /** Keeps in their rows what those with large branches bring and add, who are so many. */
  keepLarge(numbers: number): void {
    if (numbers > 0) this.code.large(0, numbers);
  }

  /** Runs people alone, and notes the columns that have come to something else, where that is asked for. */
  alone(who: Waiting, changes: Changes | null): void {
    for (let from = 0; from < who.count; from += MOST_AT_ONCE) {
      const { words } = this.memory;
      const count = Math.min(MOST_AT_ONCE, who.count - from);
      for (let i = 0; i < count; i++) words[this.list + i] = who.at(from + i);
      this.code.alone(0, count);
      if (changes) this.note(changes);
    }
  }

  /** How deep stands whoever has a large branch, and the number of the one above. */
  depthOf(number: number): number {
    return this.memory.words[this.chain + CHAIN.words * number + CHAIN.depth]!;
  }

  aboveOf(number: number): number {
    return this.memory.words[this.chain + CHAIN.words * number + CHAIN.above]!;
  }

  /** How many people were run. */
  get people(): number {
    return this.memory.words[this.told + TOLD.people]!;
  }

  /** Notes the columns that have come to something else. */
  note(changes: Changes): void {
    const { words } = this.memory;
    const count = words[this.told + TOLD.others]!;
    for (let i = 0, at = this.others; i < count; i++, at += OTHER.words) {
      const array = this.watched[words[at + OTHER.which]!]!;
      changes.note(array, words[at + OTHER.place]!, words[at + OTHER.was]!, words[at + OTHER.was + 1]!);
    }
  }

  /** Tells of the fields that are lost of the one it stopped at. */
  eachLost(tell: (field: number) => void): void {
    const { words } = this.memory;
    const count = words[this.told + TOLD.lost]!;
    for (let i = 0; i < count; i++) tell(words[this.lost + i]!);
  }
}
