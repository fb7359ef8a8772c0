import { type Exact, isZero } from "../../src/base/exact.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { offersOfWorld } from "../../src/engine/offers-of-world.ts";
import { factsOfWorld, sourceOfWorld } from "../../src/engine/source-of-world.ts";
import { balanceOf } from "../../src/meaning/bonuses.ts";
import { evaluateUpTo } from "../../src/meaning/evaluation.ts";
import { newRun } from "../../src/meaning/run.ts";
import type { World } from "../../src/meaning/world.ts";
import { Machine } from "../../src/runtime/machine.ts";
import { computedBy, printed } from "../properties/plans.ts";

/** What came of running a plan both ways: forms without code, columns that differ, or nothing to say. */
export type Comparison =
  | { readonly kind: "not compiled"; readonly forms: readonly string[] }
  | { readonly kind: "differs"; readonly column: string; readonly plain: string; readonly compiled: string }
  | { readonly kind: "equal"; readonly cells: number };

/** How the compiled program calls what the evaluator computes: `gross(Team)` is `gross Team`. */
const nameIn = (name: string): string => name.replace(/^(gross|earned|paid)\((.*)\)$/, "$1 $2");

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

/** Runs a plan over a world in the plain evaluator and in the compiled engine, in every period, and compares every cell. */
export function compare(plan: CheckedPlan, world: World): Comparison {
  const source = sourceOfWorld(plan, world);
  const compiled = compile(plan, factsOfWorld(plan, world, source), offersOfWorld(plan, world));
  if ("missing" in compiled)
    return { kind: "not compiled", forms: compiled.missing.map(({ column, form }) => `${form} (${column})`) };
  const machine = new Machine(
    compiled.program,
    new WebAssembly.Module(compiled.bytes),
    compiled.words,
    source,
  );
  const run = newRun(plan, world);
  const columns = computedBy(plan).filter(({ name }) => !["kind", "age", "joined"].includes(name));
  let cells = 0;
  for (let period = 0, evaluated = -1; period < world.periods.length; period++) {
    evaluated = evaluateUpTo(run, period, evaluated);
    machine.run(period);
    for (const { name, read } of columns) {
      const people = Array.from({ length: world.size }, (_, person) => person);
      const plain = people.map((person) => printed(read(run, person, period)));
      const fast = people.map((person) => printed(machine.value(nameIn(name), person)));
      cells += people.length;
      if (plain.join() !== fast.join())
        return {
          kind: "differs",
          column: `${name} in period ${period + 1}`,
          plain: plain.join(),
          compiled: fast.join(),
        };
    }
    for (const bonus of [...plan.bonuses.values(), ...plan.pools.values()]) {
      if ("flavour" in bonus && bonus.flavour === "flow") continue;
      const plain = printedBalance(balanceOf(run, bonus.name, period));
      const fast = printedBalance(machine.balance(bonus.name));
      cells++;
      if (plain !== fast)
        return {
          kind: "differs",
          column: `the balance of ${bonus.name} in period ${period + 1}`,
          plain,
          compiled: fast,
        };
    }
  }
  return { kind: "equal", cells };
}
