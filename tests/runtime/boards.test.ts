import fc from "fast-check";
import { expect, test } from "vitest";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { boardOf } from "../../src/meaning/boards.ts";
import { newRun } from "../../src/meaning/run.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";

const planWith = (newcomers: string, top: string, most: string) =>
  planOf(`plan "Boards" {
  currency USD
  period   month
}
input sales : money
param wide = 2 from 1 to 3
param deep = 2 from 1 to 2
board B {
  size      wide wide, deep deep
  newcomers to ${newcomers}
  top       ${top}
  starts when sales >= $50
  ${most}
}
measure cycled = sum(B.cycles in periods)
`);

const plans = ["oldest", "sponsor"].flatMap((newcomers) =>
  ["returns to oldest", "returns to sponsor", "leaves"].flatMap((top) =>
    ["", "at most 2 cycles"].map((most) => [newcomers, top, most] as const),
  ),
);

/** A board that goes on from period to period comes to the same as one that is played from the beginning. */
test.each(plans)("newcomers to %s, top %s, %s", (newcomers, top, most) => {
  const plan = planWith(newcomers, top, most);
  fc.assert(
    fc.property(
      sketch({ periods: 3, given: false }, 60),
      fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom([2, 2], [3, 1], [1, 2], [1, 1]),
      (drawn, looks, [wide, deep]) => {
        const sized = { n: wide!, d: 1 };
        const params = new Map([
          ["wide", sized],
          ["deep", { n: deep!, d: 1 }],
        ]);
        const world = { ...worldOf(plan, drawn), params };
        const worked = new CodeRunner().prepare(plan, world);
        for (const period of looks) {
          worked.run(period);
          const plainly = boardOf(newRun(plan, world), "B", period).cycles;
          const byCode = world.names.map((_, person) => worked.machine.value("B.cycles", person));
          expect(byCode).toEqual(plainly.map((n) => ({ n, d: 1 })));
        }
      },
    ),
    runs(15),
  );
});
