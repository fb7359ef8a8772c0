import type { IToken } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { clockWords, vocabulary, type WordName } from "../../../grammar/vocabulary.ts";
import { mayEnd, type Standing, startOf, step } from "../../../grammar/walk.ts";
import { parseConcrete } from "../../syntax/concrete.ts";
import { parse } from "../../syntax/parse.ts";
import type { Item } from "../../syntax/syntax.ts";
import type { Known } from "../known.ts";
import type { Site } from "../names/site.ts";
import { sitesOf } from "../names/sites.ts";
import { guessedSite } from "./guessed-site.ts";

/** Where somebody is about to write a word, and what is known of what may stand there. */
export type Place = {
  readonly known: Known;
  /** The word that is being written, up to and behind the caret. */
  readonly from: number;
  readonly to: number;
  /** Where the grammar stands before the word; at the start of a line also where a new clause begins. */
  readonly standing: Standing;
  /** The declaration around, and the place of the word in it, as if a name stood there. */
  readonly item: Item | null;
  readonly site: Site | null;
  /** Where that name stands, by the offsets of `item`. */
  readonly nameAt: number;
  /** What stands before the word in its declaration. */
  readonly before: readonly IToken[];
  readonly isFirstOnLine: boolean;
  readonly isAtMargin: boolean;
};

/** A name that no plan has, and no recovery takes for another: it stands where the word is being written. */
const STAND_IN = "Zqxwvjkz";

/** The place at an offset of the text; null where no word belongs: in a remark, in quotes, in a figure. */
export function placeAt(known: Known, offset: number): Place | null {
  const { text, concrete } = known;
  const from = offset - /[\p{L}\p{M}\p{N}_]*$/u.exec(text.slice(Math.max(0, offset - 80), offset))![0].length;
  const to = offset + /^[\p{L}\p{M}\p{N}_]*/u.exec(text.slice(offset, offset + 80))![0].length;
  if (
    /^\p{N}/u.test(text.slice(from, to)) ||
    isInside(concrete.comments, from) ||
    isInQuotes(concrete.tokens, from)
  )
    return null;
  const line = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  const read = readWithName(known, from, to);
  const isFirstOnLine = line.trim() === "";
  return { known, from, to, ...read, isFirstOnLine, isAtMargin: line === "" };
}

/** The end of a remark is inside of it: it goes on to the end of the line. */
const isInside = (tokens: readonly IToken[], offset: number): boolean =>
  tokens.some((token) => token.startOffset < offset && offset <= token.endOffset! + 1);

function isInQuotes(tokens: readonly IToken[], offset: number): boolean {
  const around = tokens.findLast((token) => token.startOffset < offset);
  if (!around?.tokenType.name.endsWith("Quoted")) return false;
  return (
    offset <= around.endOffset! || (around.tokenType === T.UnclosedQuoted && offset === around.endOffset! + 1)
  );
}

const HEADER = 'plan "x" {}\n';
const isOpening = (token: IToken): boolean =>
  vocabulary[token.tokenType.name as WordName]?.reserved === "first on a line";
const isClock = (token: IToken | undefined): boolean =>
  (clockWords as readonly string[]).includes(token?.tokenType.name ?? "");

/** Reads the declaration around the word with a name in its place, alone: small enough for every key. */
function readWithName(
  known: Known,
  from: number,
  to: number,
): Pick<Place, "standing" | "item" | "site" | "nameAt" | "before"> {
  const { tokens } = known.concrete;
  const starts = tokens.filter(
    (token, i) => isOpening(token) && !(isClock(tokens[i - 1]) && !isFirstOnLine(tokens, i)),
  );
  const start = starts.findLast((token) => token.startOffset < from);
  const end = starts.find((token) => token.startOffset >= to)?.startOffset ?? known.text.length;
  const isHeader = !start || start.tokenType === T.plan;
  const head = isHeader ? "" : HEADER;
  const written = head + known.text.slice(start?.startOffset ?? 0, from);
  const text = `${written}${STAND_IN}${known.text.slice(to, end)}`;

  const { plan } = parse(text);
  const item = plan.items.at(-1) ?? null;
  const read = sitesOf({ ...known.context, text }, plan).find(
    ({ span }) => span.from <= written.length && written.length < span.to,
  );
  const before = parseConcrete(text).tokens.filter(
    (token) => token.startOffset >= head.length && token.endOffset! < written.length,
  );
  const isFirst = text.slice((before.at(-1)?.endOffset ?? -1) + 1, written.length).includes("\n");
  const standing = walk(before, isHeader ? "header" : "item", isFirst);
  const site = read ?? guessedSite(standing, from, isFirst, before.at(-1)?.tokenType === T.along);
  return { standing, item, site, nameAt: written.length, before };
}

const isFirstOnLine = (tokens: readonly IToken[], i: number): boolean =>
  tokens[i - 1]?.startLine !== tokens[i]!.startLine;

/**
 * Where the grammar stands behind some tokens. They are of a text that is being written, so a line that breaks off or
 * cannot be read is left out, and the next one begins where that one did.
 */
function walk(tokens: readonly IToken[], rule: "header" | "item", newLine: boolean): Standing {
  let standing = startOf(rule);
  let lineStart: Standing = [];
  for (const [i, line] of linesOf(tokens).entries()) {
    const read = stepAll(standing, line);
    const anew = read.length > 0 ? read : stepAll(lineStart, line);
    if (read.length > 0) lineStart = i === 0 ? read : standing;
    // Of the line that is being written only what is left of the caret counts, and that has to be read.
    if (anew.length > 0 || (line.includes(tokens.at(-1)!) && !newLine)) standing = anew;
  }
  return newLine && !mayEnd(standing) ? [...new Set([...standing, ...lineStart])] : standing;
}

const stepAll = (standing: Standing, tokens: readonly IToken[]): Standing =>
  tokens.reduce((now, token) => step(now, token.tokenType), standing);

function linesOf(tokens: readonly IToken[]): IToken[][] {
  const lines: IToken[][] = [];
  for (const [i, token] of tokens.entries())
    if (isFirstOnLine(tokens, i)) lines.push([token]);
    else lines.at(-1)!.push(token);
  return lines;
}
