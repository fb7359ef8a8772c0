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
  const alone =
    above >= 0 && below === above + 2 ? withOneItemRead(text, before, items[above + 1]!, change) : null;
  if (alone) return replaced(before, text, { above, below, by: change.by }, [alone]);
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
  const between = read.slice(above < 0 ? 0 : 1, next ? -1 : undefined);
  const from = head === "" ? { ...before, plan: { ...part.plan, items } } : before;
  return replaced(from, text, { above, below, by: change.by }, between);
}

type Change = ReturnType<typeof changeOf>;

/**
 * A declaration that was written in behind its name and before the brace that closes it: where it begins and ends the parser
 * sees by these, so that it is read alone. Null for any other one, and where it would not end there.
 */
function withOneItemRead(text: string, before: Parsed, item: Item, { from, to, by }: Change): Item | null {
  if (!("name" in item) || from <= item.name.span.to || to >= item.span.to) return null;
  const [start, end] = [item.span.from, item.span.to + by];
  if (text[end - 1] !== "}" || !beginsLine(before.text, start)) return null;
  const part = parse(`${HEAD}\n${text.slice(start, end)}`);
  const [first] = part.plan.items;
  const read = first && itemMoved(first, start - HEAD.length - 1);
  const isWhole = read?.span.from === start && read.span.to === end;
  return isWhole && part.diagnostics.length === 0 ? read : null;
}

/** Whether nothing but room stands before a place in its line: tables go by lines. */
const beginsLine = (text: string, at: number): boolean =>
  text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trim() === "";

/** A text whose declarations between two are others now: those up to `above` stay, those from `below` on have moved. */
function replaced(
  { plan }: Parsed,
  text: string,
  { above, below, by }: { readonly above: number; readonly below: number; readonly by: number },
  between: readonly Item[],
): Parsed {
  const items = [
    ...plan.items.slice(0, above + 1),
    ...between,
    ...plan.items.slice(below).map((one) => itemMoved(one, by)),
  ];
  return { text, plan: { ...plan, span: { from: 0, to: text.length }, items }, diagnostics: [] };
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
