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
  if (by === 0) return item;
  const copy = movedPart(item, by) as Item;
  firstPlaces.set(copy, inItsFirstPlace(item));
  return copy;
}

function movedPart(part: object, by: number): object {
  if (Array.isArray(part)) {
    const copies: unknown[] = [];
    for (const one of part) copies.push(movedValue(one, by));
    return copies;
  }
  const copy: Record<string, unknown> = {};
  for (const key in part) {
    const value: unknown = part[key as keyof typeof part];
    copy[key] = key === "span" || key === "opSpan" ? spanMoved(value as Span, by) : movedValue(value, by);
  }
  return copy;
}

const movedValue = (value: unknown, by: number): unknown =>
  typeof value === "object" && value !== null ? movedPart(value, by) : value;

const spanMoved = ({ from, to }: Span, by: number): Span => ({ from: from + by, to: to + by });
