import { type Exact, isZero, ONE } from "../base/exact.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import { settleEnd, settleStop } from "./accounts.ts";
import { evaluate } from "./evaluate.ts";
import type { Ledger } from "./ledger.ts";
import { lastPaid } from "./offer.ts";
import { isThere, ordersOf } from "./presence.ts";
import { type At, about, type Run } from "./run.ts";
import { type Paid, paidAt, passed, type State, startOf, UNPAID, visit } from "./stops.ts";
import { TooMuch } from "./too-much.ts";
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
  walk: Walk = { steps: 0 },
): void {
  for (const load of loadsOf(run, bonus, source, period))
    journeyOf(run, bonus, load, period, pay, ledger, walk);
}

/** The steps of one bonus so far, that a plan may not ask for more than there is time for. */
export type Walk = { steps: number };

/** What somebody sends up in a period: a base of their own, or one for each order. Bases of 0 stay at home. */
export function loadsOf(run: Run, bonus: CheckedBonus, source: number, period: number): Load[] {
  const journey = bonus.journey!;
  if (!isThere(run, source, period)) return [];
  const places: At[] = journey.ofOrders
    ? ordersOf(run, source, period).map((order) => ({ ...about(source, period), order }))
    : [about(source, period)];
  return places
    .filter((place) => !journey.where || evaluate(run, journey.where, place))
    .map((place) => ({ source, order: place.order, base: evaluate(run, journey.base, place) as Exact }))
    .filter(({ base }) => !isZero(base));
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
  journeyOf(run, bonus, load, period, () => {}, ledger, { steps: 0 }, see);
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
  walk: Walk,
  see: ((stage: Stage) => void) | null = null,
): void {
  const journey = bonus.journey!;
  const { source, order, base } = load;
  const bases = { base, count: ONE };
  const { parent } = treeOf(run, journey.tree, period);
  const tell = (person: number, what: Stage["what"], level: number, paid: Paid = UNPAID) =>
    see?.({ person, what, level, rate: paid.rate, amount: paid.amount });
  const payAt = (at: At): Paid => {
    const paid = paidAt(run, bonus, at, base);
    if (!isZero(paid.amount)) {
      const { level, distance } = at;
      pay({ source, order, payee: at.it, level, distance, base, rate: paid.rate, amount: paid.amount });
    }
    return paid;
  };

  let state: State = startOf(run, bonus, source, period);
  const rolling = journey.missedRollsUp ? rollingUp(run, bonus) : null;
  let ended: "no upline" | "boundary" = "no upline";
  let below = source;
  for (let person = journey.fromSelf ? source : parent[source]!; person >= 0; person = parent[person]!) {
    if (++walk.steps > mostStopsIn(run)) throw tooManySteps(bonus.name, mostStopsIn(run));
    const place = { person, source, below, period };
    const seen = visit(run, bonus, state, place);
    if (seen.ends) {
      if (seen.ends === "boundary") {
        ended = "boundary";
        tell(person, "boundary", state.level);
      }
      break;
    }
    let paid = UNPAID;
    if (!seen.counted) tell(person, run.world.customer[person] ? "customer" : "not counted", state.level);
    else if (rolling) {
      rolling.stop(seen.at, (at) => {
        if (++walk.steps > mostStopsIn(run)) throw tooManySteps(bonus.name, mostStopsIn(run));
        const taken = payAt(at);
        if (isZero(taken.rate)) return false;
        if (ledger) settleStop(run, bonus, ledger, at, taken, bases);
        tell(person, "paid", at.level, taken);
        return true;
      });
    } else {
      paid = payAt(seen.at);
      if (ledger) settleStop(run, bonus, ledger, seen.at, paid, bases);
      tell(person, isZero(paid.rate) ? "not paid" : "paid", seen.at.level, paid);
    }
    state = passed(run, bonus, state, place, seen, paid.rate);
    state.path.people.push(person);
    below = person;
    if (seen.isLast) ended = "boundary";
    if (seen.isLast || rolling?.isDone()) break;
  }
  if (ledger) settleEnd(run, bonus, ledger, state, ended, bases, rolling?.isTaken);
}

/**
 * Levels that roll up: level i goes to the first counted person from the i-th on who may take it, at that person's rate
 * (ruling 12). Those that nobody could take yet wait for the next person.
 */
function rollingUp(run: Run, bonus: CheckedBonus) {
  const last = lastPaid(run, bonus, "level");
  let stops = 0;
  let waiting: number[] = [];
  return {
    stop(at: At, takes: (at: At) => boolean): void {
      stops++;
      if (stops <= last) waiting.push(stops);
      waiting = waiting.filter((level) => !takes({ ...at, level }));
    },
    isDone: () => stops >= last && waiting.length === 0,
    isTaken: (level: number) => level <= stops && !waiting.includes(level),
  };
}

/** A way may be long for some, not for everybody: so many stops for each one in the company, and never fewer in all. */
const MOST_FOR_EACH = 150;
const MOST_AT_LEAST = 3_000_000;
export const mostStopsIn = (run: Run): number => Math.max(MOST_AT_LEAST, MOST_FOR_EACH * run.world.size);

export const tooManySteps = (name: string, most: number): TooMuch =>
  new TooMuch(
    `\`${name}\` goes past more than ${most.toLocaleString("en")} people on its ways up; say where it ends, with a last level or \`until\`.`,
  );
