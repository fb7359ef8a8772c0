import { type Fault, quoted, warning } from "../faults.ts";
import { relation } from "./parents.ts";
import type { PeopleRows } from "./people-rows.ts";

/** Who stays when bad rows are left out. */
export type Staying = {
  /** 1 for rows that stay. */
  readonly stays: Uint8Array;
  /**
   * Says who goes for nothing of their own: they stand below somebody who goes, in one tree or another. By line. It may
   * be nearly everybody, so it is said only where it is asked for.
   */
  readonly along: () => readonly Fault[];
};

/**
 * Leaves out bad rows, and with each everybody below it: there is no telling under whom they would come. A person who
 * goes along in one tree takes those along who stand below in another.
 */
export function leaveOut({ table, ids, trees, bad }: PeopleRows): Staying {
  const { file, lines, size } = table;
  const stays = bad.map((one) => 1 - one);
  const along: {
    readonly row: number;
    readonly tree: string;
    readonly above: string;
    readonly line: number;
  }[] = [];
  const queue: number[] = [];
  bad.forEach((one, row) => {
    if (one) queue.push(row);
  });
  const go = (row: number, tree: string, above: string, line: number) => {
    if (!stays[row]) return;
    stays[row] = 0;
    queue.push(row);
    along.push({ row, tree, above, line });
  };
  const said = () =>
    along
      .sort((a, b) => a.row - b.row)
      .map(({ row, tree, above, line }) =>
        warning(
          file,
          lines[row]!,
          tree,
          `${quoted(ids.of[row]!)} is left out along with ${above === "" ? "" : `${quoted(above)}, `}${relation(tree)} (line ${line}).`,
        ),
      );
  for (const { tree, orphans } of trees)
    for (const [row, above] of orphans) go(row, tree, above, ids.lost.get(above)!);
  if (queue.length === 0) return { stays, along: said };
  const families = trees.map(({ tree, parent }) => ({ tree, ...childrenOf(parent, size) }));
  for (let at = 0; at < queue.length; at++) {
    const gone = queue[at]!;
    for (const { tree, first, next } of families)
      for (let child = first[gone]!; child >= 0; child = next[child]!)
        go(child, tree, ids.of[gone]!, lines[gone]!);
  }
  return { stays, along: said };
}

/** Children as linked lists: the first of each row, and the next sibling of each. */
function childrenOf(
  parent: Int32Array,
  size: number,
): { readonly first: Int32Array; readonly next: Int32Array } {
  const first = new Int32Array(size).fill(-1);
  const next = new Int32Array(size).fill(-1);
  for (let row = size - 1; row >= 0; row--) {
    const above = parent[row]!;
    if (above < 0) continue;
    next[row] = first[above]!;
    first[above] = row;
  }
  return { first, next };
}
