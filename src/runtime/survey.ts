import type { Code, Memory, Placed } from "../ir/program.ts";
import { ENDS, SUMS } from "../ir/survey.ts";
import { elements } from "./memory.ts";
import { MOST_GROUPS, type SurveyRoom, surveyRoom } from "./survey-room.ts";

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

/** Amounts that are not 0, those of one group together, exact. */
export type Grouped = {
  readonly amounts: Float64Array;
  /** Where in the list those of each group begin, and where the last ends. */
  readonly starts: Int32Array;
};

const WORD = 2 ** 32;
/** Whole numbers below this are exact as doubles, and so are sums of two of them. */
const SAFE = 2 ** 52;

/** Looks through whole columns in the memory where they lie. Who counts is said by marks, by place; null: everybody does. */
export class Surveyor {
  private readonly memory: WebAssembly.Memory;
  private readonly code: SurveyCode;
  private readonly people: number;
  private readonly room: SurveyRoom;
  private marked: Uint8Array | null = null;
  private readonly instances = new Map<string, Passes>();

  /** `room`: where `surveyBytes` of memory are free. */
  constructor(memory: WebAssembly.Memory, code: SurveyCode, people: number, room: number) {
    this.memory = memory;
    this.code = code;
    this.people = people;
    this.room = surveyRoom(room, people);
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
    this.column(at, memory)[by[counts === null ? 0 : 1]](0, this.people);
    return new BigInt64Array(this.memory.buffer, this.room.found, length);
  }

  /** The places where anything but 0 stands in a column, from the first on. They lie where the next question writes. */
  places({ at, memory }: Lying): Int32Array {
    this.column(at, memory).pass4(0, this.people);
    return this.listed;
  }

  private column(at: number, memory: Memory): Passes {
    return this.instanceOf("column", memory, [at, this.room.marks, this.room.found, this.room.list]);
  }

  /** What was listed last. */
  private get listed(): Int32Array {
    const { buffer } = this.memory;
    const [length] = new Int32Array(buffer, this.room.found, 1);
    return new Int32Array(buffer, this.room.list, length);
  }

  /** How many of those who count each group has: -1 and as many more as `of` says. Null where there are too many groups. */
  peopleIn(groups: Lying, of: number, counts: Uint8Array | null): Int32Array | null {
    if (of > MOST_GROUPS) return null;
    this.mark(counts ?? this.everybody());
    const people = new Int32Array(this.memory.buffer, this.room.people, of).fill(0);
    this.byGroups({ at: 0, memory: "i64" }, groups).pass0(0, this.people);
    return people.slice();
  }

  /** Amounts by groups; null where one is too large to be exact. */
  amountsIn(amounts: Lying, groups: Lying, of: number, counts: Uint8Array | null): Grouped | null {
    this.mark(counts ?? this.everybody());
    this.byGroups(amounts, groups).pass1(0, this.people);
    const { listed } = this;
    const { buffer } = this.memory;
    const groupOf = elements(buffer, groups.memory, groups.at, this.people);
    const starts = new Int32Array(of + 1);
    for (let i = 0; i < listed.length; i++) starts[Number(groupOf[listed[i]!]!) + 2]!++;
    for (let group = 0; group < of; group++) starts[group + 1]! += starts[group]!;
    const halves = new Int32Array(buffer, amounts.at, 2 * this.people);
    const together = new Float64Array(listed.length);
    const next = starts.slice();
    for (let i = 0; i < listed.length; i++) {
      const place = listed[i]!;
      const amount = halves[2 * place + 1]! * WORD + (halves[2 * place]! >>> 0);
      if (amount >= SAFE || amount <= -SAFE) return null;
      together[next[Number(groupOf[place]!) + 1]!++] = amount;
    }
    return { amounts: together, starts };
  }

  private byGroups({ at }: Lying, groups: Lying): Passes {
    const { marks, people, list, found } = this.room;
    return this.instanceOf("groups", groups.memory, [at, groups.at, marks, people, list, found]);
  }

  private all: Uint8Array | null = null;
  private everybody(): Uint8Array {
    return (this.all ??= new Uint8Array(this.people).fill(1));
  }

  private mark(counts: Uint8Array | null): void {
    if (counts === null || counts === this.marked) return;
    new Uint8Array(this.memory.buffer, this.room.marks, this.people).set(counts);
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

type Passes = Readonly<
  Record<"pass0" | "pass1" | "pass2" | "pass3" | "pass4", (from: number, to: number) => void>
>;
