import { type KeptRow, keptRowOf } from "../../ir/kept-row.ts";
import { type Program, sizeOf } from "../../ir/program.ts";
import type { Preorder } from "../trees/preorder.ts";
import type { Branches } from "./branches.ts";
import type { ClimbShop } from "./climb-shop.ts";
import { placesIn } from "./kept-arrivals.ts";
import { figuresOf, type Room } from "./kept-sums.ts";
import type { MemoryWords } from "./memory-words.ts";
import type { MendRules } from "./mend-rules.ts";

/** What the mending of a pass sees of the machine. */
export type PassShop = {
  readonly program: Program;
  readonly memory: MemoryWords;
  readonly people: number;
  readonly home: Preorder;
  /** The tree that the pass goes along, and its branches: these take time, and are asked for where something is brought up it. */
  readonly preorder: Preorder;
  readonly branches: () => Branches;
  /** Where slots and the state of passes lie, in bytes. */
  readonly slots: number;
  readonly state: number;
  /** Runs people of the pass by place. */
  readonly run: (from: number, to: number) => void;
  /** Empties the rooms and slots that the pass works with. */
  readonly empty: () => void;
  /** How code climbs; null where no code can. */
  readonly climbs: ClimbShop | null;
};

/** A pass that is mended: what there is to know of it and of its memory. */
export class MendedPass {
  readonly shop: PassShop;
  readonly rules: MendRules;
  /** Whether later steps read an array, and the columns of which they do. */
  readonly isRead: (array: number) => boolean;
  readonly watched: readonly number[];
  /** Where in the state of passes it stands how deep the one was who was run last, in words of 32 bits. */
  readonly deep: number;
  /** What is kept of somebody. */
  readonly row: KeptRow;
  /** Sums of the company that it adds to. */
  readonly rooms: readonly Room[];
  /** The people of its tree in preorder; null where that is the order of the memory. */
  readonly order: Int32Array | null;
  /** Where the slots begin, in words of 32 bits. */
  private readonly slots: number;

  /** `index`: which of the passes it is; `isRead`: whether later steps read an array. */
  constructor(shop: PassShop, index: number, rules: MendRules, isRead: (array: number) => boolean) {
    const { program, memory, preorder, home } = shop;
    const { fields, slot, travellers } = rules;
    this.shop = shop;
    this.rules = rules;
    this.isRead = isRead;
    this.watched = rules.columns.filter(isRead);
    this.deep = shop.state / 4 + 2 + index;
    this.slots = shop.slots / 4;
    this.order = preorder === home ? null : preorder.order;
    this.rooms = rules.sums.map((array) => {
      const { holds, memory: of } = program.arrays[array]!;
      const elements = holds.kind === "room" ? holds.elements : 0;
      return { array, from: memory.start(array), words: (elements * sizeOf[of]) / 4, wide: of === "i64" };
    });
    const sums = figuresOf(this.rooms).length;
    this.row = keptRowOf({ fields, slot, places: travellers.map(placesIn), sums });
  }

  /** Where the slot of a depth begins, in words of 32 bits. */
  slotAt(depth: number): number {
    return this.slots + depth * this.rules.slot;
  }

  /** The place in memory of whoever stands at a place of the pass's tree, and the way back. */
  homeOf(place: number): number {
    return this.order ? this.shop.home.place[this.order[place]!]! : place;
  }

  placeOf(home: number): number {
    const { shop } = this;
    return this.order ? shop.preorder.place[shop.home.order[home]!]! : home;
  }
}
