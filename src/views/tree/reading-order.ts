import type { TreeNode } from "../../engine/protocol.ts";

/**
 * The window's people in the order in which they are read: a parent, then its branch, then the next sibling. Keys move
 * through it, and a screen reader hears each with its level and its place among its siblings; both are declared, since
 * only what is in sight is in the page.
 */
export type Reading = {
  /** Indices into the window's nodes. */
  readonly order: readonly number[];
  /** By node: its place in `order`. */
  readonly placeOf: readonly number[];
  /** By node: its children that are in the window, left before right. */
  readonly childrenOf: readonly (readonly number[])[];
  readonly tops: readonly number[];
  /** By node: counted from 1, as ARIA has it. */
  readonly levelOf: readonly number[];
  readonly positionOf: readonly number[];
  /** By node: siblings, hidden ones included. */
  readonly siblingsOf: readonly number[];
};

/**
 * Whether left and right mean anything here: in a window where somebody has two on one side, or more than two at all,
 * the sides are those of another tree.
 */
export function hasSides(nodes: readonly TreeNode[]): boolean {
  const taken = new Set<string>();
  return nodes.every(({ parent, side }) => {
    if (parent < 0) return true;
    const place = `${parent} ${side}`;
    if (side === "" || taken.has(place) || nodes[parent]!.children > 2) return false;
    taken.add(place);
    return true;
  });
}

const SIDE_ORDER = { "": 0, left: 0, right: 1 } as const;

export function readingOf(nodes: readonly TreeNode[]): Reading {
  const childrenOf: number[][] = nodes.map(() => []);
  const tops: number[] = [];
  nodes.forEach((node, index) => (node.parent < 0 ? tops : childrenOf[node.parent]!).push(index));
  if (hasSides(nodes))
    for (const children of childrenOf)
      children.sort((a, b) => SIDE_ORDER[nodes[a]!.side] - SIDE_ORDER[nodes[b]!.side] || a - b);

  const order: number[] = [];
  const placeOf = nodes.map(() => 0);
  const levelOf = nodes.map(() => 1);
  const positionOf = nodes.map(() => 1);
  const siblingsOf = nodes.map(() => tops.length);
  const rest = [...tops].reverse();
  tops.forEach((top, place) => (positionOf[top] = place + 1));
  for (let index = rest.pop(); index !== undefined; index = rest.pop()) {
    placeOf[index] = order.length;
    order.push(index);
    const children = childrenOf[index]!;
    children.forEach((child, place) => {
      levelOf[child] = levelOf[index]! + 1;
      positionOf[child] = place + 1;
      siblingsOf[child] = children.length + nodes[index]!.hidden;
    });
    rest.push(...children.toReversed());
  }
  return { order, placeOf, childrenOf, tops, levelOf, positionOf, siblingsOf };
}
