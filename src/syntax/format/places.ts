import type { CstElement, CstNode, IToken } from "chevrotain";
import { nodeOf, nodesOf, tokenOf } from "../lower/cst.ts";

/** What the grammar knows of a token: the rule in which it stands, the one around that, and the rules that begin with it, the outermost first. */
export type Place = {
  readonly rule: string;
  readonly around: string;
  readonly begins: readonly string[];
  /** Whether it is part of somebody's line in an outline. */
  readonly ofPerson: boolean;
};

export type Places = {
  readonly of: ReadonlyMap<IToken, Place>;
  /** Every `if` whose left side has `+` or `-`: it binds loosest, which a new line shows (ruling 5). */
  readonly looseIfs: ReadonlySet<IToken>;
};

/** The places of the tokens of a text that parses. */
export function placesOf(cst: CstNode): Places {
  const of = new Map<IToken, Place>();
  const looseIfs = new Set<IToken>();
  const todo: { node: CstNode; around: string; begins: readonly string[]; ofPerson: boolean }[] = [
    { node: cst, around: "", begins: [], ofPerson: false },
  ];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { node } = next;
    const ofPerson = next.ofPerson || node.name === "personLine";
    const loose = looseIfOf(node);
    if (loose) looseIfs.add(loose);
    for (const children of Object.values(node.children))
      for (const child of children) {
        const begins = startOf(child) === node.location!.startOffset ? [...next.begins, node.name] : [];
        if ("children" in child) todo.push({ node: child, around: node.name, begins, ofPerson });
        else of.set(child, { rule: node.name, around: next.around, begins, ofPerson });
      }
  }
  return { of, looseIfs };
}

const startOf = (child: CstElement): number =>
  "children" in child ? child.location!.startOffset : child.startOffset;

const rulesWithAmounts = new Set(["measureItem", "paysClause", "potClause", "sharesClause"]);

function looseIfOf(node: CstNode): IToken | undefined {
  if (!rulesWithAmounts.has(node.name)) return undefined;
  const expression = nodeOf(node, "expression");
  const only = (parent: CstNode | undefined, rule: string): CstNode | undefined =>
    nodesOf(parent, rule).length === 1 ? nodeOf(parent, rule) : undefined;
  const comparison = only(only(nodeOf(expression, "condition"), "conjunction"), "comparison");
  return nodeOf(only(comparison, "sum"), "sumTail") ? tokenOf(nodeOf(expression, "ifPart"), "if") : undefined;
}
