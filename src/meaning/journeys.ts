import {
  add,
  compare,
  type Exact,
  greatest,
  isNegative,
  isZero,
  least,
  multiply,
  subtract,
  whole,
  ZERO,
} from "../base/exact.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import { evaluate } from "./evaluate.ts";
import { type BreakageReason, breakOff, type Ledger } from "./ledger.ts";
import { lastPaid, offerOf } from "./offer.ts";
import { isThere, ordersOf } from "./presence.ts";
import { isAboutItAlone } from "./reads.ts";
import { type At, about, type Path, type Run } from "./run.ts";
import { supremum } from "./supremum.ts";
import { treeOf } from "./trees.ts";

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

/**
 * Sends the base of one source up its tree, and tells of every payment (semantics.md 1.5). With a ledger, also of what was
 * offered on the way and not paid.
 */
export function travel(
  run: Run,
  bonus: CheckedBonus,
  source: number,
  period: number,
  pay: (line: Line) => void,
  ledger: Ledger | null = null,
): void {
  const journey = bonus.journey!;
  if (!isThere(run, source, period)) return;
  const places: At[] = journey.ofOrders
    ? ordersOf(run, source, period).map((order) => ({ ...about(source, period), order }))
    : [about(source, period)];
  for (const place of places) {
    if (journey.where && !evaluate(run, journey.where, place)) continue;
    const base = evaluate(run, journey.base, place) as Exact;
    if (!isZero(base)) journeyOf(run, bonus, { source, order: place.order, base }, period, pay, ledger);
  }
}

/** What a person on the way had to do with it: paid, on a level without pay, or passed by. */
export type Stage = {
  readonly person: number;
  readonly what: "paid" | "not paid" | "not counted" | "customer" | "boundary";
  readonly level: number;
  readonly rate: Exact;
  readonly amount: Exact;
};

/** Sends a given base up, and tells of everybody on the way: for explanations. */
export function travelWith(
  run: Run,
  bonus: CheckedBonus,
  load: Load,
  period: number,
  see: (stage: Stage) => void,
  ledger: Ledger,
): void {
  journeyOf(run, bonus, load, period, () => {}, ledger, see);
}

/** What travels: the base of a source, or of one order of it (-1: none). */
export type Load = { readonly source: number; readonly order: number; readonly base: Exact };

function journeyOf(
  run: Run,
  bonus: CheckedBonus,
  load: Load,
  period: number,
  pay: (line: Line) => void,
  ledger: Ledger | null,
  see: ((stage: Stage) => void) | null = null,
): void {
  const journey = bonus.journey!;
  const { source } = load;
  const tell = (person: number, what: Stage["what"], taken: number, paid: Paid = UNPAID) =>
    see?.({ person, what, level: taken, rate: paid.rate, amount: paid.amount });
  const account = ledger && openAccount(run, bonus, load.base, ledger);
  const { parent } = treeOf(run, journey.tree, period);
  const path: Path = { people: [], known: new Map() };
  const stops: Stop[] = [];
  const ends = endsOf(run, bonus);
  const generations = journey.generation && countGenerations(run, bonus, source, path, period);
  let level = 0;
  let paidRates = ZERO;
  let ended: "no upline" | "boundary" = "no upline";
  let distance = journey.fromSelf ? -1 : 0;
  for (let person = journey.fromSelf ? source : parent[source]!; person >= 0; person = parent[person]!) {
    distance++;
    const isSource = person === source;
    const below = path.people.at(-1) ?? source;
    const generation = generations ? generations.at(person) : 0;
    if (
      generation > ends.generation ||
      level >= ends.level ||
      (ends.top && compare(paidRates, ends.top) >= 0)
    )
      break;
    const at = (taken: number): At => ({
      ...about(person, period),
      source,
      below,
      path,
      level: taken,
      distance,
      generation,
    });

    if (!isSource && journey.until && evaluate(run, journey.until, at(level + 1))) {
      ended = "boundary";
      tell(person, "boundary", level);
      break;
    }
    const counted =
      canBePaid(run, person, period) &&
      (!journey.counting || (evaluate(run, journey.counting, at(isSource ? 0 : level + 1)) as boolean));
    if (counted) {
      if (!isSource) level++;
      const stop = at(isSource ? 0 : level);
      if (journey.missedRollsUp)
        stops.push({ person, at: { ...stop, path: { people: [...path.people], known: new Map() } } });
      else {
        const paid = payAt(run, bonus, { person, at: stop }, load, pay);
        account?.stop(stop, paid);
        paidRates = add(paidRates, paid.rate);
        tell(person, isZero(paid.rate) ? "not paid" : "paid", stop.level, paid);
      }
    } else tell(person, run.world.customer[person] ? "customer" : "not counted", level);
    const endsHere = journey.through && evaluate(run, journey.through, at(isSource ? 0 : level));
    path.people.push(person);
    if (endsHere) {
      ended = "boundary";
      break;
    }
  }
  // Level i goes to the first counted person from the i-th on who may take it, at that person's rate (ruling 12).
  if (journey.missedRollsUp) {
    level = 0;
    for (let taken = 1; taken <= stops.length; taken++)
      for (const stop of stops.slice(taken - 1)) {
        const at = { ...stop.at, level: taken };
        const paid = payAt(run, bonus, { person: stop.person, at }, load, pay);
        if (isZero(paid.rate)) continue;
        account?.stop(at, paid);
        tell(stop.person, "paid", taken, paid);
        level = taken;
        break;
      }
  }
  account?.close(level, ended);
}

const canBePaid = (run: Run, person: number, period: number): boolean =>
  !run.world.customer[person] && isThere(run, person, period);

/** Where nothing is paid any more: behind the last level, the last generation where those can only grow, the top rate of a differential. */
type Ends = { readonly level: number; readonly generation: number; readonly top: Exact | null };
const ends = new WeakMap<Run, Map<CheckedBonus, Ends>>();

function endsOf(run: Run, bonus: CheckedBonus): Ends {
  let known = ends.get(run);
  if (!known) ends.set(run, (known = new Map()));
  let found = known.get(bonus);
  if (!found) {
    const generation = bonus.journey!.generation;
    const grows = generation !== null && isAboutItAlone(run, generation.at);
    const offer = offerOf(run, bonus);
    found = {
      top: offer.kind === "top" ? offer.rate : null,
      level: bonus.journey!.missedRollsUp ? Number.POSITIVE_INFINITY : lastPaid(run, bonus, "level"),
      generation: grows ? lastPaid(run, bonus, "generation") : Number.POSITIVE_INFINITY,
    };
    known.set(bonus, found);
  }
  return found;
}

/**
 * Counts generations along a way: boundaries from the source up to me, me out (opens), or one more than those strictly
 * between (closes). A boundary that depends on who is asking (`my`) is counted afresh for each.
 */
function countGenerations(
  run: Run,
  bonus: CheckedBonus,
  source: number,
  path: Path,
  period: number,
): { readonly at: (person: number) => number } {
  const { turn, at } = bonus.journey!.generation!;
  const isBoundary = (passed: number, my: number) =>
    evaluate(run, at, { ...about(passed, period), my, source, below: -1, path }) as boolean;
  const first = turn === "opens" ? 0 : 1;
  if (!isAboutItAlone(run, at)) {
    return {
      at(person) {
        const between = path.people.filter((passed) => passed !== source);
        const inner = turn === "opens" ? [source, ...between] : between;
        return first + inner.filter((passed) => isBoundary(passed, person)).length;
      },
    };
  }
  let counted = 0;
  let boundaries = turn === "opens" && isBoundary(source, source) ? 1 : 0;
  return {
    at() {
      for (; counted < path.people.length; counted++) {
        const passed = path.people[counted]!;
        if (passed !== source && isBoundary(passed, passed)) boundaries++;
      }
      return first + boundaries;
    },
  };
}

/** What one stop came to: the rate that the rule gives, and the amount before and after `each at most`. */
type Paid = { readonly rate: Exact; readonly uncapped: Exact; readonly amount: Exact };
const UNPAID: Paid = { rate: ZERO, uncapped: ZERO, amount: ZERO };

/** Pays one stop. A rate below 0 pays nothing; a negative base takes back what it paid. */
function payAt(
  run: Run,
  bonus: CheckedBonus,
  { person, at }: Stop,
  { source, order, base }: Load,
  pay: (line: Line) => void,
): Paid {
  const rate = evaluate(run, bonus.pays, at) as Exact;
  if (isNegative(rate) || isZero(rate)) return UNPAID;
  const uncapped = amountAt(run, bonus, base, rate);
  const amount = bonus.eachAtMost ? least(uncapped, evaluate(run, bonus.eachAtMost, at) as Exact) : uncapped;
  if (!isZero(amount))
    pay({ source, order, payee: person, level: at.level, distance: at.distance, base, rate, amount });
  return { rate, uncapped, amount };
}

/** What a rate comes to on a base: a part of it, or the amount itself. */
const amountAt = (run: Run, bonus: CheckedBonus, base: Exact, rate: Exact): Exact =>
  bonus.pays.type.kind === "percent" ? multiply(inMoney(run, bonus, base), rate) : rate;

/** The base as money, by the worth of its points; a flow keeps its unit. */
function inMoney(run: Run, bonus: CheckedBonus, base: Exact): Exact {
  const type: Formula["type"] = bonus.journey!.base.type;
  if (bonus.flavour === "flow" || type.kind !== "points") return base;
  return multiply(base, run.plan.worth.get(type.of) ?? ZERO);
}

/** Keeps the books of one journey: what was offered at each stop and behind the last, and why a part of it was not paid. */
function openAccount(run: Run, bonus: CheckedBonus, base: Exact, ledger: Ledger) {
  const offer = offerOf(run, bonus);
  const worth = (rate: Exact) => amountAt(run, bonus, base, rate);
  const offered = (amount: Exact) => {
    ledger.offered = add(ledger.offered, amount);
  };
  let paidRates = ZERO;
  let takenLevels = 0;
  /** Whether a condition kept the rate from being one, or the rank. */
  const reasonOf = (at: At, { rate }: Paid): BreakageReason =>
    isZero(rate) && bonus.pays.kind === "If" && !evaluate(run, bonus.pays.condition, at)
      ? "not entitled"
      : "lower rank";
  return {
    stop(at: At, paid: Paid): void {
      breakOff(ledger, "each at most", subtract(paid.uncapped, paid.amount));
      paidRates = add(paidRates, paid.rate);
      let full = paid.rate;
      if (offer.kind === "levels" && at.level >= 1) full = offer.full[at.level - 1] ?? paid.rate;
      else if (offer.kind === "reached")
        full =
          supremum(run, bonus.pays, { level: whole(at.level), generation: whole(at.generation) }) ??
          paid.rate;
      full = greatest(full, paid.rate);
      if (offer.kind === "top") return;
      if (offer.kind === "levels" && at.level >= 1) takenLevels = Math.max(takenLevels, at.level);
      offered(worth(full));
      breakOff(ledger, reasonOf(at, paid), subtract(worth(full), paid.uncapped));
    },
    close(lastLevel: number, ended: "no upline" | "boundary"): void {
      if (offer.kind === "top") {
        const full = greatest(offer.rate, paidRates);
        offered(worth(full));
        breakOff(ledger, ended === "boundary" ? "boundary" : "lower rank", worth(subtract(full, paidRates)));
      } else if (offer.kind === "levels") {
        const left = offer.full.slice(Math.max(lastLevel, takenLevels)).reduce(add, ZERO);
        offered(worth(left));
        breakOff(ledger, ended, worth(left));
      }
    },
  };
}
