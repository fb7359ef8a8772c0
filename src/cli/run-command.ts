import { resolve } from "node:path";
import { type Exact, toDecimal } from "../base/exact.ts";
import { decimalsOfGrid, unitsText, withDecimals } from "../base/figure-text.ts";
import type { Value } from "../base/value.ts";
import type { Type } from "../check/types.ts";
import { csvLines } from "../downline/write-csv.ts";
import type { ColumnOutline } from "../engine/protocol.ts";
import { columnsOf } from "../engine/reports/outline.ts";
import { column } from "../meaning/columns.ts";
import { wordOf } from "../meaning/evaluate.ts";
import { isThere } from "../meaning/presence.ts";
import { STANDARD_INPUT, writePieces } from "./files.ts";
import { type DataFiles, type Loaded, load } from "./loaded.ts";
import { say } from "./output.ts";
import { UsageError } from "./usage-error.ts";

const STANDARD_OUTPUT = "-";

/** Figures of finer decimals are printed one by one. */
const MOST_DECIMALS = 15;

/** One row a person: id, every measure and rank, every bonus, pool and charge, and the total. */
export function runCommand(
  planFile: string,
  files: DataFiles,
  { format, out }: { readonly format: "csv" | "json"; readonly out: string | null },
): number {
  const read = [planFile, files.people, files.orders].filter((path) => path !== null);
  const toFile = out !== null && out !== STANDARD_OUTPUT;
  if (toFile && read.some((path) => path !== STANDARD_INPUT && resolve(path) === resolve(out)))
    throw new UsageError(`--out would write over \`${out}\`, which is read.`);
  const loaded = load(planFile, files);
  if (!loaded) return 1;
  const pieces = format === "csv" ? csvOf(loaded) : jsonOf(loaded);
  if (toFile) writePieces(out, pieces);
  else for (const piece of pieces) say(piece);
  return 0;
}

/** Headings of the result that are not the plan's. */
const OWN_HEADINGS = ["id", "total"];

/** A name of the plan that a heading of the result has already says what it is: `measure id`. */
const headingOf = ({ name, role }: ColumnOutline): string =>
  OWN_HEADINGS.includes(name.toLowerCase()) ? `${role} ${name}` : name;

/** The columns of the result, in the order of the text: first what people are, then what they are paid. */
function resultColumns({ run }: Loaded): { readonly heading: string; readonly outline: ColumnOutline }[] {
  const columns = columnsOf(run.plan);
  const measures = columns.filter(({ role }) => role === "measure" || role === "rank" || role === "flow");
  const bonuses = columns.filter(({ role }) => role === "bonus" || role === "pool" || role === "charge");
  const payout = columns.find(({ role }) => role === "payout")!;
  return [
    ...[...measures, ...bonuses].map((outline) => ({ heading: headingOf(outline), outline })),
    { heading: "total", outline: payout },
  ];
}

/** Everybody who is there in the period, in the order of the file. */
const peopleOf = ({ run, period, downline }: Loaded): number[] =>
  Array.from({ length: run.world.size }, (_, person) => person)
    .filter((person) => isThere(run, person, period))
    .sort((a, b) => downline.lines[a]! - downline.lines[b]!);

/** So many people are printed at a time: there may be millions. */
const PEOPLE_AT_A_TIME = 10_000;

function* inPieces(people: readonly number[]): Iterable<readonly number[]> {
  for (let from = 0; from < people.length; from += PEOPLE_AT_A_TIME)
    yield people.slice(from, from + PEOPLE_AT_A_TIME);
}

function* csvOf(loaded: Loaded): Iterable<string> {
  const columns = resultColumns(loaded);
  const texts = columns.map(({ outline }) => textsOf(loaded, outline));
  const { downline } = loaded;
  yield csvLines([["id", ...columns.map(({ heading }) => heading)]]);
  for (const people of inPieces(peopleOf(loaded)))
    yield csvLines(people.map((person) => [downline.ids[person]!, ...texts.map((textOf) => textOf(person))]));
}

/** The cells of a column, by person: of figures that code has worked out, straight from where they lie. */
function textsOf(loaded: Loaded, { name, type }: ColumnOutline): (person: number) => string {
  const { run, period, engine } = loaded;
  const plainly = (person: number) => cell(loaded, column(run, name, person, period), type);
  const known = engine.inMemory(name);
  if (!known || type.kind === "person") return plainly;
  const { elements, as, place } = known;
  if (as.kind === "amount" && as.scale <= MOST_DECIMALS) {
    const least = type.kind === "money" ? decimalsOfGrid(run.plan.rounding.grid) : 0;
    if (!(elements instanceof BigInt64Array))
      return (person) => unitsText(elements[place[person]!]!, as.scale, least);
    const halves = new Int32Array(elements.buffer, elements.byteOffset, elements.length * 2);
    return (person) => {
      const at = 2 * place[person]!;
      const units = halves[at + 1]! * 2 ** 32 + (halves[at]! >>> 0);
      return Number.isSafeInteger(units) ? unitsText(units, as.scale, least) : plainly(person);
    };
  }
  if (as.kind !== "rank" && as.kind !== "yes/no") return plainly;
  const words = new Map<number, string>();
  return (person) => {
    const value = Number(elements[place[person]!]!);
    let word = words.get(value);
    if (word === undefined) words.set(value, (word = plainly(person)));
    return word;
  };
}

/** Money has at least the decimals that the plan rounds to; other figures only those that they need. People are their ids. */
function cell({ run, downline }: Loaded, value: Value, type: Type): string {
  if (type.kind === "person") return downline.ids[value as number] ?? "none";
  return wordOf(run, value, type, (amount) =>
    type.kind === "money"
      ? withDecimals(decimal(amount), decimalsOfGrid(run.plan.rounding.grid))
      : decimal(amount),
  );
}

/** Programs read this: a figure without end is cut, and nothing stands behind it. */
const MOST_DECIMALS_SHOWN = 24;
const decimal = (amount: Exact): string => toDecimal(amount, MOST_DECIMALS_SHOWN).replace("…", "");

/** Figures are JSON numbers with all their decimals; a rank, choice or person that is none is null. */
function* jsonOf(loaded: Loaded): Iterable<string> {
  const columns = resultColumns(loaded);
  const texts = columns.map(({ outline }) => textsOf(loaded, outline));
  const { downline } = loaded;
  const row = (person: number): string => {
    const fields = columns.map(
      ({ heading, outline }, i) =>
        `${JSON.stringify(heading)}: ${jsonOfCell(texts[i]!(person), outline.type)}`,
    );
    return `  {${[`"id": ${JSON.stringify(downline.ids[person]!)}`, ...fields].join(", ")}}`;
  };
  let before = "[\n";
  for (const people of inPieces(peopleOf(loaded))) {
    yield `${before}${people.map(row).join(",\n")}`;
    before = ",\n";
  }
  yield before === ",\n" ? "\n]\n" : "[]\n";
}

function jsonOfCell(text: string, { kind }: Type): string {
  if (kind === "yes/no") return String(text === "yes");
  if (FIGURES.has(kind)) return text;
  return text === "none" || text === "" ? "null" : JSON.stringify(text);
}

const FIGURES: ReadonlySet<Type["kind"]> = new Set(["money", "points", "number", "percent"]);
