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
  return (
    inPlainNumbers(amount, shared, weights, unit, divisor) ??
    inLargeNumbers(amount, shared, weights, unit, divisor)
  );
}

/** The same where nothing on the way is too large for a double: many times as fast. Null where something may be. */
function inPlainNumbers(
  amount: bigint,
  shared: bigint,
  weights: readonly bigint[],
  unit: bigint,
  divisor: bigint,
): bigint[] | null {
  const [whole, step, by] = [Number(shared), Number(unit), Number(divisor)];
  const plain = weights.map(Number);
  const mass = plain.reduce((so, weight) => so + Math.abs(weight), 0);
  if (!(by < MOST_EXACT && Math.abs(whole) * mass < MOST_EXACT)) return null;
  const cuts: number[] = [];
  let given = 0;
  const parts = plain.map((weight) => {
    const part = whole * weight;
    const rest = part % by;
    const cut = rest < 0 ? rest + by : rest;
    const steps = (part - cut) / by;
    cuts.push(cut);
    given += steps;
    return steps;
  });
  const all = Number(amount);
  const over = all % step;
  let units = (all - (over < 0 ? over + step : over)) / step - given;
  const byCut = units > 0 ? [...cuts.keys()].sort((a, b) => cuts[b]! - cuts[a]! || a - b) : [];
  for (const index of byCut) {
    if (units <= 0) break;
    parts[index]!++;
    units--;
  }
  return parts.map((steps) => BigInt(steps) * unit);
}

/** Whole numbers are exact as doubles below this. */
const MOST_EXACT = 2 ** 53;

function inLargeNumbers(
  amount: bigint,
  shared: bigint,
  weights: readonly bigint[],
  unit: bigint,
  divisor: bigint,
): bigint[] {
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
