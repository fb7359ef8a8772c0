import type { ScaledArray } from "../ir/program.ts";
import type { Elements } from "./memory.ts";

/** What a machine sees of the memory. */
export type View = {
  readonly people: number;
  /** Places by joining order, and the way back. */
  readonly place: Int32Array;
  readonly order: Int32Array;
  readonly array: (id: number) => Elements;
  /** The array of a column. */
  readonly column: (id: number) => Elements;
  /** What a column of the memory adds up to. */
  readonly sum: (column: BigInt64Array) => bigint;
};

/** The places of those who have something in a column, in joining order: most people have nothing of a pool. */
export function somewhere(values: Elements, { order, place }: Pick<View, "order" | "place">): number[] {
  const places: number[] = [];
  if (values instanceof BigInt64Array) {
    // Two halves are read faster than one large number.
    const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
    for (let at = 0; at < values.length; at++)
      if ((halves[2 * at]! | halves[2 * at + 1]!) !== 0) places.push(at);
  } else for (let at = 0; at < values.length; at++) if (values[at] !== 0) places.push(at);
  // People are plain numbers, and sorted as such they are in joining order.
  const people = Int32Array.from(places, (at) => order[at]!).sort();
  return Array.from(people, (person) => place[person]!);
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
