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
  const first = inItsFirstPlace(item);
  const copy = laterMoved(first, item.span.from + by - first.span.from);
  firstPlaces.set(copy, first);
  return copy;
}

/**
 * The same, its places further on; what is in its parts is moved when somebody looks at them. Whoever writes in one
 * declaration moves all below it, of which mostly nobody asks more than where they stand.
 */
function laterMoved<T extends object>(whole: T, by: number): T {
  const copy = {} as T;
  for (const key in whole) {
    const value = whole[key];
    if (isPlace(key)) copy[key] = spanMoved(value as Span, by) as never;
    else if (typeof value !== "object" || value === null) copy[key] = value;
    else
      Object.defineProperty(copy, key, {
        enumerable: true,
        configurable: true,
        get() {
          const moved = placesMoved(value, by);
          Object.defineProperty(copy, key, { value: moved, enumerable: true });
          return moved;
        },
      });
  }
  return copy;
}

/** Plain data with all places in it further on by so many letters. */
export function placesMoved<T>(part: T, by: number): T {
  if (by === 0 || typeof part !== "object" || part === null) return part;
  if (part instanceof Map) return new Map(Array.from(part, ([key, one]) => [key, placesMoved(one, by)])) as T;
  if (Array.isArray(part)) {
    const copies: unknown[] = [];
    for (const one of part) copies.push(placesMoved(one, by));
    return copies as T;
  }
  const copy: Record<string, unknown> = {};
  for (const key in part) {
    const value: unknown = part[key];
    copy[key] = isPlace(key) ? spanMoved(value as Span, by) : placesMoved(value, by);
  }
  return copy as T;
}

const isPlace = (key: string): boolean => key === "span" || key === "opSpan";

const spanMoved = ({ from, to }: Span, by: number): Span => ({ from: from + by, to: to + by });
