import type { World } from "../../meaning/world.ts";
import type { Machine } from "../../runtime/machine.ts";
import type { Ends, Sums, Tally } from "../../runtime/surveys/survey.ts";
import { allOf, needsAmounts, type Paid } from "../reports/spread.ts";

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
export type Gist = { readonly total: bigint; readonly scale: number; readonly people: number };
/** Where nobody counts the smallest is larger than the largest. */
export type Range = { readonly smallest: number; readonly largest: number; readonly scale: number };

/** What people are paid, by groups and all together, in units of a decimal. */
export type Payments = {
  readonly all: Paid;
  readonly byGroup: readonly Paid[];
  readonly scale: number;
};

/** A piece of work, by a name; the names of the columns that it reads, and all else that it goes by. */
type Work<A> = {
  readonly what: string;
  readonly of: readonly string[];
  readonly by: readonly unknown[];
  readonly work: () => Generator<undefined, A>;
};

/** A column as it was gone through last, and what was asked of it since, by who counts. */
type Known = {
  readonly version: number;
  numbers?: Numbers | null;
  readonly sums: Map<Uint8Array | null, Sums>;
  readonly ends: Map<Uint8Array | null, Ends>;
  readonly people: Map<Uint8Array | null, Int32Array | null>;
};

/**
 * The columns of the period that code has worked out last, all of one at a time. What is asked of a column is kept for as
 * long as the column stays as it is: most do when somebody moves a figure.
 */
export class PeriodColumns {
  readonly order: Int32Array;
  private readonly machine: Machine;
  private readonly known = new Map<string, Known>();
  /** Where numbers stood that have changed since: the next ones stand there, for fresh memory costs more than filling it. */
  private readonly spare: Float64Array[] = [];
  private readonly results: Map<string, { readonly key: readonly unknown[]; readonly result: unknown }>;
  private marks: { readonly of: readonly unknown[]; readonly marks: Marks } | null = null;

  /** `before`: columns of a machine whose memory this one has taken over. */
  constructor(machine: Machine, before: PeriodColumns | null = null) {
    this.machine = machine;
    this.order = machine.order;
    this.results = new Map(before?.results);
    if (!before) return;
    const read = new Map([...before.known.values()].map((known) => [known.version, known]));
    for (const name of machine.names) {
      const known = read.get(machine.column(name).version);
      if (known && known.version > 0) this.known.set(name, known);
    }
    this.marks = before.marks;
    this.spare.push(...before.spare);
    const kept = new Set(this.known.values());
    for (const known of new Set(before.known.values())) if (!kept.has(known)) this.giveUp(known);
  }

  /**
   * A column as exact numbers; null where it is none of numbers, or one does not fit into a double. They are there until the
   * column is another one, and somebody asks for it.
   */
  numbers(name: string): Numbers | null {
    const output = this.outputOf(name);
    if (output === null) return null;
    const known = this.knownOf(output);
    return known.numbers === undefined ? (known.numbers = this.read(output)) : known.numbers;
  }

  /** What a column of amounts comes to for those who count; null where it is none. */
  gistOf(name: string, counts: Uint8Array | null): Gist | null {
    const output = this.outputOf(name);
    if (output === null) return null;
    const { as } = this.machine.column(output);
    if (as.kind !== "amount") return null;
    const { total, some } = this.sumsOf(output, counts);
    return { total, scale: as.scale, people: some };
  }

  /** Between what a column lies for those who count, in units of a decimal; null where it is none of numbers. */
  rangeOf(name: string, counts: Uint8Array | null): Range | null {
    const output = this.outputOf(name);
    const scale = output === null ? null : this.scaleOf(output);
    if (output === null || scale === null) return null;
    const { smallest, largest } = this.endsOf(output, counts);
    return { smallest: Number(smallest), largest: Number(largest), scale };
  }

  /**
   * What those who count have of a column of amounts, by the groups of another: -1 and as many more as `of` says; null: all are
   * one group. Null where one is too large to be listed, or there are too many groups.
   */
  paymentsOf(name: string, by: string | null, of: number, counts: Uint8Array | null): Payments | null {
    const [output, groups] = [this.outputOf(name), by === null ? null : this.outputOf(by)];
    if (output === null || (by !== null && groups === null)) return null;
    const { as } = this.machine.column(output);
    const people = as.kind === "amount" ? this.peopleIn(groups, of, counts) : null;
    if (as.kind !== "amount" || !people) return null;
    const { whole } = this.machine;
    const groupsOf = (tallies: readonly Tally[]) =>
      tallies.map((tally, group) => ({ ...tally, people: people[group]! }));
    const found = whole.amountsIn(this.arrayOf(output)!, this.arrayOf(groups), of, counts, (tallies) => {
      const all = groupsOf(tallies);
      const needsAll = needsAmounts(allOf(all));
      return all.map((group) => needsAll || needsAmounts(group));
    });
    if (!found) return null;
    const { tallies, amounts, starts } = found;
    const byGroup = groupsOf(tallies).map((group, i) => ({
      ...group,
      amounts: amounts.subarray(starts[i]!, starts[i + 1]!),
    }));
    return { all: allOf(byGroup, amounts), byGroup, scale: as.scale };
  }

  /**
   * Who has something of a column, by joining order: an amount, a yes, a rank, which may have to be this one. Null where it
   * is a column of anything else.
   */
  having(name: string, rank: number | null): ((person: number) => boolean) | null {
    const output = this.outputOf(name);
    if (output === null) return null;
    const { elements, as } = this.machine.column(output);
    const { place } = this.machine;
    if (as.kind === "rank") {
      if (rank !== null) return (person) => Number(elements[place[person]!]) === rank;
      return (person) => Number(elements[place[person]!]) >= 0;
    }
    if (rank !== null || (as.kind !== "amount" && as.kind !== "yes/no")) return null;
    if (!(elements instanceof BigInt64Array)) return (person) => elements[place[person]!] !== 0;
    const { low, high } = halvesOf(elements);
    return (person) => (low[2 * place[person]!]! | high[2 * place[person]! + 1]!) !== 0;
  }

  /** What is worked out of some columns and of what else: kept for as long as these stay as they are, by a name of its own. */
  *kept<A>({ what, of, by, work }: Work<A>): Generator<undefined, A> {
    const versions = of.map((name) => {
      const output = this.outputOf(name);
      return output === null ? null : this.machine.column(output).version;
    });
    const key = [...versions, ...by];
    const kept = this.results.get(what);
    if (kept && key.length === kept.key.length && key.every((one, i) => one === kept.key[i]))
      return kept.result as A;
    const result = yield* work();
    // Without a version of its own nobody can tell a column from another one.
    if (!versions.includes(0)) this.results.set(what, { key, result });
    return result;
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

  private arrayOf(output: string | null): number | null {
    return output === null ? null : this.machine.arrayOf(output);
  }

  private knownOf(output: string): Known {
    const { version } = this.machine.column(output);
    const known = this.known.get(output);
    if (known?.version === version) return known;
    const renewed: Known = { version, sums: new Map(), ends: new Map(), people: new Map() };
    this.known.set(output, renewed);
    if (known) this.giveUp(known);
    return renewed;
  }

  /** Two names may have had the same column: only what none of them has any more is given up. */
  private giveUp(known: Known): void {
    if (known.numbers && !this.known.values().some((one) => one === known))
      this.spare.push(known.numbers.values);
  }

  /** What a column comes to for those who count, and between what it lies: gone through once for each. */
  private sumsOf(output: string, counts: Uint8Array | null): Sums {
    const { sums } = this.knownOf(output);
    let known = sums.get(counts);
    if (!known) sums.set(counts, (known = this.machine.whole.sums(this.machine.arrayOf(output), counts)));
    return known;
  }

  private endsOf(output: string, counts: Uint8Array | null): Ends {
    const { ends } = this.knownOf(output);
    let known = ends.get(counts);
    if (!known) ends.set(counts, (known = this.machine.whole.ends(this.machine.arrayOf(output), counts)));
    return known;
  }

  /** Those who are all one group, by who counts. */
  private readonly everybody: Known["people"] = new Map();

  private peopleIn(groups: string | null, of: number, counts: Uint8Array | null): Int32Array | null {
    const people = groups === null ? this.everybody : this.knownOf(groups).people;
    let known = people.get(counts);
    if (known === undefined || (known && known.length !== of))
      people.set(counts, (known = this.machine.whole.peopleIn(this.arrayOf(groups), of, counts)));
    return known;
  }

  /** How many decimals a column has; null where it is none of numbers. */
  private scaleOf(output: string): number | null {
    const { as } = this.machine.column(output);
    if (as.kind === "person" || as.kind === "word") return null;
    return as.kind === "amount" ? as.scale : 0;
  }

  private read(output: string): Numbers | null {
    const { elements } = this.machine.column(output);
    const scale = this.scaleOf(output);
    const { smallest, largest } = this.endsOf(output, null);
    if (scale === null || smallest <= -SAFE || largest >= SAFE) return null;
    const values = this.spare.pop() ?? new Float64Array(elements.length);
    if (elements instanceof BigInt64Array) fillWith(values, elements);
    else values.set(elements);
    return { values, scale };
  }
}

function fillWith(values: Float64Array, elements: BigInt64Array): void {
  const { low, high } = halvesOf(elements);
  for (let at = 0; at < values.length; at++) values[at] = high[2 * at + 1]! * 2 ** 32 + low[2 * at]!;
}

/** Two halves are read faster than one large number: the lower ones stand at even places, the higher ones at odd places. */
const halvesOf = ({ buffer, byteOffset, length }: BigInt64Array) => ({
  low: new Uint32Array(buffer, byteOffset, length * 2),
  high: new Int32Array(buffer, byteOffset, length * 2),
});
