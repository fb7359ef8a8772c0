import { type Climb, type ClimbModule, MOST_AT_ONCE, OTHER, TOLD } from "../../ir/climb.ts";
import type { Changes } from "./changes.ts";
import type { Climber } from "./climber.ts";
import type { KeptBranches } from "./kept-branches.ts";
import type { MemoryWords } from "./memory-words.ts";
import type { Waiting } from "./waiting.ts";

/** Makes code that climbs (see `compile/climb/`). */
export type ClimbCode = (climb: Climb) => Uint8Array<ArrayBuffer>;

/** The code of a pass that climbs, and what it tells. */
export class Climbing implements Climber {
  private readonly code: ClimbModule;
  private readonly memory: MemoryWords;
  /** The watched columns, as arrays. */
  private readonly watched: readonly number[];
  /** In words of 32 bits. */
  private readonly told: number;
  private readonly list: number;
  private readonly lost: number;
  private readonly others: number;

  constructor(
    climb: Climb,
    watched: readonly number[],
    { code, memory }: { readonly code: ClimbModule; readonly memory: MemoryWords },
  ) {
    this.code = code;
    this.memory = memory;
    this.watched = watched;
    this.told = climb.told.at / WORD;
    this.list = climb.told.list / WORD;
    this.lost = climb.told.lost / WORD;
    this.others = climb.told.others / WORD;
  }

  get people(): number {
    return this.memory.words[this.told + TOLD.people]!;
  }

  alone(who: Waiting, changes: Changes | null): void {
    for (let from = 0; from < who.count; from += MOST_AT_ONCE) {
      const { words } = this.memory;
      const count = Math.min(MOST_AT_ONCE, who.count - from);
      for (let i = 0; i < count; i++) words[this.list + i] = who.at(from + i);
      this.code.alone(0, count);
      if (changes) this.note(changes);
    }
  }

  keepBranch({ branches, rows }: KeptBranches, place: number, row: number): void {
    this.code.branch(place, branches.endOf(place), branches.depthOf(place), WORD * rows.at(row));
  }

  keepLarge({ branches: { places } }: KeptBranches): void {
    if (places.length > 0) this.code.large(0, places.length);
  }

  climb(
    { branches, rows, fields }: Pick<KeptBranches, "branches" | "rows" | "fields">,
    place: number,
    row: number,
    until: number,
    changes: Changes,
  ): number {
    const number = branches.numberOf(place);
    const end = number < 0 ? branches.endOf(place) : place + 1;
    const [depth, above] = [branches.depthOf(place), branches.aboveOf(place)];
    const next = this.code.climb(place, end, depth, WORD * rows.at(row), number, above, until);
    this.note(changes);
    if (next >= 0) this.tellLost(branches.numberOf(next), fields);
    return next;
  }

  /** Notes the columns that have come to something else. */
  private note(changes: Changes): void {
    const { words } = this.memory;
    const count = words[this.told + TOLD.others]!;
    for (let i = 0, at = this.others; i < count; i++, at += OTHER.words) {
      const array = this.watched[words[at + OTHER.which]!]!;
      changes.note(array, words[at + OTHER.place]!, words[at + OTHER.was]!, words[at + OTHER.was + 1]!);
    }
  }

  /** Tells of the fields that are lost of the one it stopped at. */
  private tellLost(number: number, fields: Pick<KeptBranches["fields"], "lose">): void {
    const { words } = this.memory;
    const count = words[this.told + TOLD.lost]!;
    for (let i = 0; i < count; i++) fields.lose(number, words[this.lost + i]!);
  }
}

const WORD = 4;
