import type { SoFarMachine } from "../ir/program.ts";
import { halvesOf } from "./units.ts";
import type { View } from "./view.ts";

/**
 * Amounts that a double does not hold together are added up in two parts, each a whole number that it does: so many bits in
 * the lower one.
 */
const LOW_BITS = 26;
const LOW = 2 ** LOW_BITS;
const WORD = 2 ** 32;
/** Whole sums stay below 2^63: the upper part of them below this. */
const MOST_HIGH = 2 ** (63 - LOW_BITS);
const MOST_EXACT = 2 ** 53;

/** So many orders or people are gone through in one piece: a few milliseconds. */
const AT_ONCE = 2 ** 13;

/** The orders of a period by the places of their buyers, and what is found for each. */
type Orders = {
  readonly count: number;
  /** Where the orders of everybody begin. */
  readonly from: Int32Array;
  /** All of them as they happened, those without a day first. */
  readonly sequence: Int32Array;
  /** In halves. */
  readonly values: Int32Array;
  /** Whether a double holds all of them together: then all of an amount is in its lower part. */
  readonly areSmall: boolean;
  readonly isUndated: (order: number) => boolean;
  readonly write: (order: number, upper: number, lower: number) => void;
};

/**
 * What was ordered by each buyer, or below, up to and with each order, piece by piece. False where sums do not fit into 64
 * bits.
 */
export function* runSoFar(machine: SoFarMachine, view: View): Generator<void, boolean> {
  const from = view.array(machine.from) as Int32Array;
  const count = from[view.people]!;
  const values = halvesOf(view.array(machine.values) as BigInt64Array);
  const days = halvesOf(view.array(machine.days) as BigInt64Array);
  const found = view.array(machine.found) as BigInt64Array;
  const halves = halvesOf(found);
  const [lowOfNoDay, highOfNoDay] = [machine.noDay | 0, Math.floor(machine.noDay / WORD)];
  // How far any sum is from 0 at most.
  let [parts, mass] = [0, 0];
  for (let order = 0; order < count; order++) {
    parts += Math.abs(upperPart(values, order)) + 1;
    mass += Math.abs(whole(values, order));
  }
  if (parts >= MOST_HIGH) return false;
  const orders: Orders = {
    ...{ count, from, values, areSmall: mass < MOST_EXACT },
    sequence: (view.array(machine.sequence) as Int32Array).subarray(0, count),
    isUndated: (order) => days[2 * order + 1] === highOfNoDay && days[2 * order] === lowOfNoDay,
    write(order, upper, lower) {
      const sum = upper * LOW + lower;
      if (sum < MOST_EXACT && sum > -MOST_EXACT) {
        halves[2 * order] = sum;
        halves[2 * order + 1] = Math.floor(sum / WORD);
      } else found[order] = BigInt(upper) * BigInt(LOW) + BigInt(lower);
    },
  };
  if (machine.below === null) yield* ofBuyers(orders);
  else {
    const { place, end } = machine.below;
    yield* ofBranches(orders, view.array(place) as Int32Array, view.array(end) as Int32Array);
  }
  return true;
}

const whole = (halves: Int32Array, order: number): number =>
  halves[2 * order + 1]! * WORD + (halves[2 * order]! >>> 0);
const upperPart = (halves: Int32Array, order: number): number =>
  halves[2 * order + 1]! * (WORD / LOW) + (halves[2 * order]! >>> LOW_BITS);
const lowerPart = (halves: Int32Array, order: number): number => halves[2 * order]! & (LOW - 1);

/**
 * What each buyer has ordered himself. It matters alone how the orders of one buyer stand to each other: so people are gone
 * through as they lie in memory, and not their orders as these happened, which lie all over it.
 */
function* ofBuyers({ count, from, sequence, values, areSmall, isUndated, write }: Orders): Generator<void> {
  const rank = new Int32Array(count);
  for (let i = 0; i < count; i++) rank[sequence[i]!] = i;
  const tell = (first: number, behind: number): void => {
    const isAlone = behind - first === 1;
    const own = rank.subarray(first, behind);
    if (!isAlone) sort(own);
    let [upper, lower, dated] = [0, 0, 0];
    for (let i = 0; i < own.length; i++) {
      const order = isAlone ? first : sequence[own[i]!]!;
      upper += areSmall ? 0 : upperPart(values, order);
      lower += areSmall ? whole(values, order) : lowerPart(values, order);
      if (isUndated(order)) dated = i + 1;
      else write(order, upper, lower);
    }
    // What has no day counts as ordered already for all others; with it, all has.
    for (let i = 0; i < dated; i++) write(isAlone ? first : sequence[own[i]!]!, upper, lower);
  };
  for (let buyer = 0; buyer + 1 < from.length; buyer++) {
    if (from[buyer]! < from[buyer + 1]!) tell(from[buyer]!, from[buyer + 1]!);
    if (buyer % AT_ONCE === 0) yield;
  }
}

/** So few are put in order sooner by hand. */
const FEW = 16;
function sort(numbers: Int32Array): void {
  if (numbers.length > FEW) {
    numbers.sort();
    return;
  }
  for (let i = 1; i < numbers.length; i++) {
    const one = numbers[i]!;
    let at = i;
    for (; at > 0 && numbers[at - 1]! > one; at--) numbers[at] = numbers[at - 1]!;
    numbers[at] = one;
  }
}

/**
 * What was ordered below each buyer: orders are gone through as they happened, and each adds to a tree of partial sums over
 * the preorder (Fenwick 1994), in which those below a buyer are a range behind his place.
 */
function* ofBranches(
  { count, from, sequence, values, areSmall, isUndated, write }: Orders,
  place: Int32Array,
  end: Int32Array,
): Generator<void> {
  const people = place.length;
  const low = new Float64Array(people + 1);
  const high = areSmall ? null : new Float64Array(people + 1);
  // Where each order's buyer stands, and where his branch ends, side by side: orders as they happened lie all over the memory.
  const branch = new Int32Array(2 * count);
  for (let buyer = 0; buyer < people; buyer++)
    for (let order = from[buyer]!; order < from[buyer + 1]!; order++) {
      branch[2 * order] = place[buyer]!;
      branch[2 * order + 1] = end[buyer]!;
    }
  const add = (order: number): void => {
    const lower = high ? lowerPart(values, order) : whole(values, order);
    const upper = high ? upperPart(values, order) : 0;
    for (let at = branch[2 * order]! + 1; at <= people; at += at & -at) {
      low[at]! += lower;
      if (high) high[at]! += upper;
    }
  };
  const tell = (order: number): void => {
    let [upper, lower] = [0, 0];
    // Sums up to the end without those up to the buyer: from where both would go on over the same ones they need not.
    let [first, behind] = [branch[2 * order]! + 1, branch[2 * order + 1]!];
    for (; behind > first; behind &= behind - 1) {
      lower += low[behind]!;
      if (high) upper += high[behind]!;
    }
    for (; first > behind; first &= first - 1) {
      lower -= low[first]!;
      if (high) upper -= high[first]!;
    }
    write(order, upper, lower);
  };
  let undated = 0;
  for (let i = 0; i < count; i++) {
    const order = sequence[i]!;
    add(order);
    // What has no day counts as ordered already for all others; with it, all has.
    if (isUndated(order)) undated = i + 1;
    else tell(order);
    if (i % AT_ONCE === 0) yield;
  }
  for (let i = 0; i < undated; i++) tell(sequence[i]!);
}
