import type { SoFarMachine } from "../../ir/program.ts";
import { halvesOf } from "../data/units.ts";
import { sortStretch } from "../sorting.ts";
import type { View } from "../view.ts";

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
 * bits. `blockBits`: so many orders are gone through at once below, as a power of two.
 */
export function* runSoFar(
  machine: SoFarMachine,
  view: View,
  blockBits = BLOCK_BITS,
): Generator<void, boolean> {
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
    yield* ofBranches(orders, view.array(place) as Int32Array, view.array(end) as Int32Array, blockBits);
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
    if (!isAlone) sortStretch(own, 0, own.length);
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

/** So many orders lie beside one another in what is gone through at once: all that is read of them stays in the cache. */
const BLOCK_BITS = 13;
/** One of so many orders may have a branch that reaches beyond the block; of a tree that is a line all have. */
const FEWEST_WITHIN = 16;
/** All orders that a memory has room for. */
const ONE_BLOCK = 30;

/**
 * What was ordered below each buyer. Orders are numbered along the preorder, in which those below a buyer are a range behind
 * his own, and each adds, as they happened, to a tree of partial sums (Fenwick 1994). This is done block by block of the
 * preorder: orders as they happened lie all over the memory, and nearly all branches lie in one block. The few that reach
 * beyond it are asked for in each block.
 */
function* ofBranches(orders: Orders, place: Int32Array, end: Int32Array, blockBits: number): Generator<void> {
  const { count, isUndated, write } = orders;
  const ranges = rangesBelow(orders, place, end);
  yield;
  const isWide = (order: number, bits: number): boolean =>
    ranges[2 * order + 1]! > (blockOf(ranges, order, bits) + 1) * 2 ** bits;
  let wide = 0;
  for (let order = 0; order < count; order++) if (isWide(order, blockBits)) wide++;
  const bits = wide > count / FEWEST_WITHIN ? ONE_BLOCK : blockBits;
  yield;
  const { from, happened, when } = inBlocks(orders, ranges, bits);
  yield;
  // What has no day counts as ordered already for all others; with it, all has.
  const asked: Asked[] = [];
  for (let at = 0; at < count; at++) {
    const order = happened[at]!;
    if (isWide(order, bits))
      asked.push({ order, when: isUndated(order) ? count : when[at]!, upper: 0, lower: 0 });
  }
  asked.sort((a, b) => a.when - b.when);
  yield;
  const sums = new PartialSums(orders, ranges, Math.min(2 ** bits, count));
  for (let block = 0; block + 1 < from.length; block++) {
    sums.begin(block * 2 ** bits);
    const open = asked.filter(({ order }) => sums.reaches(order));
    let [undated, answered] = [from[block]!, 0];
    for (let k = from[block]!; k < from[block + 1]!; k++) {
      const order = happened[k]!;
      for (; answered < open.length && open[answered]!.when < when[k]!; answered++)
        sums.addTo(open[answered]!);
      sums.add(order);
      if (isUndated(order)) undated = k + 1;
      else if (!isWide(order, bits)) sums.tell(order);
      if (k % AT_ONCE === 0) yield;
    }
    for (; answered < open.length; answered++) sums.addTo(open[answered]!);
    for (let k = from[block]!; k < undated; k++) if (!isWide(happened[k]!, bits)) sums.tell(happened[k]!);
    yield;
  }
  for (const { order, upper, lower } of asked) write(order, upper, lower);
}

/** Between which orders along the preorder those below each order's buyer lie: all orders of one stand at the last of them. */
function rangesBelow({ count, from }: Orders, place: Int32Array, end: Int32Array): Int32Array {
  const people = place.length;
  const start = new Int32Array(people + 1);
  for (let buyer = 0; buyer < people; buyer++) start[place[buyer]! + 1] = from[buyer + 1]! - from[buyer]!;
  for (let at = 0; at < people; at++) start[at + 1]! += start[at]!;
  const ranges = new Int32Array(2 * count);
  for (let buyer = 0; buyer < people; buyer++)
    for (let order = from[buyer]!; order < from[buyer + 1]!; order++) {
      ranges[2 * order] = start[place[buyer]! + 1]!;
      ranges[2 * order + 1] = start[end[buyer]!]!;
    }
  return ranges;
}

const blockOf = (ranges: Int32Array, order: number, bits: number): number => (ranges[2 * order]! - 1) >> bits;

/** The orders of each block as they happened (those of block b from `from[b]` on), each with how many happened before it. */
function inBlocks({ count, sequence }: Orders, ranges: Int32Array, bits: number) {
  // Read all over: as small as can be.
  const blocks = new Uint16Array(count);
  for (let order = 0; order < count; order++) blocks[order] = blockOf(ranges, order, bits);
  const from = new Int32Array(((count - 1) >> bits) + 2);
  for (let order = 0; order < count; order++) from[blocks[order]! + 1]! += 1;
  for (let block = 0; block + 1 < from.length; block++) from[block + 1]! += from[block]!;
  const next = from.slice();
  const [happened, when] = [new Int32Array(count), new Int32Array(count)];
  for (let i = 0; i < count; i++) {
    const order = sequence[i]!;
    const at = next[blocks[order]!]!++;
    happened[at] = order;
    when[at] = i;
  }
  return { from, happened, when };
}

/** An order whose branch reaches beyond its block, how many orders come in before it is told, and what was found so far. */
type Asked = { readonly order: number; readonly when: number; upper: number; lower: number };

/** Sums of the orders of a block that have happened so far. */
class PartialSums {
  private readonly orders: Orders;
  private readonly ranges: Int32Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array | null;
  /** The first order of the block. */
  private base = 0;
  private readonly size: number;
  /** What was found last, in one part or in two. */
  private upper = 0;
  private lower = 0;

  constructor(orders: Orders, ranges: Int32Array, size: number) {
    this.orders = orders;
    this.ranges = ranges;
    this.size = size;
    this.low = new Float64Array(size + 1);
    this.high = orders.areSmall ? null : new Float64Array(size + 1);
  }

  begin(base: number): void {
    this.base = base;
    this.low.fill(0);
    this.high?.fill(0);
  }

  /** Whether an order's branch reaches beyond the block that it begins in, and there is something of it in this one. */
  reaches(order: number): boolean {
    return this.ranges[2 * order]! < this.base + this.size && this.ranges[2 * order + 1]! > this.base;
  }

  add(order: number): void {
    const { low, high, size } = this;
    const { values } = this.orders;
    const lower = high ? lowerPart(values, order) : whole(values, order);
    const upper = high ? upperPart(values, order) : 0;
    for (let at = this.ranges[2 * order]! - this.base; at <= size; at += at & -at) {
      low[at]! += lower;
      if (high) high[at]! += upper;
    }
  }

  tell(order: number): void {
    this.find(order);
    this.orders.write(order, this.upper, this.lower);
  }

  addTo(asked: Asked): void {
    this.find(asked.order);
    asked.upper += this.upper;
    asked.lower += this.lower;
  }

  /**
   * Adds up what of an order's branch is in the block: the sums up to the end without those up to the beginning. From where
   * both would go on over the same ones they need not.
   */
  private find(order: number): void {
    const { low, high, base, size, ranges } = this;
    let first = Math.max(0, ranges[2 * order]! - base);
    let behind = Math.min(size, ranges[2 * order + 1]! - base);
    let [upper, lower] = [0, 0];
    for (; behind > first; behind &= behind - 1) {
      lower += low[behind]!;
      if (high) upper += high[behind]!;
    }
    for (; first > behind; first &= first - 1) {
      lower -= low[first]!;
      if (high) upper -= high[first]!;
    }
    this.upper = upper;
    this.lower = lower;
  }
}
