import { apportionUnits } from "./apportion.ts";

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
