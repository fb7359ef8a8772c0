import { readFileSync } from "node:fs";
import { shapes } from "../../examples/downlines/shapes.ts";
import { generateSample } from "../../src/downline/sample.ts";
import { Engine } from "../../src/engine/engine.ts";
import { median, printTable } from "./figures.ts";

const SIZES = [100, 1_000, 10_000];
const EDITS = 7;

/**
 * From a changed text to new totals, in the engine that the page's worker runs: parse, check, examples, evaluation of
 * everybody, totals. Each edit is another text, so nothing is remembered from the one before.
 */
export function keystrokeToTotals(): void {
  const rows = ["evergreen", "seven-levels", "stairstep", "generations", "binary"].map((name) => {
    const plan = readFileSync(new URL(`../../examples/${name}.plan`, import.meta.url), "utf8");
    const times = SIZES.map((people) => {
      const sample = generateSample({ ...shapes[name]!, people, periods: 2 });
      const engine = new Engine();
      const { loaded, faults } = engine.load({
        title: "bench",
        synthetic: true,
        people: { name: "people.csv", text: sample.people },
        orders: { name: "orders.csv", text: sample.orders },
        plan,
        leaveOutBadRows: false,
      });
      if (!loaded) throw new Error(faults[0]?.message ?? "the sample did not load");
      const runs = Array.from({ length: EDITS }, (_, revision) => {
        const text = `${plan}\n# edit ${revision}\n`;
        const start = performance.now();
        const { results } = engine.evaluate({ text, revision, period: null });
        if (!results) throw new Error(`\`${name}\` was not run`);
        return performance.now() - start;
      });
      return median(runs);
    });
    return [name, ...times.map((time) => `${time.toFixed(1)} ms`), `× ${(times[2]! / times[1]!).toFixed(1)}`];
  });
  printTable(
    "From an edit to new totals, plain evaluator, two periods (median of 7)",
    ["plan", ...SIZES.map((size) => `${size} people`), "1,000 → 10,000"],
    rows,
  );
}
