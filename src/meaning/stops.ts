import { add, compare, type Exact, isNegative, isZero, least, multiply, ZERO } from "../base/exact.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import { evaluate } from "./evaluate.ts";
import { lastPaid, offerOf } from "./offer.ts";
import { isThere } from "./presence.ts";
import { isAboutItAlone } from "./reads.ts";
import { type At, about, type Path, type Run } from "./run.ts";

/** How far a journey has come when it leaves a person: all that decides what happens above (semantics.md 1.5). */
export type State = {
  /** Counted people so far. */
  readonly level: number;
  /** People so far, counted or not. */
  readonly distance: number;
  /** Where a generation turned, of those passed; not kept where that depends on who asks. */
  readonly boundaries: number;
  readonly paidRates: Exact;
  readonly path: Path;
};

/** What becomes of a journey at one person: it ends before, or goes on, or was to end here (`through`). */
export type Visit =
  | { readonly ends: "behind the last" | "boundary" }
  | { readonly ends: null; readonly counted: boolean; readonly isLast: boolean; readonly at: At };

export const startOf = (run: Run, bonus: CheckedBonus, source: number, period: number): State => ({
  level: 0,
  distance: bonus.journey!.fromSelf ? -1 : 0,
  boundaries:
    bonus.journey!.generation?.turn === "opens" && turnsHere(run, bonus, source, period, source) ? 1 : 0,
  paidRates: ZERO,
  path: { people: [], known: new Map() },
});

/** Looks at one person on the way of a source; `below` is the person just passed, or the source. */
export function visit(
  run: Run,
  bonus: CheckedBonus,
  state: State,
  { person, source, below, period }: Place,
): Visit {
  const journey = bonus.journey!;
  const isSource = person === source;
  const ends = endsOf(run, bonus);
  const generation = generationAt(run, bonus, state, { person, source, below, period });
  // The source is a stop of its own, before all levels.
  if (
    !isSource &&
    (generation > ends.generation ||
      state.level >= ends.level ||
      (ends.top && compare(state.paidRates, ends.top) >= 0))
  )
    return { ends: "behind the last" };
  const at = (taken: number): At => ({
    ...about(person, period),
    source,
    below,
    path: state.path,
    level: taken,
    distance: state.distance + 1,
    generation,
  });
  const next = isSource ? 0 : state.level + 1;
  if (!isSource && journey.until && evaluate(run, journey.until, at(next))) return { ends: "boundary" };
  const counted =
    !run.world.customer[person] &&
    isThere(run, person, period) &&
    (!journey.counting || (evaluate(run, journey.counting, at(next)) as boolean));
  const stop = at(isSource ? 0 : counted ? next : state.level);
  const isLast = journey.through !== null && (evaluate(run, journey.through, stop) as boolean);
  return { ends: null, counted, isLast, at: stop };
}

export type Place = {
  readonly person: number;
  readonly source: number;
  readonly below: number;
  readonly period: number;
};

/** The numbers of a journey that has passed a person; its path is kept by whoever walks it. */
export const passed = (
  run: Run,
  bonus: CheckedBonus,
  { level, distance, boundaries, paidRates, path }: State,
  { person, source, period }: Place,
  { counted }: { readonly counted: boolean },
  rate: Exact,
): State => ({
  level: counted && person !== source ? level + 1 : level,
  distance: distance + 1,
  boundaries: boundaries + (person !== source && turnsHere(run, bonus, person, period, source) ? 1 : 0),
  paidRates: add(paidRates, rate),
  path,
});

/** Whether a generation turns at somebody who was passed, where that is for everybody the same. */
function turnsHere(run: Run, bonus: CheckedBonus, person: number, period: number, source: number): boolean {
  const generation = bonus.journey!.generation;
  if (!generation || !isAboutItAlone(generation.at)) return false;
  return evaluate(run, generation.at, { ...about(person, period), source, below: -1 }) as boolean;
}

/**
 * The generation of a stop: boundaries from the source up to me, me out (opens), or one more than those strictly between
 * (closes). A boundary that depends on who is asking (`my`) is counted afresh for each.
 */
function generationAt(
  run: Run,
  bonus: CheckedBonus,
  state: State,
  { person, source, period }: Place,
): number {
  const generation = bonus.journey!.generation;
  if (!generation) return 0;
  const { turn, at } = generation;
  const first = turn === "opens" ? 0 : 1;
  if (isAboutItAlone(at)) return first + state.boundaries;
  const between = state.path.people.filter((one) => one !== source);
  const inner = turn === "opens" ? [source, ...between] : between;
  const isBoundary = (one: number) =>
    evaluate(run, at, { ...about(one, period), my: person, source, below: -1, path: state.path }) as boolean;
  return first + inner.filter(isBoundary).length;
}

/** Where nothing is paid any more: behind the last level, the last generation where those can only grow, the top rate of a differential. */
type Ends = { readonly level: number; readonly generation: number; readonly top: Exact | null };
const ends = new WeakMap<Run, Map<CheckedBonus, Ends>>();

export function endsOf(run: Run, bonus: CheckedBonus): Ends {
  let known = ends.get(run);
  if (!known) ends.set(run, (known = new Map()));
  let found = known.get(bonus);
  if (!found) {
    const { generation, missedRollsUp } = bonus.journey!;
    const grows = generation !== null && isAboutItAlone(generation.at);
    const offer = offerOf(run, bonus);
    found = {
      top: offer.kind === "top" ? offer.rate : null,
      level: missedRollsUp ? Number.POSITIVE_INFINITY : lastPaid(run, bonus, "level"),
      generation: grows ? lastPaid(run, bonus, "generation") : Number.POSITIVE_INFINITY,
    };
    known.set(bonus, found);
  }
  return found;
}

/** What one stop came to: the rate that the rule gives, and the amount before and after `each at most`. */
export type Paid = { readonly rate: Exact; readonly uncapped: Exact; readonly amount: Exact };
export const UNPAID: Paid = { rate: ZERO, uncapped: ZERO, amount: ZERO };

/**
 * What is paid at one stop for a base, or for so many bases together. A rate below 0 pays nothing; a negative base takes
 * back what it paid.
 */
export function paidAt(run: Run, bonus: CheckedBonus, at: At, base: Exact, bases = ONE_BASE): Paid {
  const rate = evaluate(run, bonus.pays, at) as Exact;
  if (isNegative(rate) || isZero(rate)) return UNPAID;
  const uncapped = amountAt(run, bonus, base, rate, bases);
  const amount = bonus.eachAtMost ? least(uncapped, evaluate(run, bonus.eachAtMost, at) as Exact) : uncapped;
  return { rate, uncapped, amount };
}

const ONE_BASE: Exact = { n: 1, d: 1 };

/** What a rate comes to on a base: a part of it, or the amount itself for each base. */
export const amountAt = (
  run: Run,
  bonus: CheckedBonus,
  base: Exact,
  rate: Exact,
  bases: Exact = ONE_BASE,
): Exact =>
  bonus.pays.type.kind === "percent" ? multiply(inMoney(run, bonus, base), rate) : multiply(rate, bases);

/** The base as money, by the worth of its points; a flow keeps its unit. */
function inMoney(run: Run, bonus: CheckedBonus, base: Exact): Exact {
  const type: Formula["type"] = bonus.journey!.base.type;
  if (bonus.flavour === "flow" || type.kind !== "points") return base;
  return multiply(base, run.plan.worth.get(type.of) ?? ZERO);
}
