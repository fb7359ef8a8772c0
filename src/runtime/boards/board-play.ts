import type { BoardMachine } from "../../ir/program.ts";

export type BoardRules = {
  readonly wide: number;
  readonly deep: number;
  readonly most: number;
  readonly newcomers: BoardMachine["newcomers"];
  readonly top: BoardMachine["top"];
};

/** One board may hold so many places; a larger one is never filled. */
const MOST_PLACES = 100_000;
/** A returning top may fill the next board at once, and so on: so many steps for one newcomer. */
const MOST_CASCADES = 10_000;

/**
 * Boards that people enter one after another. They are numbered as they are opened, and their seats are taken in a list each,
 * the top first, level by level: seats that are given up are taken by others, so that no object is made for a board or a
 * seat, and memory grows with the people who sit.
 */
export class BoardPlay {
  /** How often everybody has cycled so far, in joining order. */
  readonly cycles: Int32Array;
  private readonly rules: BoardRules;
  private readonly sponsor: Int32Array;
  /** 0: nobody ever sits down. */
  private readonly places: number;
  /** Of a full board the seats of each part that becomes a board of its own, level by level. */
  private readonly parts: readonly Int32Array[];
  /** By board: the first seat taken (-1: closed, or empty), the last, and how many. */
  private first = new Int32Array(16);
  private last = new Int32Array(16);
  private taken = new Int32Array(16);
  private isOpen = new Uint8Array(16);
  private opened = 0;
  /** No board with a smaller number is open. */
  private oldest = 0;
  private readonly seats = new Chains();
  /** Whether anybody looks for the board of who is above. */
  private readonly bySponsor: boolean;
  /** The board on which everybody sat down last: nobody sits on another one that is still open. -1: on none so far. */
  private readonly satOn: Int32Array;
  private readonly full: Int32Array;

  /** `sponsor`: who is above everybody, -1 for nobody; in joining order. */
  constructor(rules: BoardRules, sponsor: Int32Array) {
    const { wide, deep } = rules;
    this.rules = rules;
    this.sponsor = sponsor;
    this.cycles = new Int32Array(sponsor.length);
    // A board 1 wide whose top returns would be full again at once, for ever.
    this.places = wide === 1 && rules.top !== "leaves" ? 0 : placesOf(wide, deep);
    this.bySponsor = rules.newcomers === "sponsor" || rules.top === "returns to sponsor";
    this.satOn = new Int32Array(sponsor.length).fill(-1);
    this.full = new Int32Array(this.places);
    this.parts = this.places === 0 ? [] : partsOf(this.places, wide);
    if (this.places > 0) this.open();
  }

  /** Whether it is played by the same rules among the same people. */
  isOf(rules: BoardRules, sponsor: Int32Array): boolean {
    const { wide, deep, most } = this.rules;
    if (wide !== rules.wide || deep !== rules.deep || most !== rules.most) return false;
    return !this.bySponsor || this.sponsor.every((above, person) => above === sponsor[person]);
  }

  /** Somebody sits down; a board that is full then pays its top and splits, and who was at the top comes back, or leaves. */
  enter(newcomer: number): void {
    if (this.places === 0) return;
    const { top: returns, newcomers, most } = this.rules;
    let [person, where] = [newcomer, newcomers];
    for (let step = 0; step < MOST_CASCADES; step++) {
      const board = where === "sponsor" ? this.boardOfSponsor(person) : this.oldestBoard();
      this.sit(board, person);
      if (this.taken[board]! < this.places) return;
      const top = this.seats.of[this.first[board]!]!;
      this.cycles[top]!++;
      this.split(board);
      if (returns === "leaves" || this.cycles[top]! >= most) return;
      [person, where] = [top, returns === "returns to sponsor" ? "sponsor" : "oldest"];
    }
  }

  private open(): number {
    const board = this.opened++;
    if (board >= this.first.length) {
      this.first = twice(this.first);
      this.last = twice(this.last);
      this.taken = twice(this.taken);
      const isOpen = new Uint8Array(2 * this.isOpen.length);
      isOpen.set(this.isOpen);
      this.isOpen = isOpen;
    }
    this.first[board] = -1;
    this.taken[board] = 0;
    this.isOpen[board] = 1;
    return board;
  }

  private sit(board: number, person: number): void {
    const seat = this.seats.take(person);
    if (this.first[board]! < 0) this.first[board] = seat;
    else this.seats.next[this.last[board]!] = seat;
    this.last[board] = seat;
    this.taken[board]!++;
    this.satOn[person] = board;
  }

  /** Closes a full board and opens one for each person below its top. */
  private split(board: number): void {
    this.isOpen[board] = 0;
    for (let seat = this.first[board]!, at = 0; seat >= 0; at++) {
      this.full[at] = this.seats.of[seat]!;
      seat = this.seats.giveUp(seat);
    }
    for (const part of this.parts) {
      const now = this.open();
      for (const place of part) this.sit(now, this.full[place]!);
    }
  }

  private oldestBoard(): number {
    while (this.isOpen[this.oldest] === 0) this.oldest++;
    return this.oldest;
  }

  /** The open board of the nearest person above who sits on one; else the oldest of all. */
  private boardOfSponsor(person: number): number {
    for (let above = this.sponsor[person]!; above >= 0; above = this.sponsor[above]!) {
      const board = this.satOn[above]!;
      if (board >= 0 && this.isOpen[board] === 1) return board;
    }
    return this.oldestBoard();
  }
}

/** Links of chains, each with a number; those that are given up are taken again. */
class Chains {
  of = new Int32Array(64);
  next = new Int32Array(64);
  private count = 0;
  private free = -1;

  /** A link with nothing behind it. */
  take(of: number): number {
    let link = this.free;
    if (link >= 0) this.free = this.next[link]!;
    else {
      link = this.count++;
      if (link >= this.of.length) {
        this.of = twice(this.of);
        this.next = twice(this.next);
      }
    }
    this.of[link] = of;
    this.next[link] = -1;
    return link;
  }

  /** Gives up a link, and tells which one stood behind it. */
  giveUp(link: number): number {
    const behind = this.next[link]!;
    this.next[link] = this.free;
    this.free = link;
    return behind;
  }
}

function twice(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}

/** The places of a board: its top, and so many levels below. 0 where the size is none or too large. */
function placesOf(wide: number, deep: number): number {
  if (!(wide >= 1 && deep >= 1)) return 0;
  let places = 0;
  for (let level = 0, row = 1; level <= deep; level++, row *= wide) {
    places += row;
    if (places > MOST_PLACES) return 0;
  }
  return places;
}

/** The parts of a full board below each place of its second row, level by level. */
function partsOf(places: number, wide: number): Int32Array[] {
  return Array.from({ length: wide }, (_, child) => {
    const part: number[] = [];
    for (let from = 1 + child, row = 1; from < places; from = from * wide + 1, row *= wide)
      for (let at = from; at < from + row; at++) part.push(at);
    return Int32Array.from(part);
  });
}
