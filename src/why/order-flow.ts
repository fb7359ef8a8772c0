import { type Exact, isZero, subtract, sum } from "../base/exact.ts";
import type { CheckedBonus, CheckedPlan } from "../check/checked-plan.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { column } from "../meaning/columns.ts";
import { evaluate } from "../meaning/evaluate.ts";
import { type Stage, travelWith } from "../meaning/journeys.ts";
import { emptyLedger, type Ledger } from "../meaning/ledger.ts";
import { periodOfOrder } from "../meaning/own-periods.ts";
import { about, newRun, type Run } from "../meaning/run.ts";
import { treeOf } from "../meaning/trees.ts";
import type { World } from "../meaning/world.ts";

/** Where one order's money went under one bonus: stop by stop, and what of it was not paid. */
export type OrderFlow = {
  readonly bonus: string;
  /** The period of the bonus's own clock in which the order lies. */
  readonly period: number;
  readonly journeys: readonly OrderJourney[];
  /** offered = paid + broken, exactly, before rounding and caps of the bonus as a whole. */
  readonly paid: Exact;
  readonly ledger: Ledger;
};
/** A base that this order made, or made larger, on its way: the buyer's own, or somebody's whose column it went into. */
export type OrderJourney = {
  readonly source: number;
  readonly base: Exact;
  readonly stages: readonly Stage[];
};

/**
 * Follows an order through every travelling bonus. What the order is worth to a base is the base with it less the base
 * without it, all qualifications being as they are; that much then travels as the whole base does. In a company of more
 * than `mostForEveryBase` people only bonuses on people's own figures are followed.
 */
export function flowOfOrder(
  run: Run,
  order: number,
  period: number,
  mostForEveryBase = MOST_FOR_EVERY_BASE,
): OrderFlow[] {
  const isLarge = run.world.size > mostForEveryBase;
  const without = newRun(run.plan, { ...worldWithout(run.world, order), given: qualifications(run) });
  const buyer = run.world.orders.buyer(order);
  return [...run.plan.bonuses.values()].flatMap((bonus) => {
    const isFollowed =
      bonus.journey && bonus.flavour === "bonus" && !(isLarge && readsOthers(run.plan, bonus.journey.base));
    const own = isFollowed ? periodOfOrder(run, bonus.name, order, buyer, period) : null;
    return own === null ? [] : [flowUnder(run, without, bonus, order, buyer, own)];
  });
}

/** In larger companies a base that is made of others' figures is not worked out a second time without the order: it takes seconds. */
const MOST_FOR_EVERY_BASE = 200_000;

const ofOthers: ReadonlySet<Formula["kind"]> = new Set<Formula["kind"]>([
  ...(["Amount", "Balance", "PairingField", "BoardField", "Flavour"] as const),
  ...(["Aggregate", "Count", "Nearest", "Place", "SeparateLegs"] as const),
  ...(["Previous", "SoFar", "Highest", "First"] as const),
]);

/** Whether a figure may be made of figures of others, or of other periods. */
function readsOthers(plan: CheckedPlan, formula: Formula, seen = new Set<string>()): boolean {
  if (ofOthers.has(formula.kind)) return true;
  if (formula.kind === "Column" && !seen.has(formula.name)) {
    seen.add(formula.name);
    const input = plan.inputs.get(formula.name);
    const rule = input ? input.fallback : plan.measures.get(formula.name)?.body;
    // What has no rule of its own (a bonus, a rank) is made of whatever it is made of.
    if (rule === undefined || (rule && readsOthers(plan, rule, seen))) return true;
  }
  return partsOf(formula).some(({ part }) => readsOthers(plan, part, seen));
}

function flowUnder(
  run: Run,
  without: Run,
  bonus: CheckedBonus,
  order: number,
  buyer: number,
  period: number,
): OrderFlow {
  const journey = bonus.journey!;
  const ledger = emptyLedger();
  const journeys: OrderJourney[] = [];
  for (const { source, base } of basesOf(run, without, bonus, order, buyer, period)) {
    const stages: Stage[] = [];
    travelWith(
      run,
      bonus,
      { source, order: journey.ofOrders ? order : -1, base },
      period,
      (stage) => void stages.push(stage),
      ledger,
    );
    journeys.push({ source, base, stages });
  }
  const paid = sum(journeys.flatMap(({ stages }) => stages.map((stage) => stage.amount)));
  return { bonus: bonus.name, period, journeys, paid, ledger };
}

/** Whose bases the order is part of, and by how much: the buyer's, and of those above whose columns gather volume. */
function basesOf(
  run: Run,
  without: Run,
  bonus: CheckedBonus,
  order: number,
  buyer: number,
  period: number,
): { readonly source: number; readonly base: Exact }[] {
  const { base, where, ofOrders, tree } = bonus.journey!;
  if (ofOrders) {
    const at = { ...about(buyer, period), order };
    if (where && !evaluate(run, where, at)) return [];
    const amount = evaluate(run, base, at) as Exact;
    return isZero(amount) ? [] : [{ source: buyer, base: amount }];
  }
  const sources = new Set([buyer]);
  for (const one of new Set([tree, "sponsor"])) {
    const { parent } = treeOf(run, one, period);
    for (let above = parent[buyer]!; above >= 0; above = parent[above]!) sources.add(above);
  }
  const found: { source: number; base: Exact }[] = [];
  for (const source of sources) {
    if (where && !evaluate(run, where, about(source, period))) continue;
    const amount = subtract(
      evaluate(run, base, about(source, period)) as Exact,
      evaluate(without, base, about(source, period)) as Exact,
    );
    if (!isZero(amount)) found.push({ source, base: amount });
  }
  return found;
}

/** Ranks and conditions as they are with the order: who would lose one without it is not what the order is worth. */
function qualifications(run: Run): World["given"] {
  const { plan, world } = run;
  const held = [
    ...plan.ladders.keys(),
    ...[...plan.measures.values()]
      .filter(({ type, parameters }) => type.kind === "yes/no" && parameters.length === 0)
      .map(({ name }) => name),
  ].filter((name) => plan.clocks.get(name) === plan.clock);
  return new Map([
    ...held.map((name) => [name, (one: number, period: number) => column(run, name, one, period)] as const),
    ...world.given,
  ]);
}

const worldWithout = (world: World, order: number): World => ({
  ...world,
  orders: {
    ...world.orders,
    of: (person, period) => world.orders.of(person, period).filter((one) => one !== order),
  },
});
