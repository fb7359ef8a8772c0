import type { ScaledArray } from "../ir/program.ts";
import type { Elements } from "./memory.ts";
import { inJoiningOrder } from "./trees/families.ts";

/** What a machine sees of the memory. */
export type View = {
  readonly people: number;
  /** Places by joining order, and the way back. */
  readonly place: Int32Array;
  readonly order: Int32Array;
  readonly array: (id: number) => Elements;
  /** The array of a column. */
  readonly column: (id: number) => Elements;
  /** The places where an array of people has anything but 0; null where nobody has brought the code for it. */
  readonly places: (id: number) => Int32Array | null;
  /** What a column of the memory adds up to as it stands; and what an array does that steps before have written. */
  readonly sum: (column: BigInt64Array) => bigint;
  readonly sumOf: (id: number) => bigint;
};

/** The places of those who have something of an array, in joining order: most people have nothing of a pool. */
export function somewhere(
  { array: id }: ScaledArray,
  { order, place, places, array }: Pick<View, "order" | "place" | "places" | "array">,
): Int32Array {
  const found = places(id) ?? placesOfSome(array(id));
  if (found.length * FEW > order.length) {
    const isAmong = new Uint8Array(order.length);
    for (let i = 0; i < found.length; i++) isAmong[found[i]!] = 1;
    return inJoiningOrder({ order, place }, (at) => isAmong[at] === 1);
  }
  const people = new Int32Array(found.length);
  for (let i = 0; i < people.length; i++) people[i] = order[found[i]!]!;
  // People are plain numbers, and sorted as such they are in joining order.
  people.sort();
  return people.map((person) => place[person]!);
}

/** One of so many is sooner sorted than everybody is looked at. */
const FEW = 32;

function placesOfSome(values: Elements): Int32Array {
  const places: number[] = [];
  for (let at = 0; at < values.length; at++) if (Number(values[at]) !== 0) places.push(at);
  return Int32Array.from(places);
}

/** So many figures of 32 bits add up to less than 2^53: of a column with negative figures the lower halves are as large as that. */
const PIECE = 2 ** 20;

/** What a column of amounts adds up to, exactly, for however many people. */
export function sumOf(values: Elements): bigint {
  let sum = 0n;
  for (let from = 0; from < values.length; from += PIECE)
    sum += sumOfPiece(values.subarray(from, from + PIECE));
  return sum;
}

function sumOfPiece(values: Elements): bigint {
  if (!(values instanceof BigInt64Array)) {
    let sum = 0;
    for (let at = 0; at < values.length; at++) sum += values[at]!;
    return BigInt(sum);
  }
  // Two halves are read faster than one large number.
  const low = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const high = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  let [lows, highs] = [0, 0];
  for (let at = 0; at < low.length; at += 2) {
    lows += low[at]!;
    highs += high[at + 1]!;
  }
  return BigInt(lows) + (BigInt(highs) << 32n);
}

export const unitsIn = ({ array }: ScaledArray, { array: of }: View): Elements => of(array);
