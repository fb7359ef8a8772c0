import { CHAIN } from "../../ir/climb.ts";
import { type Pass, type PoolMachine, type Program, sizeOf } from "../../ir/program.ts";
import { runPoolAgain, type Sharers } from "../money/pool.ts";
import type { Touches } from "../touches.ts";
import type { Preorder } from "../trees/preorder.ts";
import type { View } from "../view.ts";
import { Branches } from "./branches.ts";
import { Changes } from "./changes.ts";
import type { ClimbShop } from "./climb-shop.ts";
import type { ClimbCode } from "./climbing.ts";
import { RoomBehind } from "./kept-rows.ts";
import { MemoryWords } from "./memory-words.ts";
import { mendRulesOf } from "./mend-rules.ts";
import { OnceMending } from "./once-mending.ts";
import { PassMending } from "./pass-mending.ts";

/**
 * Why a step is due: somebody's figures are others that it reads, figures of the company are, or what it reads is yet to be
 * worked out for everybody.
 */
const [DUE, DUE_OF_ALL, DUE_LATE] = [1, 2, 3];

/** So many words a person room is made for at once: what plans keep, as a rule. */
const WORDS_AT_ONCE = 16;

/** What mending sees of the machine. */
export type Workshop = {
  readonly program: Program;
  readonly touches: readonly Touches[];
  readonly memory: WebAssembly.Memory;
  readonly people: number;
  readonly home: Preorder;
  readonly preorder: (tree: string) => Preorder;
  /** Where arrays, slots and the state of passes lie, in bytes. */
  readonly at: Readonly<Record<"slots" | "state" | "size", number>> & { readonly arrays: readonly number[] };
  /** Makes code that climbs; null where nobody has brought it. */
  readonly climbCode: ClimbCode | null;
  /** What code of a pass is called by, by the number of the pass among the passes. */
  readonly codeOf: (index: number) => (from: number, to: number) => void;
  /** Goes through with what code of a pass does, and says in the words of a machine why it stops. */
  readonly attempt: <T>(pass: Pass, work: () => T) => T;
  /** Runs people of a pass by place; the number of a pass among the passes. */
  readonly runPlaces: (pass: Pass, index: number, from: number, to: number) => void;
  /** Empties the rooms and slots that a step works with. */
  readonly empty: (step: number) => void;
  readonly view: () => View;
};

/** A figure of one person that is another now, by place in memory, in units. */
export type Write = { readonly array: number; readonly place: number; readonly units: bigint };

/** What came of mending: steps that were run for single people, and those that have to be run for everybody. */
export type Mended = { readonly mended: readonly number[]; readonly wholly: readonly number[] };

/**
 * Works out again what goes by the figures of one person, step by step: passes for himself and those above him, a pool for
 * those who have shares in it. What cannot be worked out so is said, to be run for everybody.
 */
export class Mending {
  private readonly shop: Workshop;
  private readonly memory: MemoryWords;
  /** By step; null where it is no pass, or one that cannot be run for single people. */
  private readonly passes: readonly (PassMending | OnceMending | null)[];
  private readonly branches = new Map<Preorder, Branches>();
  /** Room behind the memory of the program, for code that climbs; null where something of the program grows there. */
  private readonly room: RoomBehind | null;
  private readonly chains = new Map<Branches, number>();
  /** Those who have shares in a pool, by the step that divides it. */
  private readonly sharers = new Map<number, Sharers>();
  private readonly smallest: number;
  /** The steps that read an array, by array. */
  private readonly readers: readonly (readonly number[])[];
  private readonly changes = new Changes();
  /** Whether each step has anything to do in a change, and why. */
  private readonly due: Uint8Array;

  /** `smallest`: a branch of so many people is worked out from what was kept of it, and a smaller one as a whole. */
  constructor(shop: Workshop, smallest: number) {
    const { program, touches, memory, at } = shop;
    this.shop = shop;
    this.smallest = smallest;
    this.memory = new MemoryWords(
      memory,
      at.arrays,
      program.arrays.map(({ memory: of }) => sizeOf[of]),
    );
    this.readers = program.arrays.map(({ id }) =>
      touches.flatMap(({ reads }, step) => (reads.has(id) ? step : [])),
    );
    this.due = new Uint8Array(touches.length);
    const grows = program.arrays.some(({ holds }) => holds.kind === "pool");
    const isRoom = shop.climbCode !== null && !grows;
    this.room = isRoom ? new RoomBehind(this.memory, at.size, WORDS_AT_ONCE * shop.people) : null;
    let passes = 0;
    this.passes = program.steps.map((step, i) => {
      if (step.kind !== "pass") return null;
      const index = passes++;
      if (step.order === "once")
        return new OnceMending(program, this.memory, touches[i]!.writes, () => {
          shop.empty(i);
          shop.runPlaces(step, index, 0, 1);
        });
      const rules = mendRulesOf(program, step);
      if (!rules) return null;
      const isRead = (array: number) => touches.some(({ reads }, later) => later > i && reads.has(array));
      const preorder = shop.preorder(step.tree);
      const ofPass = {
        ...{ program, memory: this.memory, people: shop.people, home: shop.home, preorder },
        ...{ slots: at.slots, state: at.state },
        branches: () => this.branchesIn(preorder),
        run: (from: number, to: number) => shop.runPlaces(step, index, from, to),
        empty: () => shop.empty(i),
        climbs: this.climbsOf(step, index, preorder),
      };
      return new PassMending(ofPass, index, rules, isRead);
    });
  }

  /** How code climbs up the tree of a pass; null where none can. */
  private climbsOf(pass: Pass, index: number, preorder: Preorder): ClimbShop | null {
    const { room, shop } = this;
    const { program, memory, home, at, climbCode, codeOf, attempt } = shop;
    if (!room || !climbCode) return null;
    const order = program.arrays.find(
      ({ holds }) => holds.kind === "tree" && holds.tree === pass.tree && holds.what === "order",
    );
    return {
      ...{ code: climbCode, room, arrays: at.arrays, smallest: this.smallest },
      chain: () => this.chainOf(this.branchesIn(preorder)),
      order: preorder === home ? null : order!.id,
      instance: (bytes) => {
        const plan = { memory, pass: codeOf(index) };
        return new WebAssembly.Instance(new WebAssembly.Module(bytes), { plan }).exports;
      },
      attempt: (work) => attempt(pass, work),
    };
  }

  /** Puts the large branches of a tree where code can read them, and says at which word. */
  private chainOf(branches: Branches): number {
    const known = this.chains.get(branches);
    if (known !== undefined) return known;
    const { places } = branches;
    const { home } = this.shop;
    const order = [...this.branches].find(([, one]) => one === branches)![0].order;
    const at = this.room!.take(CHAIN.words * places.length);
    const { words } = this.memory;
    places.forEach((place, number) => {
      const to = at + CHAIN.words * number;
      words[to + CHAIN.above] = branches.aboveOf(place);
      words[to + CHAIN.place] = place;
      words[to + CHAIN.home] = home.place[order[place]!]!;
      words[to + CHAIN.depth] = branches.depthOf(place);
    });
    this.chains.set(branches, at);
    return at;
  }

  /** Bytes that are kept for it, beside the memory of the program. */
  get bytes(): number {
    // All that code reads lies in one room: rows, branches, and what is told.
    let bytes = this.room?.bytes ?? 0;
    for (const pass of this.passes) if (pass instanceof PassMending) bytes += pass.bytes;
    for (const branches of this.branches.values()) bytes += branches.bytes;
    return bytes;
  }

  /** Forgets what was kept: everything has been worked out anew. */
  forget(): void {
    for (const i of this.passes.keys()) this.forgetPass(i);
    this.sharers.clear();
  }

  private forgetPass(step: number): void {
    const pass = this.passes[step];
    if (pass instanceof PassMending) pass.forget();
  }

  /** Writes figures, and mends what goes by them. Throws what a pass throws: then nothing in memory is to be used. */
  change(writes: readonly Write[]): Mended {
    const { touches } = this.shop;
    const { changes, due } = this;
    this.memory.look();
    changes.begin();
    due.fill(0);
    for (const { array, place, units } of writes) {
      changes.note(array, place, this.memory.low(array, place), this.memory.high(array, place));
      const [low, high] = wordsOf(units);
      this.memory.put(array, place, low, high);
    }
    const mended: number[] = [];
    const wholly: number[] = [];
    let known = this.makeDue(0, DUE);
    for (let i = 0; i < due.length; i++) {
      if (due[i] === 0) continue;
      const others = due[i]! >= DUE_LATE ? null : this.mendStep(i, due[i]! >= DUE_OF_ALL, changes);
      if (others) {
        for (let k = 0; k < others.length; k++) this.makeReadersDue(others[k]!, DUE_OF_ALL);
        known = this.makeDue(known, DUE);
        mended.push(i);
        continue;
      }
      known = this.makeDue(known, DUE);
      for (const array of touches[i]!.writes) this.makeReadersDue(array, DUE_LATE);
      this.forgetPass(i);
      this.sharers.delete(i);
      wholly.push(i);
    }
    return { mended, wholly };
  }

  /** Steps are due that read the arrays in which something was noted since so many were known; says how many are known now. */
  private makeDue(known: number, how: number): number {
    const { changes } = this;
    for (let i = known; i < changes.many; i++) this.makeReadersDue(changes.array(i), how);
    return changes.many;
  }

  private makeReadersDue(array: number, how: number): void {
    const { due } = this;
    for (const step of this.readers[array]!) if (due[step]! < how) due[step] = how;
  }

  /** Mends a step, and says which figures of the company are others then; null where it has to be run for everybody. */
  private mendStep(i: number, isOfAll: boolean, changes: Changes): readonly number[] | null {
    const step = this.shop.program.steps[i]!;
    if (step.kind === "machine")
      return step.machine.kind === "pool" ? this.divideAgain(i, step.machine, changes) : null;
    const pass = this.passes[i] ?? null;
    if (pass instanceof OnceMending) return pass.mend();
    return isOfAll || !pass ? null : pass.mend(changes);
  }

  private branchesIn(preorder: Preorder): Branches {
    let known = this.branches.get(preorder);
    if (!known) this.branches.set(preorder, (known = new Branches(preorder, this.smallest)));
    return known;
  }

  /** Divides a pot among those who have shares in it, and notes whose part is another. */
  private divideAgain(step: number, pool: PoolMachine, changes: Changes): readonly number[] {
    const { program, view } = this.shop;
    const parts = program.columns[pool.parts.column]!.array!;
    const before = {
      sharers: this.sharers.get(step) ?? null,
      changed: changes.places(pool.shares.array),
    };
    const sharers = runPoolAgain(pool, view(), before, (place, low, high) =>
      changes.note(parts, place, low, high),
    );
    this.sharers.set(step, sharers);
    return [];
  }
}

/** The lower and the higher word of 64 bits. */
function wordsOf(units: bigint): readonly [number, number] {
  const plain = Number(units);
  // Nearly all are small, and what is done to plain numbers is fast.
  if (Number.isSafeInteger(plain)) return [plain | 0, Math.floor(plain / WORD)];
  return [Number(BigInt.asIntN(32, units)), Number(BigInt.asIntN(32, units >> 32n))];
}
const WORD = 2 ** 32;
