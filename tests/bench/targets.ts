import { printTable } from "./figures.ts";

/** What the work is to reach: a figure that is to be at most, or at least, so much. */
type Target = { readonly what: string; readonly wanted: string; readonly unit: Unit } & (
  | { readonly atMost: number }
  | { readonly atLeast: number }
);
type Unit = "×" | "ms" | "µs" | "bytes" | "times";

const TARGETS = {
  "code / C": { what: "everything at 1,000,000, code / C", wanted: "at most × 2", unit: "×", atMost: 2 },
  "plain 10000": of("plain evaluator / code at 10,000", 100),
  "plain 100000": of("plain evaluator / code at 100,000", 100),
  "duckdb 10000": of("DuckDB / code at 10,000", 50),
  "duckdb 100000": of("DuckDB / code at 100,000", 50),
  "duckdb 1000000": of("DuckDB / code at 1,000,000", 50),
  growth: {
    what: "cost of a person, 10,000 → 5,000,000",
    wanted: "at most × 1.3",
    unit: "×",
    atMost: 1.3,
  },
  "edit 1000000": {
    what: "first result after a structural edit at 1,000,000, of the warm time",
    wanted: "at most × 1.6",
    unit: "×",
    atMost: 1.6,
  },
  "edit 10000": {
    what: "from a text with another GV to everybody's columns at 10,000",
    wanted: "at most 6 ms",
    unit: "ms",
    atMost: 6,
  },
  compiled: { what: "a moved param: modules made", wanted: "none", unit: "times", atMost: 0 },
  change: {
    what: "one person's volume changed at 1,000,000, without the pool",
    wanted: "at most 10 µs",
    unit: "µs",
    atMost: 10,
  },
  "change with pool": {
    what: "one person's volume changed at 1,000,000, with the pool",
    wanted: "at most 10 µs",
    unit: "µs",
    atMost: 10,
  },
  bytes: {
    what: "memory of a person at 1,000,000",
    wanted: "at most 128 bytes",
    unit: "bytes",
    atMost: 128,
  },
  "paint 10000": {
    what: "keystroke to paint at 10,000",
    wanted: "at most 16 ms",
    unit: "ms",
    atMost: 16,
  },
  "paint 1000000": {
    what: "keystroke to paint at 1,000,000",
    wanted: "at most 100 ms",
    unit: "ms",
    atMost: 100,
  },
} as const satisfies Readonly<Record<string, Target>>;

function of(what: string, atLeast: number) {
  return { what, wanted: `at least × ${atLeast}`, unit: "×", atLeast } as const;
}

export type TargetName = keyof typeof TARGETS;

const measured = new Map<TargetName, number>();

/** Notes what this run has measured of a target. */
export function reached(name: TargetName, figure: number): void {
  measured.set(name, figure);
}

/** Whether there is a target of this name: some figures have one only for some numbers of people. */
export const isTarget = (name: string): name is TargetName => name in TARGETS;

/** The targets beside what this run has measured; of what it has not measured it says so. `onlyMeasured`: the others are left out. */
export function printTargets(onlyMeasured: boolean): void {
  const rows = Object.entries<Target>(TARGETS).flatMap(([name, target]) => {
    const figure = isTarget(name) ? measured.get(name) : undefined;
    if (figure === undefined) return onlyMeasured ? [] : [[target.what, target.wanted, "not measured", ""]];
    const isMet = "atMost" in target ? figure <= target.atMost : figure >= target.atLeast;
    return [[target.what, target.wanted, written(figure, target.unit), isMet ? "yes" : "no"]];
  });
  if (rows.length > 0)
    printTable("Targets, and what this run has measured", ["", "target", "measured", "reached"], rows);
}

function written(figure: number, unit: Unit): string {
  switch (unit) {
    case "×":
      return `× ${figure.toFixed(figure < 10 ? 2 : 0)}`;
    case "times":
      return figure === 0 ? "none" : String(figure);
    default:
      return `${figure.toFixed(figure < 10 ? 1 : 0)} ${unit}`;
  }
}
