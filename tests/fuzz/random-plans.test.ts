import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "../runtime/compare.ts";
import { failureOf } from "./laws.ts";
import { pasted } from "./paste.ts";
import { randomPlan } from "./random-plan.ts";
import { shrunk } from "./shrink.ts";

test("plans by lot are right plans, nearly all of them", () => {
  const refused = Array.from({ length: 200 }, (_, seed) => check(parse(randomPlan(seed)))).filter(
    ({ plan }) => !plan,
  );
  expect(refused.length).toBeLessThan(10);
});

test("of plans by lot nothing is left to the evaluator", () => {
  const [tried, left] = [new Set<number>(), new Set<string>()];
  for (let seed = 0; seed < 100; seed++) {
    const { plan } = check(parse(randomPlan(seed)));
    if (!plan) continue;
    const world = worldOf(plan, fc.sample(sketch({ given: false, periods: 1 }, 6), { numRuns: 1, seed })[0]!);
    const result = compare(plan, world);
    if (result.kind === "differs") left.add(`${seed}: ${result.column} ${result.compiled}`);
    tried.add(seed);
  }
  expect(tried.size).toBeGreaterThan(90);
  expect([...left]).toEqual([]);
});

test("the laws hold for plans by lot on people by lot", () => {
  fc.assert(
    fc.property(fc.nat(), sketch({ given: false }, 25), (seed, drawn) => {
      const tried = { text: randomPlan(seed), sketch: drawn };
      if (failureOf(tried) === null) return;
      const least = shrunk(tried);
      expect.fail(pasted(least, failureOf(least) ?? ""));
    }),
    { ...runs(300), endOnFailure: true },
  );
}, 120_000);
