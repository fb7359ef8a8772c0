import type { Preorder } from "../trees/preorder.ts";

/** Words of what is known of a place. They lie side by side: who asks for one asks for others, and all of it is far away. */
const OF = { large: 0, end: 1, above: 2, depth: 3, words: 4 } as const;

/** A small branch of so many times fewer people than a large one is run again rather than kept. */
const LEAST_KEPT = 4;

/**
 * A tree by places of its preorder: where branches end, which are large, and who is above these. Above a large branch there
 * are only large ones; people who stand below one another in no large branch are a small branch around them all.
 */
export class Branches {
  /** The places of the large branches, by their number. */
  readonly places: Int32Array;
  /** The tops of small branches that are not so small that they are run again in no time, in order. */
  readonly tops: Int32Array;
  /**
   * By place, `OF`. `large` is the number of a large branch. Below 0 it tells of a small one, with all bits turned over: the
   * place of its top, or, at the top of one of `tops`, how many people there are and which of those it is.
   */
  private readonly words: Int32Array;
  private readonly people: number;

  /** `smallest`: a branch of so many people is a large one. */
  constructor({ depth }: Preorder, smallest: number) {
    const people = depth.length;
    const words = new Int32Array(OF.words * people);
    this.people = people;
    this.words = words;
    const open: number[] = [];
    for (let place = 0; place < people; place++) {
      const at = OF.words * place;
      words[at + OF.depth] = depth[place]!;
      while (open.length > depth[place]!) words[OF.words * open.pop()! + OF.end] = place;
      words[at + OF.above] = open.at(-1) ?? -1;
      open.push(place);
    }
    for (const place of open) words[OF.words * place + OF.end] = people;
    const [places, tops]: [number[], number[]] = [[], []];
    for (let place = 0; place < people; place++) {
      const at = OF.words * place;
      const size = words[at + OF.end]! - place;
      const above = words[at + OF.above]!;
      const isWithin = above >= 0 && this.numberOf(above) < 0;
      words[at + OF.above] = above < 0 || isWithin ? -1 : this.numberOf(above);
      if (size >= smallest) words[at + OF.large] = places.push(place) - 1;
      else if (isWithin) words[at + OF.large] = ~this.topOf(above);
      else words[at + OF.large] = LEAST_KEPT * size < smallest ? ~place : ~(people + tops.push(place) - 1);
    }
    this.places = Int32Array.from(places);
    this.tops = Int32Array.from(tops);
  }

  get bytes(): number {
    return this.words.byteLength + this.places.byteLength + this.tops.byteLength;
  }

  /** The number of somebody's large branch; below 0 of a small one. */
  numberOf(place: number): number {
    return this.words[OF.words * place + OF.large]!;
  }

  /** The largest branch around somebody that is not a large one: the place of its top; himself where his own is large. */
  topOf(place: number): number {
    const top = ~this.numberOf(place);
    return top < 0 || top >= this.people ? place : top;
  }

  /** Which of `tops` somebody at the top of a small branch is; below 0 where he is none. */
  whichOf(top: number): number {
    return Math.max(-1, ~this.numberOf(top) - this.people);
  }

  /** The first place behind somebody's branch. */
  endOf(place: number): number {
    return this.words[OF.words * place + OF.end]!;
  }

  /** The number of the large branch above a large one, or above the top of a small one; below 0 where nobody is above. */
  aboveOf(place: number): number {
    return this.words[OF.words * place + OF.above]!;
  }

  depthOf(place: number): number {
    return this.words[OF.words * place + OF.depth]!;
  }
}
