import type { Value } from "../../src/base/value.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { isAmount } from "../../src/check/types.ts";
import { climbCode } from "../../src/compile/climb/climb.ts";
import { compile } from "../../src/compile/compile.ts";
import { offersOfWorld } from "../../src/engine/code/offers-of-world.ts";
import { factsOfWorld, sourceOfWorld } from "../../src/engine/code/source-of-world.ts";
import type { World } from "../../src/meaning/world.ts";
import { Machine } from "../../src/runtime/machine.ts";

/** The world in which somebody has another value of an input. */
function changedWorld(world: World, input: string, person: number, value: Value | undefined): World {
  const before = world.inputs.get(input)!;
  const now = (one: number, period: number) => (one === person ? value : before(one, period));
  return { ...world, inputs: new Map([...world.inputs, [input, now]]) };
}

/** Everything that a machine has worked out, as text. */
function seen(machine: Machine, names: Iterable<string>, balances: Iterable<string>): Map<string, string> {
  const balance = (name: string): string => {
    const { offered, broken } = machine.balance(name)!;
    const all = [["offered", offered] as const, ...broken].map(([what, { n, d }]) => `${what} ${n}/${d}`);
    return all.join();
  };
  return new Map([
    ...[...names].map((name) => [name, machine.column(name).elements.join()] as const),
    ...[...balances].map((name) => [`balance of ${name}`, balance(name)] as const),
  ]);
}

/** What came of changes: how often columns were mended and worked out for everybody, and what is otherwise than it should be. */
export type Outcome = {
  readonly mended: number;
  readonly wholly: number;
  readonly difference: string | null;
};

/**
 * Changes figures of people one by one, and holds everything against what comes of working it out for everybody. `picks`:
 * numbers by lot; `smallest`: from so many people on what a branch brings is kept; `climbs`: by code that climbs.
 */
export function changeAfterChange(
  plan: CheckedPlan,
  drawn: World,
  {
    smallest,
    picks,
    climbs,
  }: { readonly smallest: number; readonly picks: readonly number[]; readonly climbs: boolean },
): Outcome {
  let [mended, wholly] = [0, 0];
  const amounts = [...plan.inputs.values()].filter(({ type, inOrders }) => isAmount(type) && !inOrders);
  let world = drawn;
  if (amounts.length === 0 || world.size === 0) return { mended, wholly, difference: null };
  const source = sourceOfWorld(plan, world);
  const { program, code, words } = compile(
    plan,
    factsOfWorld(plan, world, source),
    offersOfWorld(plan, world),
  );
  // What other clocks bring is worked out anew for everybody.
  if (program.elsewhere.length > 0) return { mended, wholly, difference: null };
  const passes = code.map(({ bytes, places }) => ({ bytes: new WebAssembly.Module(bytes), places }));
  const machine = new Machine(program, passes, words, source, null, null, climbs ? climbCode : null);
  machine.smallestKept = smallest;
  machine.run(0);
  for (const pick of picks) {
    const { name } = amounts[pick % amounts.length]!;
    const person = (pick >> 3) % world.size;
    const value = world.inputs.get(name)!((pick >> 9) % world.size, 0);
    world = changedWorld(world, name, person, value);
    const changed = machine.change(name, person, value)!;
    const afresh = new Machine(program, passes, words, sourceOfWorld(plan, world));
    afresh.run(0);
    mended += changed.mended.length;
    wholly += changed.wholly.length;
    const [names, balances] = [[...program.outputs.keys()], [...program.balances.keys()]];
    const is = seen(machine, names, balances);
    for (const [what, should] of seen(afresh, names, balances))
      if (is.get(what) !== should) {
        const difference = `after ${name} of ${person} ${what} is ${is.get(what)} in place of ${should}`;
        return { mended, wholly, difference };
      }
  }
  return { mended, wholly, difference: null };
}
