import type { TreeNode } from "../engine/protocol.ts";

/**
 * Whom to show before anybody was chosen: of those drawn, whoever has the largest figure beside the name, because a
 * statement with something in it explains itself; where nobody has any, the one with the largest branch.
 */
export function firstToSelect(nodes: readonly TreeNode[], figureAt: number): number {
  const figureOf = (node: TreeNode): number => node.figures[figureAt]?.size ?? 0;
  const best = nodes.reduce((a, b) => ((figureOf(b) - figureOf(a) || b.below - a.below) > 0 ? b : a));
  return best.person;
}
