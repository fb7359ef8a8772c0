/** What people are put in order by: a figure for each place, the lowest or the highest first. */
export type SortKey = { readonly values: ArrayLike<number | bigint>; readonly lowestFirst: boolean };

/** Fewer are compared with one another sooner than they are counted. */
const FEWEST_COUNTED = 500;
const DIGIT = 2 ** 11;
const MOST_EXACT = 2 ** 53;

/**
 * Places in the order of keys, the first one before the others; those that are equal stay as they stand. Whole numbers are
 * put in order digit by digit from the last one on (radix sort), which compares nobody with anybody.
 */
export function sortedBy(places: Int32Array, keys: readonly SortKey[]): Int32Array {
  const compare = (a: number, b: number): number => {
    for (const { values, lowestFirst } of keys) {
      const [x, y] = [values[a]!, values[b]!];
      if (x !== y) return x < y === lowestFirst ? -1 : 1;
    }
    return 0;
  };
  // Whoever asks for the earliest first has them so already.
  if (places.every((at, i) => i === 0 || compare(places[i - 1]!, at) <= 0)) return places;
  const digits = places.length < FEWEST_COUNTED ? null : keys.map((key) => fromFirst(places, key));
  if (digits?.every((one) => one !== null) !== true) return places.slice().sort(compare);
  let sorted = places;
  for (const { of, largest } of digits.reverse())
    for (let unit = 1; unit <= largest; unit *= DIGIT) sorted = sortedByDigit(sorted, of, unit);
  return sorted;
}

/** How far every place's figure is from the one that stands first; null where a double does not hold it. */
function fromFirst(
  places: Int32Array,
  { values, lowestFirst }: SortKey,
): { readonly of: Float64Array; readonly largest: number } | null {
  const of = new Float64Array(values.length);
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < places.length; i++) {
    const value = Number(values[places[i]!]!);
    of[places[i]!] = value;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const largest = highest - lowest;
  if (!(largest < MOST_EXACT && highest < MOST_EXACT && lowest > -MOST_EXACT)) return null;
  for (let i = 0; i < places.length; i++) {
    const at = places[i]!;
    of[at] = lowestFirst ? of[at]! - lowest : highest - of[at]!;
  }
  return { of, largest };
}

function sortedByDigit(places: Int32Array, of: Float64Array, unit: number): Int32Array {
  const next = new Int32Array(DIGIT + 1);
  const digit = (at: number): number => Math.floor(of[at]! / unit) % DIGIT;
  for (let i = 0; i < places.length; i++) next[digit(places[i]!) + 1]!++;
  for (let i = 0; i < DIGIT; i++) next[i + 1]! += next[i]!;
  const sorted = new Int32Array(places.length);
  for (let i = 0; i < places.length; i++) sorted[next[digit(places[i]!)]!++] = places[i]!;
  return sorted;
}
