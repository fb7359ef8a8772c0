import type { Span } from "../base/span.ts";
import { TEXT_LENGTH_MOST } from "../base/text-limits.ts";
import { itemMoved } from "./moved.ts";
import { parse } from "./parse.ts";
import type { Parsed } from "./parsed.ts";
import type { Item } from "./syntax.ts";

/** The head of a plan, so that declarations alone are one. */
export const HEAD = 'plan "…" {}';

/**
 * Reads a text that somebody has written on, as `parse` does. Where nothing was wrong before, and nothing is wrong with the
 * declarations that were written on, were written anew or are gone, only these and their neighbours are read: the others
 * stand as they were, further on where letters came in.
 */
export function parseAgain(text: string, before: Parsed | null): Parsed {
  return (before && withFewItemsRead(text, before)) ?? parse(text);
}

function withFewItemsRead(text: string, before: Parsed): Parsed | null {
  if (before.text === text) return before;
  if (before.diagnostics.length > 0 || text.length > TEXT_LENGTH_MOST) return null;
  const change = changeOf(before.text, text);
  const { items } = before.plan;
  const isBefore = ({ span }: Item): boolean => span.to < change.from;
  const isBehind = ({ span }: Item): boolean => span.from > change.to;
  const above = items.findLastIndex(isBefore);
  const found = items.findIndex(isBehind);
  const below = found < 0 ? items.length : found;
  // What was written is read between its neighbours, for where a declaration ends the parser sees by what comes next.
  const start = above > 0 ? items[above - 1]!.span.to : 0;
  const next = items[below] && itemMoved(items[below], change.by);
  const head = above > 0 ? HEAD : "";
  // Tables and outlines go by lines: the first has to begin one, as it does in the whole text.
  if (head !== "" && !text.slice(start, items[above]!.span.from).includes("\n")) return null;
  const part = parse(head + text.slice(start, next ? next.span.to : text.length));
  const read = part.plan.items.map((one) => itemMoved(one, start - head.length));
  const neighbours = [items[above], next];
  const isAsBefore =
    part.diagnostics.length === 0 &&
    [read[0], read.at(-1)].every((one, i) => !neighbours[i] || isInOnePlace(one, neighbours[i]));
  if (!isAsBefore || (above >= 0 && next && read.length < 2)) return null;
  return {
    text,
    plan: {
      ...(head === "" ? part.plan : before.plan),
      span: { from: 0, to: text.length },
      items: [
        ...items.slice(0, above + 1),
        ...read.slice(above < 0 ? 0 : 1, next ? -1 : undefined),
        ...items.slice(below).map((one) => itemMoved(one, change.by)),
      ],
    },
    diagnostics: [],
  };
}

const isInOnePlace = (one: Item | undefined, other: Item): boolean =>
  one?.span.from === other.span.from && one.span.to === other.span.to;

/** What was replaced of a text, and by how much what stands behind it has moved. */
export function changeOf(before: string, after: string): Span & { readonly by: number } {
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before.charCodeAt(same) === after.charCodeAt(same)) same++;
  const by = after.length - before.length;
  let to = before.length;
  while (to > same && to + by > same && before.charCodeAt(to - 1) === after.charCodeAt(to + by - 1)) to--;
  return { from: same, to, by };
}
