import { readFileSync } from "node:fs";
import { Engine } from "../../src/engine/engine.ts";
import { workerApi } from "../../src/engine/worker/worker-api.ts";
import { median, printTable } from "./figures.ts";
import { csvOf, workloadOf } from "./workload/people.ts";

const PEOPLE = [10_000, 100_000, 1_000_000] as const;
const RUNS = 5;

/**
 * How long a run goes on, at most, after a newer text has come in: the longest time between two moments at which it hears
 * of one, which is also how long it would take to stop.
 */
export async function givingWay(): Promise<void> {
  const plan = readFileSync(new URL("./workload/workload.plan", import.meta.url), "utf8");
  const rows: string[][] = [];
  for (const people of PEOPLE) {
    const engine = new Engine();
    engine.load({
      ...{ title: "workload", synthetic: true, orders: null, plan, leaveOutBadRows: false },
      people: { name: "people.csv", text: csvOf(workloadOf(people)) },
    });
    const moved = (run: number) => plan.replace("binary_rate = 10%", `binary_rate = ${11 + run}%`);
    const edited = (run: number) => `${plan}\nmeasure edit${run} = ${"PV + ".repeat(run)}GV\n`;
    await measure(engine, plan);
    for (const [what, text] of [
      ["a param moved", moved],
      ["a rule edited", edited],
    ] as const) {
      const measured = [];
      for (let run = 0; run < RUNS; run++) measured.push(await measure(engine, text(run)));
      rows.push([
        String(people),
        what,
        `${median(measured.map(({ all }) => all)).toFixed(0)} ms`,
        `${median(measured.map(({ looks }) => looks)).toFixed(0)}`,
        `${median(measured.map(({ longest }) => longest)).toFixed(0)} ms`,
      ]);
    }
  }
  printTable(
    "A newer text while a run is under way, the workload by code",
    ["people", "what is run", "all of it", "looks", "until it has stopped, at most"],
    rows,
  );
}

async function measure(
  engine: Engine,
  text: string,
): Promise<{ readonly all: number; readonly looks: number; readonly longest: number }> {
  const start = performance.now();
  let [last, looks, longest] = [start, 0, 0];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const api = workerApi(engine, {
    breathe: async () => {
      looks++;
      look();
    },
  });
  await api.evaluate({ text, revision: 1, period: null });
  look();
  return { all: last - start, looks, longest };
}
