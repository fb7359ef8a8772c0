import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { evaluateAll } from "../../src/meaning/evaluation.ts";
import type { World } from "../../src/meaning/world.ts";
import { measureWhole, planOfWorkload, worldOfWorkload } from "./compiled.ts";
import { duckdb } from "./duckdb.ts";
import { median, printTable } from "./figures.ts";
import { isTarget, reached } from "./targets.ts";
import { type Workload, workloadOf, writeForC } from "./workload/people.ts";

const FOLDER = new URL("./workload/", import.meta.url);
const RUNS = 9;

/** What the C program says: its median time, and for each column a sum and one that is weighted by person. */
export type Yardstick = { readonly milliseconds: number; readonly sums: ReadonlyMap<string, string> };

/** The C program of the workload, compiled once; null where the machine has no compiler. */
export function yardstick(): { measure(workload: Workload): Yardstick; close(): void } | null {
  const folder = mkdtempSync(join(tmpdir(), "yardstick-"));
  const close = (): void => rmSync(folder, { recursive: true });
  const program = join(folder, "workload");
  try {
    const source = new URL("workload.c", FOLDER).pathname;
    execFileSync("cc", ["-O3", "-march=native", "-o", program, source], { stdio: "ignore" });
  } catch {
    close();
    return null;
  }
  return {
    measure(workload) {
      const file = join(folder, "people");
      writeForC(file, workload);
      const lines = execFileSync(program, [file, String(RUNS)], { encoding: "utf8" })
        .trim()
        .split("\n");
      const [first, ...columns] = lines.map((line) => line.split(" "));
      return {
        milliseconds: Number(first![1]),
        sums: new Map(columns.map(([name, ...sums]) => [name!, sums.join(" ")])),
      };
    },
    close,
  };
}

/** The plain evaluator is measured up to so many people: at a million it needs more memory and time than a run has. */
const MOST_OF_PLAIN = 100_000;
/** From so many people on the evaluator and the database are measured once. */
const ONCE_FROM = 100_000;
const RUNS_OF_OTHERS = 3;
const LONGEST_OF_PLAIN_MS = 60_000;

/**
 * The same people, the same plan, everything: code, a C program made by hand, a database, and the evaluator that defines
 * the language. Ratios go by what one run has measured of the same people.
 */
export async function everyWay(): Promise<void> {
  const c = yardstick();
  if (!c) process.stdout.write("\nNo C compiler (cc): the yardstick is not measured.\n");
  const plan = planOfWorkload();
  const rows: string[][] = [];
  /** What a person has cost the plain evaluator, in milliseconds. */
  let ofPlain = 0;
  for (const people of [1_000, 10_000, 100_000, 1_000_000]) {
    const workload = workloadOf(people);
    const runs = people < ONCE_FROM ? RUNS_OF_OTHERS : 1;
    const code = measureWhole(workload);
    const own = c?.measure(workload) ?? null;
    const database = await duckdb(workload, runs);
    for (const [name, of] of own?.sums ?? [])
      if (database.sums.get(name) !== of)
        throw new Error(`${name}: C ${of}, DuckDB ${database.sums.get(name)}`);
    const isTooLong = people > MOST_OF_PLAIN || ofPlain * people > LONGEST_OF_PLAIN_MS;
    const plain = isTooLong ? null : plainly(plan, worldOfWorkload(workload), runs);
    if (plain !== null) ofPlain = plain / people;
    const beside = (name: string, other: number | null): string[] => {
      if (other === null) return ["not measured", ""];
      const target = `${name} ${people}`;
      if (isTarget(target)) reached(target, other / code);
      return [`${other.toFixed(0)} ms`, `× ${(other / code).toFixed(0)}`];
    };
    rows.push([
      String(people),
      `${code.toFixed(2)} ms`,
      own ? `${own.milliseconds.toFixed(2)} ms` : "",
      own ? `× ${(code / own.milliseconds).toFixed(2)}` : "",
      ...beside("duckdb", database.milliseconds),
      ...beside("plain", plain),
    ]);
  }
  c?.close();
  printTable(
    `The workload, everything; the evaluator and DuckDB once from ${ONCE_FROM} people on`,
    ["people", "code", "C", "code / C", "DuckDB", "DuckDB / code", "plain evaluator", "plain / code"],
    rows,
  );
}

/** The median time in milliseconds from a checked plan to all its columns. */
function plainly(plan: CheckedPlan, world: World, runs: number): number {
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      evaluateAll(plan, world, 0);
      return performance.now() - start;
    }),
  );
}
