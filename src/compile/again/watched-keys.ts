import { alike } from "../../base/alike.ts";

/** Things by key, and which keys are asked for: where another figure has taken the place of one, nobody else looks for it. */
export class WatchedKeys<T> extends Map<string, T> {
  private asked = new Map<string, T | undefined>();

  override get(key: string): T | undefined {
    const one = super.get(key);
    // Who asks first and then sets it has made it himself.
    if (!this.asked.has(key)) this.asked.set(key, one);
    return one;
  }

  /** What there was by each key that was asked for since this was asked last, when that began. */
  lookedUp(): ReadonlyMap<string, T | undefined> {
    const { asked } = this;
    this.asked = new Map();
    return asked;
  }

  /** Whether the same is there by each of some keys. */
  isSame(asked: ReadonlyMap<string, unknown>): boolean {
    for (const [key, one] of asked) if (!alike(super.get(key), one)) return false;
    return true;
  }
}
