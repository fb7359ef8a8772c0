/**
 * Divides an amount by weights so that the parts are whole units and add up to it, by largest remainder: everyone gets the
 * exact part rounded down, and the units left over go to the largest fractions cut off, the earlier one first where they
 * are equal. The same as `apportion` of base/rounding.ts, in whole numbers.
 */
export function apportionUnits(amount: bigint, weights: readonly bigint[], unit: bigint): bigint[] {
  let total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return weights.map(() => 0n);
  let shared = amount;
  if (total < 0n) [total, shared] = [-total, -amount];
  const divisor = total * unit;
  const cuts: bigint[] = [];
  let left = amount;
  const parts = weights.map((weight) => {
    const whole = shared * weight;
    let steps = whole / divisor;
    let cut = whole - steps * divisor;
    if (cut < 0n) {
      steps--;
      cut += divisor;
    }
    cuts.push(cut);
    left -= steps * unit;
    return steps * unit;
  });
  let units = left / unit;
  if (units <= 0n) return parts;
  const byCut = [...cuts.keys()].sort((a, b) => (cuts[a]! < cuts[b]! ? 1 : cuts[a]! > cuts[b]! ? -1 : a - b));
  for (const index of byCut) {
    if (units <= 0n) break;
    parts[index] = parts[index]! + unit;
    units--;
  }
  return parts;
}
