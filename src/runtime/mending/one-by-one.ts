import type { Changes } from "./changes.ts";
import type { Climber } from "./climber.ts";
import type { KeptBranches } from "./kept-branches.ts";
import { KeptSums } from "./kept-sums.ts";
import type { MendedPass } from "./mended-pass.ts";
import type { Waiting } from "./waiting.ts";

/** Runs a pass for single people in JavaScript, as it is done where travellers go in lists, for which memory grows. */
export class OneByOne implements Climber {
  readonly sums: KeptSums;
  people = 0;
  private readonly pass: MendedPass;
  /** Whether the code may make the memory larger. */
  private readonly grows: boolean;
  /** What watched columns were before somebody was run. */
  private before = new Int32Array(0);

  constructor(pass: MendedPass) {
    this.pass = pass;
    this.sums = new KeptSums(pass.rooms, pass.isRead);
    this.grows = pass.rules.travellers.some(({ kind }) => kind === "lists");
  }

  alone(who: Waiting, changes: Changes | null): void {
    const { run } = this.pass.shop;
    for (let i = 0; i < who.count; i++) {
      const place = who.at(i);
      if (changes) this.read(place, place + 1);
      run(place, place + 1);
      if (changes) this.note(place, place + 1, changes);
    }
  }

  keepBranch(kept: KeptBranches, place: number, row: number): void {
    this.sums.mark(this.pass.shop.memory.words);
    this.runBranch(kept, place);
    this.take(kept, place, row);
  }

  keepLarge(kept: KeptBranches): void {
    const { places } = kept.branches;
    for (let number = 0; number < places.length; number++) {
      this.sums.mark(this.pass.shop.memory.words);
      this.runKept(kept, number);
      this.take(kept, places[number]!, number);
    }
  }

  /** Runs whom it begins with, and leaves whoever stands above to the next climb. */
  climb(kept: KeptBranches, place: number, row: number, _until: number, changes: Changes): number {
    const { pass, sums } = this;
    const { memory } = pass.shop;
    const { branches, fields, arrivals, rows } = kept;
    const number = branches.numberOf(place);
    const end = number < 0 ? branches.endOf(place) : place + 1;
    this.people = end - place;
    this.read(place, end);
    sums.mark(memory.words);
    if (number < 0) this.runBranch(kept, place);
    else this.runKept(kept, number);
    this.note(place, end, changes);
    sums.exchange(memory.words, rows, row);
    const [above, depth] = [branches.aboveOf(place), branches.depthOf(place)];
    let isOther = fields.exchange(row, memory.words, pass.slotAt(depth), above);
    for (const each of arrivals) {
      if (each.exchange(row, depth, above)) isOther = true;
      each.empty(depth);
    }
    return isOther && above >= 0 ? branches.places[above]! : -1;
  }

  /** Runs a branch as a whole; what it brings lies then in the slot of its depth. */
  runBranch({ fields, branches }: KeptBranches, place: number): void {
    const { pass } = this;
    const { memory, run } = pass.shop;
    const [depth, end] = [branches.depthOf(place), branches.endOf(place)];
    let deepest = depth;
    for (let one = place + 1; one < end; one++) deepest = Math.max(deepest, branches.depthOf(one));
    // Other passes have slots in the same place, and leave them empty in their own way. The deepest find theirs below empty.
    for (let at = depth; at <= deepest + 1; at++) fields.empty(memory.words, pass.slotAt(at));
    // Nobody was run before in whose slot something could be left.
    memory.words[pass.deep] = -1;
    run(place, end);
    if (this.grows) memory.look();
  }

  /** Runs one person from what has come to him. */
  private runKept({ fields, arrivals, branches }: KeptBranches, number: number): void {
    const { pass } = this;
    const { memory, run } = pass.shop;
    const place = branches.places[number]!;
    const below = branches.depthOf(place) + 1;
    fields.empty(memory.words, pass.slotAt(below - 1));
    fields.load(number, memory.words, pass.slotAt(below));
    for (const each of arrivals) each.load(number, below);
    // Whoever stands above empties the slot below.
    memory.words[pass.deep] = below;
    run(place, place + 1);
    if (this.grows) memory.look();
  }

  /** Keeps what a branch has brought and added that was just run. */
  private take({ rows, fields, arrivals, branches }: KeptBranches, place: number, row: number): void {
    const { words } = this.pass.shop.memory;
    this.sums.take(words, rows, row);
    const depth = branches.depthOf(place);
    fields.take(row, words, this.pass.slotAt(depth));
    for (const each of arrivals) {
      each.take(row, depth);
      each.empty(depth);
    }
  }

  /** Reads what columns come to for people who are about to be run. */
  private read(place: number, end: number): void {
    const { watched, shop } = this.pass;
    const { memory } = shop;
    const wanted = 2 * watched.length * (end - place);
    if (this.before.length < wanted) this.before = new Int32Array(2 * wanted);
    let i = 0;
    for (let one = place; one < end; one++) {
      const at = this.pass.homeOf(one);
      for (const array of watched) {
        this.before[i++] = memory.low(array, at);
        this.before[i++] = memory.high(array, at);
      }
    }
  }

  /** Notes where columns come to something else than was read. */
  private note(place: number, end: number, changes: Changes): void {
    const { before } = this;
    const { watched, shop } = this.pass;
    const { memory } = shop;
    let i = 0;
    for (let one = place; one < end; one++) {
      const at = this.pass.homeOf(one);
      for (const array of watched) {
        const [low, high] = [before[i++]!, before[i++]!];
        if (memory.low(array, at) !== low || memory.high(array, at) !== high)
          changes.note(array, at, low, high);
      }
    }
  }
}
