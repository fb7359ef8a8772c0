import { extremesOf, type FieldRule, type KeptRow } from "../../ir/kept-row.ts";
import type { KeptRows } from "./kept-rows.ts";
import { addWide, isWideAbove } from "./wide.ts";

/**
 * What has come to those with large branches in the fields of a pass, by their number, and what branches have brought, by
 * row. The first rows are those of the large branches; more are there for what is kept during one change only.
 *
 * Of a sum, what a branch brought is taken out and what it brings is put in. Of a largest figure the next is kept too: it
 * tells what remains where the largest is gone. Only where that is not known any more all below are asked again.
 */
export class KeptFields {
  private readonly fields: readonly FieldRule[];
  private readonly rows: KeptRows;
  private readonly row: KeptRow;
  /** The words of 32 bits of a slot. */
  private readonly slot: number;
  /** The figures that are the largest or the smallest of all, by field; below 0 where it is none. */
  private readonly extremes: readonly number[];
  /** The fields that these are. */
  private readonly withNext: readonly number[];
  /** Two words for each field: what has been taken out of a slot for a while. */
  private readonly aside: Int32Array;
  /** Fields, by number of a large branch, of which all below have to be asked again. */
  private readonly lost = new Map<number, Set<number>>();

  constructor(fields: readonly FieldRule[], slot: number, rows: KeptRows) {
    this.fields = fields;
    this.slot = slot;
    this.rows = rows;
    this.row = rows.row;
    this.extremes = extremesOf(fields);
    this.withNext = [...fields.keys()].filter((i) => this.extremes[i]! >= 0);
    this.aside = new Int32Array(2 * fields.length);
  }

  /** Keeps what lies in a slot as what has come to somebody. */
  keepCome(number: number, words: Int32Array, slot: number): void {
    const { kept } = this;
    const to = this.comeAt(number);
    for (let i = 0; i < this.slot; i++) kept[to + i] = words[slot + i]!;
  }

  /** Before everybody is run: nobody has heard anything of the next after the largest, and it is known what comes. */
  beginNext(numbers: number): void {
    const { kept, fields } = this;
    for (let number = 0; number < numbers; number++)
      for (const i of this.withNext) {
        putEmptyAt(kept, this.nextAt(number, i), fields[i]!);
        kept[this.knownAt(number, i)] = 1;
      }
  }

  /** Whether there are figures of which a next one is kept. */
  get hasNext(): boolean {
    return this.withNext.length > 0;
  }

  /** Takes out of a slot what has come so far of the largest, so that it tells what a branch brings that is run next. */
  putAside(words: Int32Array, slot: number): void {
    const { aside, fields } = this;
    for (const i of this.withNext) {
      const field = fields[i]!;
      copyFigure(field, aside, 2 * i, words, slot + field.at);
      putEmpty(words, slot, field);
    }
  }

  /** Puts it back, and tells the one above of the next after the largest. */
  hearNext(number: number, words: Int32Array, slot: number): void {
    const { aside, fields, kept } = this;
    for (const i of this.withNext) {
      const field = fields[i]!;
      const [best, next] = [slot + field.at, this.nextAt(number, i)];
      if (isBetter(field, aside, 2 * i, words, best)) {
        if (isBetter(field, words, best, kept, next)) copyFigure(field, kept, next, words, best);
        copyFigure(field, words, best, aside, 2 * i);
      } else copyFigure(field, kept, next, aside, 2 * i);
    }
  }

  /** Puts what has come to somebody into a slot. */
  load(number: number, words: Int32Array, slot: number): void {
    const { kept, slot: size } = this;
    for (let i = 0, from = this.comeAt(number); i < size; i++) words[slot + i] = kept[from + i]!;
  }

  /** Leaves a slot as it is found. */
  empty(words: Int32Array, slot: number): void {
    const { fields } = this;
    for (let i = 0; i < fields.length; i++) putEmpty(words, slot, fields[i]!);
  }

  /** Keeps what lies in a slot as what a branch has brought. */
  take(row: number, words: Int32Array, slot: number): void {
    const { kept } = this;
    const to = this.broughtAt(row);
    for (let i = 0; i < this.slot; i++) kept[to + i] = words[slot + i]!;
  }

  /**
   * Keeps what lies in a slot as what a branch brings now, and puts it in place of what it brought with the one above;
   * `above` is below 0 at a top. Says whether it is another.
   */
  exchange(row: number, words: Int32Array, slot: number, above: number): boolean {
    const { fields, kept } = this;
    const was = this.broughtAt(row);
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
    const to = this.comeAt(above) + field.at;
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
    const { kept } = this;
    const field = this.fields[i]!;
    const best = this.comeAt(above) + field.at;
    const second = this.nextAt(above, i);
    const known = this.knownAt(above, i);
    const isKnown = kept[known] === 1;
    const isBestGone = isEqual(field, kept, before, kept, best);
    if (isBestGone && !isKnown) {
      if (isBetter(field, kept, best, words, now)) this.lose(above, i);
      else copyFigure(field, kept, best, words, now);
    } else if (isBestGone) {
      if (isBetter(field, kept, second, words, now)) {
        copyFigure(field, kept, best, kept, second);
        kept[known] = 0;
      } else copyFigure(field, kept, best, words, now);
    } else if (!isBetter(field, kept, best, words, now)) {
      // At least as good as the best: that is the next now, of all others.
      copyFigure(field, kept, second, kept, best);
      copyFigure(field, kept, best, words, now);
      kept[known] = 1;
    } else if (isKnown && !isBetter(field, kept, second, words, now))
      copyFigure(field, kept, second, words, now);
    else if (isKnown && isEqual(field, kept, before, kept, second)) kept[known] = 0;
  }

  /** A field of somebody is not known any more: all below have to be asked again. */
  lose(above: number, field: number): void {
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
    const { kept } = this;
    for (const i of fields) {
      const field = this.fields[i]!;
      putEmpty(kept, this.comeAt(number), field);
      if (this.extremes[i]! < 0) continue;
      putEmptyAt(kept, this.nextAt(number, i), field);
      kept[this.knownAt(number, i)] = 1;
    }
    return fields;
  }

  /** Hears what a branch brings to somebody in the fields that were asked for: from the slot it lies in. */
  hear(number: number, fields: readonly number[], words: Int32Array, slot: number): void {
    const { kept } = this;
    for (const i of fields) {
      const field = this.fields[i]!;
      const [to, from] = [this.comeAt(number) + field.at, slot + field.at];
      if (field.how === "or" || field.how === "and") {
        for (let word = 0; word <= (field.wide ? 1 : 0); word++)
          if (field.how === "or") kept[to + word]! |= words[from + word]!;
          else kept[to + word]! &= words[from + word]!;
        continue;
      }
      const second = this.nextAt(number, i);
      if (!isBetter(field, kept, to, words, from)) {
        copyFigure(field, kept, second, kept, to);
        copyFigure(field, kept, to, words, from);
      } else if (isBetter(field, words, from, kept, second)) copyFigure(field, kept, second, words, from);
    }
  }

  /** Hears what a branch of a row brings, as it is kept. */
  hearRow(number: number, fields: readonly number[], row: number): void {
    this.hear(number, fields, this.kept, this.broughtAt(row));
  }

  private get kept(): Int32Array {
    return this.rows.words;
  }

  private comeAt(number: number): number {
    return this.rows.at(number) + this.row.come;
  }

  private broughtAt(row: number): number {
    return this.rows.at(row) + this.row.brought;
  }

  /** Where the next after the largest lies: of all that has come but one of the largest; known only where it is said to be. */
  private nextAt(number: number, field: number): number {
    return this.rows.at(number) + this.row.next + 2 * this.extremes[field]!;
  }

  private knownAt(number: number, field: number): number {
    return this.rows.at(number) + this.row.known + this.extremes[field]!;
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
