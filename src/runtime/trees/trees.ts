import { DRAWN, drawnTree, type TreeArray, type TreeMachine } from "../../ir/program.ts";
import type { Source } from "../data/source.ts";
import { inWords, numberAt } from "../data/units.ts";
import type { Elements } from "../memory.ts";
import { Stopped } from "../stopped.ts";
import { fillingTree } from "./fill-tree.ts";
import { cutting, endsIn, type PlacedTree, placesIn, planting } from "./placed-tree.ts";
import { endsOf, type Lineage, linksOf, type Preorder, preorderOf } from "./preorder.ts";

/** What building a tree of rules reads and writes: arrays, and who stands where in memory. */
type Ground = {
  readonly home: Preorder;
  readonly array: (id: number) => Elements;
  /** The array of a column. */
  readonly column: (id: number) => Elements;
  /** Nobody may stand deeper. */
  readonly deepest: number;
};

/** So many people are gone through in one piece: some milliseconds. */
const AT_ONCE = 2 ** 16;

/** A tree of rules as it was built last. */
type Built = {
  /** What it was built from: who is named above, how wide the places are, who waits for one. */
  readonly from: readonly (Elements | null)[];
  /** With those who wait in their places, and without. */
  readonly whole: PlacedTree;
  readonly now: PlacedTree;
  readonly home: Preorder;
  readonly drawn: string;
};

/** The trees of a machine: those that the data draw, and those that rules build, as they were built last. */
export class Trees {
  private readonly source: () => Source;
  private readonly preorders = new Map<string, Preorder>();
  private readonly built = new Map<string, Built>();

  /** `source`: the data as they are now. */
  constructor(source: () => Source) {
    this.source = source;
  }

  private lineage(tree: string): Lineage {
    const built = this.built.get(tree);
    if (built) {
      const { now, home, drawn } = built;
      const parent = new Int32Array(now.above.length);
      for (let at = 0; at < parent.length; at++) {
        const above = now.above[at]!;
        parent[home.order[at]!] = above < 0 ? -1 : home.order[above]!;
      }
      return { parent, side: this.lineage(drawnTree(drawn)).side };
    }
    const name = tree.startsWith(DRAWN) ? tree.slice(DRAWN.length) : tree;
    const { trees, size } = this.source();
    const drawn = trees.get(name) ?? trees.get("sponsor");
    return drawn ?? { parent: new Int32Array(size).fill(-1), side: null };
  }

  preorder(tree: string): Preorder {
    let known = this.preorders.get(tree);
    if (!known) {
      const built = this.built.get(tree);
      known = built ? byPerson(built) : preorderOf(this.lineage(tree).parent);
      this.preorders.set(tree, known);
    }
    return known;
  }

  /** Builds a tree of rules piece by piece, and puts its people in order. Says whether it is another than before. */
  *building(
    { tree, drawn, above, filled, waits, parent: column }: TreeMachine,
    step: string,
    { home, ...on }: Ground,
  ): Generator<undefined, boolean> {
    const named = on.array(above);
    const wide = filled && on.array(filled.wide);
    // Who waits for a place has been found one already, and is nobody's until the day.
    const waiting = waits === null ? null : on.array(waits);
    // In most plans a tree stays as it is from period to period, and is there still.
    const before = this.built.get(tree);
    const isAsBefore = (all: Elements | null, i: number): boolean => !all || isSame(all, before!.from[i]!);
    const isWhole = before !== undefined && [named, wide].every(isAsBefore);
    if (isWhole && isAsBefore(waiting, 2)) return false;
    this.built.delete(tree);
    yield;
    const whole = isWhole
      ? before.whole
      : yield* planting(yield* findingAbove(named, wide, filled, home), home);
    const now = waiting ? yield* cutting(whole, (at) => Number(waiting[at]) !== 0, home) : whole;
    if (now.deepest > on.deepest) throw new Stopped("too deep", step);
    yield;
    on.column(column).set(now.above as never);
    const from = [named, wide, waiting].map((all) => all?.slice() ?? null);
    this.built.set(tree, { from, whole, now, home, drawn });
    this.preorders.delete(tree);
    return true;
  }

  /** Fills an array with what is told of a tree, for everybody by place in memory, piece by piece. */
  *filling(
    all: Int32Array,
    tree: string,
    what: TreeArray,
    { order: home, place }: Preorder,
  ): Generator<undefined, void> {
    const built = this.built.get(tree);
    if (built && fillPlaced(all, what, built.now)) return;
    const { parent, side } = this.lineage(tree);
    function* people(of: (person: number) => number): Generator<undefined, void> {
      for (let at = 0; at < all.length; at++) {
        if (at % AT_ONCE === 0) yield;
        all[at] = of(home[at]!);
      }
    }
    const placeOf = (person: number) => (person < 0 ? -1 : place[person]!);
    switch (what) {
      case "depth":
        all.set(this.preorder(tree).depth);
        return;
      case "order": {
        const { order } = this.preorder(tree);
        for (let at = 0; at < all.length; at++) all[at] = place[order[at]!]!;
        return;
      }
      case "place": {
        const preorder = this.preorder(tree);
        yield* people((person) => preorder.place[person]!);
        return;
      }
      case "end": {
        const ends = endsOf(this.preorder(tree));
        yield* people((person) => ends[person]!);
        return;
      }
      case "parent":
        yield* people((person) => placeOf(parent[person]!));
        return;
      case "first":
      case "next": {
        const links = linksOf(parent)[what];
        yield* people((person) => placeOf(links[person]!));
        return;
      }
      case "side":
        yield* people((person) => side?.[person] ?? 0);
        return;
    }
  }
}

/** Fills an array with what is told of a tree by places; false for what is not. */
function fillPlaced(all: Int32Array, what: TreeArray, tree: PlacedTree): boolean {
  const { above, order, depth } = tree;
  switch (what) {
    case "depth":
      all.set(depth);
      return true;
    case "order":
      all.set(order);
      return true;
    case "place":
      all.set(placesIn(tree));
      return true;
    case "parent":
      all.set(above);
      return true;
    case "end": {
      const ends = endsIn(tree);
      for (let place = 0; place < order.length; place++) all[order[place]!] = ends[place]!;
      return true;
    }
    case "first":
      // Whoever stands behind somebody and deeper is the first below: those below stand in joining order, as they are linked.
      for (let place = 0; place < order.length; place++)
        all[order[place]!] = (depth[place + 1] ?? 0) > depth[place]! ? order[place + 1]! : -1;
      return true;
    case "next": {
      const ends = endsIn(tree);
      for (let place = 0; place < order.length; place++) {
        const behind = ends[place]!;
        const isBeside = depth[place]! > 0 && depth[behind] === depth[place];
        all[order[place]!] = isBeside ? order[behind]! : -1;
      }
      return true;
    }
    default:
      return false;
  }
}

/** A tree by places as its people, by joining order, stand in it. */
function byPerson({ now, home }: Built): Preorder {
  const order = now.order.map((at) => home.order[at]!);
  const place = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) place[order[at]!] = at;
  return { order, place, depth: now.depth, deepest: now.deepest };
}

/** Who is above everybody, by places: whom the rule names, or whoever has room below. */
function* findingAbove(
  named: Elements,
  wide: Elements | null,
  filled: TreeMachine["filled"],
  { place }: Preorder,
): Generator<undefined, Int32Array> {
  const under = within32Bits(named);
  for (let at = 0; at < under.length; at++) if (under[at]! < 0) under[at] = -1;
  yield;
  return wide && filled ? yield* fillingTree(under, within32Bits(wide), filled.evenly, place) : under;
}

/** A copy in 32 bits; what is larger becomes as large as these are: there are not so many people to stand anywhere. */
function within32Bits(all: Elements): Int32Array {
  if (!(all instanceof BigInt64Array)) return inWords(all).slice();
  const [numberOf, copy] = [numberAt(all), new Int32Array(all.length)];
  for (let at = 0; at < copy.length; at++)
    copy[at] = Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, numberOf(at)));
  return copy;
}

function isSame(a: Elements, b: Elements): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
