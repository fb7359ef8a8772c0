import type { Code, Memory, Placed } from "../ir/program.ts";
import { ENDS, SUMS } from "../ir/survey.ts";

/** Code that knows nothing of a plan (see `compile/surveys.ts`), for columns as they may lie in memory. */
export type SurveyCode = {
  readonly column: (memory: Memory) => Code<WebAssembly.Module>;
  readonly groups: (memory: Memory) => Code<WebAssembly.Module>;
};

/** Where a column begins, in bytes, and how it lies there. */
export type Lying = { readonly at: number; readonly memory: Memory };

/** What a column comes to for those who count; `some`: how many of them have anything but 0. */
export type Sums = { readonly total: bigint; readonly some: number };

/** Between what a column lies for those who count. Where nobody does the smallest is larger than the largest. */
export type Ends = { readonly smallest: bigint; readonly largest: bigint };

/** Amounts that are not 0, those of one group together; and how many people each group has. */
export type Grouped = {
  readonly amounts: Int32Array;
  /** Where in the list those of each group begin, and where the last ends. */
  readonly starts: Int32Array;
  readonly people: Int32Array;
};

/** No more groups than these are told apart. */
const MOST_GROUPS = 256;
/** What is found, and two counts for each group, lie before the marks and the list. */
const FOUND_BYTES = 64;
const COUNTS_BYTES = 4 * MOST_GROUPS;
const MARKS_AT = FOUND_BYTES + 2 * COUNTS_BYTES;
const markBytes = (people: number): number => Math.ceil(people / 8) * 8;

/** So much room is taken beside the columns of so many people. */
export const surveyBytes = (people: number): number => MARKS_AT + markBytes(people) + LISTED_BYTES * people;

/** Amounts that are put together by groups have 32 bits each: they have to lie between these. */
export const LEAST_LISTED = -(2 ** 31);
export const MOST_LISTED = 2 ** 31 - 1;
const LISTED_BYTES = 4;

/** Looks through whole columns in the memory where they lie. Who counts is said by marks, by place; null: everybody does. */
export class Surveyor {
  private readonly memory: WebAssembly.Memory;
  private readonly code: SurveyCode;
  private readonly people: number;
  private readonly room: number;
  private marked: Uint8Array | null = null;
  private readonly instances = new Map<string, Passes>();

  /** `room`: where `surveyBytes` of memory are free. */
  constructor(memory: WebAssembly.Memory, code: SurveyCode, people: number, room: number) {
    this.memory = memory;
    this.code = code;
    this.people = people;
    this.room = room;
  }

  sums(column: Lying, counts: Uint8Array | null): Sums {
    const [lows, highs, some] = this.found(column, counts, ["pass0", "pass1"], SUMS.length);
    return { total: lows! + (highs! << 32n), some: Number(some) };
  }

  ends(column: Lying, counts: Uint8Array | null): Ends {
    const [smallest, largest] = this.found(column, counts, ["pass2", "pass3"], ENDS.length);
    return { smallest: smallest!, largest: largest! };
  }

  /** `by`: what goes through a column for everybody, and for those who are marked. */
  private found(
    { at, memory }: Lying,
    counts: Uint8Array | null,
    by: readonly [keyof Passes, keyof Passes],
    length: number,
  ): BigInt64Array {
    this.mark(counts);
    const passes = this.instanceOf("column", memory, [at, this.room + MARKS_AT, this.room]);
    passes[by[counts === null ? 0 : 1]](0, this.people);
    return new BigInt64Array(this.memory.buffer, this.room, length);
  }

  /**
   * Amounts by groups, which are numbered from -1 on; `of` says how many. None of them may be outside of what can be listed.
   * They lie where the next question writes. Null where there are too many groups.
   */
  groups(amounts: Lying, groups: Lying, of: number, counts: Uint8Array | null): Grouped | null {
    if (of > MOST_GROUPS) return null;
    this.mark(counts ?? this.everybody());
    const { room } = this;
    const [peopleAt, nextAt, marksAt] = [
      room + FOUND_BYTES,
      room + FOUND_BYTES + COUNTS_BYTES,
      room + MARKS_AT,
    ];
    const listAt = marksAt + markBytes(this.people);
    const passes = this.instanceOf("groups", groups.memory, [
      ...[amounts.at, groups.at, marksAt, peopleAt, nextAt, listAt],
    ]);
    const { buffer } = this.memory;
    const [people, next] = [peopleAt, nextAt].map((at) => new Int32Array(buffer, at, of).fill(0));
    passes.pass0(0, this.people);
    const starts = new Int32Array(of + 1);
    for (let group = 0; group < of; group++) starts[group + 1] = starts[group]! + next![group]!;
    next!.set(starts.subarray(0, of));
    passes.pass1(0, this.people);
    return { amounts: new Int32Array(buffer, listAt, starts[of]!), starts, people: people!.slice() };
  }

  private all: Uint8Array | null = null;
  private everybody(): Uint8Array {
    return (this.all ??= new Uint8Array(this.people).fill(1));
  }

  private mark(counts: Uint8Array | null): void {
    if (counts === null || counts === this.marked) return;
    new Uint8Array(this.memory.buffer, this.room + MARKS_AT, this.people).set(counts);
    this.marked = counts;
  }

  /** What goes through columns at these places: they are asked about again and again. */
  private instanceOf(what: keyof SurveyCode, memory: Memory, places: readonly number[]): Passes {
    const key = `${what} ${memory} ${places.join()}`;
    let passes = this.instances.get(key);
    if (!passes) {
      const code = this.code[what](memory);
      // It has arrays alone: no numbers of a plan, and nothing that travels.
      const placeOf = (placed: Placed): number => (placed.kind === "array" ? places[placed.id]! : 0);
      const globals = code.places.map((placed, i) => [`p${i}`, placeOf(placed)]);
      const plan = { memory: this.memory, ...Object.fromEntries(globals) };
      passes = new WebAssembly.Instance(code.bytes, { plan }).exports as Passes;
      this.instances.set(key, passes);
    }
    return passes;
  }
}

type Passes = Readonly<Record<"pass0" | "pass1" | "pass2" | "pass3", (from: number, to: number) => void>>;
