import type { SoFarMachine } from "../ir/program.ts";
import { halvesOf } from "./units.ts";
import type { View } from "./view.ts";

/** Amounts are added up in two parts, each a whole number that a double holds exactly: so many bits in the lower one. */
const LOW_BITS = 26;
const LOW = 2 ** LOW_BITS;
const WORD = 2 ** 32;
/** Whole sums stay below 2^63: the upper part of them below this. */
const MOST_HIGH = 2 ** (63 - LOW_BITS);
const MOST_EXACT = 2 ** 53;

/**
 * What was ordered by each buyer, or below, up to and with each order: orders are gone through as they happened. Below a
 * buyer each adds to a tree of partial sums over the preorder (Fenwick 1994), in which the branch of the buyer is a range.
 * False where sums do not fit into 64 bits.
 */
export function runSoFar(machine: SoFarMachine, view: View): boolean {
  const from = view.array(machine.from) as Int32Array;
  const count = from[view.people]!;
  const buyers = new Int32Array(count);
  for (let at = 0; at < view.people; at++) buyers.fill(at, from[at]!, from[at + 1]!);
  const sequence = (view.array(machine.sequence) as Int32Array).subarray(0, count);
  const place = machine.below && view.array(machine.below.place);
  const end = machine.below && view.array(machine.below.end);
  const values = view.array(machine.values) as BigInt64Array;
  const words = halvesOf(values);
  const found = view.array(machine.found) as BigInt64Array;
  const foundWords = halvesOf(found);
  const days = halvesOf(view.array(machine.days) as BigInt64Array);
  const [lowOfNoDay, highOfNoDay] = [machine.noDay | 0, Math.floor(machine.noDay / WORD)];
  const [high, low] = [new Float64Array(view.people + 1), new Float64Array(view.people + 1)];

  const tell = (order: number): void => {
    const buyer = buyers[order]!;
    let [upper, lower] = [0, 0];
    if (!place || !end) [upper, lower] = [high[buyer]!, low[buyer]!];
    else {
      for (let at = Number(end[buyer]!); at > 0; at &= at - 1) {
        upper += high[at]!;
        lower += low[at]!;
      }
      for (let at = Number(place[buyer]!) + 1; at > 0; at &= at - 1) {
        upper -= high[at]!;
        lower -= low[at]!;
      }
    }
    const sum = upper * LOW + lower;
    if (sum < MOST_EXACT && sum > -MOST_EXACT) {
      foundWords[2 * order] = sum;
      foundWords[2 * order + 1] = Math.floor(sum / WORD);
    } else found[order] = BigInt(upper) * BigInt(LOW) + BigInt(lower);
  };
  const add = (buyer: number, upper: number, lower: number): void => {
    if (!place) {
      high[buyer]! += upper;
      low[buyer]! += lower;
      return;
    }
    for (let at = Number(place[buyer]!) + 1; at <= view.people; at += at & -at) {
      high[at]! += upper;
      low[at]! += lower;
    }
  };

  let mass = 0;
  const undated: number[] = [];
  for (let i = 0; i < sequence.length; i++) {
    const order = sequence[i]!;
    const [lower, upper] = [words[2 * order]! >>> 0, words[2 * order + 1]!];
    const rest = lower % LOW;
    const whole = upper * (WORD / LOW) + (lower - rest) / LOW;
    mass += Math.abs(whole) + 1;
    if (mass >= MOST_HIGH) return false;
    add(buyers[order]!, whole, rest);
    // What has no day counts as ordered already for all others; with it, all has.
    if (days[2 * order + 1] === highOfNoDay && days[2 * order] === lowOfNoDay) undated.push(order);
    else tell(order);
  }
  for (const order of undated) tell(order);
  return true;
}
