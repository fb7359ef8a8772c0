import { type Exact, isZero } from "../../src/base/exact.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { balanceOf } from "../../src/meaning/bonuses.ts";
import { evaluateUpTo } from "../../src/meaning/evaluation.ts";
import { newRun, type Run } from "../../src/meaning/run.ts";
import type { World } from "../../src/meaning/world.ts";
import { computedBy, printed } from "../properties/plans.ts";

/** What came of running a plan both ways. */
export type Comparison =
  | { readonly kind: "differs"; readonly column: string; readonly plain: string; readonly compiled: string }
  | { readonly kind: "equal"; readonly cells: number };

/** A balance as text, reasons of nothing left out. */
const printedBalance = (
  balance: { readonly offered: Exact; readonly broken: ReadonlyMap<string, Exact> } | null,
): string =>
  balance === null
    ? "none"
    : [
        printed(balance.offered),
        ...[...balance.broken]
          .filter(([, amount]) => !isZero(amount))
          .map(([reason, amount]) => `${reason} ${printed(amount)}`)
          .sort(),
      ].join(", ");

/**
 * Runs a plan over a world in the plain evaluator, and by code, in every
 * period, and compares every cell.
 */
export function compare(plan: CheckedPlan, world: World): Comparison {
  const compared = compareWith(new CodeRunner(), plan, world);
  if (compared.kind === "differs" || plan.pairings.size === 0) return compared;
  return compareWith(new CodeRunner(true), plan, world);
}

/** Columns that no rule makes; and what only belongs to a binary, where nobody asks for it. */
const isOfData = (plan: CheckedPlan, name: string): boolean =>
  ["age", "joined", "kind"].includes(name) || plan.pairings.has(name.replace(/\..*$/, ""));

/** The same by a runner that may have run other plans over the same people. */
export function compareWith(
  runner: CodeRunner,
  plan: CheckedPlan,
  world: World,
  texture: string | null = null,
): Comparison {
  const worked = runner.prepare(plan, world, texture);
  const [plainly, byCode] = [newRun(plan, world), newRun(plan, world)];
  const { known } = worked;
  /** What code does not know of the plan's own periods, so that the evaluator works it out after all. */
  const left = new Set<string>();
  byCode.known = {
    ...known,
    column(name, person, at) {
      const value = known.column(name, person, at);
      const isOwn = at < world.periods.length;
      if (value === undefined && isOwn && !isOfData(plan, name)) left.add(name);
      return value;
    },
  };
  const columns = computedBy(plan);
  let cells = 0;
  let evaluated = -1;
  for (let period = 0; period < world.periods.length; period++) {
    evaluated = evaluateUpTo(plainly, period, evaluated);
    worked.run(period);
    const differs = (column: string, plain: string, compiled: string): Comparison => ({
      kind: "differs",
      column: `${column} in period ${period + 1}`,
      plain,
      compiled,
    });
    for (const { name, read } of columns) {
      const of = (run: Run): string =>
        Array.from({ length: world.size }, (_, person) => printed(read(run, person, period))).join();
      cells += world.size;
      if (of(plainly) !== of(byCode)) return differs(name, of(plainly), of(byCode));
    }
    for (const bonus of [...plan.bonuses.values(), ...plan.pools.values()]) {
      if ("flavour" in bonus && bonus.flavour === "flow") continue;
      const of = (run: Run): string => printedBalance(balanceOf(run, bonus.name, period));
      cells++;
      if (of(plainly) !== of(byCode)) return differs(`the balance of ${bonus.name}`, of(plainly), of(byCode));
    }
  }
  const [first] = left;
  if (first)
    return { kind: "differs", column: first, plain: "worked out", compiled: "left to the evaluator" };
  return { kind: "equal", cells };
}
