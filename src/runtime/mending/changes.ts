import type { MemoryWords } from "./memory-words.ts";

/** Places at which an array has changed, with what stood there before: a lower and a higher word each. */
type Change = { count: number; readonly places: number[]; readonly was: number[] };

/** What is another figure now than it was, in which arrays and where. It is used again for the next change. */
export class Changes {
  private readonly byArray: (Change | undefined)[] = [];
  /** The arrays in which something has changed, in the order in which that was noted. */
  readonly arrays: number[] = [];

  /** Forgets what was noted; the room for it stays. */
  begin(): void {
    for (const array of this.arrays) this.byArray[array]!.count = 0;
    this.arrays.length = 0;
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
    if (change.count === 0) this.arrays.push(array);
    const i = change.count++;
    change.places[i] = place;
    change.was[2 * i] = low;
    change.was[2 * i + 1] = high;
  }

  /** Exchanges what stands in memory and what is noted of it: the second time all is as it was before the first. */
  swap(array: number, memory: MemoryWords): void {
    const change = this.byArray[array];
    if (!change) return;
    const { count, places, was } = change;
    for (let i = 0; i < count; i++) {
      const place = places[i]!;
      const [low, high] = [memory.low(array, place), memory.high(array, place)];
      memory.put(array, place, was[2 * i]!, was[2 * i + 1]!);
      was[2 * i] = low;
      was[2 * i + 1] = high;
    }
  }
}
