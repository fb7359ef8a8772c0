import type { CheckedPlan, Pass } from "../check/checked-plan.ts";
import { paidNode } from "../check/dependencies.ts";
import { isAmount } from "../check/types.ts";
import { amountsOf, ownAmount, paidAmount } from "./bonuses.ts";
import { column } from "./columns.ts";
import { looksBack } from "./looks-back.ts";
import { settle } from "./pairings.ts";
import { newRun, type Run } from "./run.ts";
import { isShorter } from "./timeline.ts";
import { sayingWhere } from "./too-much.ts";
import { treeOf } from "./trees.ts";
import type { World } from "./world.ts";

/** Evaluates everything that a plan computes, for everybody, up to and with a period. */
export function evaluateAll(plan: CheckedPlan, world: World, upTo: number): Run {
  const run = newRun(plan, world);
  evaluateUpTo(run, upTo, -1);
  return run;
}

/**
 * Goes on from the last period that was evaluated (of a plan that looks back; others need only the last one); gives the
 * last one that is now. Columns are worked out in the order of
 * the plan's passes and, inside one, from the deepest person up or from the top down, so that whatever is asked for is
 * already there: no chain of people is too long.
 */
export function evaluateUpTo(run: Run, upTo: number, evaluated: number): number {
  const first = looksBack(run.plan) ? evaluated + 1 : upTo;
  for (let period = first; period <= upTo; period++)
    for (const pass of run.plan.passes) runPass(run, pass, period);
  return Math.max(upTo, evaluated);
}

/** Goes through the people of a pass, in one of the plan's own periods, and in what belongs to it of other clocks. */
function runPass(run: Run, pass: Pass, base: number): void {
  const columns = pass.columns.map((name) => ({ name, periods: periodsIn(run, name, base) }));
  for (const person of inOrder(run, pass, base))
    for (const { name, periods } of columns)
      for (const period of periods) sayingWhere(name, () => compute(run, name, person, period));
}

/** Everybody, in the order of a pass. */
function inOrder(run: Run, { order, tree }: Pass, base: number): Iterable<number> {
  if (order === "any") return Array(run.world.size).keys();
  const { topFirst } = treeOf(run, tree, base);
  return order === "top first" ? topFirst : topFirst.toReversed();
}

function periodsIn({ plan, timeline }: Run, name: string, base: number): readonly number[] {
  const own = plan.clocks.get(name.startsWith("paid ") ? name.slice(5) : name);
  if (!own || own === plan.clock) return [base];
  if (isShorter(own, plan.clock)) return timeline.within(base, own);
  const due = timeline.endingIn(base, own);
  return due < 0 ? [] : [due];
}

function compute(run: Run, name: string, person: number, period: number): void {
  const { plan } = run;
  if (plan.measures.get(name)?.parameters.length) return; // asked for with arguments only
  const input = plan.inputs.get(name);
  if (input?.inOrders && !isAmount(input.type)) return; // what orders are not added up of, nobody has
  if (plan.bonuses.has(name)) ownAmount(run, "earned", name, person, period);
  else if (plan.pools.has(name)) amountsOf(run, name, period);
  else if (plan.pairings.has(name)) settle(run, name, person, period);
  else if (
    plan.measures.has(name) ||
    input ||
    plan.ladders.has(name) ||
    plan.trees.has(name) ||
    name === "payout"
  )
    column(run, name, person, period);
  else if (name.startsWith("paid ")) {
    const bonus = [...plan.bonuses.keys(), ...plan.pools.keys()].find((known) => paidNode(known) === name);
    if (bonus !== undefined) paidAmount(run, bonus, person, period);
  }
}
