import { Tree } from "@lezer/common";
import { parseConcrete } from "../../syntax/concrete.ts";
import { changeOf, HEAD } from "../../syntax/parse-again.ts";
import { treeOf } from "./lezer-tree.ts";

/** The tree of a text in which nothing is wrong. */
export type Right = { readonly text: string; readonly tree: Tree };

/** A part of a tree with what is inside of it, and which child it is; where it begins and ends in the text. */
type Part = { readonly child: number; readonly from: number; readonly to: number };

/**
 * The tree of a text that somebody has written on, as the whole text would give it. Where one declaration has changed
 * inside, and nothing is wrong with it, only that one and its neighbours are read, as `parseAgain` does; all others are the
 * trees that they were. Null where the whole text has to be read.
 */
export function treeAgain(text: string, { text: before, tree }: Right): Tree | null {
  const { from, to, by } = changeOf(before, text);
  const parts = partsOf(tree);
  const at = parts.findIndex((part) => part.from < from && to <= part.to);
  // The first part is the head of the plan.
  if (at < 1) return null;
  const first = Math.max(1, at - 1);
  const last = Math.min(parts.length - 1, at + 1);
  const around = parts.slice(first, last + 1).map((part, i) => ({
    from: part.from + (first + i > at ? by : 0),
    to: part.to + (first + i < at ? 0 : by),
  }));
  const start = parts[first - 1]!.to;
  const end = around.at(-1)!.to;
  // Tables and outlines go by lines: the first has to begin one, as it does in the whole text.
  if (!text.slice(start, around[0]!.from).includes("\n")) return null;
  const concrete = parseConcrete(HEAD + text.slice(start, end));
  if (concrete.problems.length > 0) return null;
  const read = treeOf(concrete);
  const [head, ...inside] = partsOf(read);
  const shift = start - HEAD.length;
  const isAsBefore =
    head?.to === HEAD.length &&
    inside.length === around.length &&
    inside.every((part, i) => part.from + shift === around[i]!.from && part.to + shift === around[i]!.to);
  if (!isAsBefore) return null;
  const [kept, rest] = [parts[first - 1]!.child + 1, parts[last]!.child + 1];
  const put = head.child + 1;
  return new Tree(
    tree.type,
    [...tree.children.slice(0, kept), ...read.children.slice(put), ...tree.children.slice(rest)],
    [
      ...tree.positions.slice(0, kept),
      ...read.positions.slice(put).map((place) => place + shift),
      ...tree.positions.slice(rest).map((place) => place + by),
    ],
    text.length,
  );
}

/** The head of a plan and its declarations: remarks between them have nothing inside. */
function partsOf({ children, positions }: Tree): readonly Part[] {
  return children.flatMap((one, child) => {
    const from = positions[child]!;
    return one.length > 0 && one instanceof Tree && one.children.length > 0
      ? [{ child, from, to: from + one.length }]
      : [];
  });
}
