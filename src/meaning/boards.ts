import { type Exact, floor, whole } from "../base/exact.ts";
import type { CheckedBoard } from "../check/checked-plan.ts";
import { evaluate } from "./evaluate.ts";
import { isThere } from "./presence.ts";
import { about, type Run } from "./run.ts";
import { treeOf } from "./trees.ts";

/** One board: who sits on it, the top first, level by level. Numbered as they were opened. */
type Seats = { readonly number: number; readonly people: number[] };

/** How often each person has cycled in a period. */
export type Board = { readonly cycles: readonly number[] };

/** One board may hold so many places; a larger one is never filled. */
const MOST_PLACES = 100_000;
/** A returning top may fill the next board at once, and so on: so many steps for one newcomer. */
const MOST_CASCADES = 10_000;

export function boardCycles(run: Run, name: string, person: number, period: number): Exact {
  const elsewhere = run.known?.column(`${name}.cycles`, person, period);
  return elsewhere === undefined ? whole(boardOf(run, name, period).cycles[person]!) : (elsewhere as Exact);
}

/**
 * Plays a board: people enter in joining order, a full board pays its top and splits into as many as it is wide, in
 * order; who was at the top comes back, or leaves (domain.md 14.8). Boards go on from period to period.
 */
export function boardOf(run: Run, name: string, period: number): Board {
  const key = `${name}@${period}`;
  const known = run.boards.get(key);
  if (known) return known;
  const board = run.plan.boards.get(name)!;
  const before =
    period > run.timeline.startOf(period)
      ? play(run, board, period - 1)
      : new Array<number>(run.world.size).fill(0);
  const now = play(run, board, period);
  const result: Board = { cycles: now.map((count, person) => count - before[person]!) };
  run.boards.set(key, result);
  return result;
}

/** The cycles of everybody from the beginning up to and with a period. */
function play(run: Run, board: CheckedBoard, upTo: number): number[] {
  const { world } = run;
  const cycles = new Array<number>(world.size).fill(0);
  const start = run.timeline.startOf(upTo);
  if (upTo < start) return cycles;
  const size = (formula: CheckedBoard["wide"]) =>
    Number(floor(evaluate(run, formula, about(-1, start)) as Exact));
  const [wide, deep] = [size(board.wide), size(board.deep)];
  // A board 1 wide whose top returns would be full again at once, for ever.
  const places = wide === 1 && board.top !== "leaves" ? 0 : placesOf(wide, deep);
  if (places === 0) return cycles;
  const most = board.mostCycles ? size(board.mostCycles) : Number.POSITIVE_INFINITY;

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
  const sponsor = treeOf(run, "sponsor", upTo).parent;
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
  const entered = new Set<number>();
  for (let period = start; period <= upTo; period++)
    for (let person = 0; person < world.size; person++) {
      if (entered.has(person) || world.customer[person] || !isThere(run, person, period)) continue;
      if (board.starts && !evaluate(run, board.starts, about(person, period))) continue;
      entered.add(person);
      enter(person);
    }
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
