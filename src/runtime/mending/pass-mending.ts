import type { Changes } from "./changes.ts";
import { climbingOn } from "./climb-shop.ts";
import type { Climber } from "./climber.ts";
import { keepEverybody } from "./first-keeping.ts";
import { KeptBranches, roomForRows } from "./kept-branches.ts";
import { type KeptRows, OwnRoom } from "./kept-rows.ts";
import type { MendRules } from "./mend-rules.ts";
import { MendedPass, type PassShop } from "./mended-pass.ts";
import { OneByOne } from "./one-by-one.ts";
import { Waiting } from "./waiting.ts";

/** If more than this part of all people had to be worked out singly, and more than so many, everybody is. */
const MOST_SINGLY = 1 / 16;
const SINGLY_IN_ANY_CASE = 64;

/** How a pass reads an array: where the person stands who is worked out, for what he adds to sums, and anywhere. */
const [OWN, FOR_SUMS, ANYWHERE] = [1, 2, 4];

/**
 * Runs a pass again for those whom a change is something to: small branches as a whole, and above them one after another,
 * each from what is kept of it and what the branch below brings now. Whoever brings the same as before ends it. Code climbs
 * where it can; elsewhere it is done one by one.
 */
export class PassMending {
  private readonly pass: MendedPass;
  private readonly oneByOne: OneByOne;
  /** By array, how the pass reads it: each change asks for each array in which something has changed. */
  private readonly reads: Uint8Array;
  /** Rows are there from the first time on, whether what is kept in them is of use or not. */
  private rows: KeptRows | null = null;
  private climber: Climber | null = null;
  private kept: KeptBranches | null = null;
  private readonly waiting = new Waiting();
  /** Of those who wait in a pass that brings nothing: who may add something else to sums, and the others. */
  private readonly adding = new Waiting();
  private readonly others = new Waiting();

  /** `index`: which of the passes it is; `isRead`: whether later steps read an array. */
  constructor(shop: PassShop, index: number, rules: MendRules, isRead: (array: number) => boolean) {
    this.pass = new MendedPass(shop, index, rules, isRead);
    this.oneByOne = new OneByOne(this.pass);
    this.reads = new Uint8Array(shop.program.arrays.length);
    for (const array of rules.own) this.reads[array]! |= OWN;
    for (const array of rules.ofSums) this.reads[array]! |= FOR_SUMS;
    for (const array of rules.anywhere) this.reads[array]! |= ANYWHERE;
  }

  /** Bytes that are kept beside the branches of the tree, and beside what lies in room for code. */
  get bytes(): number {
    const ofRows = this.pass.shop.climbs ? 0 : (this.rows?.bytes ?? 0);
    return ofRows + (this.kept?.bytesInLists ?? 0);
  }

  /** Forgets what was kept: everybody is worked out anew. */
  forget(): void {
    this.kept = null;
  }

  /**
   * Works out the people that changes are something to, and notes what comes to something else by it. Says which sums of the
   * company that later steps read are others then; null where everybody has to be worked out. Throws what code of the pass throws.
   */
  mend(changes: Changes): readonly number[] | null {
    const { rules, shop } = this.pass;
    const { words } = shop.memory;
    const { sums } = this.oneByOne;
    if (this.isAnybodys(changes)) return null;
    this.askWhoWaits(changes, OWN, this.waiting);
    if (this.waiting.count > this.most) return null;
    if (this.waiting.count === 0) return [];
    sums.begin(words);
    const work = () => {
      if (rules.brings) return this.mendUpwards(changes);
      this.mendAlone(changes);
      return true;
    };
    const isDone = shop.climbs ? shop.climbs.attempt(work) : work();
    return isDone ? sums.others(shop.memory.words) : null;
  }

  /** Works out people who bring nothing to anybody. */
  private mendAlone(changes: Changes): void {
    const { waiting, adding, others, pass } = this;
    const { sums } = this.oneByOne;
    const climber = this.climberOn(null);
    if (pass.rooms.length === 0) {
      climber.alone(waiting, changes);
      return;
    }
    const { words } = pass.shop.memory;
    this.askWhoWaits(changes, FOR_SUMS, adding);
    others.beginWithout(waiting, adding);
    sums.mark(words);
    if (adding.count > 0) {
      // What they added is not kept: they are run once more as all was before the change.
      this.swap(changes, FOR_SUMS);
      climber.alone(adding, null);
      this.swap(changes, FOR_SUMS);
      sums.takeAway(words);
      climber.alone(adding, changes);
      sums.mark(words);
    }
    // The others add what they added, and it is in the sums already.
    climber.alone(others, changes);
    sums.takeOut(words);
  }

  /** Works out people and those above them, as far as something else is brought to these; false where that were too many. */
  private mendUpwards(changes: Changes): boolean {
    const kept = this.keptNow(changes);
    if (!kept) return false;
    const { waiting } = this;
    const { branches, rows } = kept;
    const climber = this.climberOn(rows);
    // It begins at the tops of small branches, or at people themselves.
    waiting.move((place) => branches.topOf(place));
    let others = 0;
    for (let i = 0; i < waiting.count; i++) if (kept.rowOf(waiting.at(i)) < 0) others++;
    kept.reserve(others);
    for (const arrivals of kept.arrivals) arrivals.begin();
    if (others > 0) {
      // What these brought and added is not kept: they are run once more as all was before the change.
      this.swap(changes, OWN);
      for (let i = 0, row = rows.all; i < waiting.count; i++)
        if (kept.rowOf(waiting.at(i)) < 0) climber.keepBranch(kept, waiting.at(i), row++);
      this.swap(changes, OWN);
    }
    return this.goUp(kept, climber, rows.all + others, changes);
  }

  /** What is kept; the first time it is filled as all was before the change. Null where there is no room for it. */
  private keptNow(changes: Changes): KeptBranches | null {
    if (this.kept) return this.kept;
    const { pass } = this;
    const branches = pass.shop.branches();
    this.rows ??= roomForRows(pass, branches, pass.shop.climbs?.room ?? new OwnRoom());
    if (!this.rows) return null;
    const kept = new KeptBranches(pass, branches, this.rows);
    this.swap(changes, OWN);
    keepEverybody(pass, kept, this.climberOn(this.rows));
    this.swap(changes, OWN);
    this.kept = kept;
    return kept;
  }

  /** Who runs single people; code is made for it the first time. Without rows nobody brings anything to anybody. */
  private climberOn(rows: KeptRows | null): Climber {
    const { climbs } = this.pass.shop;
    this.climber ??= climbs ? climbingOn(climbs, this.pass, rows) : this.oneByOne;
    return this.climber;
  }

  /** Puts all that the pass reads in a way as it was before the change; the second time as it is now. */
  private swap(changes: Changes, how: number): void {
    const { reads } = this;
    const { memory } = this.pass.shop;
    for (let i = 0; i < changes.many; i++) {
      const array = changes.array(i);
      if ((reads[array]! & how) !== 0) changes.swap(array, memory);
    }
  }

  /** How many may be worked out singly. */
  private get most(): number {
    return SINGLY_IN_ANY_CASE + this.pass.shop.people * MOST_SINGLY;
  }

  /** Whether something changes that is read anywhere: that may be something to anybody. */
  private isAnybodys(changes: Changes): boolean {
    for (let i = 0; i < changes.many; i++) if ((this.reads[changes.array(i)]! & ANYWHERE) !== 0) return true;
    return false;
  }

  /** Puts among those who wait everybody at whom something changes that is read in a way, by places in the tree of the pass. */
  private askWhoWaits(changes: Changes, how: number, waiting: Waiting): void {
    const { reads, pass } = this;
    waiting.begin();
    for (let which = 0; which < changes.many; which++) {
      const array = changes.array(which);
      if ((reads[array]! & how) === 0) continue;
      const count = changes.count(array);
      for (let i = 0; i < count; i++) waiting.add(pass.placeOf(changes.place(array, i)));
    }
    waiting.putInOrder();
  }

  /**
   * Runs all who wait, and those above them up to the tops of the tree; false where that were too many. `endOfRows`: behind
   * the last row of those small branches of which nothing was kept before the change.
   */
  private goUp(kept: KeptBranches, climber: Climber, endOfRows: number, changes: Changes): boolean {
    const { waiting } = this;
    // Their rows are in the order of their places, and the last of them comes first.
    let other = endOfRows;
    let singly = 0;
    for (let place = waiting.next(); place >= 0; place = waiting.next()) {
      if (kept.fields.isAnyLost) this.askBelow(kept, place);
      const known = kept.rowOf(place);
      const next = climber.climb(kept, place, known < 0 ? --other : known, waiting.highest, changes);
      singly += climber.people;
      if (singly > this.most) return false;
      if (next >= 0) waiting.put(next);
    }
    return true;
  }

  /** Asks all directly below somebody once more for figures of which nobody knows what remains. */
  private askBelow(kept: KeptBranches, place: number): void {
    const { fields, branches, arrivals } = kept;
    const number = branches.numberOf(place);
    const lost = number < 0 ? [] : fields.lostOf(number);
    if (lost.length === 0) return;
    const { pass, oneByOne } = this;
    const { memory } = pass.shop;
    const below = branches.depthOf(place) + 1;
    const end = branches.endOf(place);
    oneByOne.sums.mark(memory.words);
    for (let one = place + 1; one < end; one = branches.endOf(one)) {
      const row = kept.rowOf(one);
      if (row >= 0) {
        fields.hearRow(number, lost, row);
        continue;
      }
      oneByOne.runBranch(kept, one);
      fields.hear(number, lost, memory.words, pass.slotAt(below));
      for (const each of arrivals) each.empty(below);
    }
    oneByOne.sums.takeOut(memory.words);
  }
}
