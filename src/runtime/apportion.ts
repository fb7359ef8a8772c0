import { selected } from "../base/selected.ts";

/**
 * Divides an amount by weights so that the parts are whole units and add up to it, by largest remainder: everyone gets the
 * exact part rounded down, and the units left over go to the largest fractions cut off, the earlier one first where they
 * are equal. The same as `apportion` of base/rounding.ts, in whole numbers.
 */
export function apportionUnits(amount: bigint, weights: readonly bigint[], unit: bigint): bigint[] {
  const plain = apportionPlain(amount, Float64Array.from(weights, Number), unit);
  return plain ? Array.from(plain, BigInt) : inLargeNumbers(amount, weights, unit);
}

/** Whole numbers are exact as doubles below this. */
const MOST_EXACT = 2 ** 53;

/** The same in doubles, many times as fast; null where something on the way may be too large to be exact. */
export function apportionPlain(amount: bigint, weights: Float64Array, unit: bigint): Float64Array | null {
  const [all, step] = [Number(amount), Number(unit)];
  let [total, mass] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    mass += Math.abs(weights[i]!);
  }
  if (!(Math.abs(all) * mass < MOST_EXACT && mass * step < MOST_EXACT)) return null;
  const parts = new Float64Array(weights.length);
  if (total === 0) return parts;
  const [shared, by] = total < 0 ? [-all, -total * step] : [all, total * step];
  const cuts = new Float64Array(weights.length);
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    const whole = shared * weights[i]!;
    const rest = whole % by;
    const cut = rest < 0 ? rest + by : rest;
    const steps = (whole - cut) / by;
    cuts[i] = cut;
    parts[i] = steps * step;
    given += steps;
  }
  // What does not fill a unit stays undivided.
  const over = all % step;
  giveOut(parts, cuts, (all - (over < 0 ? over + step : over)) / step - given, step);
  return parts;
}

/** Gives a unit more each to so many of those of whom most was cut off, the earlier ones first where it is the same. */
function giveOut(parts: Float64Array, cuts: Float64Array, units: number, step: number): void {
  if (units <= 0) return;
  const least = units >= cuts.length ? Number.NEGATIVE_INFINITY : selected(cuts, cuts.length - units);
  let equals = units;
  for (let i = 0; i < cuts.length; i++) if (cuts[i]! > least) equals--;
  for (let i = 0; i < cuts.length; i++)
    if (cuts[i]! > least || (cuts[i] === least && equals-- > 0)) parts[i]! += step;
}

function inLargeNumbers(amount: bigint, weights: readonly bigint[], unit: bigint): bigint[] {
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
