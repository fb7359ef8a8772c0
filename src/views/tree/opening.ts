import type { TreeNode } from "../../engine/protocol.ts";

/** What a first look shows: as many branches as can be read without scrolling, largest ones first, level by level. */
export const FIRST_ROWS = 24;
/** Levels below its top that a first look opens: a chain of thousands takes one row, and is not a look. */
export const FIRST_LEVELS = 8;

/**
 * The people to open next on a first look, or null when there is room for no more. Asked again with each window that
 * comes back, until it says so.
 */
export function toOpenNext(nodes: readonly TreeNode[], rows = FIRST_ROWS): readonly number[] | null {
  let leaves = nodes.filter((node) => !node.open || node.children === 0).length;
  const closed = nodes.filter((node) => !node.open && node.children > 0);
  if (closed.length === 0) return null;
  const top = Math.min(...nodes.map((node) => node.depth));
  const level = Math.min(...closed.map((node) => node.depth));
  if (level - top >= FIRST_LEVELS) return null;
  const next = closed
    .filter((node) => node.depth === level)
    .sort((a, b) => b.below - a.below || a.person - b.person);
  const opened: number[] = [];
  for (const node of next) {
    const more = Math.max(0, node.children - 1);
    // The very top opens whatever it has: a tree of one circle shows nothing.
    if (leaves + more > rows && !(level === top && opened.length === 0)) continue;
    leaves += more;
    opened.push(node.person);
  }
  return opened.length > 0 ? opened : null;
}
