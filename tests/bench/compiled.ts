import { readFileSync } from "node:fs";
import { fraction } from "../../src/base/exact.ts";
import type { Value } from "../../src/base/value.ts";
import { check } from "../../src/check/check.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { seeded } from "../../src/downline/random.ts";
import { CodeRunner, type WorkedOut } from "../../src/engine/code/worked-out.ts";
import type { World } from "../../src/meaning/world.ts";
import { parseAgain } from "../../src/syntax/parse-again.ts";
import type { Parsed } from "../../src/syntax/parsed.ts";
import { median } from "./figures.ts";
import type { Workload } from "./workload/people.ts";

const RUNS = 7;
const EDITS_BEFORE = 60;
/** What texts have in common that differ in the figure of a param alone. */
const TEXTURE = "the workload, whatever its params are";

export const textOfWorkload = (): string =>
  readFileSync(new URL("./workload/workload.plan", import.meta.url), "utf8");

/**
 * More of a sum, another one for each number below 256: texts with them have code of their own, as large as that of the
 * others, and none of it is there from a text before.
 */
export const otherSum = (number: number): string =>
  [0, 2, 4, 6].map((bits) => TERMS[(number >> bits) & 3]).join(" ");
const TERMS = ["+ PV", "- PV", "+ max(PV, PV)", "+ min(PV, PV)"];

/** The text that was read last: the next one is read as the engine reads it, from there. */
let last: Parsed | null = null;

/** The plan of the workload, with its text changed where that is asked for. */
export function planOfWorkload(change: (text: string) => string = (text) => text): CheckedPlan {
  last = parseAgain(change(textOfWorkload()), last);
  const { plan } = check(last);
  if (!plan) throw new Error("the plan of the workload has errors");
  return plan;
}

/** The people of the workload as the engine takes them in, without a file between. */
export function worldOfWorkload({ people, sponsor, placement, side, volume }: Workload): World {
  const values: readonly (Value | undefined)[] = Array.from(volume, (units) => fraction(units, 100));
  return {
    size: people,
    names: [],
    joined: new Int32Array(people),
    customer: new Uint8Array(people),
    periods: [""],
    calendar: null,
    joinedPeriod: new Int32Array(people),
    trees: new Map([
      ["sponsor", { parent: sponsor, side: null }],
      ["placement", { parent: placement, side: side.map((one) => one + 1) }],
    ]),
    inputs: new Map([["PV", (person) => values[person]]]),
    given: new Map(),
    params: new Map(),
    files: {
      people: new Map([["PV", values]]),
      orders: new Map(),
      orderPerson: new Int32Array(0),
      orderPeriod: new Int32Array(0),
      standing: false,
    },
    orders: { of: () => [], day: () => null, buyer: () => -1, value: () => undefined },
  };
}

/** What was measured of code over the people of the workload: medians, in milliseconds. */
export type Measured = {
  /** Every step, with people and code there already. */
  readonly whole: number;
  /** From a checked plan with another rule to its columns: one that nothing reads, and one that nearly everything reads. */
  readonly added: number;
  readonly edited: number;
  /** A param that one bonus reads, moved: from the checked plan to its columns. */
  readonly moved: number;
  /** How often code was made for that. */
  readonly compiled: number;
  readonly bytesPerPerson: number;
  /** For each column what the C program says of it. */
  readonly sums: ReadonlyMap<string, string>;
};

/** Columns that the C program says the sums of, and how it counts them. */
const COLUMNS: Readonly<Record<string, string>> = {
  GV: "GV",
  strongest: "strongest",
  team: "team",
  Team: "paid Team",
  Step: "paid Step",
  Binary: "paid Binary",
  Match: "paid Match",
  Summit: "paid Summit",
  Title: "Title",
};

/** Every step, with people and code there already: the median of some runs, in milliseconds. */
export function measureWhole(workload: Workload): number {
  const worked = new CodeRunner().prepare(planOfWorkload(), worldOfWorkload(workload));
  worked.run(0);
  return median(repeated(() => worked.machine.again(() => {}, 0)));
}

export function measureCode(workload: Workload): Measured {
  const world = worldOfWorkload(workload);
  const plan = planOfWorkload();
  const runner = new CodeRunner();
  const worked = runner.prepare(plan, world);
  worked.run(0);
  const whole = median(
    repeated(() => {
      worked.machine.again(() => {}, 0);
    }),
  );
  runner.prepare(plan, world).run(0);
  const sums = sumsOf(worked, workload);
  let edits = 0;
  const timesOf = (count: number, change: (text: string, edit: number) => string) =>
    Array.from({ length: count }, () => {
      const other = planOfWorkload((text) => change(text, edits++));
      return timed(() => runner.prepare(other, world).run(0));
    });
  const add = (text: string, edit: number) => `${text}\nmeasure edit${edit} = GV ${otherSum(edit)}\n`;
  const edit = (text: string, edit: number) => text.replace("GV             = PV", `$& ${otherSum(edit)}`);
  // As after a line that has been typed: what makes code is fast itself only then.
  timesOf(EDITS_BEFORE, add);
  runner.prepare(plan, world).run(0);
  let compiled = 0;
  const params = ["11%", "12%", "13%", "14%", "15%", "16%", "17%"];
  const moved = params.map((rate) => {
    const other = planOfWorkload((text) => text.replace("binary_rate = 10%", `binary_rate = ${rate}`));
    return timed(() => {
      const again = runner.prepare(other, world, TEXTURE);
      if (!again.reused) compiled++;
      again.run(0);
    });
  });
  return {
    whole,
    added: median(timesOf(RUNS, add)),
    edited: median(timesOf(RUNS, edit)),
    moved: median(moved),
    compiled,
    bytesPerPerson: worked.machine.bytes / workload.people,
    sums,
  };
}

/** What one person's volume costs: medians, in milliseconds. */
export type MeasuredChange = {
  readonly all: number;
  /** Without the pool, of which everybody who has a share gets another part; and with it. */
  readonly ofOne: number;
  readonly ofOneWithPool: number;
  /** Columns that were worked out for everybody then. */
  readonly wholly: readonly string[];
  /** Bytes a person that are kept for it. */
  readonly kept: number;
};

const CHANGES = 1000;

export function measureChange(workload: Workload): MeasuredChange {
  const world = worldOfWorkload(workload);
  const measure = (plan: CheckedPlan) => {
    const { machine, run } = new CodeRunner().prepare(plan, world);
    run(0);
    const all = median(repeated(() => machine.again(() => {}, 0)));
    let wholly: readonly string[] = [];
    const lots = seeded(1);
    const changeOne = () => {
      const value = fraction(lots.below(40_000), 100);
      wholly = machine.change("PV", lots.below(workload.people), value)!.wholly;
    };
    // The first one keeps what all others need; the machine has its code fast after some hundreds.
    for (let i = 0; i < CHANGES; i++) changeOne();
    const ofOne = median(Array.from({ length: CHANGES }, () => timed(changeOne)));
    return { all, ofOne, wholly, kept: machine.bytesForMending / workload.people };
  };
  const withPool = measure(planOfWorkload());
  const without = measure(planOfWorkload((text) => text.replace(/\npool [^}]*}/, "")));
  return { ...without, ofOneWithPool: withPool.ofOne, wholly: withPool.wholly };
}

const repeated = (run: () => void): number[] => Array.from({ length: RUNS }, () => timed(run));

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The sum of each column, and one that is weighted by person: as the C program prints them, in cents. */
function sumsOf({ machine }: WorkedOut, { people }: Workload): Map<string, string> {
  const { order } = machine;
  return new Map(
    Object.entries(COLUMNS).map(([name, output]) => {
      const { elements, as } = machine.column(output);
      const unit = as.kind === "amount" ? 10n ** BigInt(as.scale) : 100n;
      let [sum, mixed] = [0n, 0n];
      for (let place = 0; place < people; place++) {
        const cents = (BigInt(elements[place]!) * 100n) / unit;
        sum += cents;
        mixed += cents * BigInt((order[place]! % 1009) + 1);
      }
      return [name, `${sum} ${mixed}`];
    }),
  );
}
