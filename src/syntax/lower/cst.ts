import type { CstNode, IToken } from "chevrotain";
import type { TokenName } from "../../../grammar/tokens.ts";
import type { Span } from "../../base/span.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Name, Text } from "../syntax.ts";
import { readText } from "../written.ts";

/** What lowering tells besides the tree: the few mistakes that the grammar lets pass, because it sees no lines and no counts. */
export type Lowering = { readonly text: string; readonly report: (problem: Diagnostic) => void };

/**
 * Reading a concrete tree. Everything may be absent, whatever the grammar says: the tree may come from a text that is
 * broken. Tokens that recovery has put in are there to hold the place, and stand for nothing.
 */
const none: readonly never[] = [];
export const tokensOf = (node: CstNode | undefined, name: TokenName): readonly IToken[] =>
  (node?.children[name] ?? none) as readonly IToken[];
export const tokenOf = (node: CstNode | undefined, name: TokenName): IToken | undefined =>
  tokensOf(node, name)[0];
export const has = (node: CstNode | undefined, name: TokenName): boolean => tokenOf(node, name) !== undefined;
export const nodesOf = (node: CstNode | undefined, rule: string): readonly CstNode[] =>
  (node?.children[rule] ?? none) as readonly CstNode[];
export const nodeOf = (node: CstNode | undefined, rule: string, index = 0): CstNode | undefined =>
  nodesOf(node, rule)[index];

/** The first of these tokens that is there. */
export const oneOf = <N extends TokenName>(node: CstNode | undefined, names: readonly N[]): N | undefined =>
  names.find((name) => has(node, name));

export const isInserted = (token: IToken): boolean => token.isInsertedInRecovery === true;
export const spanOfToken = (token: IToken): Span => ({ from: token.startOffset, to: token.endOffset! + 1 });
export function spanOf(node: CstNode | undefined, otherwise = 0): Span {
  const { startOffset = -1, endOffset = -1 } = node?.location ?? {};
  return startOffset < 0
    ? { from: otherwise, to: otherwise }
    : { from: startOffset, to: Math.max(startOffset, endOffset + 1) };
}

/** A name; an empty one, at the place where it should stand, where there is none. */
export function nameOf(token: IToken | undefined, otherwise: number): Name {
  if (!token || token.startOffset < 0)
    return { kind: "Name", span: { from: otherwise, to: otherwise }, text: "", quoted: false };
  const quoted = token.tokenType.name !== "Name" && !isWord(token);
  return {
    kind: "Name",
    span: spanOfToken(token),
    text: isInserted(token) ? "" : quoted ? readText(token.image) : token.image,
    quoted,
  };
}
const isWord = (token: IToken): boolean => /^\p{L}[\p{L}\p{M}\p{N}_]*$/u.test(token.image);

/** A name that may stand in quotes: the node of the rule `nameOrQuoted`. */
export const nameOfNode = (node: CstNode | undefined, otherwise: number): Name =>
  nameOf(tokenOf(node, "Name") ?? tokenOf(node, "Quoted"), otherwise);

export const textOf = (token: IToken | undefined): Text | null =>
  token && !isInserted(token) && token.startOffset >= 0
    ? { kind: "Text", span: spanOfToken(token), text: readText(token.image) }
    : null;
