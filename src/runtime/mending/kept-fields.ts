import type { FieldRule } from "./mend-rules.ts";
import { addWide, isWideAbove } from "./wide.ts";

/** So many rows more than there are large branches are there from the beginning: for the small ones of a change. */
export const SPARE = 64;

/**
 * What has come to those with large branches in the fields of a pass, by their number, and what branches have brought, by
 * row. The first rows are those of the large branches; more are there for what is kept during one change only.
 *
 * Of a sum, what a branch brought is taken out and what it brings is put in. Of a largest figure the next is kept too: it
 * tells what remains where the largest is gone. Only where that is not known any more all below are asked again.
 */
export class KeptFields {
  private readonly fields: readonly FieldRule[];
  /** The words of 32 bits of a slot. */
  private readonly slot: number;
  /** For each row what has come and what was brought, side by side: they are wanted together. */
  private kept: Int32Array;
  private readonly stride: number;
  /** The figures that are the largest or the smallest of all, by field; below 0 where it is none. */
  private readonly extremes: readonly number[];
  private readonly mostExtremes: number;
  /** The next after the largest: of all that has come but one of the largest. Known only where it is said to be. */
  private readonly next: Int32Array;
  private readonly isNextKnown: Uint8Array;
  /** Fields, by number of a large branch, of which all below have to be asked again. */
  private readonly lost = new Map<number, Set<number>>();

  constructor(fields: readonly FieldRule[], slot: number, numbers: number) {
    this.fields = fields;
    this.slot = slot;
    this.stride = 2 * slot;
    this.kept = new Int32Array((numbers + SPARE) * this.stride);
    let extremes = 0;
    this.extremes = fields.map(({ how }) => (how === "max" || how === "min" ? extremes++ : -1));
    this.mostExtremes = extremes;
    this.next = new Int32Array(2 * numbers * extremes);
    this.isNextKnown = new Uint8Array(numbers * extremes);
  }

  get bytes(): number {
    const { kept, next, isNextKnown } = this;
    return kept.byteLength + next.byteLength + isNextKnown.byteLength;
  }

  /** Makes sure that there are so many rows. */
  reserve(rows: number): void {
    const before = this.kept;
    if (before.length >= rows * this.stride) return;
    this.kept = new Int32Array((rows + SPARE) * this.stride);
    this.kept.set(before);
  }

  /** Keeps what lies in a slot as what has come to somebody. */
  keepCome(number: number, words: Int32Array, slot: number): void {
    for (let i = 0, to = number * this.stride; i < this.slot; i++) this.kept[to + i] = words[slot + i]!;
  }

  /** Puts what has come to somebody into a slot. */
  load(number: number, words: Int32Array, slot: number): void {
    const { kept, slot: size } = this;
    for (let i = 0, from = number * this.stride; i < size; i++) words[slot + i] = kept[from + i]!;
  }

  /** Leaves a slot as it is found. */
  empty(words: Int32Array, slot: number): void {
    const { fields } = this;
    for (let i = 0; i < fields.length; i++) putEmpty(words, slot, fields[i]!);
  }

  /** Keeps what lies in a slot as what a branch has brought. */
  take(row: number, words: Int32Array, slot: number): void {
    const to = row * this.stride + this.slot;
    for (let i = 0; i < this.slot; i++) this.kept[to + i] = words[slot + i]!;
  }

  /**
   * Keeps what lies in a slot as what a branch brings now, and puts it in place of what it brought with the one above;
   * `above` is below 0 at a top. Says whether it is another.
   */
  exchange(row: number, words: Int32Array, slot: number, above: number): boolean {
    const { fields, kept } = this;
    const was = row * this.stride + this.slot;
    let isOther = false;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]!;
      const [now, before] = [slot + field.at, was + field.at];
      if (isEqual(field, words, now, kept, before)) continue;
      isOther = true;
      if (above >= 0) this.putInPlace(i, words, now, before, above);
      copyFigure(field, kept, before, words, now);
    }
    return isOther;
  }

  private putInPlace(i: number, words: Int32Array, now: number, before: number, above: number): void {
    const { kept } = this;
    const field = this.fields[i]!;
    const to = above * this.stride + field.at;
    switch (field.how) {
      case "add":
        if (field.wide) {
          addWide(kept, to, kept, before, -1);
          addWide(kept, to, words, now, 1);
        } else kept[to] = (kept[to]! + words[now]! - kept[before]!) | 0;
        return;
      case "or":
      case "and":
        for (let word = 0; word <= (field.wide ? 1 : 0); word++) {
          const [was, is] = [kept[before + word]!, words[now + word]!];
          const isGone = field.how === "or" ? (was & ~is) !== 0 : (~was & is) !== 0;
          if (isGone) this.lose(above, i);
          if (field.how === "or") kept[to + word]! |= is;
          else kept[to + word]! &= is;
        }
        return;
      default:
        this.putExtreme(i, words, now, before, above);
    }
  }

  private putExtreme(i: number, words: Int32Array, now: number, before: number, above: number): void {
    const { kept, next, isNextKnown } = this;
    const field = this.fields[i]!;
    const best = above * this.stride + field.at;
    const which = above * this.mostExtremes + this.extremes[i]!;
    const second = 2 * which;
    const isKnown = isNextKnown[which] === 1;
    const isBestGone = isEqual(field, kept, before, kept, best);
    if (isBestGone && !isKnown) {
      if (isBetter(field, kept, best, words, now)) this.lose(above, i);
      else copyFigure(field, kept, best, words, now);
    } else if (isBestGone) {
      if (isBetter(field, next, second, words, now)) {
        copyFigure(field, kept, best, next, second);
        isNextKnown[which] = 0;
      } else copyFigure(field, kept, best, words, now);
    } else if (!isBetter(field, kept, best, words, now)) {
      // At least as good as the best: that is the next now, of all others.
      copyFigure(field, next, second, kept, best);
      copyFigure(field, kept, best, words, now);
      isNextKnown[which] = 1;
    } else if (isKnown && !isBetter(field, next, second, words, now))
      copyFigure(field, next, second, words, now);
    else if (isKnown && isEqual(field, kept, before, next, second)) isNextKnown[which] = 0;
  }

  private lose(above: number, field: number): void {
    const fields = this.lost.get(above);
    if (fields) fields.add(field);
    else this.lost.set(above, new Set([field]));
  }

  /** Nothing is lost any more: everybody has been asked, or everything is worked out anew. */
  get isAnyLost(): boolean {
    return this.lost.size > 0;
  }

  /** The fields of somebody of which all below have to be asked again; from now on they count as asked. */
  lostOf(number: number): readonly number[] {
    const fields = [...(this.lost.get(number) ?? [])];
    this.lost.delete(number);
    for (const i of fields) {
      const field = this.fields[i]!;
      putEmpty(this.kept, number * this.stride, field);
      const extreme = this.extremes[i]!;
      if (extreme < 0) continue;
      const which = number * this.mostExtremes + extreme;
      putEmptyAt(this.next, 2 * which, field);
      this.isNextKnown[which] = 1;
    }
    return fields;
  }

  /** Hears what a branch brings to somebody in the fields that were asked for: from the slot it lies in. */
  hear(number: number, fields: readonly number[], words: Int32Array, slot: number): void {
    const { kept, next } = this;
    for (const i of fields) {
      const field = this.fields[i]!;
      const [to, from] = [number * this.stride + field.at, slot + field.at];
      if (field.how === "or" || field.how === "and") {
        for (let word = 0; word <= (field.wide ? 1 : 0); word++)
          if (field.how === "or") kept[to + word]! |= words[from + word]!;
          else kept[to + word]! &= words[from + word]!;
        continue;
      }
      const second = 2 * (number * this.mostExtremes + this.extremes[i]!);
      if (!isBetter(field, kept, to, words, from)) {
        copyFigure(field, next, second, kept, to);
        copyFigure(field, kept, to, words, from);
      } else if (isBetter(field, words, from, next, second)) copyFigure(field, next, second, words, from);
    }
  }

  /** Hears what a branch of a row brings, as it is kept. */
  hearRow(number: number, fields: readonly number[], row: number): void {
    this.hear(number, fields, this.kept, row * this.stride + this.slot);
  }
}

function putEmpty(to: Int32Array, from: number, field: FieldRule): void {
  putEmptyAt(to, from + field.at, field);
}

function putEmptyAt(to: Int32Array, at: number, { wide, low, high }: FieldRule): void {
  to[at] = low;
  if (wide) to[at + 1] = high;
}

function copyFigure({ wide }: FieldRule, to: Int32Array, at: number, from: Int32Array, of: number): void {
  to[at] = from[of]!;
  if (wide) to[at + 1] = from[of + 1]!;
}

const isEqual = ({ wide }: FieldRule, a: Int32Array, at: number, b: Int32Array, of: number): boolean =>
  a[at] === b[of] && (!wide || a[at + 1] === b[of + 1]);

/** Whether one figure is better than another: larger, or smaller where the smallest is looked for. */
function isBetter({ how, wide }: FieldRule, a: Int32Array, at: number, b: Int32Array, of: number): boolean {
  if (how === "max") return wide ? isWideAbove(a, at, b, of) : a[at]! > b[of]!;
  return wide ? isWideAbove(b, of, a, at) : a[at]! < b[of]!;
}
