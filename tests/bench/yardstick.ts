import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../src/engine/engine.ts";
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

/** The same people, the same plan: a C program made by hand beside the evaluator that defines the language. */
export function plainBesideC(): void {
  const c = yardstick();
  if (!c) return void process.stdout.write("\nNo C compiler (cc): the yardstick is not measured.\n");
  const plan = readFileSync(new URL("workload.plan", FOLDER), "utf8");
  const rows = [1_000, 10_000].map((people) => {
    const workload = workloadOf(people);
    const { milliseconds } = c.measure(workload);
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
    const plain = median(
      Array.from({ length: 3 }, (_, revision) => {
        const start = performance.now();
        engine.evaluate({ text: `${plan}\n# edit ${revision}\n`, revision, period: null });
        return performance.now() - start;
      }),
    );
    return [
      String(people),
      `${milliseconds.toFixed(2)} ms`,
      `${plain.toFixed(0)} ms`,
      `× ${(plain / milliseconds).toFixed(0)}`,
    ];
  });
  c.close();
  printTable("The workload, everything", ["people", "C", "plain evaluator", "plain / C"], rows);
}
