import { slotLayout, uniformLayout } from "../ir/layout.ts";
import { type ArraySpec, type Memory, type Program, sizeOf } from "../ir/program.ts";
import { surveyBytes } from "./surveys/survey-room.ts";

/** How many of everything there are: what decides how long an array is. */
export type Sizes = {
  readonly people: number;
  readonly orders: number;
  readonly periods: number;
  readonly deepest: number;
};

/** Where everything lies in the memory of a program, in bytes. */
export type MemoryMap = {
  readonly arrays: readonly number[];
  readonly uniforms: number;
  readonly slots: number;
  readonly state: number;
  /** Room for those who look through columns (see `survey.ts`). */
  readonly survey: number;
  readonly size: number;
};

/** Arrays begin on a line of the cache. */
const LINE = 64;
const line = (value: number): number => Math.ceil(value / LINE) * LINE;

/** How many elements an array has. */
export function lengthOf({ holds }: ArraySpec, { people, orders, periods, deepest }: Sizes): number {
  switch (holds.kind) {
    case "history":
    case "past tree":
      return people * periods;
    case "room history":
    case "last days":
      return periods;
    case "orders":
    case "order": {
      const each = holds.kind === "orders" && holds.what === "from" ? people + 1 : orders;
      return holds.past ? each * periods : each;
    }
    case "by order":
      return orders;
    case "levels":
      return (deepest + 3) * holds.each;
    case "room":
      return holds.elements;
    case "elsewhere": {
      const [moments, each] = [momentsIn(holds, orders), holds.per === "company" ? 1 : people];
      const all = holds.per === "order" ? orders : moments * each;
      return holds.per === "person by order" && all > MOST_BY_ORDER ? 0 : holds.past ? all * periods : all;
    }
    case "pool":
      return 0;
    default:
      return people;
  }
}

/** How many moments of another clock an array has room for, one behind the other. */
export const momentsIn = (
  { moments, per }: Extract<ArraySpec["holds"], { kind: "elsewhere" }>,
  orders: number,
): number => (per === "person by order" ? orders : moments);

/** There is room for so many people and orders of a period, where everybody is kept with each order; beyond, for none. */
export const MOST_BY_ORDER = 2 ** 22;

/** How many bytes an array takes. */
export const bytesOf = (array: ArraySpec, sizes: Sizes): number =>
  lengthOf(array, sizes) * sizeOf[array.memory];

/**
 * Lays out the memory of a program: numbers, arrays, and slots for as many depths as the deepest tree has. Arrays that are
 * `there` already stay where they are, and the others are put between and behind them.
 */
export function mapMemory(
  program: Program,
  sizes: Sizes,
  there: ReadonlyMap<number, number> = new Map(),
): MemoryMap {
  const room = new Room(
    [...there].map(([id, from]) => ({ from, to: line(from + bytesOf(program.arrays[id]!, sizes)) })),
  );
  const state = room.take(8 + 4 * program.steps.length);
  const uniforms = room.take(uniformLayout(program.uniforms).size);
  const arrays = program.arrays.map(
    (array) => there.get(array.id) ?? (array.holds.kind === "pool" ? 0 : room.take(bytesOf(array, sizes))),
  );
  const slotSize = Math.max(
    0,
    ...program.steps.map((step) => (step.kind === "pass" ? slotLayout(step.fields).size : 0)),
  );
  const slots = room.take(slotSize * (sizes.deepest + 2));
  const survey = room.take(surveyBytes(sizes.people));
  const size = room.end;
  // What grows lies behind everything else.
  const pool = program.arrays.findIndex(({ holds }) => holds.kind === "pool");
  if (pool >= 0) arrays[pool] = size;
  return { arrays, uniforms, slots, state, survey, size };
}

type Gap = { from: number; readonly to: number };

/** What is free of a memory, from its first line on. */
class Room {
  end: number = LINE;
  private readonly gaps: Gap[] = [];

  constructor(taken: readonly Gap[]) {
    for (const { from, to } of [...taken].sort((a, b) => a.from - b.from)) {
      if (from > this.end) this.gaps.push({ from: this.end, to: from });
      this.end = Math.max(this.end, to);
    }
  }

  /** The first place with so many bytes, which are taken then. */
  take(bytes: number): number {
    const wanted = line(bytes);
    const gap = this.gaps.find(({ from, to }) => to - from >= wanted);
    if (gap) {
      gap.from += wanted;
      return gap.from - wanted;
    }
    this.end += wanted;
    return this.end - wanted;
  }
}

/** Whether an element has room for so many units. */
export function holdsUnits(memory: Memory, units: bigint): boolean {
  const bits = 8 * sizeOf[memory];
  return memory === "u8" || memory === "u16"
    ? BigInt.asUintN(bits, units) === units
    : BigInt.asIntN(bits, units) === units;
}

export type Elements = Uint8Array | Int8Array | Uint16Array | Int16Array | Int32Array | BigInt64Array;

/** An array as JavaScript sees it. */
export function elements(buffer: ArrayBuffer, memory: Memory, start: number, length: number): Elements {
  switch (memory) {
    case "u8":
      return new Uint8Array(buffer, start, length);
    case "i8":
      return new Int8Array(buffer, start, length);
    case "u16":
      return new Uint16Array(buffer, start, length);
    case "i16":
      return new Int16Array(buffer, start, length);
    case "i32":
      return new Int32Array(buffer, start, length);
    case "i64":
      return new BigInt64Array(buffer, start, length);
  }
}
