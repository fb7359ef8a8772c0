import fc from "fast-check";
import { expect, test } from "vitest";
import { fraction } from "../../src/base/exact.ts";
import { check } from "../../src/check/check.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { runExample } from "../../src/meaning/examples.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const planOfSum = (formula: string) =>
  planOf(
    planWith(
      `param most = 60%\ninput share : percent = 40%\nmeasure GV = PV + sum(PV in downline)\nmeasure found = ${formula}`,
    ),
  );

/** Sums that limit themselves, by code. */
test.each([
  "sum(GV in legs, each at most most of total)",
  "PV + sum(GV in legs, each at most most of (PV + total))",
  "sum(GV in legs where GV > 50, each at most 37.5% of (total - PV))",
  "sum(PV in frontline, each at most 100 + most of total)",
  "sum(PV in downline where level <= 2, each at most 150% of total + PV)",
  "sum(PV in largest 3 frontline by PV, each at most 25% of (total + total) - PV)",
  "sum(sum(GV in legs, each at most 80% of total) in frontline)",
  "PV + sum(GV in legs, each at most 40% of (PV + total))",
  "sum(GV in legs, each at most 30% of total)",
  "sum(PV in downline, each at most 7% of total)",
  "sum(GV in legs, each at most share of (PV + total))",
  "sum(GV in legs, each at most (50% of total if PV > 100 else 33% of total - PV))",
  "sum(PV in frontline, each at most 100 - 20% of total)",
  "sum(PV in frontline, each at most total / 3)",
  "sum(PV / 3 in frontline, each at most 40% of total)",
  "sum(PV / 7 * 1.25% in frontline, each at most 37.5% of total)",
  "sum(PV in largest 3 frontline by PV, each at most share of total)",
])("measure found = %s", (formula) => {
  const plan = planOfSum(formula);
  fc.assert(
    fc.property(sketch({}, 30), (drawn) => {
      const result = compare(plan, worldOf(plan, drawn));
      expect(result).toMatchObject({ kind: "equal" });
    }),
    runs(40),
  );
});

test.each([
  fraction(50, 100),
  fraction(75, 100),
  fraction(110, 100),
  fraction(40, 100),
  fraction(5, 100),
  fraction(0, 1),
])("a share of %s that a param says", (most) => {
  const plan = planOfSum("PV + sum(GV in legs, each at most most of (PV + total))");
  fc.assert(
    fc.property(sketch({ given: false }, 30), (drawn) => {
      const world = { ...worldOf(plan, drawn), params: new Map([["most", most]]) };
      expect(compare(plan, world)).toMatchObject({ kind: "equal" });
    }),
    runs(25),
  );
});

test("a share that no decimals come to is carried to nine of them", () => {
  const plan = planOf(
    planWith(
      'measure found = sum(PV in legs, each at most 40% of total)\n\nexample "one of three" {\n  Ann\n    Bob 100\n    Cy 30\n    Dee 27\n  expect Ann.found = 95\n}\n\nexample "two of three" {\n  Ann\n    Bob 100\n    Cy 50\n    Dee 7\n  expect Ann.found = 35\n}\n\nexample "no end" {\n  Ann\n    Bob 100\n    Cy 20\n    Dee 18\n  expect Ann.found = 63.333333333\n}',
    ),
  );
  const results = plan.examples.map((example) => runExample(plan, example));
  expect(results.map(({ passed }) => passed)).toEqual([1, 1, 1]);
});

test.each([
  "max(100, 50% of total)",
  "min(total, 300)",
  "whole(40% of total)",
  "(100 if total > 100 else 50)",
  "sum(total in frontline)",
  "previous(total)",
])("what is no share of the total is refused: each at most %s", (limit) => {
  const { plan, diagnostics } = check(
    parse(planWith(`measure found = sum(PV in legs, each at most ${limit})`)),
  );
  expect(plan).toBeNull();
  expect(diagnostics.map(({ code }) => code)).toContain("group/no-share-of-total");
});
