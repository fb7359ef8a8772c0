import { seeded } from "../../src/downline/random.ts";
import type { Sketch } from "../properties/worlds.ts";
import { failureOf } from "./laws.ts";
import { pasted } from "./paste.ts";
import { randomPlan } from "./random-plan.ts";
import { shrunk } from "./shrink.ts";

/**
 * `npm run fuzz [-- --minutes N] [--seed N]`: plans by lot on people by lot, until the time is over. What fails is cut down
 * and printed as a text that can be put among the cases. Ends with 1 where something failed.
 */
const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

const end = Date.now() + option("minutes", 1) * 60_000;
const from = option("seed", Date.now() % 1_000_000_000);
const told = new Set<string>();
let tried = 0;
for (let seed = from; Date.now() < end; seed++, tried++) {
  const random = seeded(seed);
  const sketch: Sketch = {
    seed,
    size: random.pick([0, 1, 2, 5, 12, 30, 60]),
    shape: random.pick(["bush", "tall bush", "chain", "star"]),
    shuffled: random.chance(0.5),
    periods: 1 + random.below(3),
    dated: random.chance(0.5),
    tame: random.chance(0.6),
    given: false,
  };
  const failing = { text: randomPlan(seed), sketch };
  if (failureOf(failing) === null) continue;
  const least = shrunk(failing);
  const failure = failureOf(least)!;
  const kind = failure.replace(/\d+/g, "0");
  if (told.has(kind)) continue;
  told.add(kind);
  process.stdout.write(`\n# seed ${seed}\n${pasted(least, failure)}`);
}
process.stdout.write(`\n${tried} plans from seed ${from}: ${told.size} kinds of failure\n`);
process.exitCode = told.size > 0 ? 1 : 0;
