import { finished, type Work } from "../../base/pieces.ts";

/** A tree as the data draw it: the index of everybody's parent, below 0 at a top; sides where it has them (0, 1 left, 2 right). */
export type Lineage = { readonly parent: Int32Array; readonly side: Uint8Array | null };

/**
 * People in preorder: parents before children, children in joining order, so that every branch is a range. `order[k]` is
 * the person at place k, `depth[k]` how deep he stands there; `place` is the way back.
 */
export type Preorder = {
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly depth: Int32Array;
  readonly deepest: number;
};

const known = new WeakMap<Int32Array, Preorder>();

/** The people of a tree in preorder: put so once, for data do not change. */
export const preorderOf = (parent: Int32Array): Preorder =>
  known.get(parent) ?? finished(preordering(parent));

/** The same piece by piece. */
export function* preordering(parent: Int32Array): Work<Preorder> {
  let order = known.get(parent);
  if (!order) known.set(parent, (order = yield* ordering(parent)));
  return order;
}

/** So many people are put in order in one piece: some milliseconds. */
const AT_ONCE = 4096;

/** Puts the people of a tree in preorder, in one pass down the links from first child to next sibling. */
function* ordering(parent: Int32Array): Work<Preorder> {
  const size = parent.length;
  const { first, next, tops } = linksOf(parent);
  yield;
  const order = new Int32Array(size);
  const place = new Int32Array(size);
  const depth = new Int32Array(size);
  let deepest = 0;
  let filled = 0;
  for (const top of tops) {
    let deep = 0;
    for (let person = top; person >= 0; ) {
      order[filled] = person;
      place[person] = filled;
      depth[filled++] = deep;
      if (deep > deepest) deepest = deep;
      if (filled % AT_ONCE === 0) yield;
      if (first[person]! >= 0) {
        person = first[person]!;
        deep++;
        continue;
      }
      while (person !== top && next[person]! < 0) {
        person = parent[person]!;
        deep--;
      }
      person = person === top ? -1 : next[person]!;
    }
  }
  return { order, place, depth, deepest };
}

/** The first place behind the branch of everybody: those below somebody stand at the places between. */
export function endsOf({ order, depth }: Preorder): Int32Array {
  const ends = new Int32Array(order.length).fill(order.length);
  // Those above the one that is come to, and itself: whoever stands no higher ends the branches of the others.
  const open: number[] = [];
  for (const [place, person] of order.entries()) {
    while (open.length > depth[place]!) ends[open.pop()!] = place;
    open.push(person);
  }
  return ends;
}

/** First child and next sibling of everybody, in joining order, -1 for nobody; and the tops. */
export function linksOf(parent: Int32Array): {
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly tops: readonly number[];
} {
  const size = parent.length;
  const first = new Int32Array(size).fill(-1);
  const next = new Int32Array(size).fill(-1);
  const tops: number[] = [];
  for (let person = size - 1; person >= 0; person--) {
    const above = parent[person]!;
    if (above < 0) tops.push(person);
    else {
      next[person] = first[above]!;
      first[above] = person;
    }
  }
  return { first, next, tops: tops.reverse() };
}
