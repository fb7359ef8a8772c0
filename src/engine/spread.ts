import { type Distribution, meanOf } from "../analysis/distribution.ts";
import { fraction, ZERO } from "../base/exact.ts";
import type { Rounding } from "../base/rounding.ts";
import { selected } from "../base/selected.ts";

const SAFE = 2 ** 52;

/**
 * How amounts are spread, in units of a decimal: those that are none of them zero, and so many zeros beside them. The same as
 * `distributionOf` of all of them, without sorting.
 */
export function spreadOf(
  amounts: Float64Array,
  zeros: number,
  scale: number,
  rounding: Rounding,
): Distribution {
  const people = amounts.length + zeros;
  const exact = (units: number | bigint, parts = 1n) => fraction(BigInt(units), parts * 10n ** BigInt(scale));
  let [whole, so] = [0n, 0];
  let negative = 0;
  let highest = zeros > 0 || people === 0 ? 0 : Number.NEGATIVE_INFINITY;
  for (let at = 0; at < amounts.length; at++) {
    const amount = amounts[at]!;
    if (amount < 0) negative++;
    if (amount > highest) highest = amount;
    so += amount;
    // Whole numbers up to here are exact as doubles, and so are sums of two of them.
    if (so < SAFE && so > -SAFE) continue;
    whole += BigInt(so);
    so = 0;
  }
  const total = exact(whole + BigInt(so));
  // Zeros stand behind the negative amounts and before the positive ones.
  const at = (place: number): number | null =>
    place < negative ? place : place < negative + zeros ? null : place - zeros;
  const standingAt = (place: number): number => {
    const among = at(place);
    return among === null ? 0 : selected(amounts, among);
  };
  /** What stands before a value that stands at a place: another one like it, or the largest of those that are smaller. */
  const before = (value: number, place: number): number => {
    let [smaller, largest] = [value > 0 ? zeros : 0, value > 0 && zeros > 0 ? 0 : Number.NEGATIVE_INFINITY];
    for (let at = 0; at < amounts.length; at++) {
      const amount = amounts[at]!;
      if (amount >= value) continue;
      smaller++;
      if (amount > largest) largest = amount;
    }
    return smaller < place ? value : largest;
  };
  const middle = people >> 1;
  let median = ZERO;
  if (people > 0) {
    const upper = standingAt(middle);
    median = people % 2 === 1 ? exact(upper) : exact(before(upper, middle) + upper, 2n);
  }
  return {
    people,
    nothing: zeros,
    total,
    median,
    mean: meanOf(total, people, rounding),
    highest: exact(highest),
  };
}
