import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction } from "../../src/base/exact.ts";
import { CodeRunner } from "../../src/engine/worked-out.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compareWith } from "./compare.ts";

const head = (period: string): string => `plan "Clocks" {
  currency USD
  period   ${period}
  1 CV = $1.00
}
input CV    : volume in orders
param least : CV = 100 from 0 to 500 step 50
`;

/** Code has all of it, over several longer periods: also over other people, and with a param that has moved. */
function isEqual(text: string, period = "month"): void {
  const plan = planOf(`${head(period)}${text}\n`);
  const drawn = sketch({ dated: true, periods: 7 }, 6);
  fc.assert(
    fc.property(drawn, drawn, fc.boolean(), (one, other, undated) => {
      const runner = new CodeRunner();
      const world = worldOf(plan, one);
      const another = worldOf(plan, { ...other, dated: !undated });
      const moved = { ...world, params: new Map([["least", fraction(250, 1)]]) };
      for (const data of [world, moved, another])
        expect(compareWith(runner, plan, data)).toEqual({
          kind: "equal",
          forms: [],
          cells: expect.any(Number),
        });
    }),
    runs(5),
  );
}

describe("what several periods read of one longer one waits for all of them", () => {
  test.each([
    "quarterly measure q = CV\nmeasure x = previous(q)",
    "quarterly measure q = CV\nmeasure x = previous(q) + so_far(q)",
    "quarterly measure q = CV\nbonus B { pays 10% of CV if previous(q) > least }",
    "yearly measure y = CV\nquarterly measure q = previous(y) + so_far(y)\nmeasure x = so_far(q)",
    "quarterly measure q = CV + previous(q)\nweekly measure w = previous(q) + CV\nmeasure x = max(w in weeks)",
  ])("%s", (text) => isEqual(text));
});

describe("all that is paid, in periods of another clock", () => {
  const bonuses = [
    "measure GV = CV + sum(CV in downline)",
    "weekly bonus Fast { pays 10% of CV }",
    "quarterly bonus Slow { pays 10% of CV }",
    "bonus Own { pays 7% of CV }",
    "weekly charge Fee { takes $1 if CV > least }",
    "pool Pot {\n  pot    1% of sum(CV in company)\n  shares CV\n}",
    "",
  ].join("\n");

  test.each([
    "weekly measure w = payout\nmeasure x = max(w in weeks)",
    "quarterly measure q = payout\nmeasure x = previous(q) + so_far(q)",
    "quarterly measure q = highest(payout) + sum(payout in downline)",
    "quarterly measure q = sum(payout in months)\nweekly measure w = previous(payout)",
  ])("%s", (text) => isEqual(`${bonuses}${text}`));
});
