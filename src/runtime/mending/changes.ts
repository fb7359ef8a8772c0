import type { MemoryWords } from "./memory-words.ts";

/** Places at which an array has changed, with what stood there before: a lower and a higher word each. */
type Change = { count: number; readonly places: number[]; readonly was: number[] };

/**
 * What is another figure now than it was, in which arrays and where. It is used again for the next change, and its lists are
 * never made shorter: that takes longer than all that is done with them.
 */
export class Changes {
  private readonly byArray: (Change | undefined)[] = [];
  private readonly arrays: number[] = [];
  /** In how many arrays something has changed. */
  many = 0;

  /** Forgets what was noted; the room for it stays. */
  begin(): void {
    for (let i = 0; i < this.many; i++) this.byArray[this.arrays[i]!]!.count = 0;
    this.many = 0;
  }

  /** An array in which something has changed, in the order in which that was noted. */
  array(which: number): number {
    return this.arrays[which]!;
  }

  places(array: number): readonly number[] {
    const change = this.byArray[array];
    return change ? change.places.slice(0, change.count) : [];
  }

  /** At how many places an array has changed, and which of them is one. */
  count(array: number): number {
    return this.byArray[array]?.count ?? 0;
  }

  place(array: number, which: number): number {
    return this.byArray[array]!.places[which]!;
  }

  note(array: number, place: number, low: number, high: number): void {
    let change = this.byArray[array];
    if (!change) this.byArray[array] = change = { count: 0, places: [], was: [] };
    if (change.count === 0) this.arrays[this.many++] = array;
    const i = change.count++;
    change.places[i] = place;
    change.was[2 * i] = low;
    change.was[2 * i + 1] = high;
  }

  /** Exchanges what stands in memory and what is noted of it: the second time all is as it was before the first. */
  swap(array: number, memory: MemoryWords): void {
    const { count, places, was } = this.byArray[array]!;
    for (let i = 0; i < count; i++) {
      const place = places[i]!;
      const [low, high] = [memory.low(array, place), memory.high(array, place)];
      memory.put(array, place, was[2 * i]!, was[2 * i + 1]!);
      was[2 * i] = low;
      was[2 * i + 1] = high;
    }
  }
}
