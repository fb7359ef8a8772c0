import type { Code, Memory, Placed } from "../../ir/program.ts";
import { ENDS, SMALLEST, SUMS, TALLIES } from "../../ir/survey.ts";
import { halvesOf } from "../data/units.ts";
import { type Elements, elements } from "../memory.ts";
import { MOST_GROUPS, type SurveyRoom, surveyRoom } from "./survey-room.ts";

/** Code that knows nothing of a plan (see `compile/surveys.ts`), for columns as they may lie in memory. */
export type SurveyCode = {
  readonly column: (memory: Memory) => Code<WebAssembly.Module>;
  readonly groups: (amounts: Memory, groups: Memory | null) => Code<WebAssembly.Module>;
};

/** Where a column begins, in bytes, and how it lies there. */
export type Lying = { readonly at: number; readonly memory: Memory };

/** What a column comes to for those who count; `some`: how many of them have anything but 0. */
export type Sums = { readonly total: bigint; readonly some: number };

/** Between what a column lies for those who count. Where nobody does the smallest is larger than the largest. */
export type Ends = { readonly smallest: bigint; readonly largest: bigint };

/** What the amounts of a group come to, exact; `some` are not 0, and the highest of them is null where there are none. */
export type Tally = {
  readonly some: number;
  readonly negative: number;
  readonly total: bigint;
  readonly highest: bigint | null;
};

/** What amounts come to by groups, and those of some groups that are not 0, those of one together, exact. */
export type Grouped = {
  readonly tallies: readonly Tally[];
  readonly amounts: Float64Array;
  /** Where in the list those of each group begin, and where the last ends. */
  readonly starts: Int32Array;
};

/** How amounts and groups lie in memory, by place; without groups all are in the first. */
type ByGroups = { readonly amounts: Elements; readonly groups: Elements | null };

/**
 * The amounts of people as they stand in a list, those of one group from where it starts; groups without any room are left
 * out. Null where one is too large to be exact.
 */
function together(
  people: Int32Array,
  { amounts, groups }: ByGroups,
  starts: Int32Array,
): Float64Array | null {
  const of = starts.length - 1;
  const length = starts[of]!;
  const all = new Float64Array(length + 1);
  // Nobody can tell beforehand who is left out, so no way parts there: they are all written behind the end.
  const [next, step] = [new Int32Array(of), new Int32Array(of)];
  for (let group = 0; group < of; group++) {
    step[group] = starts[group + 1]! > starts[group]! ? 1 : 0;
    next[group] = step[group] === 1 ? starts[group]! : length;
  }
  // Two halves are read faster than one large number.
  const halves = amounts instanceof BigInt64Array ? halvesOf(amounts) : null;
  let largest = 0;
  for (let i = 0; i < people.length; i++) {
    const place = people[i]!;
    const group = groups === null ? 0 : Number(groups[place]!) + 1;
    const amount =
      halves === null ? Number(amounts[place]!) : halves[2 * place + 1]! * WORD + (halves[2 * place]! >>> 0);
    largest = Math.max(largest, Math.abs(amount));
    all[next[group]!] = amount;
    next[group]! += step[group]!;
  }
  return largest < SAFE ? all.subarray(0, length) : null;
}

const NO_AMOUNTS = new Float64Array(0);
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
    const { marks, found, list } = this.room;
    return this.instanceOf(memory, this.code.column(memory), [at, marks, found, list]);
  }

  /** What was listed last. */
  private get listed(): Int32Array {
    const { buffer } = this.memory;
    const [length] = new Int32Array(buffer, this.room.found, 1);
    return new Int32Array(buffer, this.room.list, length);
  }

  /**
   * How many of those who count each group has: -1 and as many more as `of` says; where there is no column of groups all are
   * in the first. Null where there are too many groups.
   */
  peopleIn(groups: Lying | null, of: number, counts: Uint8Array | null): Int32Array | null {
    if (of > MOST_GROUPS) return null;
    this.mark(counts ?? this.everybody());
    const people = new Int32Array(this.memory.buffer, this.room.people, of).fill(0);
    this.byGroups({ at: 0, memory: "i64" }, groups).pass0(0, this.people);
    return people.slice();
  }

  /**
   * What amounts come to by groups, and those of the groups that are wanted then. Null where there are too many groups, or an
   * amount of anybody, where some are wanted, is too large to be exact.
   */
  amountsIn(
    amounts: Lying,
    groups: Lying | null,
    of: number,
    counts: Uint8Array | null,
    wants: (tallies: readonly Tally[]) => readonly boolean[],
  ): Grouped | null {
    if (of > MOST_GROUPS) return null;
    this.mark(counts ?? this.everybody());
    const passes = this.byGroups(amounts, groups);
    passes.pass1(0, this.people);
    const { listed } = this;
    const tallies = this.tallied(passes, of, listed.length);
    const wanted = wants(tallies);
    const starts = new Int32Array(of + 1);
    tallies.forEach(({ some }, group) => {
      starts[group + 1] = starts[group]! + (wanted[group] ? some : 0);
    });
    const lying = (column: Lying) => elements(this.memory.buffer, column.memory, column.at, this.people);
    const found =
      starts[of] === 0
        ? NO_AMOUNTS
        : together(listed, { amounts: lying(amounts), groups: groups && lying(groups) }, starts);
    return found && { tallies, amounts: found, starts };
  }

  /** What those who are listed come to by groups. */
  private tallied({ pass2 }: Passes, of: number, count: number): Tally[] {
    const fields = TALLIES.length;
    const found = new BigInt64Array(this.memory.buffer, this.room.tallies, fields * of).fill(0n);
    for (let group = 0; group < of; group++) found[fields * group + fields - 1] = SMALLEST;
    pass2(0, count);
    return Array.from({ length: of }, (_, group) => {
      const [some, negative, lows, highs, highest] = found.subarray(fields * group, fields * (group + 1));
      return {
        ...{ some: Number(some), negative: Number(negative), total: lows! + (highs! << 32n) },
        highest: some === 0n ? null : highest!,
      };
    });
  }

  private byGroups(amounts: Lying, groups: Lying | null): Passes {
    const { marks, people, tallies, list, found } = this.room;
    const places = [amounts.at, groups?.at ?? 0, marks, people, tallies, list, found];
    const kind = `${amounts.memory} by ${groups?.memory ?? "none"}`;
    return this.instanceOf(kind, this.code.groups(amounts.memory, groups?.memory ?? null), places);
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
  private instanceOf(kind: string, code: Code<WebAssembly.Module>, places: readonly number[]): Passes {
    const key = `${kind} ${places.join()}`;
    let passes = this.instances.get(key);
    if (!passes) {
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
