import { finished, stretchesBelow } from "../../base/pieces.ts";
import { sortStretch } from "../sorting.ts";
import type { Preorder } from "./preorder.ts";

/** Who lies where in memory: the person of each place, and the way back. */
type Home = Pick<Preorder, "order" | "place">;

/** So many people are gone through in one piece: some milliseconds. */
const AT_ONCE = 2 ** 14;

/** The places of some, in joining order. */
export const inJoiningOrder = (...of: Parameters<typeof puttingInJoiningOrder>): Int32Array =>
  finished(puttingInJoiningOrder(...of));

/** The same piece by piece. */
export function* puttingInJoiningOrder(
  { order, place }: Home,
  is: (at: number) => boolean,
): Generator<undefined, Int32Array> {
  const isAmong = new Uint8Array(order.length);
  let count = 0;
  yield* stretchesBelow(order.length, (from, to) => {
    for (let at = from; at < to; at++)
      if (is(at)) {
        isAmong[order[at]!] = 1;
        count++;
      }
  });
  yield;
  const places = new Int32Array(count);
  let found = 0;
  yield* stretchesBelow(place.length, (from, to) => {
    for (let person = from; person < to; person++)
      if (isAmong[person] === 1) places[found++] = place[person]!;
  });
  return places;
}

/** Those below each place (`above`; -1: below nobody), those of place p from `from[p]` on, in joining order. */
export function* families(
  above: Int32Array,
  home: Home,
): Generator<undefined, { from: Int32Array; children: Int32Array }> {
  const size = above.length;
  const from = new Int32Array(size + 1);
  yield* stretchesBelow(size, (first, behind) => {
    for (let at = first; at < behind; at++) if (above[at]! >= 0) from[above[at]! + 1]!++;
  });
  for (let at = 0; at < size; at++) from[at + 1]! += from[at]!;
  yield;
  const next = from.slice();
  const children = new Int32Array(from[size]!);
  yield* stretchesBelow(size, (first, behind) => {
    for (let at = first; at < behind; at++)
      if (above[at]! >= 0) children[next[above[at]!]!++] = home.order[at]!;
  });
  yield;
  for (let at = 0; at < size; at++) {
    if (from[at + 1]! - from[at]! > 1) sortStretch(children, from[at]!, from[at + 1]!);
    if (at % AT_ONCE === 0) yield;
  }
  yield* stretchesBelow(children.length, (first, behind) => {
    for (let i = first; i < behind; i++) children[i] = home.place[children[i]!]!;
  });
  yield;
  return { from, children };
}
