import { DRAWN, drawnTree, type TreeArray, type TreeMachine } from "../ir/program.ts";
import { filledTree } from "./fill-tree.ts";
import type { Elements } from "./memory.ts";
import { endsOf, type Lineage, linksOf, type Preorder, preorderOf } from "./preorder.ts";
import type { Source } from "./source.ts";
import { Stopped } from "./stopped.ts";

/** What building a tree of rules reads and writes: arrays, and who stands where in memory. */
type Ground = {
  readonly home: Preorder;
  readonly array: (id: number) => Elements;
  /** The array of a column. */
  readonly column: (id: number) => Elements;
  /** Nobody may stand deeper. */
  readonly deepest: number;
};

/** The trees of a machine: those that the data draw, and those that rules build, as they were built last. */
export class Trees {
  private readonly source: () => Source;
  private readonly preorders = new Map<string, Preorder>();
  private readonly built = new Map<string, Lineage>();
  /** What they were built from: who is named above, how wide the places are, who waits for one. */
  private readonly builtFrom = new Map<string, readonly (Elements | null)[]>();

  /** `source`: the data as they are now. */
  constructor(source: () => Source) {
    this.source = source;
  }

  lineage(tree: string): Lineage {
    const built = this.built.get(tree);
    if (built) return built;
    const name = tree.startsWith(DRAWN) ? tree.slice(DRAWN.length) : tree;
    const { trees, size } = this.source();
    const drawn = trees.get(name) ?? trees.get("sponsor");
    return drawn ?? { parent: new Int32Array(size).fill(-1), side: null };
  }

  preorder(tree: string): Preorder {
    let known = this.preorders.get(tree);
    if (!known) {
      known = preorderOf(this.lineage(tree).parent);
      this.preorders.set(tree, known);
    }
    return known;
  }

  /** Builds a tree of rules, and puts its people in order. Says whether it is another than before. */
  build(
    { tree, drawn, above, filled, waits, parent: column }: TreeMachine,
    step: string,
    on: Ground,
  ): boolean {
    const { order, place } = on.home;
    const named = on.array(above);
    const wide = filled && on.array(filled.wide);
    // Who waits for a place has been found one already, and is nobody's until the day.
    const waiting = waits === null ? null : on.array(waits);
    // In most plans a tree stays as it is from period to period, and is there still.
    const from = this.builtFrom.get(tree);
    const isAsBefore = (all: Elements | null, i: number): boolean => !all || isSame(all, from![i]!);
    if (from && [named, wide, waiting].every(isAsBefore)) return false;
    this.builtFrom.delete(tree);
    const byPerson = (of: (place: number) => number): Int32Array => {
      const all = new Int32Array(place.length);
      for (let one = 0; one < all.length; one++) all[one] = of(place[one]!);
      return all;
    };
    const person = (at: number): number => (Number(named[at]) < 0 ? -1 : order[Number(named[at])]!);
    const under = byPerson(person);
    const parent = filled
      ? filledTree(
          under,
          byPerson((at) => Number(wide![at])),
          filled.evenly,
        )
      : under;
    if (waiting) place.forEach((at, one) => Number(waiting[at]) !== 0 && (parent[one] = -1));
    const preorder = preorderOf(parent);
    if (preorder.deepest > on.deepest) throw new Stopped("too deep", step);
    this.preorders.set(tree, preorder);
    this.built.set(tree, { parent, side: this.lineage(drawnTree(drawn)).side });
    const parents = on.column(column) as Int32Array;
    for (let at = 0; at < order.length; at++) {
      const one = parent[order[at]!]!;
      parents[at] = one < 0 ? -1 : place[one]!;
    }
    this.builtFrom.set(tree, [named.slice(), wide?.slice() ?? null, waiting?.slice() ?? null]);
    return true;
  }

  /** Fills an array with what is told of a tree, for everybody by place in memory. */
  fill(all: Int32Array, tree: string, what: TreeArray, { order: home, place }: Preorder): void {
    const { parent, side } = this.lineage(tree);
    const people = (of: (person: number) => number) => {
      for (let at = 0; at < all.length; at++) all[at] = of(home[at]!);
    };
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
        people((person) => preorder.place[person]!);
        return;
      }
      case "end": {
        const ends = endsOf(this.preorder(tree));
        people((person) => ends[person]!);
        return;
      }
      case "parent":
        people((person) => placeOf(parent[person]!));
        return;
      case "first":
      case "next": {
        const links = linksOf(parent)[what];
        people((person) => placeOf(links[person]!));
        return;
      }
      case "side":
        people((person) => side?.[person] ?? 0);
        return;
    }
  }
}

function isSame(a: Elements, b: Elements): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
