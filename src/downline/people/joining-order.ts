import { eachBelow, type Work } from "../../base/pieces.ts";
import type { PeopleRows } from "./people-rows.ts";

/** Runs of so many rows are put in order at once; then they become longer ones, two by two. */
const RUN = 4096;

/**
 * The rows that stay, by the day of joining, those who were there before first; the file decides between equals. Piece by
 * piece, which an array that sorts itself does not know: runs are put in order, and merged.
 */
export function* joiningOrder({ joined, table }: PeopleRows, stays: Uint8Array): Work<Int32Array> {
  let rows = new Int32Array(table.size);
  let [count, isSorted] = [0, true];
  yield* eachBelow(table.size, (row) => {
    if (!stays[row]) return;
    if (count > 0 && joined[rows[count - 1]!]! > joined[row]!) isSorted = false;
    rows[count++] = row;
  });
  rows = rows.slice(0, count);
  if (isSorted) return rows;
  for (let from = 0; from < count; from += RUN) {
    rows.subarray(from, from + RUN).sort((a, b) => joined[a]! - joined[b]! || a - b);
    yield;
  }
  let into = new Int32Array(count);
  for (let run = RUN; run < count; run *= 2) {
    yield* merging(rows, into, run, joined);
    [rows, into] = [into, rows];
  }
  return rows;
}

/** Runs of some length as half as many of twice the length; of equals the one of the first run comes first. */
function* merging(rows: Int32Array, into: Int32Array, run: number, joined: Int32Array): Work<void> {
  let [left, right, middle, end] = [0, 0, 0, 0];
  yield* eachBelow(rows.length, (at) => {
    if (at === end) {
      left = end;
      middle = right = Math.min(end + run, rows.length);
      end = Math.min(end + 2 * run, rows.length);
    }
    const isFirst = left < middle && (right === end || joined[rows[left]!]! <= joined[rows[right]!]!);
    into[at] = rows[isFirst ? left++ : right++]!;
  });
}
