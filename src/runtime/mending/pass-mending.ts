import { type Program, sizeOf } from "../../ir/program.ts";
import type { Preorder } from "../preorder.ts";
import { type Branches, topOfSmall } from "./branches.ts";
import type { Changes } from "./changes.ts";
import { type KeptArrivals, keptArrivals, wordsKept } from "./kept-arrivals.ts";
import { KeptFields } from "./kept-fields.ts";
import { KeptSums, type Room } from "./kept-sums.ts";
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
};

/** What is kept may take so many bytes a person, and so many in any case. */
const MOST_BYTES_KEPT = 96;
const BYTES_IN_ANY_CASE = 2 ** 20;
/** If more than this part of all people had to be worked out singly, everybody is. */
const MOST_SINGLY = 1 / 16;

/** What is kept of everybody with a large branch: what has come to him, what he brought, and what he added to sums. */
type Kept = {
  readonly fields: KeptFields;
  readonly arrivals: readonly KeptArrivals[];
  readonly sums: KeptSums;
};

/**
 * Runs a pass again for those whom a change is something to: small branches as a whole, and above them one after another,
 * each from what is kept of it and what the branch below brings now. Whoever brings the same as before ends it.
 */
export class PassMending {
  private readonly shop: PassShop;
  /** Where in the state of passes it stands how deep the one was who was run last, in words of 32 bits. */
  private readonly deep: number;
  /** Where the slots begin, in words of 32 bits. */
  private readonly slots: number;
  private readonly rules: MendRules;
  /** Columns that later steps read. */
  private readonly watched: readonly number[];
  private readonly rooms: readonly Room[];
  /** The people of its tree in preorder; null where that is the order of the memory. */
  private readonly order: Int32Array | null;
  /** Whether the code may make the memory larger. */
  private readonly grows: boolean;
  private kept: Kept | null = null;
  private branches: Branches | null = null;
  private before = new Int32Array(0);

  /** `index`: which of the passes it is. */
  constructor(shop: PassShop, index: number, rules: MendRules, watched: readonly number[]) {
    const { program, memory, preorder, home } = shop;
    this.shop = shop;
    this.deep = shop.state / 4 + 2 + index;
    this.slots = shop.slots / 4;
    this.rules = rules;
    this.watched = watched;
    this.order = preorder === home ? null : preorder.order;
    this.grows = rules.travellers.some(({ kind }) => kind === "lists");
    this.rooms = rules.sums.map((array) => {
      const { holds, memory: of } = program.arrays[array]!;
      const elements = holds.kind === "room" ? holds.elements : 0;
      return { array, from: memory.start(array), words: (elements * sizeOf[of]) / 4, wide: of === "i64" };
    });
  }

  /** Bytes that are kept, beside the branches of the tree. */
  get bytes(): number {
    if (!this.kept) return 0;
    const { fields, arrivals, sums } = this.kept;
    return fields.bytes + sums.bytes + arrivals.reduce((so, one) => so + one.bytes(), 0);
  }

  /** Forgets what was kept: everybody is worked out anew. */
  forget(): void {
    this.kept = null;
  }

  /**
   * Works out the people that changes are something to, and notes what comes to something else by it. Says which sums of the
   * company are others then; null where everybody has to be worked out.
   */
  mend(changes: Changes): readonly number[] | null {
    const { memory } = this.shop;
    const { brings } = this.rules;
    const seeds = this.seedsOf(changes);
    if (!seeds || seeds.size > this.most) return null;
    if (brings) this.branches ??= this.shop.branches();
    if (brings && !this.kept && !this.mayKeep(this.branches!)) return null;
    const tops = this.topsOf(seeds);
    const small = tops.filter((top) => this.numberOf(top) < 0);
    const asItWas = (work: () => void): void => {
      for (const array of this.rules.own) changes.swap(array, memory);
      work();
      for (const array of this.rules.own) changes.swap(array, memory);
    };
    if (!this.kept && brings) asItWas(() => this.keep(this.branches!));
    this.kept ??= this.nothingKept(0);
    const { kept } = this;
    const rows = this.numbers + small.length;
    kept.fields.reserve(rows);
    kept.sums.reserve(rows);
    for (const arrivals of kept.arrivals) {
      arrivals.reserve(rows);
      arrivals.begin();
    }
    kept.sums.open(memory.words);
    // What small branches brought and added is not kept: they are run once more as all was before the change.
    if (small.length > 0 && (brings || this.rooms.length > 0))
      asItWas(() => {
        small.forEach((top, i) => {
          this.runBranch(top);
          this.take(kept, this.numbers + i, top);
        });
      });
    const isDone = this.goUp(kept, tops, (top) => this.numbers + small.indexOf(top), changes);
    const others = kept.sums.close(memory.words);
    return isDone ? others : null;
  }

  /** How many may be worked out singly. */
  private get most(): number {
    return 64 + this.shop.people * MOST_SINGLY;
  }

  /** How many large branches there are. */
  private get numbers(): number {
    return this.branches?.places.length ?? 0;
  }

  /** The number of a large branch; below 0 of a small one. */
  private numberOf(place: number): number {
    return this.branches ? this.branches.large[place]! : -1;
  }

  private endOf(place: number): number {
    return this.branches ? this.branches.end[place]! : place + 1;
  }

  /** Where the slot of a depth begins, in words of 32 bits. */
  private slotAt(depth: number): number {
    return this.slots + depth * this.rules.slot;
  }

  /** The place in memory of whoever stands at a place of the pass's tree. */
  private homeOf(place: number): number {
    return this.order ? this.shop.home.place[this.order[place]!]! : place;
  }

  /** Those at whom something changes that they are asked for, by their places in the tree of the pass; null: everybody. */
  private seedsOf(changes: Changes): ReadonlySet<number> | null {
    const { rules, order } = this;
    const { home, preorder } = this.shop;
    const seeds = new Set<number>();
    for (const array of changes.arrays) {
      if (rules.anywhere.has(array)) return null;
      if (!rules.own.has(array)) continue;
      for (const place of changes.places(array))
        seeds.add(order ? preorder.place[home.order[place]!]! : place);
    }
    return seeds;
  }

  /** Where it begins for them: at the tops of small branches, or at themselves; by place. */
  private topsOf(seeds: ReadonlySet<number>): number[] {
    const { branches } = this;
    const tops = branches ? new Set([...seeds].map((place) => topOfSmall(branches, place))) : seeds;
    return [...tops].sort((a, b) => a - b);
  }

  private mayKeep({ places }: Branches): boolean {
    const { slot, travellers } = this.rules;
    const sums = this.rooms.reduce((so, { words }) => so + words, 0);
    const words = 2 * slot + sums + travellers.reduce((so, spec) => so + wordsKept(spec), 0);
    return places.length * words * 4 <= BYTES_IN_ANY_CASE + MOST_BYTES_KEPT * this.shop.people;
  }

  private nothingKept(numbers: number): Kept {
    const { fields, slot, travellers } = this.rules;
    return {
      fields: new KeptFields(fields, slot, numbers),
      arrivals: travellers.map((spec) => keptArrivals(spec, this.shop.memory, numbers)),
      sums: new KeptSums(this.rooms, numbers),
    };
  }

  /**
   * Runs the pass for everybody in pieces, and keeps what has come to those with large branches before they are run; then
   * each of them alone, and keeps what he brings and adds.
   */
  private keep({ places, depth }: Branches): void {
    const { memory, people, run, empty } = this.shop;
    const kept = this.nothingKept(places.length);
    empty();
    let to = people;
    for (let number = places.length - 1; number >= 0; number--) {
      const place = places[number]!;
      run(place + 1, to);
      memory.look();
      to = place + 1;
      const below = depth[place]! + 1;
      kept.fields.keepCome(number, memory.words, this.slotAt(below));
      for (const arrivals of kept.arrivals) arrivals.keepCome(number, below);
    }
    run(0, to);
    memory.look();
    // What the tops have brought belongs to nobody.
    this.emptyDepth(kept, 0);
    kept.sums.open(memory.words);
    for (let number = 0; number < places.length; number++) {
      this.runKept(kept, number);
      this.take(kept, number, places[number]!);
    }
    kept.sums.close(memory.words);
    this.kept = kept;
  }

  /** Runs a branch as a whole; what it brings lies then in the slot of its depth. */
  private runBranch(place: number): void {
    const { memory, run } = this.shop;
    // Nobody was run before in whose slot something could be left.
    memory.words[this.deep] = -1;
    run(place, this.endOf(place));
    if (this.grows) memory.look();
  }

  /** Runs one person from what has come to him. */
  private runKept({ fields, arrivals }: Kept, number: number): void {
    const { memory, run } = this.shop;
    const place = this.branches!.places[number]!;
    const below = this.branches!.depth[place]! + 1;
    fields.load(number, memory.words, this.slotAt(below));
    for (let i = 0; i < arrivals.length; i++) arrivals[i]!.load(number, below);
    // Whoever stands above empties the slot below.
    memory.words[this.deep] = below;
    run(place, place + 1);
    if (this.grows) memory.look();
  }

  /** Keeps what a branch has brought and added that was just run. */
  private take(kept: Kept, row: number, place: number): void {
    const { words } = this.shop.memory;
    kept.sums.take(words, row);
    if (!this.branches) return;
    const depth = this.branches.depth[place]!;
    kept.fields.take(row, words, this.slotAt(depth));
    for (const arrivals of kept.arrivals) arrivals.take(row, depth);
    this.emptyDepth(kept, depth);
  }

  /** Leaves the slot and the travellers of a depth as they were found. */
  private emptyDepth({ fields, arrivals }: Kept, depth: number): void {
    fields.empty(this.shop.memory.words, this.slotAt(depth));
    for (let i = 0; i < arrivals.length; i++) arrivals[i]!.empty(depth);
  }

  /** Runs all from where it begins up to the tops of the tree; false where that were too many. */
  private goUp(
    kept: Kept,
    tops: readonly number[],
    rowOfSmall: (top: number) => number,
    changes: Changes,
  ): boolean {
    const { memory } = this.shop;
    const { branches } = this;
    const waiting = [...tops];
    let singly = 0;
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      const number = this.numberOf(place);
      const end = number < 0 ? this.endOf(place) : place + 1;
      singly += end - place;
      if (singly > this.most) return false;
      if (number >= 0 && kept.fields.isAnyLost) this.askBelow(kept, number, place);
      this.read(place, end);
      if (number < 0) this.runBranch(place);
      else this.runKept(kept, number);
      this.note(place, end, changes);
      const row = number < 0 ? rowOfSmall(place) : number;
      kept.sums.exchange(memory.words, row);
      if (!branches) continue;
      const [above, depth] = [branches.above[place]!, branches.depth[place]!];
      const to = above < 0 ? -1 : branches.large[above]!;
      let isOther = kept.fields.exchange(row, memory.words, this.slotAt(depth), to);
      for (let i = 0; i < kept.arrivals.length; i++)
        if (kept.arrivals[i]!.exchange(row, depth, to)) isOther = true;
      this.emptyDepth(kept, depth);
      if (isOther && above >= 0) putInOrder(waiting, above);
    }
    return true;
  }

  /** Asks all directly below somebody once more for figures of which nobody knows what remains. */
  private askBelow(kept: Kept, number: number, place: number): void {
    const { fields, sums } = kept;
    const { end, large, depth } = this.branches!;
    const lost = fields.lostOf(number);
    if (lost.length === 0) return;
    const { memory } = this.shop;
    const below = depth[place]! + 1;
    for (let one = place + 1; one < end[place]!; one = end[one]!) {
      if (large[one]! >= 0) {
        fields.hearRow(number, lost, large[one]!);
        continue;
      }
      this.runBranch(one);
      fields.hear(number, lost, memory.words, this.slotAt(below));
      sums.empty(memory.words);
      this.emptyDepth(kept, below);
    }
  }

  /** Reads what columns come to for people who are about to be run. */
  private read(place: number, end: number): void {
    const { watched } = this;
    const { memory } = this.shop;
    const wanted = 2 * watched.length * (end - place);
    if (this.before.length < wanted) this.before = new Int32Array(2 * wanted);
    let i = 0;
    for (let one = place; one < end; one++) {
      const at = this.homeOf(one);
      for (let k = 0; k < watched.length; k++) {
        this.before[i++] = memory.low(watched[k]!, at);
        this.before[i++] = memory.high(watched[k]!, at);
      }
    }
  }

  /** Notes where columns come to something else than was read. */
  private note(place: number, end: number, changes: Changes): void {
    const { watched, before } = this;
    const { memory } = this.shop;
    let i = 0;
    for (let one = place; one < end; one++) {
      const at = this.homeOf(one);
      for (let k = 0; k < watched.length; k++, i += 2) {
        const array = watched[k]!;
        if (memory.low(array, at) === before[i] && memory.high(array, at) === before[i + 1]) continue;
        changes.note(array, at, before[i]!, before[i + 1]!);
      }
    }
  }
}

/** Puts a place among those that wait, the highest at the end, if it does not wait yet. */
function putInOrder(waiting: number[], place: number): void {
  let at = waiting.length;
  while (at > 0 && waiting[at - 1]! > place) at--;
  if (waiting[at - 1] === place) return;
  if (at === waiting.length) waiting.push(place);
  else waiting.splice(at, 0, place);
}
