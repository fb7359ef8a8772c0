import { basename } from "node:path";
import type { Downline } from "../downline/downline.ts";
import { Engine } from "../engine/engine.ts";
import type { FileFault, Outcome } from "../engine/protocol.ts";
import type { Run } from "../meaning/run.ts";
import { planOf } from "./check-command.ts";
import { readText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** The files that a plan is run on, as the command line names them. */
export type DataFiles = {
  readonly people: string;
  readonly orders: string | null;
  readonly period: string | null;
  readonly leaveOutBadRows: boolean;
};

/** A plan that ran on people: the engine that the page uses, and what it holds. */
export type Loaded = {
  readonly engine: Engine;
  readonly outcome: Outcome;
  readonly run: Run;
  readonly period: number;
  readonly downline: Downline;
};

/** Loads the files and runs the plan; null where something is wrong, and then it is on standard error. */
export function load(planFile: string, files: DataFiles): Loaded | null {
  const checked = planOf(planFile);
  if (!checked) return null;
  const engine = new Engine();
  const report = engine.load({
    title: basename(files.people),
    synthetic: false,
    people: { name: files.people, text: readText(files.people) },
    orders: files.orders === null ? null : { name: files.orders, text: readText(files.orders) },
    plan: checked.text,
    leaveOutBadRows: files.leaveOutBadRows,
  });
  printFaults(report.faults, report.faultCount);
  if (!report.loaded) {
    if (report.remaining)
      process.stderr.write(
        `Nothing was run. With --leave-out-bad-rows it runs without ${report.remaining.leftOutPeople} people and ${report.remaining.leftOutOrders} orders.\n`,
      );
    return null;
  }
  const outcome = engine.evaluate({ text: checked.text, revision: 1, period: files.period });
  printFaults(outcome.faults, outcome.faults.length);
  const { current } = engine;
  if (!outcome.results || !current) return null;
  if (files.period !== null && outcome.results.period !== files.period)
    throw new UsageError(
      `The files have no period \`${files.period}\`; they have ${outcome.results.periods.map((period) => period || "one without dates").join(", ")}.`,
    );
  if (outcome.faults.some(({ severity }) => severity === "error") && !files.leaveOutBadRows) {
    process.stderr.write(
      "Nothing was run. With --leave-out-bad-rows a cell that cannot be read counts as empty.\n",
    );
    return null;
  }
  return { engine, outcome, ...current };
}

function printFaults(faults: readonly FileFault[], count: number): void {
  for (const { file, line, severity, message } of faults)
    process.stderr.write(`${file}:${line}: ${severity}: ${message}\n`);
  if (count > faults.length) process.stderr.write(`… and ${count - faults.length} more.\n`);
}
