import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { climbCode } from "../../src/compile/climb/climb.ts";
import { CHAIN, type Climb, type ClimbModule, toldFrom } from "../../src/ir/climb.ts";
import type { How } from "../../src/ir/code.ts";
import { type FieldRule, keptRowOf } from "../../src/ir/kept-row.ts";
import { Branches } from "../../src/runtime/mending/branches.ts";
import { Changes } from "../../src/runtime/mending/changes.ts";
import { Climbing } from "../../src/runtime/mending/climbing.ts";
import { KeptFields } from "../../src/runtime/mending/kept-fields.ts";
import { KeptRows, RoomBehind } from "../../src/runtime/mending/kept-rows.ts";
import { MemoryWords } from "../../src/runtime/mending/memory-words.ts";
import { together } from "./together.ts";

const EMPTY: Readonly<Record<How, bigint>> = { add: 0n, max: -(2n ** 40n), min: 2n ** 40n, or: 0n, and: -1n };
const NARROW: Readonly<Record<How, bigint>> = { ...EMPTY, max: -(2n ** 20n), min: 2n ** 20n };

/** Where slots, a sum and a column lie, in bytes; there is one field, and the figures travel in no other way. */
const [SLOTS, SUM, COLUMN, BEHIND] = [64, 256, 512, 4096];

/** One at the top, with some large branches below him, of which each brings a figure, adds it to a sum and has it in a column. */
class Tops {
  readonly figures: bigint[];
  private readonly view: DataView;
  private readonly memory: MemoryWords;
  private readonly climbing: Climbing;
  readonly rows: KeptRows;
  readonly fields: KeptFields;
  readonly branches: Branches;
  private readonly field: FieldRule;
  /** What has come to the top, as his pass finds it; null as long as it has not been run. */
  private come: bigint | null = null;

  constructor(how: How, wide: boolean, figures: readonly bigint[]) {
    this.figures = [...figures];
    const empty = (wide ? EMPTY : NARROW)[how];
    const [low, high] = [empty, empty >> 32n].map((word) => Number(BigInt.asIntN(32, word))) as [
      number,
      number,
    ];
    this.field = { at: 0, wide, how, low, high };
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
    this.memory = new MemoryWords(memory, [COLUMN], [8]);
    this.view = new DataView(memory.buffer);
    const row = keptRowOf({ fields: [this.field], slot: 2, places: [], sums: 1 });
    const room = new RoomBehind(this.memory, BEHIND, 0);
    const numbers = 1 + figures.length;
    this.rows = new KeptRows(room, row, { large: numbers, small: 0 });
    this.fields = new KeptFields([this.field], 2, this.rows);
    const depth = Int32Array.from({ length: numbers }, (_, place) => (place === 0 ? 0 : 1));
    const order = depth.map((_, place) => place);
    this.branches = new Branches({ order, place: order, depth, deepest: 1 }, 1);
    const chain = room.take(CHAIN.words * numbers);
    for (let number = 0; number < numbers; number++)
      this.memory.words.set(
        [number === 0 ? -1 : 0, number, number, number === 0 ? 0 : 1],
        chain + CHAIN.words * number,
      );
    const told = 4 * room.take(1024);
    const climb: Climb = {
      ...{ fields: [this.field], slot: 2, travellers: [], row, numbers, slots: SLOTS, deepest: 1, deep: 0 },
      ...{ sums: [{ at: SUM, wide: true }], watched: [{ at: COLUMN, memory: "i64" }] },
      touched: [{ at: COLUMN, memory: "i64" }],
      ...{ order: null, rows: 4 * this.rows.first, chain: 4 * chain },
      told: toldFrom(told, { fields: 1, watched: 1 }, 1).told,
    };
    const module = new WebAssembly.Module(climbCode(climb));
    const plan = { memory, pass: (place: number) => this.run(place) };
    const code = new WebAssembly.Instance(module, { plan }).exports as ClimbModule;
    this.climbing = new Climbing(climb, [0], { code, memory: this.memory });
    // As a whole run leaves it.
    this.figures.forEach((figure, i) => {
      this.put(SLOTS + 8, figure);
      this.fields.take(1 + i, this.memory.words, (SLOTS + 8) / 4);
      this.rows.words.set([...this.wordsOf(figure)], this.rows.at(1 + i) + row.sums);
      this.view.setBigInt64(COLUMN + 8 * (1 + i), figure, true);
    });
    this.view.setBigInt64(SUM, this.sum, true);
    this.put(SLOTS + 8, this.expected);
    this.fields.keepCome(0, this.memory.words, (SLOTS + 8) / 4);
    this.put(SLOTS, empty);
    this.fields.take(0, this.memory.words, SLOTS / 4);
  }

  get expected(): bigint {
    const { how, wide } = this.field;
    return this.figures.reduce(together[how], (wide ? EMPTY : NARROW)[how]);
  }

  private get sum(): bigint {
    return this.figures.reduce((so, one) => so + one, 0n);
  }

  private *wordsOf(figure: bigint): Iterable<number> {
    yield Number(BigInt.asIntN(32, figure));
    yield Number(BigInt.asIntN(32, figure >> 32n));
  }

  private put(at: number, figure: bigint): void {
    if (this.field.wide) this.view.setBigInt64(at, figure, true);
    else this.view.setInt32(at, Number(figure), true);
  }

  private at(at: number): bigint {
    return this.field.wide ? this.view.getBigInt64(at, true) : BigInt(this.view.getInt32(at, true));
  }

  /** The pass: it finds its own slot empty, whatever other passes have left there. */
  private run(place: number): void {
    if (place === 0) {
      this.come = this.at(SLOTS + 8);
      return;
    }
    const figure = this.figures[place - 1]!;
    this.put(SLOTS + 8, together[this.field.how](this.at(SLOTS + 8), figure));
    this.view.setBigInt64(SUM, this.view.getBigInt64(SUM, true) + figure, true);
    this.view.setBigInt64(COLUMN + 8 * place, figure, true);
  }

  /** A branch brings another figure: what has come to the top is what comes of all of them, or all are asked. */
  bring(branch: number, figure: bigint): void {
    const was = this.figures[branch]!;
    this.figures[branch] = figure;
    this.come = null;
    for (const at of [SLOTS, SLOTS + 8]) this.view.setBigInt64(at, 77n, true);
    const number = 1 + branch;
    const changes = new Changes();
    const next = this.climbing.climb(this, number, number, -1, changes);
    expect(changes.places(0)).toEqual(was === figure ? [] : [number]);
    expect(this.view.getBigInt64(SUM, true)).toBe(this.sum);
    const { isAnyLost } = this.fields;
    expect(next).toBe(isAnyLost ? 0 : -1);
    expect(this.come).toBe(was === figure || isAnyLost ? null : this.expected);
    expect(this.climbing.people).toBe(was === figure || isAnyLost ? 1 : 2);
    if (isAnyLost) this.askAll();
  }

  private askAll(): void {
    const lost = this.fields.lostOf(0);
    this.figures.forEach((_, i) => {
      this.fields.hearRow(0, lost, 1 + i);
    });
    this.climbing.climb(this, 0, 0, -1, new Changes());
    expect(this.come).toBe(this.expected);
  }
}

const figure = fc.integer({ min: -6, max: 6 }).map(BigInt);
const steps = fc.array(fc.tuple(fc.nat(20), figure), { minLength: 1, maxLength: 30 });

describe("code that climbs brings the one above what comes of all branches", () => {
  test.each(Object.keys(EMPTY) as How[])("%s", (how) => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(figure, { minLength: 1, maxLength: 5 }),
        steps,
        (wide, figures, changes) => {
          const tops = new Tops(how, wide, figures);
          for (const [which, to] of changes) tops.bring(which % figures.length, to);
        },
      ),
      { numRuns: 100 },
    );
  });
});
