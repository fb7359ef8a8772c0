import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

/** Pots of which nobody gets more than a limit, the same for all or each his own, on grids fine and coarse. */
describe.each(["", ", sharing the rest"])("each at most a limit%s", (rest) => {
  test.each([
    ["$1,000", "PV", "$40"],
    ["5% of sum(PV in company)", "width if PV > 50", "$17.33"],
    ["$333.33", "PV / 7", "1.5% of PV"],
    ["$10", "1", "$0"],
    ["$100 - 0.5% of sum(PV in company)", "PV - 100", "$30"],
    ["$700", "PV", "10% of PV - $20"],
  ])("pot %s, shares %s, at most %s", (pot, shares, most) => {
    const plan = planOf(
      planWith(
        `input width : number\npool P {\n  pot ${pot}\n  shares ${shares}\n  each at most ${most}${rest}\n}`,
      ),
    );
    fc.assert(
      fc.property(sketch({}, 40), (drawn) => {
        expect(compare(plan, worldOf(plan, drawn))).toMatchObject({ kind: "equal" });
      }),
      runs(40),
    );
  });
});
