import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { printTable } from "./figures.ts";
import { type Workload, workloadOf } from "./workload/people.ts";

const PEOPLE = [50_000, 500_000, 5_000_000];
const command = fileURLToPath(new URL("../../dist/cli/plumbline.js", import.meta.url));

/**
 * The plan of the workload on the command line, over files of people and of their orders: from the call to the last row
 * written. What it takes of memory at most is what the system says of the process.
 */
export async function fiveMillion(): Promise<void> {
  if (!existsSync(command)) throw new Error("the command line is not built: npm run build");
  const rows: string[][] = [];
  let before: { readonly people: number; readonly seconds: number } | null = null;
  for (const people of PEOPLE) {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-"));
    try {
      const { orders } = await writeFiles(folder, workloadOf(people));
      const { seconds, most } = await run(folder);
      const growth = before && (seconds / before.seconds) * (before.people / people);
      before = { people, seconds };
      const size = (file: string) => statSync(join(folder, file)).size / 1e6;
      rows.push([
        String(people),
        String(orders),
        `${(size("people.csv") + size("orders.csv")).toFixed(0)} MB`,
        `${size("out.csv").toFixed(0)} MB`,
        `${seconds.toFixed(1)} s`,
        growth === null ? "" : `× ${growth.toFixed(2)}`,
        most === null ? "" : `${(most / 2 ** 30).toFixed(2)} GiB`,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  printTable(
    "plumbline run on files, everything read and written",
    ["people", "orders", "read", "written", "all in all", "a person, growth", "memory at most"],
    rows,
  );
}

/** The workload as files: who has a volume has ordered it, on a day that goes by his number. */
async function writeFiles(folder: string, workload: Workload): Promise<{ readonly orders: number }> {
  const { people, sponsor, placement, side, volume } = workload;
  const plan = readFileSync(new URL("./workload/workload.plan", import.meta.url), "utf8");
  writeFileSync(join(folder, "plan.plan"), plan.replace("input PV : volume", "input PV : volume in orders"));
  await writeLines(join(folder, "people.csv"), "id,sponsor,placement,side", people, (person) =>
    sponsor[person]! < 0
      ? `P${person},,,`
      : `P${person},P${sponsor[person]},P${placement[person]},${side[person] ? "right" : "left"}`,
  );
  let orders = 0;
  await writeLines(join(folder, "orders.csv"), "id,person,date,PV", people, (person) =>
    volume[person] === 0
      ? null
      : `O${orders++},P${person},2026-03-${String(1 + (person % 31)).padStart(2, "0")},${(volume[person]! / 100).toFixed(2)}`,
  );
  return { orders };
}

const LINES_AT_A_TIME = 20_000;

/** Writes a file line by line; null is no line. */
async function writeLines(
  path: string,
  heading: string,
  count: number,
  line: (index: number) => string | null,
): Promise<void> {
  const file = createWriteStream(path);
  file.write(`${heading}\n`);
  for (let from = 0; from < count; from += LINES_AT_A_TIME) {
    let text = "";
    for (let index = from; index < Math.min(count, from + LINES_AT_A_TIME); index++) {
      const one = line(index);
      if (one !== null) text += `${one}\n`;
    }
    if (!file.write(text)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

/** Runs the command line to its end; `most`: bytes, where the system tells them. */
async function run(folder: string): Promise<{ readonly seconds: number; readonly most: number | null }> {
  const path = (file: string) => join(folder, file);
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...[command, "run", path("plan.plan"), "--people", path("people.csv"), "--orders", path("orders.csv")],
      ...["--out", path("out.csv")],
    ],
    { stdio: "inherit" },
  );
  let most: number | null = null;
  const look = () => {
    const status = `/proc/${child.pid}/status`;
    // The system keeps the most that a process has had: the last look is as good as one at every moment.
    if (existsSync(status)) {
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(status, "utf8")) ?? [];
      if (kilobytes) most = Number(kilobytes) * 1024;
    }
  };
  const looking = setInterval(look, 100);
  const [code] = (await once(child, "exit")) as [number];
  clearInterval(looking);
  if (code !== 0) throw new Error(`plumbline run ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, most };
}
