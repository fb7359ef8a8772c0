import { basename } from "node:path";
import type { CheckedPlan } from "../check/checked-plan.ts";
import type { Downline } from "../downline/downline.ts";
import { counted, type Fault } from "../downline/faults.ts";
import { calendar } from "../downline/periods.ts";
import { type Reading, readDownline } from "../downline/read-downline.ts";
import { Engine } from "../engine/engine.ts";
import { wantedBy } from "../engine/files/wanted-by.ts";
import type { Outcome } from "../engine/protocol.ts";
import type { Run } from "../meaning/run.ts";
import { planOf } from "./check-command.ts";
import { nameOf, readText, STANDARD_INPUT } from "./files.ts";
import { complain, complainOf } from "./output.ts";
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
  readonly text: string;
  readonly outcome: Outcome;
  readonly run: Run;
  readonly period: number;
  readonly downline: Downline;
};

/** Loads the files and runs the plan; null where something is wrong, and then it is on standard error. */
export function load(planFile: string, files: DataFiles): Loaded | null {
  if ([planFile, files.people, files.orders].filter((path) => path === STANDARD_INPUT).length > 1)
    throw new UsageError("Only one of the files can be standard input.");
  const checked = planOf(planFile);
  const people = { name: nameOf(files.people), text: readText(files.people) };
  const orders = files.orders === null ? null : { name: nameOf(files.orders), text: readText(files.orders) };
  if (!checked) return null;
  const { text, plan } = checked;
  const title = basename(files.people);
  const reading = readDownline({ title, synthetic: false, people, orders, wanted: wantedBy(plan) });
  const downline = reading.complete ?? (files.leaveOutBadRows ? reading.remaining : null);
  report(reading, downline);
  if (!downline) return null;
  if (files.period !== null) checkPeriod(files.period, plan, downline);

  const engine = new Engine();
  engine.take(downline);
  const outcome = engine.evaluate({ text, revision: 1, period: files.period });
  const told = new Set(reading.faults.map(printFault));
  complainOf(
    outcome.faults.filter((fault) => !told.has(printFault(fault))),
    printFault,
  );
  const { current } = engine;
  return outcome.results && current ? { engine, text, outcome, ...current } : null;
}

/** Everything that is wrong with the files, all of it at once, and what was made of it. */
function report({ faults, complete, remaining, leftOut }: Reading, loaded: Downline | null): void {
  complainOf(faults, printFault);
  if (complete) return;
  const errors = faults.filter(({ severity }) => severity === "error").length;
  const out = rowsOf(leftOut.people, leftOut.orders);
  if (loaded) {
    complainOf(leftOut.along(), printFault);
    complain(`Run without ${out}; ${rowsOf(loaded.size, loaded.orders.size)} remain.\n`);
    return;
  }
  const wrong =
    errors === 1 ? "1 thing is wrong with the files" : `${counted(errors)} things are wrong with the files`;
  complain(
    remaining
      ? `Nothing was run: ${wrong}. With --leave-out-bad-rows it is run without ${out}; ${rowsOf(remaining.size, remaining.orders.size)} remain.\n`
      : `Nothing was run: ${wrong}${leftOut.people > 0 ? ", and without the bad rows and all below them nobody would remain" : ""}.\n`,
  );
}

function rowsOf(people: number, orders: number): string {
  const someone = people === 1 ? "1 person" : `${counted(people)} people`;
  const some = orders === 1 ? "1 order" : `${counted(orders)} orders`;
  if (people > 0 && orders > 0) return `${someone} and ${some}`;
  if (people + orders === 0) return "the lines that are wrong";
  return people > 0 ? someone : some;
}

/** `FILE:LINE: severity: COLUMN: sentence`; without a line where the fault is the whole file's. */
const printFault = ({ file, line, column, severity, message }: Fault): string =>
  `${file}${line > 0 ? `:${line}` : ""}: ${severity}: ${column === null ? "" : `${column}: `}${message}\n`;

function checkPeriod(wanted: string, plan: CheckedPlan, downline: Downline): void {
  const { names, dated } = calendar(downline, plan.clock);
  if (names.includes(wanted)) return;
  throw new UsageError(
    !dated
      ? `There is no period \`${wanted}\`: the files have no dates, and without --period everything is one period.`
      : names.length === 1
        ? `There is no period \`${wanted}\`: the files have ${names[0]} only.`
        : `There is no period \`${wanted}\`: the files have those from ${names[0]} to ${names.at(-1)}.`,
  );
}
