import fc from "fast-check";
import { runExample } from "../../src/meaning/examples.ts";
import { plans, smallPlans } from "../properties/plans.ts";
import { sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "../runtime/compare.ts";

/**
 * Runs every worked case and every example of the gallery, then every plan on people by lot in the plain evaluator and in
 * the compiled engine; ends with 1 at the first that does not hold, or at the first cell in which the two differ.
 */
for (const [, plan] of plans)
  for (const example of plan.examples) if (runExample(plan, example).failures.length > 0) process.exit(1);

const drawn = fc.sample(sketch({}, 30), { seed: 20261123, numRuns: 6 });
for (const [, plan] of [...plans, ...smallPlans])
  for (const one of drawn) if (compare(plan, worldOf(plan, one)).kind === "differs") process.exit(1);
