import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileByClocks } from "../../src/compile/clocks.ts";
import { compile } from "../../src/compile/compile.ts";
import { usualFactsOfClocks } from "../../src/compile/usual-facts.ts";
import { offersOfWorld } from "../../src/engine/code/offers-of-world.ts";
import { factsOfWorld, sourceOfWorld } from "../../src/engine/code/source-of-world.ts";
import { Machine } from "../../src/runtime/machine.ts";
import { plans } from "../properties/plans.ts";
import { runs } from "../properties/runs.ts";
import { sketch, worldOf } from "../properties/worlds.ts";

/** That sums and products fit is proved from how large each part can be: no value may ever be larger. */
describe("no amount is further from 0 than its bound", () => {
  test.each(plans)("%s", (_, plan) => {
    fc.assert(
      fc.property(sketch({}, 25), (drawn) => {
        const world = worldOf(plan, drawn);
        const source = sourceOfWorld(plan, world);
        const compiled = compile(plan, factsOfWorld(plan, world, source), offersOfWorld(plan, world));
        const { program, code, words } = compiled;
        const passes = code.map(({ bytes, places }) => ({ bytes: new WebAssembly.Module(bytes), places }));
        const machine = new Machine(program, passes, words, source);
        for (let period = 0; period < world.periods.length; period++) {
          machine.run(period);
          for (const [name, { array }] of program.outputs) {
            const most = program.columns.find((column) => column.array === array)?.most;
            if (most == null) continue;
            for (const value of machine.column(name).elements as BigInt64Array)
              if (value > most || -value > most) expect.fail(`${name} is ${value}, and never above ${most}`);
          }
        }
      }),
      runs(8),
    );
  });

  test("most plans of the gallery cannot overflow, whatever a million people bring", () => {
    const compiled = plans.map(([, plan]) =>
      compileByClocks(plan, offersOfWorld(plan), usualFactsOfClocks(plan)),
    );
    const proved = compiled.filter(({ main, others }) =>
      [main, ...others].every((part) => part.compiled.program.watched.length === 0),
    );
    expect(proved.length / compiled.length).toBeGreaterThan(0.5);
  });
});
