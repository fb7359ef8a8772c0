import { selected } from "../../base/selected.ts";

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
/** So many whole times something goes into a product are found to the next one. */
const MOST_TIMES = 2 ** 50;

/**
 * The same in doubles, many times as fast; null where something on the way may be too large to be exact. An amount times a
 * weight may be larger than that: what of it is cut off is a double again.
 */
export function apportionPlain(amount: bigint, weights: Float64Array, unit: bigint): Float64Array | null {
  const [all, step] = [Number(amount), Number(unit)];
  let [total, mass] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    mass += Math.abs(weights[i]!);
  }
  if (!(Math.abs(all) < MOST_EXACT && mass * step < MOST_EXACT / 2)) return null;
  const parts = new Float64Array(weights.length);
  if (total === 0) return parts;
  const [shared, by] = total < 0 ? [-all, -total * step] : [all, total * step];
  if (!((Math.abs(shared) * mass) / by < MOST_TIMES)) return null;
  const cuts = new Float64Array(weights.length);
  const [ofShared, ofBy] = [upperBits(shared), upperBits(by)];
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    const whole = shared * weight;
    let steps = Math.floor(whole / by);
    const taken = steps * by;
    // What is left of the product: the difference of two doubles that are near each other, and of what was rounded off them.
    let cut = whole - taken + (lost(shared, ofShared, weight, whole) - lost(by, ofBy, steps, taken));
    if (cut < 0) {
      steps--;
      cut += by;
    } else if (cut >= by) {
      steps++;
      cut -= by;
    }
    cuts[i] = cut;
    parts[i] = steps * step;
    given += steps;
  }
  // What does not fill a unit stays undivided.
  const over = all % step;
  giveOut(parts, cuts, (all - (over < 0 ? over + step : over)) / step - given, step);
  return parts;
}

/** The upper half of a double's bits, rounded (Veltkamp 1968): products of halves are exact. */
function upperBits(of: number): number {
  const far = of * (2 ** 27 + 1);
  return far - (far - of);
}

/** What was rounded off a product of two doubles (Dekker 1971). `upper`: the upper bits of the first. */
function lost(a: number, upper: number, b: number, product: number): number {
  const [lower, upperOfB] = [a - upper, upperBits(b)];
  const lowerOfB = b - upperOfB;
  return upper * upperOfB - product + upper * lowerOfB + lower * upperOfB + lower * lowerOfB;
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
