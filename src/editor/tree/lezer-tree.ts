import { type NodeType, Tree } from "@lezer/common";
import type { CstElement, CstNode, IToken } from "chevrotain";
import { vocabulary, type WordName } from "../../../grammar/vocabulary.ts";
import type { Concrete } from "../../syntax/concrete.ts";
import { topType, typeOfRule, typeOfToken } from "./node-types.ts";

/** A rule of the grammar in the text: where its first token begins and its last one ends, and the rules inside of it. */
type Part = { readonly type: NodeType; readonly from: number; readonly to: number; readonly parts: Part[] };

/**
 * The editor's tree out of the parser's. The parts are the parser's, the leaves are every token of the text, each in the
 * smallest part around it: what recovery passed over and what it read as something else still stands there with the
 * colour of what it is.
 */
export function treeOf({ text, cst, tokens, comments, lexErrors }: Concrete): Tree {
  const leaves = [...tokens, ...comments, ...lexErrors].sort((a, b) => a.startOffset - b.startOffset);
  const ends = new Map(leaves.map((leaf) => [leaf.startOffset, leaf.endOffset!]));
  const rest: Rest = { leaves, ends, at: 0, names: new Set() };
  const whole: Part = { type: topType, from: 0, to: text.length, parts: [] };
  collect(cst, whole.parts, rest);
  return fill(whole, rest);
}

/** The tokens, where each ends, the first that is not in the tree yet, and words of the language that are used as names. */
type Rest = {
  readonly leaves: readonly IToken[];
  readonly ends: ReadonlyMap<number, number>;
  at: number;
  readonly names: Set<number>;
};

const isToken = (element: CstElement): element is IToken => "image" in element;

/**
 * Rules that say nothing where they hold one token only: a name that stands alone is an operand, a sum, a condition, and
 * so on for ten rules. Not to look into these makes the tree a fraction as large.
 */
const transparent = new Set([
  ...[
    "names",
    "nameOrQuoted",
    "figure",
    "cell",
    "valueCell",
    "thresholdCell",
    "givenValue",
    "argument",
    "timeUnit",
  ],
  ...[
    "expression",
    "condition",
    "conjunction",
    "comparison",
    "sum",
    "product",
    "operand",
    "numberOrDuration",
  ],
  ...["reference", "referenceStep", "groupBase"],
]);

/** Collects the rules inside of a node, and the words of the language that are used as names there. */
function collect(node: CstNode, into: Part[], rest: Rest): void {
  const first = into.length;
  for (const key in node.children)
    for (const element of node.children[key]!)
      if (!isToken(element)) collectRule(element, into, rest);
      else if (key === "Name" && !element.isInsertedInRecovery) rest.names.add(element.startOffset);
  if (into.length > first + 1) into.sort((a, b) => a.from - b.from);
}

function collectRule(node: CstNode, into: Part[], rest: Rest): void {
  const { startOffset = -1, endOffset = -1 } = node.location ?? {};
  if (startOffset < 0 || endOffset! < startOffset) return;
  if (transparent.has(node.name) && rest.ends.get(startOffset) === endOffset) {
    rest.names.add(startOffset);
    return;
  }
  const part: Part = { type: typeOfRule(node.name), from: startOffset, to: endOffset! + 1, parts: [] };
  collect(node, part.parts, rest);
  // The same place twice (a sum of one product) is one part: the inner one says more.
  const [only] = part.parts;
  const says = part.parts.length !== 1 || only!.from !== part.from || only!.to !== part.to;
  into.push(says ? part : only!);
}

function fill(part: Part, rest: Rest): Tree {
  const children: Tree[] = [];
  const places: number[] = [];
  let end = part.from;
  const put = (tree: Tree, from: number): void => {
    children.push(tree);
    places.push(from - part.from);
    end = from + tree.length;
  };
  const leavesBefore = (place: number): void => {
    for (let leaf = rest.leaves[rest.at]; leaf && leaf.startOffset < place; leaf = rest.leaves[++rest.at])
      put(leafOf(leaf, rest.names), leaf.startOffset);
  };
  for (const inner of part.parts) {
    // Recovery may move a piece of text; then its tokens stay leaves where they stand.
    if (inner.from < end || inner.to > part.to) continue;
    leavesBefore(inner.from);
    if (inner.from >= end) put(fill(inner, rest), inner.from);
  }
  leavesBefore(part.to);
  return new Tree(part.type, children, places, Math.max(part.to, end) - part.from);
}

function leafOf({ tokenType, startOffset, endOffset }: IToken, names: Set<number>): Tree {
  const length = endOffset! + 1 - startOffset;
  return new Tree(
    typeOfToken(names.has(startOffset) ? nameFor(tokenType.name) : tokenType.name),
    [],
    [],
    length,
  );
}

/** A word that is free as a name is one where it is used as one. */
const nameFor = (token: string): string =>
  token in vocabulary && vocabulary[token as WordName].reserved === "at its place" ? "Name" : token;
