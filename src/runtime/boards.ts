import type { BoardMachine } from "../ir/program.ts";
import type { View } from "./view.ts";

/** One board: who sits on it, the top first, level by level. Numbered as they were opened. */
type Seats = { readonly number: number; readonly people: number[] };

/** One board may hold so many places; a larger one is never filled. */
const MOST_PLACES = 100_000;
/** A returning top may fill the next board at once, and so on: so many steps for one newcomer. */
const MOST_CASCADES = 10_000;

/** Who has entered a board in each period, in joining order. */
export type Entrants = Map<number, readonly number[]>;

/** How often everybody has cycled in a period: the same as `boardOf` of meaning/boards.ts, which says more of it. */
export function runBoard(machine: BoardMachine, view: View, period: number, entrants: Entrants): void {
  const enters = view.array(machine.enters);
  const entered = new Set<number>();
  for (let before = 0; before < period; before++)
    for (const person of entrants.get(before) ?? []) entered.add(person);
  const now: number[] = [];
  view.place.forEach((at, person) => {
    if (Number(enters[at]) !== 0 && !entered.has(person)) now.push(person);
  });
  entrants.set(period, now);
  const size = (array: number) => Number(view.array(array)[0]!);
  const rules: Rules = {
    wide: size(machine.wide),
    deep: size(machine.deep),
    most: machine.mostCycles === null ? Number.POSITIVE_INFINITY : size(machine.mostCycles),
    newcomers: machine.newcomers,
    top: machine.top,
  };
  const parents = view.array(machine.sponsor);
  const sponsor = Int32Array.from(view.place, (at) => {
    const above = Number(parents[at]);
    return above < 0 ? -1 : view.order[above]!;
  });
  const [until, all] = [play(rules, sponsor, entrants, period - 1), play(rules, sponsor, entrants, period)];
  const cycles = view.column(machine.cycles) as BigInt64Array;
  view.place.forEach((at, person) => {
    cycles[at] = BigInt(all[person]! - until[person]!);
  });
}

type Rules = {
  readonly wide: number;
  readonly deep: number;
  readonly most: number;
  readonly newcomers: BoardMachine["newcomers"];
  readonly top: BoardMachine["top"];
};

/** The cycles of everybody from the beginning up to and with a period. */
function play(board: Rules, sponsor: Int32Array, entrants: Entrants, upTo: number): number[] {
  const { wide, deep, most } = board;
  const cycles = new Array<number>(sponsor.length).fill(0);
  // A board 1 wide whose top returns would be full again at once, for ever.
  const places = wide === 1 && board.top !== "leaves" ? 0 : placesOf(wide, deep);
  if (places === 0) return cycles;

  /** The boards with empty places, the oldest first, and for everybody those they were ever on. */
  const open = new Set<Seats>();
  const boardsOf = new Map<number, Seats[]>();
  let opened = 0;
  const sit = (seats: Seats, person: number): void => {
    seats.people.push(person);
    const boards = boardsOf.get(person)?.filter((one) => open.has(one)) ?? [];
    boardsOf.set(person, [...boards, seats]);
  };
  const openWith = (people: readonly number[]): void => {
    const seats: Seats = { number: opened++, people: [] };
    open.add(seats);
    for (const person of people) sit(seats, person);
  };
  openWith([]);
  const boardFor = (person: number, where: "oldest" | "sponsor"): Seats => {
    if (where === "sponsor")
      for (let above = sponsor[person]!; above >= 0; above = sponsor[above]!) {
        const theirs = (boardsOf.get(above) ?? []).filter((one) => open.has(one));
        if (theirs.length > 0) return theirs.reduce((a, b) => (b.number < a.number ? b : a));
      }
    return open.values().next().value!;
  };
  const enter = (newcomer: number): void => {
    let [person, where] = [newcomer, board.newcomers];
    for (let step = 0; step < MOST_CASCADES; step++) {
      const seats = boardFor(person, where);
      sit(seats, person);
      if (seats.people.length < places) return;
      const top = seats.people[0]!;
      cycles[top]!++;
      open.delete(seats);
      for (let child = 1; child <= wide; child++) openWith(branch(seats.people, child, wide));
      if (board.top === "leaves" || cycles[top]! >= most) return;
      [person, where] = [top, board.top === "returns to sponsor" ? "sponsor" : "oldest"];
    }
  };
  for (let period = 0; period <= upTo; period++)
    for (const person of entrants.get(period) ?? []) enter(person);
  return cycles;
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

/** The part of a full board below one place, level by level, as a board of its own. */
function branch(seat: readonly number[], place: number, wide: number): number[] {
  const people: number[] = [];
  for (
    let level = [place];
    level.length > 0 && level[0]! < seat.length;
    level = level.flatMap((at) => Array.from({ length: wide }, (_, k) => at * wide + 1 + k))
  )
    for (const at of level) people.push(seat[at]!);
  return people;
}
