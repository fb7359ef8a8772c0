import { type Distribution, meanOf } from "../../analysis/distribution.ts";
import { fraction, ZERO } from "../../base/exact.ts";
import type { Rounding } from "../../base/rounding.ts";
import { selected } from "../../base/selected.ts";
import type { Tally } from "../../runtime/surveys/survey.ts";

/** What some people are paid, in units of a decimal. Most are paid nothing: of those it is only known how many they are. */
export type Paid = Tally & {
  readonly people: number;
  /** Amounts that are not 0, in any order: only where they are needed (see `needsAmounts`). */
  readonly amounts: Float64Array;
};

/** Whole numbers up to here are exact as doubles, and so are sums of two of them. */
const SAFE = 2 ** 52;
const NO_AMOUNTS = new Float64Array(0);

/** Whether the amounts have to be known one by one: where one in the middle is paid something. */
export function needsAmounts({ people, some, negative }: Omit<Paid, "amounts">): boolean {
  const [lower, upper] = middleOf(people);
  return people > 0 && (lower < negative || upper >= negative + people - some);
}

/** The places of the two in the middle, or twice that of the one. */
const middleOf = (people: number): readonly [number, number] => [(people - 1) >> 1, people >> 1];

/** What comes to people of whom these are paid something, and so many others nothing. */
export function paidOf(amounts: Float64Array, zeros: number): Paid {
  let [whole, so] = [0n, 0];
  let negative = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < amounts.length; at++) {
    const amount = amounts[at]!;
    if (amount < 0) negative++;
    if (amount > highest) highest = amount;
    so += amount;
    if (so < SAFE && so > -SAFE) continue;
    whole += BigInt(so);
    so = 0;
  }
  const some = amounts.length;
  return {
    ...{ people: some + zeros, some, negative, total: whole + BigInt(so), amounts },
    highest: some === 0 ? null : BigInt(highest),
  };
}

/** Several groups of people as one; `amounts`: those of all of them, where they are needed. */
export const allOf = (groups: readonly Omit<Paid, "amounts">[], amounts: Float64Array = NO_AMOUNTS): Paid =>
  groups.reduce<Paid>(
    (so, { people, some, negative, total, highest }) => ({
      ...{ people: so.people + people, some: so.some + some, negative: so.negative + negative },
      ...{ total: so.total + total, amounts },
      highest: so.highest === null || (highest !== null && highest > so.highest) ? highest : so.highest,
    }),
    { people: 0, some: 0, negative: 0, total: 0n, highest: null, amounts },
  );

/** How amounts are spread: the same as `distributionOf` of all of them, without sorting. */
export function spreadOf(paid: Paid, scale: number, rounding: Rounding): Distribution {
  const { people, some, highest } = paid;
  const exact = (units: bigint, parts = 1n) => fraction(units, parts * 10n ** BigInt(scale));
  const zeros = people - some;
  const total = exact(paid.total);
  return {
    people,
    nothing: zeros,
    total,
    median: needsAmounts(paid) ? exact(twiceTheMiddle(paid, zeros), 2n) : ZERO,
    mean: meanOf(total, people, rounding),
    highest: highest === null || (zeros > 0 && highest < 0n) ? ZERO : exact(highest),
  };
}

/** The two in the middle together. */
function twiceTheMiddle({ people, negative, amounts }: Paid, zeros: number): bigint {
  const [lower, upper] = middleOf(people);
  // Zeros stand behind the negative amounts and before the positive ones.
  const standingAt = (place: number): number => {
    if (place < negative) return selected(amounts, place);
    return place < negative + zeros ? 0 : selected(amounts, place - zeros);
  };
  const above = standingAt(upper);
  if (lower === upper) return 2n * BigInt(above);
  // What stands before it: another one like it, or the largest of those that are smaller.
  let [smaller, largest] = [above > 0 ? zeros : 0, above > 0 && zeros > 0 ? 0 : Number.NEGATIVE_INFINITY];
  for (let at = 0; at < amounts.length; at++) {
    const amount = amounts[at]!;
    if (amount >= above) continue;
    smaller++;
    if (amount > largest) largest = amount;
  }
  return BigInt(smaller < upper ? above : largest) + BigInt(above);
}
