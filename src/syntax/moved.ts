import type { Span } from "../base/span.ts";
import type { Item } from "./syntax.ts";

const firstPlaces = new WeakMap<Item, Item>();

/**
 * A declaration as it stood where it was read: the same object however often it has moved since. For what goes by its words
 * alone, and is kept with it; the places in it are those of another text.
 */
export const inItsFirstPlace = <I extends Item>(item: I): I => (firstPlaces.get(item) ?? item) as I;

/** A declaration further on in the text by so many letters, or further up. */
export function itemMoved(item: Item, by: number): Item {
  const copy = moved(item, by);
  if (copy !== item) firstPlaces.set(copy, inItsFirstPlace(item));
  return copy;
}

/** A copy of the same form: who reads both, as the checker does, would take much longer over two forms of everything. */
function moved<T>(part: T, by: number): T {
  if (by === 0 || typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((one) => moved(one, by)) as T;
  const copy = { ...part } as Record<string, unknown>;
  for (const key in copy) {
    const value = copy[key];
    if (typeof value === "object" && value !== null)
      copy[key] = key === "span" || key === "opSpan" ? spanMoved(value as Span, by) : moved(value, by);
  }
  return copy as T;
}

const spanMoved = ({ from, to }: Span, by: number): Span => ({ from: from + by, to: to + by });
