import type { BoardMachine } from "../../ir/program.ts";
import type { Elements } from "../memory.ts";
import type { View } from "../view.ts";
import { BoardPlay, type BoardRules } from "./board-play.ts";

/** What is kept of a board from period to period. */
export type BoardSoFar = {
  /** Who has entered in each period, in joining order. */
  readonly entrants: Map<number, Int32Array>;
  /** The board as it stood at the end of a period, and how often everybody had cycled then; null before the first. */
  last: { readonly period: number; readonly play: BoardPlay } | null;
};

export const newBoard = (): BoardSoFar => ({ entrants: new Map(), last: null });

/**
 * How often everybody has cycled in a period: the same as `boardOf` of meaning/boards.ts, which says more of it. The board
 * goes on from where it stood at the end of the period before; where that is not known, or where other people stand above
 * others now, it is played from the beginning.
 */
export function* runBoard(
  machine: BoardMachine,
  view: View,
  period: number,
  soFar: BoardSoFar,
): Generator<undefined, void> {
  const size = (array: number) => Number(view.array(array)[0]!);
  const rules: BoardRules = {
    wide: size(machine.wide),
    deep: size(machine.deep),
    most: machine.mostCycles === null ? Number.POSITIVE_INFINITY : size(machine.mostCycles),
    newcomers: machine.newcomers,
    top: machine.top,
  };
  const { entrants, last } = soFar;
  const now = entrantsIn(view, view.array(machine.enters), period, entrants);
  entrants.set(period, now);
  yield;
  const sponsor = sponsors(view, view.array(machine.sponsor));
  yield;
  const goesOn = last?.period === period - 1 && last.play.isOf(rules, sponsor);
  const play = goesOn ? last.play : new BoardPlay(rules, sponsor);
  // A board that is given up in the middle stands nowhere.
  soFar.last = null;
  yield;
  if (!goesOn) for (let one = 0; one < period; one++) yield* entering(play, entrants.get(one) ?? []);
  const before = play.cycles.slice();
  yield* entering(play, now);
  soFar.last = { period, play };
  const cycles = view.column(machine.cycles) as BigInt64Array;
  const halves = new Int32Array(cycles.buffer, cycles.byteOffset, cycles.length * 2);
  for (let at = 0; at < view.order.length; at++) {
    const person = view.order[at]!;
    // Nobody cycles fewer times than before.
    halves[2 * at] = play.cycles[person]! - before[person]!;
    halves[2 * at + 1] = 0;
  }
}

/** So many enter in one piece: some milliseconds. */
const AT_ONCE = 2 ** 13;

function* entering(play: BoardPlay, entrants: Int32Array | readonly number[]): Generator<undefined, void> {
  for (let i = 0; i < entrants.length; i++) {
    play.enter(entrants[i]!);
    if (i % AT_ONCE === 0) yield;
  }
}

/** Who enters in a period and has not entered before, in joining order. */
function entrantsIn(
  { place }: View,
  enters: Elements,
  period: number,
  entrants: ReadonlyMap<number, Int32Array>,
): Int32Array {
  const entered = new Uint8Array(place.length);
  for (let before = 0; before < period; before++)
    for (const person of entrants.get(before) ?? []) entered[person] = 1;
  const now = new Int32Array(place.length);
  let count = 0;
  for (let person = 0; person < place.length; person++)
    if (entered[person] === 0 && Number(enters[place[person]!]) !== 0) now[count++] = person;
  return now.slice(0, count);
}

/** Who is above everybody, in joining order; -1: nobody. */
function sponsors({ place, order }: View, above: Elements): Int32Array {
  const sponsor = new Int32Array(place.length);
  for (let person = 0; person < place.length; person++) {
    const at = Number(above[place[person]!]);
    sponsor[person] = at < 0 ? -1 : order[at]!;
  }
  return sponsor;
}
