import fc from "fast-check";
import { expect, test } from "vitest";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compareWith } from "./compare.ts";

/** A run that is given up between two pieces leaves nothing behind that the next one takes for its own. */
test.each([
  "tree t = nearest(upline where PV >= 100)\nmeasure found = count(siblings of t) + count(downline of t)",
  "tree t = sponsor filled 2 wide from day\nmeasure found = sum(PV in siblings of t)\nmeasure past = sum(sum(PV in frontline of t) in earlier periods)",
  "board Row {\n  size 2 wide, 2 deep\n  starts when PV > 20\n}\nmeasure found = Row.cycles",
  "measure found = place(PV in siblings where PV > 20)\npool P {\n  pot $700\n  shares PV\n  each at most $40, sharing the rest\n}\nlimit P to $500",
])("%s", (rules) => {
  const plan = planOf(planWith(`input day : date\n${rules}`));
  fc.assert(
    fc.property(sketch({}, 30), fc.array(fc.nat(60), { minLength: 1, maxLength: 3 }), (drawn, stops) => {
      const world = worldOf(plan, drawn);
      const runner = new CodeRunner();
      const worked = runner.prepare(plan, world);
      for (const [i, stop] of stops.entries()) {
        const running = worked.running((i * 2) % world.periods.length);
        for (let piece = 0; piece < stop && !running.next().done; ) piece++;
        running.return(undefined);
      }
      expect(compareWith(runner, plan, world)).toEqual({ kind: "equal", cells: expect.any(Number) });
    }),
    runs(40),
  );
});
