import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { textWithoutParams } from "../../src/engine/code/moved-params.ts";
import { CodeRunner, type WorkedOut } from "../../src/engine/code/worked-out.ts";
import { parse } from "../../src/syntax/parse.ts";
import { worldOfWorkload } from "../bench/compiled.ts";
import { workloadOf } from "../bench/workload/people.ts";

const workload = readFileSync(new URL("../bench/workload/workload.plan", import.meta.url), "utf8");
const world = worldOfWorkload(workloadOf(300));

/** Code for a text, and all columns that a run of it works out. */
function run(
  runner: CodeRunner,
  text: string,
): { readonly worked: WorkedOut; readonly columns: Set<string> } {
  const plan = check(parse(text)).plan!;
  const worked = runner.prepare(plan, world, textWithoutParams(text, plan));
  const { machine } = worked;
  const columns = new Set<string>();
  for (const _ of worked.running(0)) {
    const step = machine.runs.steps.find(({ name }) => name === machine.doing);
    for (const id of step?.computes ?? []) columns.add(machine.runs.columns[id]!.name);
  }
  return { worked, columns };
}

/** What is worked out again when a figure of the text is another one, with the same code. */
function dragged(text: string, from: string, to: string): ReadonlySet<string> {
  const runner = new CodeRunner();
  run(runner, text);
  expect(text).toContain(from);
  const { worked, columns } = run(runner, text.replace(from, to));
  expect(worked.reused).toBe(true);
  return columns;
}

const unlock = ["unlock      : PV = 50", "unlock      : PV = 60"] as const;
const rate = ["binary_rate = 10%", "binary_rate = 11%"] as const;

test("a param runs again what goes by it, and no other columns", () => {
  const ofUnlock = dragged(workload, ...unlock);
  for (const column of ["active", "gross Team", "gross Match", "gross Binary", "payout"])
    expect(ofUnlock).toContain(column);
  for (const column of ["GV", "Title", "rate", "gross Step", "parts Summit"])
    expect(ofUnlock).not.toContain(column);
  const ofRate = dragged(workload, ...rate);
  for (const column of ["gross Binary", "payout"]) expect(ofRate).toContain(column);
  for (const column of ["active", "GV", "Title", "Sides.matched", "gross Team", "gross Match"])
    expect(ofRate).not.toContain(column);
});

test("a tree in which people do not stand is gone through once for all that goes along it", () => {
  const { worked } = run(new CodeRunner(), workload);
  const { steps } = worked.machine.runs;
  expect(steps.filter((step) => step.kind === "pass" && step.tree === "placement")).toHaveLength(1);
});

const ACTIVE_ONLY = `plan "Active" {
  currency USD
  period   month
  1 PV = $1.00
  rounding half even to $0.01
}
tree sponsor
tree placement : binary
input PV : volume
param unlock : PV = 50 from 0 to 200 step 10
param most   = $500 from $100 to $900 step $100
measure active  = PV >= unlock
measure team    = count(downline where active)
measure doubled = 2 * PV
bonus Team {
  on PV up sponsor
  counting active
  pays 5% if level <= 3
  at most most
}
`;

test("where a param moves all that goes through the tree, it all stands in one pass", () => {
  const inTree = (text: string): number =>
    run(new CodeRunner(), text).worked.machine.runs.steps.filter(
      (step) => step.kind === "pass" && step.fields.length + step.travellers.length > 0,
    ).length;
  expect(inTree(ACTIVE_ONLY)).toBe(1);
  // What another param moves, or none does, is apart from it.
  expect(inTree(`${ACTIVE_ONLY}measure GV = sum(PV in downline)\n`)).toBe(2);
});
