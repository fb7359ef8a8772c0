import { NOTHING, type Size, sameSize } from "./size.ts";

/**
 * How large columns are by what is known so far. A rule is gone through again only where a column that it has read has
 * become another one: nearly every rule stands behind all that it reads, and is gone through once.
 */
export class Columns {
  private readonly sizes = new Map<string, Size>();
  /** What each rule came to last, and the rules for which that no longer holds. */
  private readonly worked = new Map<string, Size>();
  private readonly stale = new Set<string>();
  private readonly readers = new Map<string, Set<string>>();
  private reader: string | null = null;

  /** NOTHING for what no rule has worked out yet. */
  of(name: string): Size {
    if (this.reader !== null) {
      const readers = this.readers.get(name);
      if (readers) readers.add(this.reader);
      else this.readers.set(name, new Set([this.reader]));
    }
    return this.sizes.get(name) ?? NOTHING;
  }

  /** Whether it has become another one. */
  set(name: string, size: Size): boolean {
    const before = this.of(name);
    this.sizes.set(name, size);
    if (sameSize(before, size) && before.rough === size.rough) return false;
    for (const reader of this.readers.get(name) ?? []) this.stale.add(reader);
    return true;
  }

  /** What the rule of a column comes to, which may read all others and itself. */
  work(name: string, rule: () => Size): Size {
    const known = this.worked.get(name);
    if (known && !this.stale.delete(name)) return known;
    this.reader = name;
    const size = rule();
    this.reader = null;
    this.worked.set(name, size);
    return size;
  }

  /** Whether the rule of a column comes to what it came to last. */
  isSettled(name: string): boolean {
    return this.worked.has(name) && !this.stale.has(name);
  }

  /** All of them by name, as they are now. */
  now(): ReadonlyMap<string, Size> {
    return new Map(this.sizes);
  }
}
