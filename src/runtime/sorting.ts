import { finished } from "../base/pieces.ts";

/** What people are put in order by: a figure for each place, the lowest or the highest first. */
export type SortKey = { readonly values: ArrayLike<number | bigint>; readonly lowestFirst: boolean };

/** Fewer are compared with one another sooner than they are counted. */
const FEWEST_COUNTED = 500;
const DIGIT = 2 ** 11;
const MOST_EXACT = 2 ** 53;

/** Compares two places by keys: below 0 where the first stands first. */
export const comparing =
  (keys: readonly SortKey[]) =>
  (a: number, b: number): number => {
    for (const { values, lowestFirst } of keys) {
      const [x, y] = [values[a]!, values[b]!];
      if (x !== y) return x < y === lowestFirst ? -1 : 1;
    }
    return 0;
  };

/**
 * Places in the order of keys, the first one before the others; those that are equal stay as they stand. Whole numbers are
 * put in order digit by digit from the last one on (radix sort), which compares nobody with anybody.
 */
export const sortedBy = (...of: Parameters<typeof sorting>): Int32Array => finished(sorting(...of));

/** The same piece by piece. */
export function* sorting(places: Int32Array, keys: readonly SortKey[]): Generator<undefined, Int32Array> {
  const compare = comparing(keys);
  // Whoever asks for the earliest first has them so already.
  if (places.every((at, i) => i === 0 || compare(places[i - 1]!, at) <= 0)) return places;
  const found = places.length < FEWEST_COUNTED ? null : yield* counting(places, keys);
  return found ?? places.slice().sort(compare);
}

/** Places in order digit by digit, the last key first; null where a double does not hold what they are put in order by. */
function* counting(places: Int32Array, keys: readonly SortKey[]): Generator<undefined, Int32Array | null> {
  let sorted = places;
  for (const key of keys.toReversed()) {
    const distances = fromFirst(sorted, key);
    if (distances === null) return null;
    let { of } = distances;
    for (let unit = 1; unit <= distances.largest; unit *= DIGIT) {
      yield;
      [sorted, of] = byDigit(sorted, of, unit);
    }
    yield;
  }
  return sorted;
}

/** How far the figure of each of some places is from the one that stands first; null where a double does not hold it. */
function fromFirst(
  places: Int32Array,
  { values, lowestFirst }: SortKey,
): { readonly of: Float64Array; readonly largest: number } | null {
  const of = new Float64Array(places.length);
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < places.length; i++) {
    const value = Number(values[places[i]!]!);
    of[i] = value;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const largest = highest - lowest;
  if (!(largest < MOST_EXACT && highest < MOST_EXACT && lowest > -MOST_EXACT)) return null;
  for (let i = 0; i < of.length; i++) of[i] = lowestFirst ? of[i]! - lowest : highest - of[i]!;
  return { of, largest };
}

/** Places and their figures in the order of one digit: figures move along, so that nobody has to look for them all over. */
function byDigit(places: Int32Array, of: Float64Array, unit: number): [Int32Array, Float64Array] {
  const next = new Int32Array(DIGIT + 1);
  const digitOf = (figure: number): number => Math.floor(figure / unit) % DIGIT;
  for (let i = 0; i < of.length; i++) next[digitOf(of[i]!) + 1]!++;
  for (let i = 0; i < DIGIT; i++) next[i + 1]! += next[i]!;
  const [sorted, moved] = [new Int32Array(places.length), new Float64Array(places.length)];
  for (let i = 0; i < of.length; i++) {
    const to = next[digitOf(of[i]!)]!++;
    sorted[to] = places[i]!;
    moved[to] = of[i]!;
  }
  return [sorted, moved];
}

/** So few are put in order sooner by hand. */
const FEW = 16;

/** Puts numbers in order, those from one place up to another. */
export function sortStretch(numbers: Int32Array, from: number, to: number): void {
  if (to - from > FEW) {
    numbers.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const one = numbers[i]!;
    let at = i;
    for (; at > from && numbers[at - 1]! > one; at--) numbers[at] = numbers[at - 1]!;
    numbers[at] = one;
  }
}
