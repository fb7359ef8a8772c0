import { readFileSync } from "node:fs";
import { shapes } from "../../examples/downlines/shapes.ts";
import { generateSample } from "../../src/downline/sample.ts";
import { Engine } from "../../src/engine/engine.ts";
import { median, printTable } from "./figures.ts";

const SIZES = [1_000, 10_000, 100_000];
const EDITS = 7;
const LONGEST_MS = 60_000;

/**
 * From a changed text to new totals, in the engine that the page's worker runs: parse, check, evaluation of
 * everybody, totals. The edit is a remark: the plain evaluator works everything out anew all the same, while code finds its
 * columns as they were; what code needs for an edit that means something stands in the table of the workload.
 */
export function keystrokeToTotals(): void {
  const rows = ["evergreen", "seven-levels", "stairstep", "generations", "binary"].flatMap((name) =>
    (["code", "plain evaluator"] as const).map((by) => {
      let last: { readonly people: number; readonly time: number } | null = null;
      const times = SIZES.map((people) => {
        // Where fewer people let expect it to take too long, it is left out.
        if (last && (last.time / last.people) * people > LONGEST_MS) return null;
        const time = timeOf(name, people, by);
        last = { people, time };
        return time;
      });
      const growth = times[0] && times[1] ? `× ${(times[1] / times[0]).toFixed(1)}` : "";
      return [
        name,
        by,
        ...times.map((time) => (time === null ? "not measured" : `${time.toFixed(1)} ms`)),
        growth,
      ];
    }),
  );
  printTable(
    `From a remark added to totals, two periods (median of ${EDITS}; the plain evaluator at ${SIZES[2]} once)`,
    ["plan", "by", ...SIZES.map((size) => `${size} people`), "1,000 → 10,000"],
    rows,
  );
}

function timeOf(name: string, people: number, by: "code" | "plain evaluator"): number {
  const plan = readFileSync(new URL(`../../examples/${name}.plan`, import.meta.url), "utf8");
  const sample = generateSample({ ...shapes[name]!, people, periods: 2 });
  const engine = new Engine(by === "code" ? 0 : Number.POSITIVE_INFINITY);
  const { loaded, faults } = engine.load({
    title: "bench",
    synthetic: true,
    people: { name: "people.csv", text: sample.people },
    orders: { name: "orders.csv", text: sample.orders },
    plan,
    leaveOutBadRows: false,
  });
  if (!loaded) throw new Error(faults[0]?.message ?? "the sample did not load");
  const edits = by === "plain evaluator" && people === SIZES[2] ? 1 : EDITS;
  const runs = Array.from({ length: edits }, (_, revision) => {
    const text = `${plan}\n# edit ${revision}\n`;
    const start = performance.now();
    const { results } = engine.evaluate({ text, revision, period: null });
    if (!results) throw new Error(`\`${name}\` was not run`);
    if ((results.workedOutBy.kind === "code") !== (by === "code"))
      throw new Error(`\`${name}\` was not run by ${by}`);
    return performance.now() - start;
  });
  return median(runs);
}
