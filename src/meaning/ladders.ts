import { type Exact, floor } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { CheckedLadder } from "../check/checked-plan.ts";
import type { FormulaOf } from "../check/formula.ts";
import { zeroValue } from "../check/zero.ts";
import { column } from "./columns.ts";
import { evaluate } from "./evaluate.ts";
import { isThere } from "./presence.ts";
import { type At, about, type Run } from "./run.ts";

/** The rank that somebody is paid as: what is qualified for, or what was held, while grace lasts. */
export function heldRank(run: Run, ladder: CheckedLadder, person: number, period: number): number {
  const qualified = qualifiedRank(run, ladder, person, period);
  const last = run.timeline.before(period);
  if (!ladder.grace || !isThere(run, person, last)) return qualified;
  const before = column(run, ladder.name, person, last) as number;
  if (qualified >= before) return qualified;
  // A title that an example gives was not missed in its period, whatever the figures of that period are.
  const isGiven = (t: number) =>
    run.world.given.get(ladder.name)?.(person, run.timeline.toBase(t)) !== undefined;
  let misses = 0;
  for (
    let t = period;
    isThere(run, person, t) && !isGiven(t) && qualifiedRank(run, ladder, person, t) < before;
    t = run.timeline.before(t)
  )
    misses++;
  const grace = Number(floor(evaluate(run, ladder.grace.periods, about(person, period)) as Exact));
  if (misses <= grace) return before;
  return ladder.grace.oneStepDown ? Math.max(qualified, before - 1) : qualified;
}

/** The rank that somebody qualifies for in a period by its own requirements; -1 for none. */
export function qualifiedRank(run: Run, ladder: CheckedLadder, person: number, period: number): number {
  const elsewhere = run.known?.column(`${ladder.name}.qualified`, person, period);
  if (elsewhere !== undefined) return elsewhere as number;
  const key = `${ladder.name}.qualified@${period}`;
  let ranks = run.columns.get(key);
  if (!ranks) run.columns.set(key, (ranks = new Array<Value | undefined>(run.world.size)));
  const known = ranks[person];
  if (known !== undefined) return known as number;
  const rank = qualify(run, ladder, person, period);
  ranks[person] = rank;
  return rank;
}

function qualify(run: Run, ladder: CheckedLadder, person: number, period: number): number {
  if (run.world.customer[person]) return -1;
  const last = run.timeline.before(period);
  const highestStep =
    ladder.award !== "one step"
      ? ladder.ranks.length
      : isThere(run, person, last)
        ? qualifiedRank(run, ladder, person, last) + 1
        : 0;
  let best = -1;
  for (let rank = 0; rank < ladder.ranks.length && rank <= highestStep; rank++) {
    if (meets(run, ladder, rank, about(person, period))) best = rank;
    else if (ladder.award === "in order") break;
  }
  return best;
}

/** Whether somebody meets all that a rank asks: the lines under the table, and any one of its rows. */
export function meets(run: Run, ladder: CheckedLadder, rank: number, place: At): boolean {
  const at: At = { ...place, candidate: rank };
  return (
    ladder.needs.every((need) => evaluate(run, need, at)) &&
    ladder.ranks[rank]!.rows.some((row) =>
      ladder.headers.every(
        (header, i) =>
          !header.requirement ||
          !row[i] ||
          (evaluate(run, header.requirement, { ...at, blank: row[i]! }) as boolean),
      ),
    )
  );
}

/** The highest rank that somebody was ever paid as, this period included. */
export function careerRank(run: Run, ladder: CheckedLadder, person: number, period: number): number {
  const ranksOf = (t: number): (Value | undefined)[] => {
    const key = `${ladder.name}.career@${t}`;
    let ranks = run.columns.get(key);
    if (!ranks) run.columns.set(key, (ranks = new Array<Value | undefined>(run.world.size)));
    return ranks;
  };
  const counts = (t: number): boolean => t === period || isThere(run, person, t);
  const known = (t: number): Value | undefined => (counts(t) ? ranksOf(t)[person] : undefined);
  let first = period;
  while (first > run.timeline.startOf(period) && known(first) === undefined) first--;
  let best = (known(first) as number | undefined) ?? -1;
  for (let t = first; t <= period; t++) {
    if (!counts(t)) continue;
    best = Math.max(best, column(run, ladder.name, person, t) as number);
    ranksOf(t)[person] = best;
  }
  return best;
}

/** A fact of a rank: a cell of its first row; nothing for `none`, or where the cell is blank. */
export function factOf(run: Run, formula: FormulaOf<"Fact">, rank: number, at: At): Value {
  const cell =
    rank < 0 ? null : (run.plan.ladders.get(formula.ladder)!.ranks[rank]!.rows[0]![formula.column] ?? null);
  return cell ? evaluate(run, cell, about(-1, at.period)) : zeroValue(formula.type);
}
