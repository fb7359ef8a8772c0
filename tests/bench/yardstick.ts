import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../src/engine/engine.ts";
import { duckdb } from "./duckdb.ts";
import { median, printTable } from "./figures.ts";
import { csvOf, type Workload, workloadOf, writeForC } from "./workload/people.ts";

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

/** The same people, the same plan: a C program made by hand, a database, and the evaluator that defines the language. */
export async function plainBesideC(): Promise<void> {
  const c = yardstick();
  if (!c) return void process.stdout.write("\nNo C compiler (cc): the yardstick is not measured.\n");
  const plan = readFileSync(new URL("workload.plan", FOLDER), "utf8");
  const rows: string[][] = [];
  for (const people of [1_000, 10_000, 100_000]) {
    const workload = workloadOf(people);
    const { milliseconds, sums } = c.measure(workload);
    const database = await duckdb(workload);
    for (const [name, of] of sums)
      if (database.sums.get(name) !== of)
        throw new Error(`${name}: C ${of}, DuckDB ${database.sums.get(name)}`);
    const plain = people > MOST_OF_PLAIN ? null : plainly(plan, workload);
    const beside = (other: number | null): string[] =>
      other === null ? ["", ""] : [`${other.toFixed(0)} ms`, `× ${(other / milliseconds).toFixed(0)}`];
    rows.push([
      String(people),
      `${milliseconds.toFixed(2)} ms`,
      ...beside(database.milliseconds),
      ...beside(plain),
    ]);
  }
  c.close();
  printTable(
    "The workload, everything",
    ["people", "C", "DuckDB", "DuckDB / C", "plain evaluator", "plain / C"],
    rows,
  );
}

const MOST_OF_PLAIN = 10_000;

/** The median time in milliseconds from a text to totals. */
function plainly(plan: string, workload: Workload): number {
  const engine = new Engine();
  const { loaded, faults } = engine.load({
    title: "workload",
    synthetic: true,
    people: { name: "people.csv", text: csvOf(workload) },
    orders: null,
    plan,
    leaveOutBadRows: false,
  });
  if (!loaded) throw new Error(faults[0]?.message ?? "the workload did not load");
  return median(
    Array.from({ length: 3 }, (_, revision) => {
      const start = performance.now();
      engine.evaluate({ text: `${plan}\n# edit ${revision}\n`, revision, period: null });
      return performance.now() - start;
    }),
  );
}
