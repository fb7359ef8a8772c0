import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { factsOfWorld, sourceOfWorld } from "../../src/engine/source-of-world.ts";
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

/** Runs a plan over a world in the plain evaluator and in the compiled engine, in every period, and compares every cell. */
export function compare(plan: CheckedPlan, world: World): Comparison {
  const source = sourceOfWorld(plan, world);
  const compiled = compile(plan, factsOfWorld(plan, world, source));
  if ("missing" in compiled)
    return { kind: "not compiled", forms: compiled.missing.map(({ column, form }) => `${form} (${column})`) };
  const machine = new Machine(
    compiled.program,
    new WebAssembly.Module(compiled.bytes),
    compiled.words,
    source,
  );
  const run = newRun(plan, world);
  const columns = computedBy(plan).filter(({ name }) => name !== "kind");
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
  }
  return { kind: "equal", cells };
}
