import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { shapes } from "../../examples/downlines/shapes.ts";
import { check } from "../../src/check/check.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { readDownline } from "../../src/downline/read-downline.ts";
import { generateSample } from "../../src/downline/sample.ts";
import { CodeRunner, type WorkedOut } from "../../src/engine/code/worked-out.ts";
import { wantedBy } from "../../src/engine/files/wanted-by.ts";
import { worldFor } from "../../src/engine/files/world-of-files.ts";
import type { World } from "../../src/meaning/world.ts";
import { parse } from "../../src/syntax/parse.ts";
import { median, printTable } from "./figures.ts";

const examples = new URL("../../examples/", import.meta.url);
const RUNS = 3;
const WARM_UP = 2;
/** Where a run takes so long, the machine is warm behind it, and one more is enough. */
const LONG_MS = 5_000;
/** A million people with seven months of orders are a few gigabytes of values, more than Node takes if nothing is said. */
const MEMORY_MB = 12_000;
/** What takes longer is given up. */
const LONGEST_MS = 1_200_000;

/**
 * Every plan of the gallery, by code, on a downline of its own shape that is as large as companies are. A run goes through
 * all periods of the shape; times are told for a person and period. `sizes` and `names` narrow what is measured. Each is
 * measured in a process of its own: one that has not enough memory takes no others with it, and leaves no garbage to them.
 */
export function galleryAtScale(sizes: readonly number[], names: readonly string[]): void {
  const all = readdirSync(examples)
    .filter((file) => file.endsWith(".plan"))
    .map((file) => file.replace(".plan", ""))
    .filter((name) => shapes[name] && (names.length === 0 || names.includes(name)));
  const rows: string[][] = [];
  for (const name of all) {
    let smallest: number | null = null;
    for (const people of sizes) {
      const measured = measuredApart(name, people);
      if (typeof measured === "string") rows.push([name, String(people), "", measured, "", "", "", "", ""]);
      else {
        const { periods, first, warm, bytes, moved, longest } = measured;
        const each = (warm * 1e6) / people / periods;
        smallest ??= each;
        rows.push([
          name,
          String(people),
          String(periods),
          `${each.toFixed(0)} ns`,
          `× ${(each / smallest).toFixed(2)}`,
          `${first.toFixed(0)} ms`,
          (bytes / people).toFixed(0),
          moved,
          longest,
        ]);
      }
      process.stderr.write(`${rows.at(-1)!.join("  ")}\n`);
    }
  }
  printTable(
    "Plans of the gallery at scale, by code",
    [
      "plan",
      "people",
      "periods",
      "a person and period",
      "growth",
      "first",
      "bytes a person",
      "a param moved, at most",
      "longest",
    ],
    rows,
  );
}

/** One plan on so many people, measured by a process of its own; or why there are no figures. */
function measuredApart(name: string, people: number): AtScale | string {
  const { stdout, status, signal, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEMORY_MB}`, fileURLToPath(import.meta.url), name, String(people)],
    { encoding: "utf8", timeout: LONGEST_MS, maxBuffer: 2 ** 26 },
  );
  if (status === 0) return JSON.parse(stdout) as AtScale;
  return `none: ${signal ?? stderr.trim().split("\n").at(-1)}`;
}

type AtScale = {
  readonly periods: number;
  /** Milliseconds for all periods: with code to be made, and with everything there already. */
  readonly first: number;
  readonly warm: number;
  /** Of all machines. */
  readonly bytes: number;
  readonly moved: string;
  readonly longest: string;
};

function measure(name: string, people: number): AtScale {
  const text = readFileSync(new URL(`${name}.plan`, examples), "utf8");
  const plan = planOf(text)!;
  const world = worldOf(name, people, plan);
  const upTo = world.periods.length - 1;
  const runner = new CodeRunner();
  const start = performance.now();
  const worked = runner.prepare(plan, world);
  worked.run(upTo);
  const first = performance.now() - start;
  const isLong = first > LONG_MS;
  for (let run = 0; run < (isLong ? 0 : WARM_UP); run++) worked.again(upTo);
  const warm = median(Array.from({ length: isLong ? 1 : RUNS }, () => timed(() => worked.again(upTo))));
  const bytes = worked.machines.reduce((so, machine) => so + machine.bytes, 0);
  const longest = longestStep(worked, upTo);
  return {
    periods: world.periods.length,
    ...{ first, warm, bytes, longest },
    moved: longestMove(runner, text, world, warm),
  };
}

function worldOf(name: string, people: number, plan: CheckedPlan): World {
  const sample = generateSample({ ...shapes[name]!, people });
  const { complete, faults } = readDownline({
    ...{ title: name, synthetic: true, wanted: wantedBy(plan) },
    people: { name: "people.csv", text: sample.people },
    orders: { name: "orders.csv", text: sample.orders },
  });
  if (!complete) throw new Error(faults[0]?.message ?? "the sample did not load");
  return worldFor(plan, complete).world;
}

const planOf = (text: string): CheckedPlan | null => check(parse(text)).plan;

/** The step of a run that takes longest, with its share of all that the machines do. */
function longestStep(worked: WorkedOut, upTo: number): string {
  const times = new Map<string, number>();
  for (const machine of worked.machines) machine.startAnew();
  let before = performance.now();
  // A step that was run last is run again only where something has changed: periods are gone through one after another.
  for (let period = 0; period <= upTo; period++)
    for (const _ of worked.running(period)) {
      const now = performance.now();
      const at = worked.machines.map(({ doing }) => doing).find((doing) => doing !== null) ?? "bringing in";
      times.set(at, (times.get(at) ?? 0) + now - before);
      before = now;
    }
  const all = [...times.values()].reduce((a, b) => a + b, 0);
  const [name, time] = [...times].reduce((a, b) => (b[1] > a[1] ? b : a));
  return `${((100 * time) / all).toFixed(0)}% ${name.slice(0, MOST_OF_NAME)}`;
}
const MOST_OF_NAME = 60;

/** The longest time that one of the plan's params takes when it is moved by a step, beside a whole run. */
function longestMove(runner: CodeRunner, text: string, world: World, warm: number): string {
  const worst = { time: 0, name: "no param", made: "" };
  const params = [
    ...text.matchAll(/^param (\w+)[^=\n]*=\s*[^\d\s]?([\d.,]+)(?:.*?\bstep [^\d\s]?([\d.,]+))?/gmu),
  ];
  for (const [line, name, figure, step] of params) {
    const figureOf = (written: string) => Number(written.replaceAll(",", ""));
    const more = figureOf(figure!) + (step === undefined ? 1 : figureOf(step));
    const other = planOf(text.replace(line!, line!.replace(`${figure}`, String(Number(more.toFixed(4))))));
    if (!other) continue;
    runner.prepare(planOf(text)!, world).run(world.periods.length - 1);
    let made = false;
    const time = timed(() => {
      const worked = runner.prepare(other, world);
      made = !worked.reused;
      worked.run(world.periods.length - 1);
    });
    if (time > worst.time) Object.assign(worst, { time, name, made: made ? ", code made" : "" });
  }
  return `${worst.time.toFixed(0)} ms (× ${(worst.time / warm).toFixed(2)}) ${worst.name}${worst.made}`;
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const [script, plan, size] = process.argv.slice(1);
if (script === fileURLToPath(import.meta.url))
  process.stdout.write(JSON.stringify(measure(plan!, Number(size))));
