import type { IToken } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import type { Concrete } from "../concrete.ts";
import { type Places, placesOf } from "./places.ts";

/** A line of the text that is printed: tokens, a comment, or tokens and a comment behind them. */
export type Line = {
  readonly tokens: readonly IToken[];
  readonly comment: IToken | null;
  /** The rule that begins the line; `continuation` of the line above, `close` (a brace), or `comment`. */
  readonly kind: string;
  readonly indent: number;
  /** The brace that opens the block in which the line stands; null outside of blocks. */
  readonly block: IToken | null;
  readonly blankBefore: boolean;
};

/** The lines of a text that parses. Where the author broke a line it stays broken; braces are put where they belong. */
export function linesOf({ cst, tokens, comments, text }: Concrete): {
  readonly lines: readonly Line[];
  readonly places: Places;
} {
  const places = placesOf(cst);
  const lines: Line[] = [];
  let next = 0;
  const ownLines = (before: number, blocks: readonly IToken[]): void => {
    for (let own = comments[next]; own && own.startOffset < before; own = comments[++next]) {
      const block = blocks.at(-1) ?? null;
      const blankBefore = isBlankBefore(text, own.startOffset);
      lines.push({
        tokens: [],
        comment: own,
        kind: "comment",
        indent: 2 * blocks.length,
        block,
        blankBefore,
      });
    }
  };
  let statement = { indent: 0, column: 0 };
  for (const { of, blocks, broken } of cut(tokens, comments, places)) {
    const [first, last] = [of[0]!, of.at(-1)!];
    const kind = kindOf(first, places);
    ownLines(first.startOffset, kind === "close" ? [...blocks, first] : blocks);
    const column = first.startColumn! - 1;
    let indent = 2 * blocks.length;
    if (kind === "continuation")
      indent = statement.indent + (broken ? 4 : Math.max(2, column - statement.column));
    else statement = { indent, column };
    const comment = comments[next];
    const trails =
      comment !== undefined && comment.startLine === last.startLine && comment.startOffset > last.startOffset;
    if (trails) next++;
    const blankBefore = kind !== "continuation" && isBlankBefore(text, first.startOffset);
    lines.push({
      tokens: of,
      comment: trails ? comment : null,
      kind,
      indent,
      block: blocks.at(-1) ?? null,
      blankBefore,
    });
  }
  ownLines(text.length, []);
  return {
    lines: lines.map((line, i) => ({ ...line, blankBefore: line.blankBefore && blankMayStand(lines, i) })),
    places,
  };
}

/** No blank line begins a text or a block, or ends a block. */
const blankMayStand = (lines: readonly Line[], i: number): boolean =>
  i > 0 && lines[i]!.kind !== "close" && lines[i - 1]!.tokens.at(-1)?.tokenType !== T.OpenBrace;

function isBlankBefore(text: string, offset: number): boolean {
  let ends = 0;
  for (let at = offset - 1; at >= 0 && /\s/.test(text[at]!); at--)
    if (text[at] === "\n" || (text[at] === "\r" && text[at + 1] !== "\n")) ends++;
  return ends > 1;
}

/** Rules whose first token begins a line that is set in like its block. */
const beginners = /^(?:header|item|row|personLine|expectLine|.*(?:Clause|Setting|Policy))$/;
/** Rules that are lines of a bonus, and also parts of groups and arguments. */
const alsoParts = new Set(["countingPart", "untilPart", "throughPart", "eachAtMost"]);

/** The rule of the line that a token begins, if it does. */
export function lineBegunBy(token: IToken, places: Places): string | null {
  const { begins, around } = places.of.get(token)!;
  return (
    begins.find((rule) => beginners.test(rule) || (alsoParts.has(rule) && around === "bonusItem")) ?? null
  );
}

const kindOf = (first: IToken, places: Places): string =>
  first.tokenType === T.CloseBrace ? "close" : (lineBegunBy(first, places) ?? "continuation");

type Piece = { readonly of: IToken[]; readonly blocks: readonly IToken[]; readonly broken: boolean };

/** Cuts the tokens into lines, each with the braces that are open around it; `broken` where the author had not broken the line. */
function cut(tokens: readonly IToken[], comments: readonly IToken[], places: Places): readonly Piece[] {
  const lines: Piece[] = [];
  const oneLiners = oneLinersOf(tokens);
  let blocks: readonly IToken[] = [];
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1];
    const closes = token.tokenType === T.CloseBrace;
    if (closes) blocks = blocks.slice(0, -1);
    const sameLine = before?.startLine === token.startLine;
    if (!before || breaks(before)) lines.push({ of: [token], blocks, broken: sameLine });
    else lines.at(-1)!.of.push(token);
    if (token.tokenType === T.OpenBrace) blocks = [...blocks, token];

    function breaks(behind: IToken): boolean {
      const goesOn = token.tokenType === T.OpenBrace || goesOnWithPerson(token, places);
      if (goesOn)
        return comments.some(
          ({ startOffset }) => startOffset > behind.startOffset && startOffset < token.startOffset,
        );
      if (behind.tokenType === T.CloseBrace) return true;
      if (closes) return !oneLiners.has(token);
      if (behind.tokenType === T.OpenBrace) return !oneLiners.has(behind);
      return !sameLine || (places.looseIfs.has(token) && !oneLiners.has(blocks.at(-1) ?? token));
    }
  }
  return lines;
}

/** Somebody's line is one line: what goes on behind a line break would draw another tree if it were set in. */
function goesOnWithPerson(token: IToken, places: Places): boolean {
  const { ofPerson, begins } = places.of.get(token)!;
  return ofPerson && !begins.includes("personLine");
}

/** The braces of blocks that stand on one line. */
function oneLinersOf(tokens: readonly IToken[]): ReadonlySet<IToken> {
  const braces = new Set<IToken>();
  let open: IToken | null = null;
  for (const token of tokens)
    if (token.tokenType === T.OpenBrace) open = token;
    else if (token.tokenType === T.CloseBrace && open?.startLine === token.startLine)
      braces.add(open!).add(token);
  return braces;
}
