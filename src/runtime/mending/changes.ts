import type { MemoryWords } from "./memory-words.ts";

/** Places at which an array has changed, with what stood there before: a lower and a higher word each. */
type Change = { readonly places: number[]; readonly was: number[] };

/** What is another figure now than it was, in which arrays and where. */
export class Changes {
  private readonly byArray = new Map<number, Change>();

  get arrays(): Iterable<number> {
    return this.byArray.keys();
  }

  places(array: number): readonly number[] {
    return this.byArray.get(array)?.places ?? [];
  }

  note(array: number, place: number, low: number, high: number): void {
    let change = this.byArray.get(array);
    if (!change) this.byArray.set(array, (change = { places: [], was: [] }));
    change.places.push(place);
    change.was.push(low, high);
  }

  /** Exchanges what stands in memory and what is noted of it: the second time all is as it was before the first. */
  swap(array: number, memory: MemoryWords): void {
    const change = this.byArray.get(array);
    if (!change) return;
    const { places, was } = change;
    for (let i = 0; i < places.length; i++) {
      const [low, high] = [memory.low(array, places[i]!), memory.high(array, places[i]!)];
      memory.put(array, places[i]!, was[2 * i]!, was[2 * i + 1]!);
      was[2 * i] = low;
      was[2 * i + 1] = high;
    }
  }
}
