import { type KeptRow, keptRowOf } from "../../ir/kept-row.ts";
import { type Program, sizeOf } from "../../ir/program.ts";
import type { Preorder } from "../preorder.ts";
import { type Branches, topOfSmall } from "./branches.ts";
import type { Changes } from "./changes.ts";
import { type ClimbShop, climbOf } from "./climb-shop.ts";
import { Climbing } from "./climbing.ts";
import { type KeptArrivals, keptArrivals, placesIn, wordsInLists } from "./kept-arrivals.ts";
import { KeptFields } from "./kept-fields.ts";
import { KeptRows, OwnRoom } from "./kept-rows.ts";
import { figuresOf, KeptSums, type Room } from "./kept-sums.ts";
import type { MemoryWords } from "./memory-words.ts";
import type { MendRules } from "./mend-rules.ts";
import { Waiting } from "./waiting.ts";

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

/** What is kept may take so many bytes a person, and so many in any case. */
const MOST_BYTES_KEPT = 96;
const BYTES_IN_ANY_CASE = 2 ** 20;
/** If more than this part of all people had to be worked out singly, everybody is. */
const MOST_SINGLY = 1 / 16;

/** How a pass reads an array: where the person stands who is worked out, and anywhere. */
const [OWN, ANYWHERE] = [1, 2];

/** What is kept of everybody with a large branch: what has come to him, what he brought, and what he added to sums. */
type Kept = {
  readonly rows: KeptRows;
  readonly fields: KeptFields;
  readonly arrivals: readonly KeptArrivals[];
};

/**
 * Runs a pass again for those whom a change is something to: small branches as a whole, and above them one after another,
 * each from what is kept of it and what the branch below brings now. Whoever brings the same as before ends it. Above, code
 * climbs where it can; what is done there is what is done here one by one.
 */
export class PassMending {
  private readonly shop: PassShop;
  /** Where in the state of passes it stands how deep the one was who was run last, in words of 32 bits. */
  private readonly deep: number;
  /** Where the slots begin, in words of 32 bits. */
  private readonly slots: number;
  private readonly rules: MendRules;
  private readonly row: KeptRow;
  /** Columns that later steps read. */
  private readonly watched: readonly number[];
  private readonly rooms: readonly Room[];
  private readonly sums: KeptSums;
  /** The people of its tree in preorder; null where that is the order of the memory. */
  private readonly order: Int32Array | null;
  /** Whether the code may make the memory larger. */
  private readonly grows: boolean;
  /** Rows are there from the first time on, whether what is kept in them is of use or not. */
  private rows: KeptRows | null = null;
  private climbing: Climbing | null = null;
  private kept: Kept | null = null;
  private branches: Branches | null = null;
  private readonly waiting = new Waiting();
  /** By array, how the pass reads it: `OWN` and `ANYWHERE`; in a row of its own, for each change asks for each array. */
  private readonly reads: Uint8Array;
  private before = new Int32Array(0);

  /** `index`: which of the passes it is. */
  constructor(shop: PassShop, index: number, rules: MendRules, watched: readonly number[]) {
    const { program, memory, preorder, home } = shop;
    const { fields, slot, travellers } = rules;
    this.shop = shop;
    this.deep = shop.state / 4 + 2 + index;
    this.slots = shop.slots / 4;
    this.rules = rules;
    this.watched = watched;
    this.order = preorder === home ? null : preorder.order;
    this.grows = travellers.some(({ kind }) => kind === "lists");
    this.rooms = rules.sums.map((array) => {
      const { holds, memory: of } = program.arrays[array]!;
      const elements = holds.kind === "room" ? holds.elements : 0;
      return { array, from: memory.start(array), words: (elements * sizeOf[of]) / 4, wide: of === "i64" };
    });
    this.sums = new KeptSums(this.rooms);
    const sums = figuresOf(this.rooms).length;
    this.row = keptRowOf({ fields, slot, places: travellers.map(placesIn), sums });
    this.reads = new Uint8Array(program.arrays.length);
    for (const array of rules.own) this.reads[array]! |= OWN;
    for (const array of rules.anywhere) this.reads[array]! |= ANYWHERE;
  }

  /** Bytes that are kept, beside the branches of the tree. */
  get bytes(): number {
    const lists = this.kept?.arrivals.reduce((so, one) => so + one.bytes(), 0) ?? 0;
    return lists + (this.rows?.bytes ?? 0);
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
    if (!this.askWhoWaits(changes) || this.waiting.count > this.most) return null;
    if (this.waiting.count === 0) return [];
    this.sums.begin(memory.words);
    if (!this.rules.brings) this.mendAlone(changes);
    else if (!this.mendUpwards(changes)) return null;
    return this.sums.others(memory.words);
  }

  /** Works out people who bring nothing to anybody. */
  private mendAlone(changes: Changes): void {
    const { sums, rooms, waiting } = this;
    const { memory, climbs } = this.shop;
    if (climbs) this.climbing ??= this.newClimbing(climbs, null);
    if (rooms.length > 0) {
      // What they added is not kept: they are run once more as all was before the change.
      sums.mark(memory.words);
      this.swap(changes);
      this.runAlone(waiting, null);
      this.swap(changes);
      sums.takeAway(memory.words);
    }
    this.runAlone(waiting, changes);
  }

  /** Runs people each alone, and notes what comes to something else by it, where that is asked for. */
  private runAlone(who: Waiting, changes: Changes | null): void {
    const { climbing } = this;
    const { climbs, run } = this.shop;
    if (climbing && climbs) {
      climbs.attempt(() => climbing.alone(who, changes));
      return;
    }
    for (let i = 0; i < who.count; i++) {
      const place = who.at(i);
      if (changes) this.read(place, place + 1);
      run(place, place + 1);
      if (changes) this.note(place, place + 1, changes);
    }
  }

  /** Works out people and those above them, as far as something else is brought to these; false where that were too many. */
  private mendUpwards(changes: Changes): boolean {
    const { waiting } = this;
    this.branches ??= this.shop.branches();
    const { branches } = this;
    if (!this.kept && !this.mayKeep(branches)) return false;
    if (!this.kept) {
      this.swap(changes);
      this.keep(branches);
      this.swap(changes);
    }
    const kept = this.kept!;
    // It begins at the tops of small branches, or at people themselves.
    waiting.move((place) => topOfSmall(branches, place));
    let small = 0;
    for (let i = 0; i < waiting.count; i++) if (this.numberOf(waiting.at(i)) < 0) small++;
    kept.rows.reserve(small);
    for (const arrivals of kept.arrivals) {
      arrivals.reserve(this.numbers + small);
      arrivals.begin();
    }
    if (small > 0) {
      // What small branches brought and added is not kept: they are run once more as all was before the change.
      this.swap(changes);
      for (let i = 0, row = this.numbers; i < waiting.count; i++)
        if (this.numberOf(waiting.at(i)) < 0) this.keepBranch(kept, row++, waiting.at(i));
      this.swap(changes);
    }
    return this.goUp(kept, small, changes);
  }

  /** Puts all that the pass reads as it was before the change; the second time as it is now. */
  private swap(changes: Changes): void {
    const { reads } = this;
    const { memory } = this.shop;
    for (let i = 0; i < changes.many; i++) {
      const array = changes.array(i);
      if ((reads[array]! & OWN) !== 0) changes.swap(array, memory);
    }
  }

  /** How many may be worked out singly. */
  private get most(): number {
    return 64 + this.shop.people * MOST_SINGLY;
  }

  /** How many large branches there are. */
  private get numbers(): number {
    return this.branches!.places.length;
  }

  /** The number of a large branch; below 0 of a small one. */
  private numberOf(place: number): number {
    return this.branches!.large[place]!;
  }

  /** Where the slot of a depth begins, in words of 32 bits. */
  private slotAt(depth: number): number {
    return this.slots + depth * this.rules.slot;
  }

  /** The place in memory of whoever stands at a place of the pass's tree. */
  private homeOf(place: number): number {
    return this.order ? this.shop.home.place[this.order[place]!]! : place;
  }

  /**
   * Puts among those who wait everybody at whom something changes that he is asked for, by their places in the tree of the
   * pass; false where that may be anybody.
   */
  private askWhoWaits(changes: Changes): boolean {
    const { reads, order, waiting } = this;
    const { home, preorder } = this.shop;
    waiting.begin();
    for (let which = 0; which < changes.many; which++) {
      const array = changes.array(which);
      if ((reads[array]! & ANYWHERE) !== 0) return false;
      if ((reads[array]! & OWN) === 0) continue;
      const count = changes.count(array);
      for (let i = 0; i < count; i++) {
        const place = changes.place(array, i);
        waiting.add(order ? preorder.place[home.order[place]!]! : place);
      }
    }
    waiting.putInOrder();
    return true;
  }

  private mayKeep({ places }: Branches): boolean {
    const lists = this.rules.travellers.reduce((so, spec) => so + wordsInLists(spec), 0);
    const bytes = 4 * places.length * (this.row.words + lists);
    return bytes <= BYTES_IN_ANY_CASE + MOST_BYTES_KEPT * this.shop.people;
  }

  private nothingKept(): Kept {
    const { fields, slot, travellers } = this.rules;
    const { climbs, memory } = this.shop;
    const { numbers } = this;
    const rows = (this.rows ??= new KeptRows(climbs?.room ?? new OwnRoom(), this.row, numbers));
    if (climbs) this.climbing ??= this.newClimbing(climbs, rows);
    return {
      rows,
      fields: new KeptFields(fields, slot, rows),
      arrivals: travellers.map((spec, i) => keptArrivals(spec, i, { memory, rows, numbers })),
    };
  }

  private newClimbing(climbs: ClimbShop, rows: KeptRows | null): Climbing {
    const { rules, row, watched } = this;
    const { program, memory, slots, preorder } = this.shop;
    const climb = climbOf(climbs, program, {
      ...{ rules, row, watched, slots, deep: 4 * this.deep, deepest: preorder.deepest },
      sums: figuresOf(this.rooms),
      upwards: rows && { first: rows.first, numbers: this.numbers },
    });
    return new Climbing(climbs.code, climb, watched, { memory, instance: climbs.instance });
  }

  /**
   * Runs the pass for everybody in pieces, and keeps what has come to those with large branches before they are run; then
   * each of them alone, and keeps what he brings and adds.
   */
  private keep({ places, depth }: Branches): void {
    const { memory, people, empty } = this.shop;
    const kept = this.nothingKept();
    kept.fields.beginNext(places.length);
    empty();
    let to = people;
    for (let number = places.length - 1; number >= 0; number--) {
      const place = places[number]!;
      this.runPiece(kept, place + 1, to);
      to = place + 1;
      const below = depth[place]! + 1;
      kept.fields.keepCome(number, memory.words, this.slotAt(below));
      for (const arrivals of kept.arrivals) arrivals.keepCome(number, below);
    }
    this.runPiece(kept, 0, to);
    // What the tops have brought belongs to nobody.
    for (const arrivals of kept.arrivals) arrivals.empty(0);
    const { climbing } = this;
    if (climbing) this.shop.climbs!.attempt(() => climbing.keepLarge(places.length));
    else
      for (let number = 0; number < places.length; number++) {
        this.sums.mark(memory.words);
        this.runKept(kept, number);
        this.take(kept, number, places[number]!);
      }
    this.kept = kept;
  }

  /** Runs people who stand behind one another; of the largest figures it is heard branch by branch which is the next. */
  private runPiece({ fields }: Kept, from: number, to: number): void {
    const { memory, run } = this.shop;
    if (!fields.hasNext) {
      run(from, to);
      memory.look();
      return;
    }
    const branches = this.branches!;
    for (let end = to; end > from; ) {
      const top = topOfSmall(branches, end - 1);
      const above = this.numberAbove(top);
      const slot = this.slotAt(branches.depth[top]!);
      fields.putAside(memory.words, slot);
      run(top, end);
      memory.look();
      if (above >= 0) fields.hearNext(above, memory.words, slot);
      end = top;
    }
  }

  /** Runs a branch as a whole; what it brings lies then in the slot of its depth. */
  private runBranch({ fields }: Kept, place: number): void {
    const { memory, run } = this.shop;
    const { depth, end } = this.branches!;
    let deepest = depth[place]!;
    for (let one = place + 1; one < end[place]!; one++) deepest = Math.max(deepest, depth[one]!);
    // Other passes have slots in the same place, and leave them empty in their own way. The deepest find theirs below empty.
    for (let at = depth[place]!; at <= deepest + 1; at++) fields.empty(memory.words, this.slotAt(at));
    // Nobody was run before in whose slot something could be left.
    memory.words[this.deep] = -1;
    run(place, end[place]!);
    if (this.grows) memory.look();
  }

  /** Runs a small branch, and keeps what it brings and adds. */
  private keepBranch(kept: Kept, row: number, place: number): void {
    const { climbing } = this;
    if (climbing) {
      const [end, depth] = [this.branches!.end[place]!, this.branches!.depth[place]!];
      this.shop.climbs!.attempt(() => climbing.keepBranch(place, end, depth, kept.rows.at(row)));
      return;
    }
    this.sums.mark(this.shop.memory.words);
    this.runBranch(kept, place);
    this.take(kept, row, place);
  }

  /** Runs one person from what has come to him. */
  private runKept({ fields, arrivals }: Kept, number: number): void {
    const { memory, run } = this.shop;
    const place = this.branches!.places[number]!;
    const below = this.branches!.depth[place]! + 1;
    fields.empty(memory.words, this.slotAt(below - 1));
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
    this.sums.take(words, kept.rows, row);
    const depth = this.branches!.depth[place]!;
    kept.fields.take(row, words, this.slotAt(depth));
    for (const arrivals of kept.arrivals) {
      arrivals.take(row, depth);
      arrivals.empty(depth);
    }
  }

  /** Runs all who wait, and those above them up to the tops of the tree; false where that were too many. */
  private goUp(kept: Kept, small: number, changes: Changes): boolean {
    const { climbing, shop, waiting } = this;
    // Their rows are in the order of their places, and the last of them comes first.
    let row = this.numbers + small;
    let singly = 0;
    for (let place = waiting.next(); place >= 0; place = waiting.next()) {
      const number = this.numberOf(place);
      if (number >= 0 && kept.fields.isAnyLost) this.askBelow(kept, number, place);
      const one = { place, row: number < 0 ? --row : number, number };
      const next = climbing
        ? shop.climbs!.attempt(() => this.climb(kept, climbing, one, changes))
        : this.step(kept, one, changes);
      singly += climbing ? climbing.people : this.endOf(place, number) - place;
      if (singly > this.most) return false;
      if (next >= 0) waiting.put(next);
    }
    return true;
  }

  private endOf(place: number, number: number): number {
    return number < 0 ? this.branches!.end[place]! : place + 1;
  }

  /** The number of the large branch above; below 0 at a top. */
  private numberAbove(place: number): number {
    const above = this.branches!.above[place]!;
    return above < 0 ? -1 : this.branches!.large[above]!;
  }

  /** Climbs from somebody by code, and says who is next. */
  private climb(
    { rows, fields }: Kept,
    climbing: Climbing,
    { place, row, number }: Standing,
    changes: Changes,
  ): number {
    const isLarge = number >= 0;
    const end = this.endOf(place, number);
    // Of the large ones it is known side by side.
    const depth = isLarge ? climbing.depthOf(number) : this.branches!.depth[place]!;
    const above = isLarge ? climbing.aboveOf(number) : this.numberAbove(place);
    const next = climbing.from({ place, end, depth, row: rows.at(row), number, above }, this.waiting.highest);
    climbing.note(changes);
    if (next >= 0) climbing.eachLost((field) => fields.lose(this.numberOf(next), field));
    return next;
  }

  /** Runs one person or one small branch, and says who is next: whoever stands above, where he is brought something else. */
  private step(kept: Kept, { place, row, number }: Standing, changes: Changes): number {
    const { memory } = this.shop;
    const end = this.endOf(place, number);
    this.read(place, end);
    this.sums.mark(memory.words);
    if (number < 0) this.runBranch(kept, place);
    else this.runKept(kept, number);
    this.note(place, end, changes);
    this.sums.exchange(memory.words, kept.rows, row);
    const [above, depth] = [this.numberAbove(place), this.branches!.depth[place]!];
    let isOther = kept.fields.exchange(row, memory.words, this.slotAt(depth), above);
    for (let i = 0; i < kept.arrivals.length; i++) {
      if (kept.arrivals[i]!.exchange(row, depth, above)) isOther = true;
      kept.arrivals[i]!.empty(depth);
    }
    return isOther ? this.branches!.above[place]! : -1;
  }

  /** Asks all directly below somebody once more for figures of which nobody knows what remains. */
  private askBelow(kept: Kept, number: number, place: number): void {
    const { sums } = this;
    const { fields } = kept;
    const { end, large, depth } = this.branches!;
    const lost = fields.lostOf(number);
    if (lost.length === 0) return;
    const { memory } = this.shop;
    const below = depth[place]! + 1;
    sums.mark(memory.words);
    for (let one = place + 1; one < end[place]!; one = end[one]!) {
      if (large[one]! >= 0) {
        fields.hearRow(number, lost, large[one]!);
        continue;
      }
      this.runBranch(kept, one);
      fields.hear(number, lost, memory.words, this.slotAt(below));
      for (const arrivals of kept.arrivals) arrivals.empty(below);
    }
    sums.takeOut(memory.words);
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

/** Where somebody stands of whom there is a row; `number`: that of his branch, below 0 of a small one. */
type Standing = { readonly place: number; readonly row: number; readonly number: number };
