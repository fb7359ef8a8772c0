import { hierarchy, tree as tidy } from "d3-hierarchy";
import type { TreeNode } from "../../engine/protocol.ts";
import { hasSides, type Reading } from "./reading-order.ts";

/** Which way the levels go: `across` has names beside circles and is dense; `down` is the picture of the flip chart. */
export type Direction = "across" | "down";

/**
 * A place in layout units, which are pixels at zoom 1. Where a node lies depends only on which people the window has
 * and on nothing that a plan computes: through an edit of the plan, everybody stays put.
 */
export type Place = { readonly x: number; readonly y: number };
/** Children that the window leaves out, drawn as one more child. */
export type Others = Place & { readonly parent: number; readonly count: number };
/** An open place in a tree with sides, whose sibling is taken. */
export type Vacancy = Place & { readonly parent: number; readonly side: "left" | "right" };
export type TreeLayout = {
  readonly direction: Direction;
  /** By index into the window's nodes. */
  readonly places: readonly Place[];
  readonly others: readonly Others[];
  readonly vacancies: readonly Vacancy[];
  readonly extent: Extent;
  /** Where each level that is drawn lies, the window's first being 0. */
  readonly levels: readonly number[];
};
export type Extent = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** What one person takes: along the level (breadth) and from one level to the next (pitch). */
export const CELL = { across: { breadth: 42, pitch: 226 }, down: { breadth: 112, pitch: 138 } } as const;
/** A gap between cousins shows where a family ends. */
const COUSINS_APART = 1.3;

type Seed = {
  readonly kind: "root" | "person" | "others" | "vacancy";
  readonly index: number;
  readonly side: "left" | "right";
  readonly children: Seed[];
};

export function layOut(nodes: readonly TreeNode[], reading: Reading, direction: Direction): TreeLayout {
  const { breadth, pitch } = CELL[direction];
  // d3 walks to the root from every node: fine for the two thousand nodes of a window, and for those only.
  const root = tidy<Seed>()
    .nodeSize([breadth, pitch])
    .separation((a, b) => (a.parent === b.parent ? 1 : COUSINS_APART))(hierarchy(seedsOf(nodes, reading)));

  const places: Place[] = nodes.map(() => ({ x: 0, y: 0 }));
  const others: Others[] = [];
  const vacancies: Vacancy[] = [];
  const extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  let deepest = 0;
  for (const node of root.descendants()) {
    if (node.data.kind === "root") continue;
    const depth = (node.depth - 1) * pitch;
    const place = direction === "across" ? { x: depth, y: node.x } : { x: node.x, y: depth };
    if (node.data.kind === "person") places[node.data.index] = place;
    else if (node.data.kind === "others")
      others.push({ ...place, parent: node.data.index, count: nodes[node.data.index]!.hidden });
    else vacancies.push({ ...place, parent: node.data.index, side: node.data.side });
    deepest = Math.max(deepest, node.depth);
    extent.left = Math.min(extent.left, place.x);
    extent.right = Math.max(extent.right, place.x);
    extent.top = Math.min(extent.top, place.y);
    extent.bottom = Math.max(extent.bottom, place.y);
  }
  const levels = Array.from({ length: deepest }, (_, level) => level * pitch);
  return {
    direction,
    places,
    others,
    vacancies,
    extent: deepest === 0 ? { left: 0, top: 0, right: 0, bottom: 0 } : extent,
    levels,
  };
}

/** The tops of a window stand under one root that is never drawn. */
function seedsOf(nodes: readonly TreeNode[], { childrenOf, tops }: Reading): Seed {
  const leaf = (kind: Seed["kind"], index: number, side: Seed["side"] = "left"): Seed => ({
    kind,
    index,
    side,
    children: [],
  });
  const isSided = hasSides(nodes);
  const seedOf = (index: number): Seed => {
    const node = nodes[index]!;
    const children = childrenOf[index]!.map(seedOf);
    const only =
      isSided && children.length === 1 && node.hidden === 0 ? nodes[childrenOf[index]![0]!]!.side : "";
    if (only === "right") children.unshift(leaf("vacancy", index, "left"));
    if (only === "left") children.push(leaf("vacancy", index, "right"));
    if (node.open && node.hidden > 0) children.push(leaf("others", index));
    return { kind: "person", index, side: "left", children };
  };
  return { kind: "root", index: -1, side: "left", children: tops.map(seedOf) };
}
