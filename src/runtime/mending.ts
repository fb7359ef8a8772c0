import { type Pass, type Program, sizeOf } from "../ir/program.ts";
import { type Arrivals, arrivalsOf, type Words, wordsOf } from "./arrivals.ts";
import { type Branches, branchesOf, type Spot, spotsAbove } from "./branches.ts";
import { addWide, isWideAbove, KeptTravellers } from "./kept-travellers.ts";
import { type FieldRule, type MendRules, mendRulesOf } from "./mend-rules.ts";
import type { Preorder } from "./preorder.ts";
import type { Touches } from "./touches.ts";

/** What mending sees of the machine. */
export type Workshop = {
  readonly program: Program;
  readonly touches: readonly Touches[];
  readonly memory: WebAssembly.Memory;
  readonly people: number;
  readonly home: Preorder;
  readonly preorder: (tree: string) => Preorder;
  /** Where arrays, slots and the state of passes lie, in bytes. */
  readonly at: { readonly arrays: readonly number[]; readonly slots: number; readonly state: number };
  /** Runs people of a pass by place; the number of a pass among the passes. */
  readonly runPlaces: (pass: Pass, index: number, from: number, to: number) => void;
  /** Empties the rooms and slots that a step works with. */
  readonly empty: (step: number) => void;
};

/** A figure of one person that is another now, by place in memory, in units. */
export type Write = { readonly array: number; readonly place: number; readonly units: bigint };

/** What came of mending: steps that were run for single people, and those that have to be run for everybody. */
export type Mended = { readonly mended: readonly number[]; readonly wholly: readonly number[] };

/** What is kept may take so many bytes a person, and so many in any case. */
const MOST_BYTES_KEPT = 96;
const BYTES_IN_ANY_CASE = 2 ** 20;
/** If more than this part of all people had to be worked out singly, everybody is. */
const MOST_SINGLY = 1 / 16;

/** What the people below have brought to everybody with a large branch. */
type Kept = { readonly fields: Int32Array; readonly travellers: readonly KeptTravellers[] };

/** Places at which an array has changed, with what stood there: two words each. */
type Change = { readonly places: number[]; readonly was: number[] };

/** A room of sums: which it is, and where it lies, in words of 32 bits. */
type Span = {
  readonly array: number;
  readonly from: number;
  readonly length: number;
  readonly wide: boolean;
};

/** A pass on its way: where its things lie, in words of 32 bits. */
type Bench = {
  readonly pass: Pass;
  readonly step: number;
  readonly index: number;
  readonly rules: MendRules;
  /** What comes to people, for each journey of the pass. */
  readonly arrivals: readonly Arrivals[];
  /** Null where nothing is brought to anybody. */
  readonly branches: Branches | null;
  readonly kept: Kept | null;
  /** The people of its tree in preorder; null where that is the order of the memory. */
  readonly order: Int32Array | null;
};

/**
 * Works out again what goes by the figures of one person: he himself, and those above him. What the people below have
 * brought to everybody with a large branch is kept from a run of its own; of that, what the branch of the person brought is
 * taken out, and what it brings now is put in. Sums are mended exactly so; of a largest figure that is gone all below are asked.
 */
export class Mending {
  private readonly shop: Workshop;
  private readonly rules: readonly (MendRules | null)[];
  /** Columns of each step that later ones read. */
  private readonly watched: readonly (readonly number[])[];
  private readonly indices: readonly number[];
  /** What travels in each step. */
  private readonly arrivals: readonly (readonly Arrivals[])[];
  /** Where the sums lie that each step adds to, in words of 32 bits. */
  private readonly sums: readonly (readonly Span[])[];
  private readonly branches = new Map<Preorder, Branches>();
  private readonly kept = new Map<number, Kept>();
  private readonly smallest: number;
  /** How many bytes an element of each array takes. */
  private readonly bytesOf: readonly number[];
  private words: Int32Array;
  private before = new Int32Array(0);
  private bytes8: Uint8Array;
  private elements16: Uint16Array;
  /** Fields of people whose largest figure may be gone. */
  private readonly lost = new Map<number, Set<FieldRule>>();

  /** `smallest`: a branch of so many people is worked out from what was kept of it, and a smaller one as a whole. */
  constructor(shop: Workshop, smallest: number) {
    const { program, touches, memory } = shop;
    this.shop = shop;
    this.smallest = smallest;
    this.bytesOf = program.arrays.map(({ memory: of }) => sizeOf[of]);
    this.rules = program.steps.map((step) => (step.kind === "pass" ? mendRulesOf(program, step) : null));
    this.watched = program.steps.map((_, i) =>
      (this.rules[i]?.columns ?? []).filter((array) =>
        touches.some(({ reads }, later) => later > i && reads.has(array)),
      ),
    );
    this.sums = this.rules.map((rules) =>
      (rules?.sums ?? []).map((array) => {
        const { holds, memory: of } = program.arrays[array]!;
        const elements = holds.kind === "room" ? holds.elements : 0;
        const length = (elements * sizeOf[of]) / 4;
        return { array, from: shop.at.arrays[array]! / 4, length, wide: of === "i64" };
      }),
    );
    const memoryNow: Words = {
      words: () => this.words,
      start: (array) => shop.at.arrays[array]! / 4,
      reach: (end) => this.reach(end),
    };
    this.arrivals = program.steps.map((step) =>
      step.kind === "pass" ? step.travellers.map((spec) => arrivalsOf(spec, memoryNow)) : [],
    );
    let passes = 0;
    this.indices = program.steps.map((step) => (step.kind === "pass" ? passes++ : -1));
    this.words = new Int32Array(memory.buffer);
    this.bytes8 = new Uint8Array(memory.buffer);
    this.elements16 = new Uint16Array(memory.buffer);
  }

  /** Bytes that are kept for it, beside the memory of the program. */
  get bytes(): number {
    let bytes = 0;
    for (const { fields, travellers } of this.kept.values())
      bytes += fields.byteLength + travellers.reduce((so, list) => so + list.bytes, 0);
    for (const { above, end, large, places } of this.branches.values())
      bytes += above.byteLength + end.byteLength + large.byteLength + places.byteLength;
    return bytes;
  }

  /** Forgets what was kept: everything has been worked out anew. */
  forget(): void {
    this.kept.clear();
  }

  /** Writes figures, and mends what goes by them. Throws what a pass throws: then nothing in memory is to be used. */
  change(writes: readonly Write[]): Mended {
    const { program, touches } = this.shop;
    this.look();
    const changes = new Map<number, Change>();
    for (const { array, place, units } of writes) {
      const change = changeOf(changes, array);
      change.places.push(place);
      change.was.push(Number(BigInt.asIntN(32, units)), Number(BigInt.asIntN(32, units >> 32n)));
    }
    for (const array of changes.keys()) this.swap(array, changes);
    // Figures of the company that are others now, and arrays that are yet to be worked out.
    const [ofAll, later] = [new Set<number>(), new Set<number>()];
    const mended: number[] = [];
    const wholly: number[] = [];
    program.steps.forEach((step, i) => {
      const { reads, writes: written } = touches[i]!;
      const readsOf = (arrays: Iterable<number>) => some(arrays, (array) => reads.has(array));
      const [isLate, isOfAll] = [readsOf(later), readsOf(ofAll)];
      if (!isLate && !isOfAll && !readsOf(changes.keys())) return;
      if (step.kind === "pass" && !isLate) {
        if (step.order === "once") {
          for (const array of this.runOnce(step, i)) ofAll.add(array);
          mended.push(i);
          return;
        }
        const rules = this.rules[i]!;
        const spots = rules && !isOfAll ? this.spotsOf(step, i, rules, changes) : null;
        if (spots) {
          for (const array of this.mend(step, i, rules, spots, changes)) ofAll.add(array);
          mended.push(i);
          return;
        }
      }
      for (const array of written) later.add(array);
      this.kept.delete(i);
      wholly.push(i);
    });
    return { mended, wholly };
  }

  /** The memory as it is now: it may have grown. */
  private look(): void {
    const { buffer } = this.shop.memory;
    if (this.words.buffer === buffer) return;
    this.words = new Int32Array(buffer);
    this.bytes8 = new Uint8Array(buffer);
    this.elements16 = new Uint16Array(buffer);
  }

  private reach(end: number): void {
    const { memory } = this.shop;
    const missing = 4 * end - memory.buffer.byteLength;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / PAGE) + PAGES_AT_ONCE);
    this.look();
  }

  /** Runs a step that is about nobody, and says which of its rooms are others now. */
  private runOnce(pass: Pass, step: number): number[] {
    const rooms = [...this.shop.touches[step]!.writes];
    const of = (array: number) => {
      const { holds, memory } = this.shop.program.arrays[array]!;
      if (holds.kind !== "room") return null;
      const from = this.shop.at.arrays[array]!;
      return this.bytes8.slice(from, from + holds.elements * sizeOf[memory]);
    };
    const before = rooms.map(of);
    this.shop.empty(step);
    this.shop.runPlaces(pass, this.indices[step]!, 0, 1);
    this.look();
    return rooms.filter((array, i) => {
      const [was, is] = [before[i], of(array)];
      return !was || !is || was.some((byte, at) => byte !== is[at]);
    });
  }

  /** Who has to be worked out again in a pass; null where everybody has. */
  private spotsOf(
    pass: Pass,
    step: number,
    rules: MendRules,
    changes: ReadonlyMap<number, Change>,
  ): readonly Spot[] | null {
    const seeds = new Set<number>();
    const preorder = this.shop.preorder(pass.tree);
    const { home } = this.shop;
    for (const [array, { places }] of changes) {
      if (rules.anywhere.has(array)) return null;
      if (!rules.own.has(array)) continue;
      for (const place of places) seeds.add(preorder === home ? place : preorder.place[home.order[place]!]!);
    }
    const most = 64 + this.shop.people * MOST_SINGLY;
    if (seeds.size > most) return null;
    if (!rules.brings) return [...seeds].sort((a, b) => a - b).map((place) => ({ place, end: place + 1 }));
    const branches = this.branchesIn(preorder);
    if (!this.kept.has(step) && !this.mayKeep(rules, branches)) return null;
    const spots = spotsAbove(branches, seeds);
    return spots.reduce((so, { place, end }) => so + end - place, 0) > most ? null : spots;
  }

  private branchesIn(preorder: Preorder): Branches {
    let known = this.branches.get(preorder);
    if (!known) this.branches.set(preorder, (known = branchesOf(preorder, this.smallest)));
    return known;
  }

  private mayKeep({ slot, travellers }: MendRules, { places }: Branches): boolean {
    const words = slot + travellers.reduce((so, spec) => so + 4 * (3 + 2 * wordsOf(spec)), 0);
    return places.length * words * 4 <= BYTES_IN_ANY_CASE + MOST_BYTES_KEPT * this.shop.people;
  }

  /**
   * Works out some people of a pass: first what they brought as it was is taken out, then it is put in as it is. Says which
   * sums of the company are others now.
   */
  private mend(
    pass: Pass,
    step: number,
    rules: MendRules,
    spots: readonly Spot[],
    changes: Map<number, Change>,
  ): number[] {
    const own = [...changes.keys()].filter((array) => rules.own.has(array));
    const swap = () => {
      for (const array of own) this.swap(array, changes);
    };
    const index = this.indices[step]!;
    const branches = rules.brings ? this.branchesIn(this.shop.preorder(pass.tree)) : null;
    const sums = this.sumsOf(step);
    if (rules.brings || rules.sums.length > 0) {
      swap();
      if (rules.brings && !this.kept.has(step)) this.keep(pass, step, rules, branches!);
      const bench = this.benchOf(pass, index, rules, branches, step);
      for (const arrivals of bench.arrivals) arrivals.begin();
      for (const spot of spots) {
        this.runSpot(bench, spot);
        this.sendUp(bench, spot.place, -1);
      }
      this.takeOut(step, sums);
      swap();
    }
    const bench = this.benchOf(pass, index, rules, branches, step);
    const watched = this.watched[step]!;
    for (let i = spots.length - 1; i >= 0; i--) {
      const spot = spots[i]!;
      if (this.lost.size > 0) this.askBelow(bench, spot.place);
      const before = this.read(bench, watched, spot);
      this.runSpot(bench, spot);
      this.note(bench, watched, spot, before, changes);
      this.sendUp(bench, spot.place, 1);
    }
    this.lost.clear();
    const others: number[] = [];
    let at = 0;
    for (const { array, from, length } of this.sums[step]!)
      for (let i = 0; i < length; i++, at++)
        if (this.words[from + i] !== sums[at] && others.at(-1) !== array) others.push(array);
    return others;
  }

  private benchOf(
    pass: Pass,
    index: number,
    rules: MendRules,
    branches: Branches | null,
    step: number,
  ): Bench {
    const preorder = this.shop.preorder(pass.tree);
    return {
      ...{ pass, step, index, rules, branches, arrivals: this.arrivals[step]! },
      kept: this.kept.get(step) ?? null,
      order: preorder === this.shop.home ? null : preorder.order,
    };
  }

  /** Runs a pass for everybody in pieces, and keeps what has come to those with large branches before they are run. */
  private keep(pass: Pass, step: number, rules: MendRules, branches: Branches): void {
    const { places, depth } = branches;
    const index = this.indices[step]!;
    const fields = new Int32Array(places.length * rules.slot);
    const arrivals = this.arrivals[step]!;
    const travellers = arrivals.map(
      ({ words, together }) => new KeptTravellers(places.length, words, together),
    );
    this.shop.empty(step);
    let to = this.shop.people;
    for (let number = places.length - 1; number >= 0; number--) {
      const place = places[number]!;
      this.shop.runPlaces(pass, index, place + 1, to);
      this.look();
      to = place + 1;
      const slot = this.slotAt(rules, depth[place]! + 1);
      fields.set(this.words.subarray(slot, slot + rules.slot), number * rules.slot);
      arrivals.forEach((one, i) => {
        one.each(depth[place]! + 1, (words, at) => travellers[i]!.merge(number, words, at, 1));
      });
    }
    this.shop.runPlaces(pass, index, 0, to);
    this.look();
    this.kept.set(step, { fields, travellers });
    // What the tops have brought belongs to nobody.
    this.emptyDepth(rules, arrivals, 0);
  }

  private slotAt({ slot }: MendRules, depth: number): number {
    return this.shop.at.slots / 4 + depth * slot;
  }

  /** Works out a branch, or one person from what was kept; what it brings lies then in the slot of its depth. */
  private runSpot(bench: Bench, { place, end }: Spot): void {
    const { pass, index, branches, kept } = bench;
    const number = branches && kept ? branches.large[place]! : -1;
    const depth = number < 0 ? -1 : branches!.depth[place]! + 1;
    if (number >= 0) this.load(bench, kept!, number, depth);
    // How deep the one stood who was run before: whoever stands above empties the slot below.
    this.words[this.shop.at.state / 4 + 2 + index] = depth;
    this.shop.runPlaces(pass, index, place, end);
    this.look();
  }

  private load(
    { rules, arrivals }: Bench,
    { fields, travellers }: Kept,
    number: number,
    depth: number,
  ): void {
    const slot = this.slotAt(rules, depth);
    const from = number * rules.slot;
    for (let i = 0; i < rules.slot; i++) this.words[slot + i] = fields[from + i]!;
    for (let i = 0; i < arrivals.length; i++) arrivals[i]!.put(depth, travellers[i]!, number);
  }

  /** Puts what lies in the slot of somebody's depth into what is kept of the one above, or takes it out. */
  private sendUp(bench: Bench, place: number, sign: 1 | -1): void {
    const { rules, arrivals, branches, kept } = bench;
    if (!branches || !kept) return;
    const above = branches.above[place]!;
    const depth = branches.depth[place]!;
    if (above >= 0) {
      const number = branches.large[above]!;
      const slot = this.slotAt(rules, depth);
      for (let i = 0; i < rules.fields.length; i++)
        this.mergeField(rules.fields[i]!, kept.fields, number * rules.slot, slot, above, sign);
      for (let i = 0; i < arrivals.length; i++)
        arrivals[i]!.each(depth, (words, at) => kept.travellers[i]!.merge(number, words, at, sign));
    }
    this.emptyDepth(rules, arrivals, depth);
  }

  /** Leaves the slot and the travellers of a depth as they were found. */
  private emptyDepth(rules: MendRules, arrivals: readonly Arrivals[], depth: number): void {
    const slot = this.slotAt(rules, depth);
    for (let i = 0; i < rules.fields.length; i++) putEmpty(this.words, slot, rules.fields[i]!);
    for (const one of arrivals) one.empty(depth);
  }

  private mergeField(
    field: FieldRule,
    fields: Int32Array,
    from: number,
    slot: number,
    above: number,
    sign: 1 | -1,
  ): void {
    const { words } = this;
    const [to, of] = [from + field.at, slot + field.at];
    if (field.how === "add") {
      if (field.wide) addWide(fields, to, words, of, sign);
      else fields[to] = (fields[to]! + sign * words[of]!) | 0;
      return;
    }
    const lost = this.lost.get(above);
    if (sign > 0) {
      mergeInto(field, fields, to, words, of);
      // There is one again that is as good.
      if (lost && isEqual(field, fields, to, words, of)) lost.delete(field);
      return;
    }
    const isOneOfMany = field.how === "or" || field.how === "and";
    if (isEmpty(field, words, of) || !(isOneOfMany || isEqual(field, fields, to, words, of))) return;
    if (lost) lost.add(field);
    else this.lost.set(above, new Set([field]));
  }

  /** Asks all directly below somebody once more for figures of which the best may be gone. */
  private askBelow(bench: Bench, place: number): void {
    const { rules, branches, kept } = bench;
    const fields = [...(this.lost.get(place) ?? [])];
    if (fields.length === 0 || !branches || !kept) return;
    const from = branches.large[place]! * rules.slot;
    const sums = this.sumsOf(bench.step);
    for (const field of fields) putEmpty(kept.fields, from, field);
    for (let one = place + 1; one < branches.end[place]!; one = branches.end[one]!) {
      this.runSpot(bench, { place: one, end: branches.large[one]! < 0 ? branches.end[one]! : one + 1 });
      const depth = branches.depth[one]!;
      const slot = this.slotAt(rules, depth);
      for (const field of fields) mergeInto(field, kept.fields, from + field.at, this.words, slot + field.at);
      this.emptyDepth(rules, bench.arrivals, depth);
    }
    this.putBack(bench.step, sums);
  }

  /** The sums of the company that a pass adds to, as they stand, one behind the other. */
  private sumsOf(step: number): Int32Array {
    const spans = this.sums[step]!;
    const all = new Int32Array(spans.reduce((so, { length }) => so + length, 0));
    let at = 0;
    for (const { from, length } of spans) for (let i = 0; i < length; i++) all[at++] = this.words[from + i]!;
    return all;
  }

  private putBack(step: number, were: Int32Array): void {
    let at = 0;
    for (const { from, length } of this.sums[step]!)
      for (let i = 0; i < length; i++) this.words[from + i] = were[at++]!;
  }

  /** Takes out of the sums what has been added since: twice what was, less what is. */
  private takeOut(step: number, were: Int32Array): void {
    const twice = were.slice();
    let at = 0;
    for (const { from, length, wide } of this.sums[step]!)
      for (let i = 0; i < length; i += wide ? 2 : 1, at += wide ? 2 : 1)
        if (wide) {
          addWide(twice, at, were, at, 1);
          addWide(twice, at, this.words, from + i, -1);
        } else twice[at] = (2 * were[at]! - this.words[from + i]!) | 0;
    this.putBack(step, twice);
  }

  /** Exchanges what stands at the places of a change and what is noted of them. */
  private swap(array: number, changes: ReadonlyMap<number, Change>): void {
    const { places, was } = changes.get(array)!;
    for (let i = 0; i < places.length; i++) {
      const [low, high] = [this.low(array, places[i]!), this.high(array, places[i]!)];
      this.put(array, places[i]!, was[2 * i]!, was[2 * i + 1]!);
      was[2 * i] = low;
      was[2 * i + 1] = high;
    }
  }

  /** What columns come to for the people of a spot. */
  private read(bench: Bench, arrays: readonly number[], { place, end }: Spot): Int32Array {
    const wanted = 2 * arrays.length * (end - place);
    if (this.before.length < wanted) this.before = new Int32Array(2 * wanted);
    let i = 0;
    for (const array of arrays)
      for (let one = place; one < end; one++) {
        const at = this.homeOf(bench, one);
        this.before[i++] = this.low(array, at);
        this.before[i++] = this.high(array, at);
      }
    return this.before;
  }

  /** Notes where columns come to something else than before. */
  private note(
    bench: Bench,
    arrays: readonly number[],
    { place, end }: Spot,
    before: Int32Array,
    changes: Map<number, Change>,
  ): void {
    let i = 0;
    for (const array of arrays)
      for (let one = place; one < end; one++, i += 2) {
        const at = this.homeOf(bench, one);
        if (this.low(array, at) === before[i] && this.high(array, at) === before[i + 1]) continue;
        const { places, was } = changeOf(changes, array);
        places.push(at);
        was.push(before[i]!, before[i + 1]!);
      }
  }

  /** The place in memory of whoever stands at a place of a pass's tree. */
  private homeOf({ order }: Bench, place: number): number {
    return order ? this.shop.home.place[order[place]!]! : place;
  }

  private low(array: number, place: number): number {
    const from = this.shop.at.arrays[array]!;
    switch (this.bytesOf[array]!) {
      case 8:
        return this.words[from / 4 + 2 * place]!;
      case 4:
        return this.words[from / 4 + place]!;
      case 2:
        return this.elements16[from / 2 + place]!;
      default:
        return this.bytes8[from + place]!;
    }
  }

  private high(array: number, place: number): number {
    return this.bytesOf[array] === 8 ? this.words[this.shop.at.arrays[array]! / 4 + 2 * place + 1]! : 0;
  }

  private put(array: number, place: number, low: number, high: number): void {
    const from = this.shop.at.arrays[array]!;
    switch (this.bytesOf[array]!) {
      case 8:
        this.words[from / 4 + 2 * place] = low;
        this.words[from / 4 + 2 * place + 1] = high;
        return;
      case 4:
        this.words[from / 4 + place] = low;
        return;
      case 2:
        this.elements16[from / 2 + place] = low;
        return;
      default:
        this.bytes8[from + place] = low;
    }
  }
}

const PAGE = 65_536;
const PAGES_AT_ONCE = 16;

function changeOf(changes: Map<number, Change>, array: number): Change {
  let change = changes.get(array);
  if (!change) changes.set(array, (change = { places: [], was: [] }));
  return change;
}

function putEmpty(to: Int32Array, from: number, { at, wide, low, high }: FieldRule): void {
  to[from + at] = low;
  if (wide) to[from + at + 1] = high;
}

const isEmpty = ({ wide, low, high }: FieldRule, of: Int32Array, at: number): boolean =>
  of[at] === low && (!wide || of[at + 1] === high);

const isEqual = ({ wide }: FieldRule, a: Int32Array, at: number, b: Int32Array, of: number): boolean =>
  a[at] === b[of] && (!wide || a[at + 1] === b[of + 1]);

/** Makes one figure of two, as code does it. */
function mergeInto({ how, wide }: FieldRule, to: Int32Array, at: number, from: Int32Array, of: number): void {
  const words = wide ? 2 : 1;
  if (how === "or" || how === "and") {
    for (let i = 0; i < words; i++)
      to[at + i] = how === "or" ? to[at + i]! | from[of + i]! : to[at + i]! & from[of + i]!;
    return;
  }
  const isAbove = wide ? isWideAbove(from, of, to, at) : from[of]! > to[at]!;
  const isSame = from[of] === to[at] && (!wide || from[of + 1] === to[at + 1]);
  if (isSame || isAbove !== (how === "max")) return;
  for (let i = 0; i < words; i++) to[at + i] = from[of + i]!;
}

function some<T>(items: Iterable<T>, is: (item: T) => boolean): boolean {
  for (const item of items) if (is(item)) return true;
  return false;
}
