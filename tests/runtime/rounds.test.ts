import { expect, test } from "vitest";
import { columnDraft } from "../../src/compile/columns/columns.ts";
import { compile } from "../../src/compile/compile.ts";
import { usualFacts } from "../../src/compile/usual-facts.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { offersOfWorld } from "../../src/engine/code/offers-of-world.ts";
import { planOf } from "../properties/worlds.ts";

/** How often a plan is gone through until it is known how many decimals its columns have. */
function roundsOf(rules: string): number {
  const plan = planOf(planWith(rules));
  let rounds = 0;
  const probe = (compiling: Parameters<typeof columnDraft>[0]) => {
    rounds++;
    return columnDraft(compiling, "PV");
  };
  compile(plan, usualFacts(plan), offersOfWorld(plan), {
    wanted: new Map([["probe", probe]]),
  });
  return rounds;
}

test.each([
  ["measure GV = PV + sum(PV in downline)"],
  ["measure strongest = max(sum(PV in leg) in legs)"],
  ["tree placement : binary\nmeasure team = sum(PV in left leg of placement)"],
  ["measure near = sum(PV in downline until PV > 100)\nmeasure GV = PV + sum(PV in downline)"],
])("branches are added up in one round: %s", (rules) => {
  expect(roundsOf(rules)).toBe(1);
});

test("what leads back to itself takes a second one", () => {
  expect(roundsOf("measure owed = 0.5 * PV + previous(owed)")).toBeGreaterThan(1);
});
