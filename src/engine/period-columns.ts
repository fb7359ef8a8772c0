import type { World } from "../meaning/world.ts";
import type { Machine } from "../runtime/machine.ts";

/** Whole numbers up to here are exact as doubles, and so are sums of two of them. */
const SAFE = 2 ** 52;

/** A column of numbers by place in memory: amounts in units of a decimal, ranks, yes and no as 1 and 0. */
export type Numbers = { readonly values: Float64Array; readonly scale: number };

/** Who counts, by place in memory; null: everybody does. And how many they are. */
export type Marks = {
  readonly there: Uint8Array | null;
  readonly distributor: Uint8Array | null;
  readonly people: number;
  readonly distributors: number;
};

/** What the figures of those who count come to together, exact; `people` of them have anything but zero. */
export type Gist = Range & { readonly total: bigint; readonly people: number };
/** Where nobody counts the smallest is larger than the largest. */
export type Range = { readonly smallest: number; readonly largest: number };

/** The columns of the period that code has worked out last, all of one at a time: those that have changed are read again. */
export class PeriodColumns {
  readonly order: Int32Array;
  private readonly machine: Machine;
  private readonly known = new Map<string, { readonly version: number; readonly numbers: Numbers | null }>();
  /** By the numbers that they are of: most columns stay as they are when somebody moves a figure. */
  private readonly gists = new WeakMap<Float64Array, Map<Uint8Array | null, Gist>>();
  private readonly ranges = new WeakMap<Float64Array, Map<Uint8Array | null, Range>>();
  private marks: { readonly of: readonly unknown[]; readonly marks: Marks } | null = null;

  /** `before`: columns of a machine whose memory this one has taken over. */
  constructor(machine: Machine, before: PeriodColumns | null = null) {
    this.machine = machine;
    this.order = machine.order;
    if (!before) return;
    const read = new Map([...before.known.values()].map((known) => [known.version, known]));
    for (const name of machine.names) {
      const known = read.get(machine.column(name).version);
      if (known && known.version > 0) this.known.set(name, known);
    }
    this.marks = before.marks;
    this.gists = before.gists;
    this.ranges = before.ranges;
  }

  /** A column as exact numbers; null where it is none of numbers, or one does not fit into a double. */
  numbers(name: string): Numbers | null {
    const output = this.outputOf(name);
    if (output === null) return null;
    const { version } = this.machine.column(output);
    const known = this.known.get(output);
    if (known?.version === version) return known.numbers;
    const numbers = this.read(output);
    this.known.set(output, { version, numbers });
    return numbers;
  }

  /** What a column comes to for those who count: gone through once, as long as nothing of it changes. */
  gistOf({ values }: Numbers, counts: Uint8Array | null): Gist {
    let known = this.gists.get(values);
    if (!known) this.gists.set(values, (known = new Map()));
    let gist = known.get(counts);
    if (!gist) known.set(counts, (gist = gistOf(values, counts)));
    return gist;
  }

  /** Between what a column lies for those who count; who only draws needs no sum of it. */
  rangeOf({ values }: Numbers, counts: Uint8Array | null): Range {
    const gist = this.gists.get(values)?.get(counts);
    if (gist) return gist;
    let known = this.ranges.get(values);
    if (!known) this.ranges.set(values, (known = new Map()));
    let range = known.get(counts);
    if (!range) known.set(counts, (range = rangeOf(values, counts)));
    return range;
  }

  /** Who is there in a period, and who of them can be paid. */
  marksOf({ joinedPeriod, customer }: Pick<World, "joinedPeriod" | "customer">, period: number): Marks {
    const of = [joinedPeriod, customer, period];
    if (this.marks?.of.every((one, i) => one === of[i])) return this.marks.marks;
    const { order } = this;
    const [there, distributor] = [new Uint8Array(order.length), new Uint8Array(order.length)];
    let [present, paid] = [0, 0];
    for (let place = 0; place < order.length; place++) {
      const person = order[place]!;
      if (joinedPeriod[person]! > period) continue;
      there[place] = 1;
      present++;
      if (customer[person]) continue;
      distributor[place] = 1;
      paid++;
    }
    const marks = {
      there: present === order.length ? null : there,
      distributor: paid === order.length ? null : distributor,
      people: present,
      distributors: paid,
    };
    this.marks = { of, marks };
    return marks;
  }

  /** The column that holds what is asked for by a name: of a bonus what is paid. */
  private outputOf(name: string): string | null {
    if (this.machine.has(name)) return name;
    return this.machine.has(`paid ${name}`) ? `paid ${name}` : null;
  }

  private read(output: string): Numbers | null {
    const { elements, as } = this.machine.column(output);
    if (as.kind === "person" || as.kind === "word") return null;
    const scale = as.kind === "amount" ? as.scale : 0;
    if (!(elements instanceof BigInt64Array)) return { values: new Float64Array(elements), scale };
    const values = new Float64Array(elements.length);
    const low = new Uint32Array(elements.buffer, elements.byteOffset, elements.length * 2);
    const high = new Int32Array(elements.buffer, elements.byteOffset, elements.length * 2);
    let largest = 0;
    for (let at = 0; at < values.length; at++) {
      const value = high[2 * at + 1]! * 2 ** 32 + low[2 * at]!;
      const size = value < 0 ? -value : value;
      if (size > largest) largest = size;
      values[at] = value;
    }
    return largest < SAFE ? { values, scale } : null;
  }
}

function rangeOf(values: Float64Array, counts: Uint8Array | null): Range {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    if (counts !== null && counts[at] === 0) continue;
    const value = values[at]!;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  return { smallest, largest };
}

function gistOf(values: Float64Array, counts: Uint8Array | null): Gist {
  let [total, so, people] = [0n, 0, 0];
  let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    if (counts !== null && counts[at] === 0) continue;
    const value = values[at]!;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
    if (value === 0) continue;
    people++;
    so += value;
    if (so >= SAFE || so <= -SAFE) {
      total += BigInt(so);
      so = 0;
    }
  }
  return { total: total + BigInt(so), people, smallest, largest };
}

/** A sum of exact numbers, exact. */
export function exactSum(values: Float64Array): bigint {
  let [total, so] = [0n, 0];
  for (let at = 0; at < values.length; at++) {
    so += values[at]!;
    if (so >= SAFE || so <= -SAFE) {
      total += BigInt(so);
      so = 0;
    }
  }
  return total + BigInt(so);
}
