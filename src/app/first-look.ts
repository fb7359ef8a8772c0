import type { TreeNode } from "../engine/protocol.ts";

/**
 * Whom to show before anybody was chosen: of the first levels the one with the largest branch below the top. The top
 * itself is often the company, and a leaf has nothing to tell.
 */
export function firstToSelect(nodes: readonly TreeNode[]): number {
  const below = nodes.filter(({ parent, customer }) => parent >= 0 && !customer);
  const best = below.reduce<TreeNode | undefined>(
    (a, b) => (a === undefined || b.below > a.below ? b : a),
    undefined,
  );
  return (best ?? nodes[0]!).person;
}
