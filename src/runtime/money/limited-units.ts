import { apportionPlain, apportionUnits } from "./apportion.ts";

/**
 * Divides a pot by shares of which nobody gets more than a limit, in whole units: what is over is lost, or shared again
 * among the others until nobody is over. Parts are compared with limits crosswise, so that none of them is a fraction. The
 * same as `limitedParts` of pool.ts; null where something is below 0, which is left to that.
 */
export function limitedUnits(
  pot: bigint,
  shares: readonly bigint[],
  limits: readonly bigint[],
  { unit, sharingTheRest }: { readonly unit: bigint; readonly sharingTheRest: boolean },
): bigint[] | null {
  const isBelow = (amount: bigint) => amount < 0n;
  if (isBelow(pot) || shares.some(isBelow) || limits.some(isBelow)) return null;
  const parts = shares.map(() => 0n);
  let left = pot;
  let all = shares.reduce((sum, share) => sum + share, 0n);
  let open = [...shares.keys()];
  while (sharingTheRest) {
    // Whether somebody is over is told by what is left as it was before this round.
    const [rest, together] = [left, all];
    const others: number[] = [];
    for (const one of open) {
      if (rest * shares[one]! <= limits[one]! * together) {
        others.push(one);
        continue;
      }
      parts[one] = limits[one]!;
      left -= limits[one]!;
      all -= shares[one]!;
    }
    if (others.length === open.length) break;
    open = others;
    if (open.length === 0) return parts;
  }
  // Everybody's part, as so many of the whole that all shares are.
  const wanted = open.map((one) => {
    const [part, limit] = [left * shares[one]!, limits[one]! * all];
    return part < limit ? part : limit;
  });
  const sum = wanted.reduce((so, one) => so + one, 0n);
  const amount = (sum / (all * unit)) * unit;
  apportionUnits(amount, wanted, unit).forEach((part, i) => {
    const one = open[i]!;
    parts[one] = part < limits[one]! ? part : limits[one]!;
  });
  return parts;
}

/** Whole numbers are exact as doubles below this. */
const MOST_EXACT = 2 ** 53;

/** The same in doubles, many times as fast; null where something is below 0, or a product may be too large to be exact. */
export function limitedPlain(
  pot: bigint,
  shares: Float64Array,
  limits: Float64Array,
  { unit, sharingTheRest }: { readonly unit: bigint; readonly sharingTheRest: boolean },
): Float64Array | null {
  const parts = new Float64Array(shares.length);
  let [left, all, lowest] = [Number(pot), 0, Number(pot)];
  for (let one = 0; one < shares.length; one++) {
    all += shares[one]!;
    lowest = Math.min(lowest, shares[one]!, limits[one]!);
  }
  const whole = left;
  if (!(lowest >= 0 && whole * all < MOST_EXACT && all * Number(unit) < MOST_EXACT)) return null;
  // A limit that is larger than the pot is as good as one that is as large.
  const limitOf = (one: number): number => Math.min(limits[one]!, whole);
  const open = new Int32Array(shares.length);
  let count = open.length;
  for (let one = 0; one < count; one++) open[one] = one;
  while (sharingTheRest) {
    // Whether somebody is over is told by what is left as it was before this round.
    const [rest, together, before] = [left, all, count];
    count = 0;
    for (let i = 0; i < before; i++) {
      const one = open[i]!;
      if (rest * shares[one]! <= limitOf(one) * together) {
        open[count++] = one;
        continue;
      }
      parts[one] = limitOf(one);
      left -= parts[one]!;
      all -= shares[one]!;
    }
    if (count === before) break;
  }
  if (count === 0) return parts;
  // Everybody's part, as so many of the whole that all shares are.
  const wanted = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const one = open[i]!;
    wanted[i] = Math.min(left * shares[one]!, limitOf(one) * all);
    sum += wanted[i]!;
  }
  const step = Number(unit);
  const amount = ((sum - (sum % (all * step))) / (all * step)) * step;
  const divided = apportionPlain(BigInt(amount), wanted, unit);
  if (divided === null) return null;
  for (let i = 0; i < count; i++) parts[open[i]!] = Math.min(divided[i]!, limitOf(open[i]!));
  return parts;
}
