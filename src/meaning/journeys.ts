import { type Exact, isNegative, isZero, least, multiply, ZERO } from "../base/exact.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import { evaluate } from "./evaluate.ts";
import { about, type At, type Path, type Run } from "./run.ts";
import { treeOf } from "./trees.ts";
import { isThere, ordersOf } from "./presence.ts";

/** One payment of a journey: who is paid, on which level, and how much, exactly. */
export type Line = {
  readonly source: number;
  /** The order that travels, or -1 where it is a column of the source. */
  readonly order: number;
  readonly payee: number;
  readonly level: number;
  readonly distance: number;
  readonly base: Exact;
  /** A fraction of the base, or an amount of money (see the type of the bonus's `pays`). */
  readonly rate: Exact;
  /** Before any rounding and cap of the bonus; after `each at most`. In money, or in the unit of a flow. */
  readonly amount: Exact;
};

type Stop = { readonly person: number; readonly at: At };

/** Sends the base of one source up its tree, and tells of every payment (semantics.md 1.5). */
export function travel(run: Run, bonus: CheckedBonus, source: number, period: number, pay: (line: Line) => void): void {
  const journey = bonus.journey!;
  if (!isThere(run, source, period)) return;
  const places: At[] = journey.ofOrders
    ? ordersOf(run, source, period).map((order) => ({ ...about(source, period), order }))
    : [about(source, period)];
  for (const place of places) {
    if (journey.where && !evaluate(run, journey.where, place)) continue;
    const base = evaluate(run, journey.base, place) as Exact;
    if (!isZero(base)) journeyOf(run, bonus, source, place.order, base, period, pay);
  }
}

function journeyOf(run: Run, bonus: CheckedBonus, source: number, order: number, base: Exact, period: number, pay: (line: Line) => void): void {
  const journey = bonus.journey!;
  const { parent } = treeOf(run, journey.tree, period);
  const path: Path = { people: [], known: new Map() };
  const stops: Stop[] = [];
  let level = 0;
  let distance = journey.fromSelf ? -1 : 0;
  for (let person = journey.fromSelf ? source : parent[source]!; person >= 0; person = parent[person]!) {
    distance++;
    const isSource = person === source;
    const below = path.people.at(-1) ?? source;
    const generation = journey.generation ? generationOf(run, bonus, source, path, person, period) : 0;
    const at = (taken: number): At => ({ ...about(person, period), source, below, path, level: taken, distance, generation });

    if (!isSource && journey.until && evaluate(run, journey.until, at(level + 1))) break;
    const counted = canBePaid(run, person, period) && (!journey.counting || (evaluate(run, journey.counting, at(isSource ? 0 : level + 1)) as boolean));
    if (counted) {
      if (!isSource) level++;
      const stop = at(isSource ? 0 : level);
      if (journey.missedRollsUp) stops.push({ person, at: { ...stop, path: { people: [...path.people], known: new Map() } } });
      else payAt(run, bonus, { person, at: stop }, source, order, base, pay);
    }
    const ends = journey.through && evaluate(run, journey.through, at(isSource ? 0 : level));
    path.people.push(person);
    if (ends) break;
  }
  // Level i goes to the first counted person from the i-th on who may take it, at that person's rate (ruling 12).
  for (let taken = 1; taken <= stops.length; taken++)
    for (const stop of stops.slice(taken - 1)) if (payAt(run, bonus, { person: stop.person, at: { ...stop.at, level: taken } }, source, order, base, pay)) break;
}

const canBePaid = (run: Run, person: number, period: number): boolean => !run.world.customer[person] && isThere(run, person, period);

/** The number of boundaries on the way: from the source up to me, me out (opens), or one more than those strictly between (closes). */
function generationOf(run: Run, bonus: CheckedBonus, source: number, path: Path, person: number, period: number): number {
  const { turn, at } = bonus.journey!.generation!;
  const between = path.people.filter((passed) => passed !== source);
  const inner = turn === "opens" ? [source, ...between] : between;
  const boundaries = inner.filter((passed) => evaluate(run, at, { ...about(passed, period), my: person, source, below: -1, path })).length;
  return turn === "opens" ? boundaries : boundaries + 1;
}

/** Pays one stop; whether anything was paid. A rate below 0 pays nothing; a negative base takes back what it paid. */
function payAt(run: Run, bonus: CheckedBonus, { person, at }: Stop, source: number, order: number, base: Exact, pay: (line: Line) => void): boolean {
  const rate = evaluate(run, bonus.pays, at) as Exact;
  if (isNegative(rate) || isZero(rate)) return false;
  let amount = bonus.pays.type.kind === "percent" ? multiply(inMoney(run, bonus, base), rate) : rate;
  if (bonus.eachAtMost) amount = least(amount, evaluate(run, bonus.eachAtMost, at) as Exact);
  if (isZero(amount)) return false;
  pay({ source, order, payee: person, level: at.level, distance: at.distance, base, rate, amount });
  return true;
}

/** The base as money, by the worth of its points; a flow keeps its unit. */
function inMoney(run: Run, bonus: CheckedBonus, base: Exact): Exact {
  const type: Formula["type"] = bonus.journey!.base.type;
  if (bonus.flavour === "flow" || type.kind !== "points") return base;
  return multiply(base, run.plan.worth.get(type.of) ?? ZERO);
}
