import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { clockWords, declarationWords, type OpeningWord } from "../../../grammar/vocabulary.ts";
import { mayEnd } from "../../../grammar/walk.ts";
import { own } from "../../base/own.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { type Course, inserted, isFirstOnLine, lineStart, readAs } from "./course.ts";
import { nearWord } from "./near.ts";

/** The tokens of the header or of one declaration: from its first word to before the next one. */
export type Segment = { readonly rule: "header" | "item"; readonly tokens: readonly IToken[] };

const clockTypes: ReadonlySet<TokenType> = new Set(clockWords.map((word) => T[word]));
const openingTypes: ReadonlySet<TokenType> = new Set(
  [...declarationWords, "plan" as const].map((word) => T[word]).concat([...clockTypes]),
);

/**
 * Cuts a text where declarations begin. A declaration word is one only where it begins a line, so whatever is broken in
 * one declaration ends with it, and the others are read as if nothing had happened.
 */
export function segmentsOf(tokens: readonly IToken[]): readonly Segment[] {
  const segments: IToken[][] = [];
  for (const token of tokens) {
    const last = segments.at(-1);
    const behindClock = last !== undefined && last.length === 1 && clockTypes.has(last[0]!.tokenType);
    if (!last || (openingTypes.has(token.tokenType) && !behindClock)) segments.push([token]);
    else last.push(token);
  }
  return segments.map((of, i) => ({
    rule: of[0]!.tokenType === T.plan || (i === 0 && !openingTypes.has(of[0]!.tokenType)) ? "header" : "item",
    tokens: of,
  }));
}

/**
 * A declaration that begins inside another one's tokens, because its first word is not quite one: where it begins, how
 * its tokens begin (none where nobody knows what it is), and what to tell.
 */
export type Hidden = {
  readonly at: number;
  readonly first: readonly IToken[];
  readonly tell: () => Diagnostic;
};

/** What people call a declaration in other languages and other plans. */
const otherDeclarations: Readonly<Record<string, OpeningWord>> = {
  commission: "bonus",
  commissions: "bonus",
  payout: "bonus",
  reward: "bonus",
  rule: "measure",
  var: "measure",
  let: "measure",
  def: "measure",
  function: "measure",
  define: "measure",
  column: "measure",
  variable: "measure",
  value: "measure",
  const: "param",
  parameter: "param",
  setting: "param",
  rank: "ranks",
  titles: "ranks",
  ladder: "ranks",
  test: "example",
  cap: "limit",
  fee: "charge",
  tax: "charge",
  binary: "pairing",
  matrix: "board",
  assert: "ensure",
  data: "input",
  field: "input",
  fund: "pool",
};

/** A line that begins before this column is no line of a block, which is set in. */
const OUTSIDE = 2;

/** Looks for one at the fault, before it, and where its line begins. */
export function hiddenDeclaration(course: Course, at: number): Hidden | null {
  const start = at < course.tokens.length ? lineStart(course, at) : at;
  for (const place of new Set([at, at - 1, start])) {
    const hidden = place > 0 || at === 0 ? (misnamed(course, place) ?? unnamed(course, place)) : null;
    if (hidden) return hidden;
  }
  return null;
}

/** `Bonus`, `mesure`, `commission`, or a declaration word that does not begin its line. */
function misnamed(course: Course, at: number): Hidden | null {
  const token = course.tokens[at];
  const next = course.tokens[at + 1];
  const standing = course.standings[at];
  if (!token || !standing || token.tokenType !== T.Name || !next || next.startLine !== token.startLine)
    return null;
  const first = isFirstOnLine(course, at);
  const over = mayEnd(standing);
  if (
    !/^[\p{L}"]/u.test(next.image) ||
    next.tokenType === T.along ||
    !(over || (first && token.startColumn! <= OUTSIDE))
  )
    return null;
  const span = spanOfToken(token);
  const found = token.image;
  const rest = course.tokens.slice(at + 1);
  const read = (type: TokenType): readonly IToken[] => [readAs(token, type), ...rest];
  const exact = [...openingTypes].find((type) => type.name === found);
  if (exact)
    return {
      at,
      first: read(exact),
      tell: () => diagnose("syntax/declaration-not-first-on-line", span, { word: found }),
    };
  if (!first) return null;
  const near = nearWord(found, [...declarationWords, ...clockWords]) as OpeningWord | null;
  const titled = next.tokenType === T.Quoted;
  if (titled && near !== "example" && near !== "plan") return null;
  if (near) {
    const code = near === found.toLowerCase() ? "syntax/wrong-case" : "syntax/misspelled";
    return { at, first: read(T[near]), tell: () => diagnose(code, span, { found, word: near }) };
  }
  const other = own(otherDeclarations, found.toLowerCase()) ?? null;
  if (!other && (token.startColumn! > OUTSIDE || !over)) return null;
  return {
    at,
    first: other ? read(T[other]) : [],
    tell: () => diagnose("syntax/unknown-declaration", span, { found, near: other, words: declarationWords }),
  };
}

/** `Team "Team commission" {`: a declaration without its word, told by its form. */
function unnamed(course: Course, at: number): Hidden | null {
  const { tokens, standings } = course;
  const token = tokens[at];
  if (
    !token ||
    token.startColumn! > OUTSIDE ||
    !isFirstOnLine(course, at) ||
    !standings[at] ||
    !mayEnd(standings[at]!)
  )
    return null;
  const word = wordOfForm(tokens.slice(at));
  if (!word) return null;
  const place = { from: token.startOffset, to: token.startOffset };
  const tell = (): Diagnostic =>
    diagnose("syntax/declaration-word-missing", place, { word, found: token.image });
  return { at, first: [inserted(T[word], token.startOffset, token.startLine!), ...tokens.slice(at)], tell };
}

/** Which declaration looks like this behind its first word; null where none does. */
function wordOfForm(tokens: readonly IToken[]): OpeningWord | null {
  const line = tokens
    .filter((token) => token.startLine === tokens[0]!.startLine)
    .map(({ tokenType }) => tokenType.name);
  const [first, second, third] = line;
  const inside = tokens[tokens.findIndex(({ tokenType }) => tokenType === T.OpenBrace) + 1]?.tokenType.name;
  const braces = line.includes("OpenBrace");
  if (first === "Quoted" && braces) return "example";
  if (first === undefined || !/^\p{L}/u.test(tokens[0]!.image)) return null;
  if (second === "along" && braces) return "pairing";
  if (second === "OpenParen") return braces ? "table" : line.includes("Equal") ? "measure" : null;
  if (second === "OpenBrace" || (second === "Quoted" && third === "OpenBrace")) return wordOfBlock(inside);
  if (second === "Equal" && line.includes("filled")) return "tree";
  if (second === "Equal") return line.includes("from") && line.includes("to") ? "param" : "measure";
  if (second === "Colon")
    return line.includes("to") ? "param" : tokens[2]?.image === "binary" ? "tree" : "input";
  return null;
}

function wordOfBlock(inside: string | undefined): OpeningWord {
  switch (inside) {
    case "RowStart":
      return "ranks";
    case "pot":
    case "shares":
      return "pool";
    case "size":
    case "newcomers":
      return "board";
    case "takes":
      return "charge";
    default:
      return "bonus";
  }
}
