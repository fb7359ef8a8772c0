import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Value } from "../../src/base/value.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { isAmount } from "../../src/check/types.ts";
import { climbCode } from "../../src/compile/climb/climb.ts";
import { compile } from "../../src/compile/compile.ts";
import { offersOfWorld } from "../../src/engine/offers-of-world.ts";
import { factsOfWorld, sourceOfWorld } from "../../src/engine/source-of-world.ts";
import type { World } from "../../src/meaning/world.ts";
import { Machine } from "../../src/runtime/machine.ts";
import { plans } from "../properties/plans.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";

/** The world in which somebody has another value of an input. */
function changedWorld(world: World, input: string, person: number, value: Value | undefined): World {
  const before = world.inputs.get(input)!;
  const now = (one: number, period: number) => (one === person ? value : before(one, period));
  return { ...world, inputs: new Map([...world.inputs, [input, now]]) };
}

const columnsOf = (machine: Machine, names: Iterable<string>): Map<string, string> =>
  new Map([...names].map((name) => [name, machine.column(name).elements.join()]));

/** How often columns were mended, and how often worked out for everybody. */
type Count = { mended: number; wholly: number };

/** Changes figures of people one by one, and holds everything against what comes of working it out for everybody. */
function mend(
  plan: CheckedPlan,
  drawn: World,
  smallest: number,
  picks: readonly number[],
  climbs = true,
): Count {
  const count = { mended: 0, wholly: 0 };
  const amounts = [...plan.inputs.values()].filter(({ type, inOrders }) => isAmount(type) && !inOrders);
  let world = drawn;
  if (amounts.length === 0 || world.size === 0) return count;
  const source = sourceOfWorld(plan, world);
  const { program, code, words } = compile(
    plan,
    factsOfWorld(plan, world, source),
    offersOfWorld(plan, world),
  );
  // What other clocks bring is worked out anew for everybody.
  if (program.elsewhere.length > 0) return count;
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
    count.mended += changed.mended.length;
    count.wholly += changed.wholly.length;
    const names = [...program.outputs.keys()];
    expect([name, person, Object.fromEntries(columnsOf(machine, names))]).toEqual([
      ...[name, person],
      Object.fromEntries(columnsOf(afresh, names)),
    ]);
    for (const bonus of program.balances.keys())
      expect([bonus, machine.balance(bonus)]).toEqual([bonus, afresh.balance(bonus)]);
  }
  return count;
}

const picks = fc.array(fc.nat(2 ** 18), { minLength: 1, maxLength: 6 });
const manyPicks = fc.array(fc.nat(2 ** 18), { minLength: 1, maxLength: 40 });

describe("one person's figure changed comes to the same as everything worked out again", () => {
  test.each(plans)("%s", (_, plan) => {
    fc.assert(
      fc.property(
        sketch({ periods: 1, given: false }, 60),
        fc.constantFrom(2, 5),
        picks,
        fc.boolean(),
        (drawn, smallest, which, climbs) => {
          mend(plan, worldOf(plan, drawn), smallest, which, climbs);
        },
      ),
      runs(12),
    );
  });
});

/** Legs of which the largest counts, ranks in legs, two trees, several bases on their way up, sums, and a pool. */
const workload = planOf(
  readFileSync(new URL("../bench/workload/workload.plan", import.meta.url), "utf8")
    // Few of some dozens of people come to more.
    .replace("1 if Title >= Ruby", "1 if Title >= Bronze"),
);

describe.each([
  ["by code that climbs", true],
  ["one by one", false],
])("change after change of a large plan, %s", (_, climbs) => {
  test("comes to the same as everything worked out again", () => {
    fc.assert(
      fc.property(
        sketch({ periods: 1, given: false }, 60),
        fc.constantFrom(2, 3, 8),
        manyPicks,
        (drawn, smallest, which) => {
          const world = worldOf(workload, drawn);
          expect(mend(workload, world, smallest, which, climbs).wholly).toBe(0);
        },
      ),
      runs(25),
    );
  });
});

test("a tree so tall that the climb is made in several parts comes to the same", () => {
  const [drawn] = fc.sample(sketch({ periods: 1, given: false, size: 700 }), { numRuns: 1, seed: 3 });
  const world = worldOf(workload, drawn!);
  const below = { parent: Int32Array.from({ length: 700 }, (_, person) => person - 1), side: null };
  const side = new Uint8Array(700).fill(1);
  const tall = new Map([...world.trees, ["sponsor", below], ["placement", { ...below, side }]]);
  mend(workload, { ...world, trees: tall }, 2, [5601, 4000, 5593, 8]);
});

test("a pot is divided again for those who have shares, and nothing is worked out for everybody", () => {
  const [, plan] = plans.find(([name]) => name.endsWith("examples/stairstep.plan"))!;
  const drawn = fc.sample(sketch({ periods: 1, given: false }, 60), { numRuns: 20, seed: 1 });
  const counts = drawn.map((one) =>
    mend(
      plan,
      worldOf(plan, one),
      2,
      [1, 2, 3, 4].map((i) => i * 1031),
    ),
  );
  expect(counts.reduce((so, { mended }) => so + mended, 0)).toBeGreaterThan(0);
  expect(counts.map(({ wholly }) => wholly)).toEqual(counts.map(() => 0));
});
