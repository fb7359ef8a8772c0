import type { Preorder } from "../preorder.ts";

/** A tree by places of its preorder: who is above whom, where branches end, and who has many below. */
export type Branches = {
  readonly depth: Int32Array;
  /** The place of the person above; -1 at a top. */
  readonly above: Int32Array;
  /** The first place behind the branch. */
  readonly end: Int32Array;
  /**
   * The number of a large branch among the large ones. Below 0 for somebody with a small one: the place at the top of the
   * small branch around him then, with all bits turned over. Above a large branch there are only large ones.
   */
  readonly large: Int32Array;
  /** The places of the large branches, in order. */
  readonly places: Int32Array;
};

/** `smallest`: a branch of so many people is a large one. */
export function branchesOf({ depth }: Preorder, smallest: number): Branches {
  const size = depth.length;
  const [above, end, large] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const open: number[] = [];
  for (let place = 0; place < size; place++) {
    while (open.length > depth[place]!) end[open.pop()!] = place;
    above[place] = open.at(-1) ?? -1;
    open.push(place);
  }
  for (const place of open) end[place] = size;
  const places: number[] = [];
  for (let place = 0; place < size; place++)
    if (end[place]! - place < smallest) {
      const isWithin = above[place]! >= 0 && large[above[place]!]! < 0;
      large[place] = isWithin ? large[above[place]!]! : ~place;
    } else {
      large[place] = places.length;
      places.push(place);
    }
  return { depth, above, end, large, places: Int32Array.from(places) };
}

/** The largest branch around somebody that is not a large one: the place of its top; itself where somebody's own is large. */
export function topOfSmall({ large }: Branches, place: number): number {
  const one = large[place]!;
  return one < 0 ? ~one : place;
}
