import type { Span } from "../base/span.ts";
import { TEXT_LENGTH_MOST } from "../base/text-limits.ts";
import { parse } from "./parse.ts";
import type { Parsed } from "./parsed.ts";

/** The head of a plan, so that declarations alone are one. */
export const HEAD = 'plan "…" {}';

/**
 * Reads a text that somebody has written on, as `parse` does. Where nothing was wrong before, and one declaration has changed
 * inside, and nothing is wrong with it, only that one and its neighbours are read: the others stand as they were, further on
 * where letters came in.
 */
export function parseAgain(text: string, before: Parsed | null): Parsed {
  return (before && withOneItemRead(text, before)) ?? parse(text);
}

function withOneItemRead(text: string, before: Parsed): Parsed | null {
  if (before.text === text) return before;
  if (before.diagnostics.length > 0 || text.length > TEXT_LENGTH_MOST) return null;
  const { from, to, by } = changeOf(before.text, text);
  const { items, ...plan } = before.plan;
  // The beginning stays: what begins a declaration decides what those before it are.
  const at = items.findIndex(({ span }) => span.from < from && to <= span.to);
  if (at < 0) return null;
  // It is read between its neighbours, for where one of them ends the parser sees by what comes next.
  const first = Math.max(0, at - 1);
  const around = items.slice(first, at + 2).map(({ span }, i) => ({
    from: span.from + (first + i > at ? by : 0),
    to: span.to + (first + i < at ? 0 : by),
  }));
  const start = first > 0 ? items[first - 1]!.span.to : 0;
  // Tables and outlines go by lines: the first has to begin one, as it does in the whole text.
  if (!text.slice(start, around[0]!.from).includes("\n")) return null;
  const head = first > 0 ? HEAD : "";
  const part = parse(head + text.slice(start, around.at(-1)!.to));
  const read = part.plan.items.map((one) => moved(one, start - head.length));
  const isAsBefore =
    part.diagnostics.length === 0 &&
    read.length === around.length &&
    read.every(({ span }, i) => span.from === around[i]!.from && span.to === around[i]!.to);
  if (!isAsBefore) return null;
  const [until, rest] = [read.slice(0, at + 1 - first), items.slice(at + 1).map((one) => moved(one, by))];
  return {
    text,
    plan: {
      ...plan,
      span: { from: 0, to: text.length },
      items: [...items.slice(0, first), ...until, ...rest],
    },
    diagnostics: [],
  };
}

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

/** The same further on in the text. */
function moved<T>(part: T, by: number): T {
  if (by === 0 || typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((one) => moved(one, by)) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(part))
    copy[key] =
      key === "span" || key === "opSpan" ? { from: value.from + by, to: value.to + by } : moved(value, by);
  return copy as T;
}
