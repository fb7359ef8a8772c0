import type { KeptRows } from "./kept-rows.ts";
import { addWide } from "./wide.ts";

/** A room of sums: which it is, and where it lies, in words of 32 bits. */
export type Room = {
  readonly array: number;
  readonly from: number;
  readonly words: number;
  readonly wide: boolean;
};

/** A figure of the company as it lies in memory, in words, in the room of an array. */
export type SumFigure = { readonly at: number; readonly wide: boolean; readonly array: number };

export const figuresOf = (rooms: readonly Room[]): SumFigure[] =>
  rooms.flatMap(({ array, from, words, wide }) =>
    Array.from({ length: wide ? words / 2 : words }, (_, i) => ({
      ...{ at: from + (wide ? 2 * i : i), wide, array },
    })),
  );

/**
 * Sums of the company that a pass adds to. Before it is run for some they are marked: what they are more then is what has
 * been added. In rows it is kept what each branch has added.
 */
export class KeptSums {
  private readonly figures: readonly SumFigure[];
  /** Those that steps read: of the others nobody asks whether they are other figures. */
  private readonly read: readonly SumFigure[];
  /** Two words for each figure: as those that are read were at the beginning, as all were marked, and what was added since. */
  private readonly first: Int32Array;
  private readonly marked: Int32Array;
  private readonly added: Int32Array;

  /** `isRead`: whether steps read the room of an array. */
  constructor(rooms: readonly Room[], isRead: (array: number) => boolean) {
    this.figures = figuresOf(rooms);
    this.read = this.figures.filter(({ array }) => isRead(array));
    const size = 2 * this.figures.length;
    this.first = new Int32Array(2 * this.read.length);
    [this.marked, this.added] = [new Int32Array(size), new Int32Array(size)];
  }

  /** At the beginning of a change. */
  begin(words: Int32Array): void {
    copy(this.read, words, this.first);
  }

  /** Before a pass is run for some. */
  mark(words: Int32Array): void {
    copy(this.figures, words, this.marked);
  }

  /** Puts the sums as they were marked, and says what had been added to them, by figure. */
  takeOut(words: Int32Array): Int32Array {
    const { figures, marked, added } = this;
    copy(figures, words, added);
    for (let i = 0; i < figures.length; i++) {
      const { at, wide } = figures[i]!;
      addWide(added, 2 * i, marked, 2 * i, -1);
      words[at] = marked[2 * i]!;
      if (wide) words[at + 1] = marked[2 * i + 1]!;
    }
    return added;
  }

  /** Takes away from the sums what was added once more. */
  takeAway(words: Int32Array): void {
    const { figures } = this;
    const added = this.takeOut(words);
    for (let i = 0; i < figures.length; i++) subtract(words, figures[i]!, added, 2 * i);
  }

  /** Keeps what a branch has added, and takes it out of the sums again. */
  take(words: Int32Array, rows: KeptRows, row: number): void {
    const added = this.takeOut(words);
    const to = rows.at(row) + rows.row.sums;
    const { words: kept } = rows;
    for (let i = 0; i < added.length; i++) kept[to + i] = added[i]!;
  }

  /** Puts what a branch adds now in place of what it added before. */
  exchange(words: Int32Array, rows: KeptRows, row: number): void {
    const { figures, marked, added } = this;
    const { words: kept } = rows;
    copy(figures, words, added);
    for (let i = 0, of = rows.at(row) + rows.row.sums; i < figures.length; i++, of += 2) {
      subtract(words, figures[i]!, kept, of);
      addWide(added, 2 * i, marked, 2 * i, -1);
      kept[of] = added[2 * i]!;
      kept[of + 1] = added[2 * i + 1]!;
    }
  }

  /** Which rooms that steps read are others than at the beginning. */
  others(words: Int32Array): number[] {
    const { read, first } = this;
    const others: number[] = [];
    for (let i = 0; i < read.length; i++) {
      const { at, wide, array } = read[i]!;
      // The figures of a room stand behind one another.
      const isTold = others.length > 0 && others[others.length - 1] === array;
      if (!isTold && (words[at] !== first[2 * i] || (wide && words[at + 1] !== first[2 * i + 1])))
        others.push(array);
    }
    return others;
  }
}

function copy(figures: readonly SumFigure[], words: Int32Array, to: Int32Array): void {
  for (let i = 0; i < figures.length; i++) {
    const { at, wide } = figures[i]!;
    to[2 * i] = words[at]!;
    to[2 * i + 1] = wide ? words[at + 1]! : 0;
  }
}

function subtract(words: Int32Array, { at, wide }: SumFigure, from: Int32Array, of: number): void {
  if (wide) addWide(words, at, from, of, -1);
  else words[at] = (words[at]! - from[of]!) | 0;
}
