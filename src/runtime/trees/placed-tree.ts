import { stretchesBelow } from "../../base/pieces.ts";
import { families, puttingInJoiningOrder } from "./families.ts";
import type { Preorder } from "./preorder.ts";

/**
 * A tree that rules build, by places in memory: who is above each place (-1: nobody), which place stands where in preorder,
 * and how deep. Whoever stands near in the tree mostly lies near in memory, as joining numbers do not: so it is put in order
 * without looking all over the memory.
 */
export type PlacedTree = {
  readonly above: Int32Array;
  readonly order: Int32Array;
  /** By the place in preorder. */
  readonly depth: Int32Array;
  readonly deepest: number;
};

/** So many people are gone through in one piece: some milliseconds. */
const AT_ONCE = 2 ** 14;

/** Puts people in preorder, parents before children, children and tops in joining order. `home`: who lies where in memory. */
export function* planting(above: Int32Array, home: Preorder): Generator<undefined, PlacedTree> {
  const size = above.length;
  const { from, children } = yield* families(above, home);
  const tops = yield* puttingInJoiningOrder(home, (at) => above[at]! < 0);
  yield;
  const next = from.slice();
  const [order, depth] = [new Int32Array(size), new Int32Array(size)];
  let [filled, deepest] = [0, 0];
  for (const top of tops) {
    let deep = 0;
    order[filled++] = top;
    for (let at = top; ; ) {
      if (next[at]! < from[at + 1]!) {
        at = children[next[at]!++]!;
        deep++;
        order[filled] = at;
        depth[filled++] = deep;
        if (deep > deepest) deepest = deep;
        if (filled % AT_ONCE === 0) yield;
      } else if (at === top) break;
      else {
        at = above[at]!;
        deep--;
      }
    }
  }
  return { above, order, depth, deepest };
}

/**
 * The same tree with some cut off from whoever is above them: each of these is a top then, with the branch below. Branches are
 * ranges of the preorder, so that they are moved as they are.
 */
export function* cutting(
  whole: PlacedTree,
  isCut: (at: number) => boolean,
  home: Preorder,
): Generator<undefined, PlacedTree> {
  const size = whole.order.length;
  const above = whole.above.slice();
  yield* stretchesBelow(size, (from, to) => {
    for (let at = from; at < to; at++) if (isCut(at)) above[at] = -1;
  });
  yield;
  const places = placesIn(whole);
  yield;
  const ends = endsIn(whole);
  yield;
  const tops = yield* puttingInJoiningOrder(home, (at) => above[at]! < 0);
  const [order, depth] = [new Int32Array(size), new Int32Array(size)];
  let [filled, deepest] = [0, 0];
  yield;
  for (const top of tops) {
    const first = places[top]!;
    for (let place = first; place < ends[first]!; ) {
      const at = whole.order[place]!;
      if (place > first && above[at]! < 0) {
        place = ends[place]!;
        continue;
      }
      const deep = whole.depth[place]! - whole.depth[first]!;
      if (deep > deepest) deepest = deep;
      order[filled] = at;
      depth[filled++] = deep;
      place++;
      if (filled % AT_ONCE === 0) yield;
    }
  }
  return { above, order, depth, deepest };
}

const known = new WeakMap<PlacedTree, { places?: Int32Array; ends?: Int32Array }>();
function knownOf(tree: PlacedTree): { places?: Int32Array; ends?: Int32Array } {
  let all = known.get(tree);
  if (!all) known.set(tree, (all = {}));
  return all;
}

/** Where in preorder each place of memory stands. */
export function placesIn(tree: PlacedTree): Int32Array {
  const all = knownOf(tree);
  if (!all.places) {
    all.places = new Int32Array(tree.order.length);
    for (let place = 0; place < tree.order.length; place++) all.places[tree.order[place]!] = place;
  }
  return all.places;
}

/** The first place in preorder behind the branch of whoever stands at each. */
export function endsIn(tree: PlacedTree): Int32Array {
  const all = knownOf(tree);
  if (!all.ends) {
    const { depth, deepest } = tree;
    all.ends = new Int32Array(depth.length).fill(depth.length);
    // Those that are open, by depth: whoever stands no higher ends the branches of the others.
    const open = new Int32Array(deepest + 1);
    let count = 0;
    for (let place = 0; place < depth.length; place++) {
      while (count > depth[place]!) all.ends[open[--count]!] = place;
      open[count++] = place;
    }
  }
  return all.ends;
}
