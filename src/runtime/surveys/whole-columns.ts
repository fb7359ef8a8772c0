import type { ArraySpec } from "../../ir/program.ts";
import type { Elements } from "../memory.ts";
import { sumOf } from "../view.ts";
import type { Ends, Grouped, Lying, Sums, Surveyor, Tally } from "./survey.ts";

/** What of a machine is seen by who goes through its columns. */
export type Lookout = {
  /** Null where nobody has brought the code that goes through columns. */
  readonly surveyor: Surveyor | null;
  readonly people: number;
  readonly arrays: readonly ArraySpec[];
  readonly elementsOf: (array: number) => Elements;
  /** Where an array begins, in bytes. */
  readonly at: (array: number) => number;
  /** With the same version an array is the same; 0: nobody says when it is written. */
  readonly versionOf: (array: number) => number;
};

/**
 * What is found by going through whole arrays of people, by their numbers. What one adds up to is kept for as long as nothing
 * is written to it.
 */
export class WholeColumns {
  private readonly machine: Lookout;
  private readonly known = new Map<number, { readonly version: number; readonly sums: Sums }>();
  /** Arrays that hold what others do. */
  private readonly alike = new Map<number, number>();

  constructor(machine: Lookout) {
    this.machine = machine;
  }

  /** A step has filled an array with what stands in another one, or (null) with anything else. */
  noteAlike(array: number, other: number | null): void {
    if (other === null) this.alike.delete(array);
    else this.alike.set(array, other);
  }

  /** What an array comes to for those who count, by place; null: for everybody. */
  sums(array: number, counts: Uint8Array | null): Sums {
    if (counts !== null) return this.surveyor.sums(this.lying(array), counts);
    const same = this.alike.get(array);
    if (same !== undefined) return this.sums(same, null);
    const version = this.machine.versionOf(array);
    const known = this.known.get(array);
    if (known?.version === version) return known.sums;
    const sums = this.surveyor.sums(this.lying(array), null);
    // Of room to work in nobody says when it was written.
    if (version > 0 && isKept(this.machine.arrays[array]!)) this.known.set(array, { version, sums });
    return sums;
  }

  /** What any array adds up to, also one that is not of people. */
  totalOf(array: number): bigint {
    const { surveyor, people, elementsOf } = this.machine;
    const elements = elementsOf(array);
    return surveyor && elements.length === people ? this.sums(array, null).total : sumOf(elements);
  }

  /** What a column of large numbers adds up to while somebody writes to it. */
  totalNow(column: BigInt64Array): bigint {
    const lying = { at: column.byteOffset, memory: "i64" } as const;
    return this.machine.surveyor?.sums(lying, null).total ?? sumOf(column);
  }

  /** Between what an array lies for those who count. */
  ends(array: number, counts: Uint8Array | null): Ends {
    return this.surveyor.ends(this.lying(array), counts);
  }

  /** The places where an array has anything but 0; null where that cannot be found out here. */
  places(array: number): Int32Array | null {
    return this.machine.surveyor?.places(this.lying(array)) ?? null;
  }

  /** How many of those who count an array of groups has in each (see `Surveyor`); null where that cannot be found out here. */
  peopleIn(groups: number | null, of: number, counts: Uint8Array | null): Int32Array | null {
    return this.machine.surveyor?.peopleIn(this.lyingAs(groups), of, counts) ?? null;
  }

  /** What amounts come to by groups (see `Surveyor`); null where that cannot be found out here. */
  amountsIn(
    amounts: number,
    groups: number | null,
    of: number,
    counts: Uint8Array | null,
    wants: (tallies: readonly Tally[]) => readonly boolean[],
  ): Grouped | null {
    const { surveyor } = this.machine;
    return surveyor?.amountsIn(this.lying(amounts), this.lyingAs(groups), of, counts, wants) ?? null;
  }

  private get surveyor(): Surveyor {
    const { surveyor } = this.machine;
    if (!surveyor) throw new Error("nobody has brought the code that looks through columns");
    return surveyor;
  }

  private lyingAs(array: number | null): Lying | null {
    return array === null ? null : this.lying(array);
  }

  private lying(array: number): Lying {
    const { arrays, at, elementsOf } = this.machine;
    // Of a machine whose memory has been left to another nothing is found any more.
    elementsOf(array);
    return { at: at(array), memory: arrays[array]!.memory };
  }
}

/** Whether there is a time from which an array stays as it is: room to work in is written and emptied as it comes. */
export const isKept = ({ holds }: ArraySpec): boolean =>
  !(holds.kind === "levels" || holds.kind === "pool" || (holds.kind === "room" && holds.working));
