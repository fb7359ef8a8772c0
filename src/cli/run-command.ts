import { type Exact, toDecimal } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { Type } from "../check/types.ts";
import { writeCsv } from "../downline/write-csv.ts";
import { columnsOf } from "../engine/outline.ts";
import type { ColumnOutline } from "../engine/protocol.ts";
import { column } from "../meaning/columns.ts";
import { wordOf } from "../meaning/evaluate.ts";
import { isThere } from "../meaning/presence.ts";
import type { Run } from "../meaning/run.ts";
import { writeText } from "./files.ts";
import { type DataFiles, type Loaded, load } from "./loaded.ts";

/** One row a person: id, every measure and rank, every bonus, pool and charge, and the total. */
export function runCommand(
  planFile: string,
  files: DataFiles,
  { format, out }: { readonly format: "csv" | "json"; readonly out: string | null },
): number {
  const loaded = load(planFile, files);
  if (!loaded) return 1;
  const text = format === "csv" ? csvOf(loaded) : jsonOf(loaded);
  if (out === null) process.stdout.write(text);
  else writeText(out, text);
  return 0;
}

/** The columns of the result, in the order of the text: first what people are, then what they are paid. */
function resultColumns({ run }: Loaded): { readonly heading: string; readonly outline: ColumnOutline }[] {
  const columns = columnsOf(run.plan);
  const measures = columns.filter(({ role }) => role === "measure" || role === "rank" || role === "flow");
  const bonuses = columns.filter(({ role }) => role === "bonus" || role === "pool" || role === "charge");
  const payout = columns.find(({ role }) => role === "payout")!;
  return [
    ...[...measures, ...bonuses].map((outline) => ({ heading: outline.name, outline })),
    { heading: "total", outline: payout },
  ];
}

/** Everybody who is there in the period, in the order of the file. */
const peopleOf = ({ run, period, downline }: Loaded): number[] =>
  Array.from({ length: run.world.size }, (_, person) => person)
    .filter((person) => isThere(run, person, period))
    .sort((a, b) => downline.lines[a]! - downline.lines[b]!);

function csvOf(loaded: Loaded): string {
  const columns = resultColumns(loaded);
  const { run, period, downline } = loaded;
  const rows = peopleOf(loaded).map((person) => [
    downline.ids[person]!,
    ...columns.map(({ outline }) => cell(run, column(run, outline.name, person, period), outline.type)),
  ]);
  return writeCsv(["id", ...columns.map(({ heading }) => heading)], rows);
}

/** Money has at least the decimals that the plan rounds to; other figures only those that they need. */
function cell(run: Run, value: Value, type: Type): string {
  return wordOf(run, value, type, (amount) =>
    type.kind === "money" ? atLeastDecimals(amount, decimalsOf(run.plan.rounding.grid)) : decimal(amount),
  );
}

/** Programs read this: a figure without end is cut, and nothing stands behind it. */
const MOST_DECIMALS = 24;
const decimal = (amount: Exact): string => toDecimal(amount, MOST_DECIMALS).replace("…", "");

const decimalsOf = (grid: Exact): number => (toDecimal(grid).split(".")[1] ?? "").length;

function atLeastDecimals(amount: Exact, decimals: number): string {
  const [whole, part = ""] = decimal(amount).split(".");
  return decimals === 0 ? decimal(amount) : `${whole}.${part.padEnd(decimals, "0")}`;
}

/** Figures are JSON numbers with all their decimals; a rank, choice or person that is none is null. */
function jsonOf(loaded: Loaded): string {
  const columns = resultColumns(loaded);
  const { run, period, downline } = loaded;
  const rows = peopleOf(loaded).map((person) => {
    const fields = columns.map(
      ({ heading, outline }) =>
        `${JSON.stringify(heading)}: ${jsonValue(run, column(run, outline.name, person, period), outline.type)}`,
    );
    return `  {${[`"id": ${JSON.stringify(downline.ids[person]!)}`, ...fields].join(", ")}}`;
  });
  return `[\n${rows.join(",\n")}\n]\n`;
}

function jsonValue(run: Run, value: Value, type: Type): string {
  if (typeof value === "boolean") return String(value);
  const text = cell(run, value, type);
  if (typeof value === "object" && value !== null && "n" in value) return text;
  return text === "none" || text === "" ? "null" : JSON.stringify(text);
}
