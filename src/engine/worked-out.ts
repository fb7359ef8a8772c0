import type { Value } from "../base/value.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { type Compiled, compile } from "../compile/compile.ts";
import type { KnownColumns } from "../compile/known-columns.ts";
import type { Holds, Program, Reading } from "../ir/program.ts";
import type { BreakageReason } from "../meaning/ledger.ts";
import type { Known } from "../meaning/run.ts";
import type { World } from "../meaning/world.ts";
import { Machine, Stopped } from "../runtime/machine.ts";
import type { Elements } from "../runtime/memory.ts";
import type { Source } from "../runtime/source.ts";
import { offersOfWorld } from "./offers-of-world.ts";
import { PeriodColumns } from "./period-columns.ts";
import { factsOfWorld, sourceOfWorld } from "./source-of-world.ts";

/** Why a plan is not run by code: what it says that no code is made for, or a figure that does not fit. */
export type Refusal = { readonly because: string };

/** A plan that code has worked out: the columns of one period lie in memory, those of others are worked out when asked for. */
export type WorkedOut = {
  readonly known: Known;
  readonly machine: Machine;
  readonly columns: PeriodColumns;
  /** Works out a period, which is then the one on the screen. */
  readonly run: (period: number) => void;
  /** The same piece by piece. */
  readonly running: (period: number) => Generator<void>;
  /** Whether the code was there already, and only numbers were moved. */
  readonly reused: boolean;
  /** Columns that no code is made for: the plain evaluator works them out from the others. */
  readonly missing: ReadonlySet<string>;
  /** What they say that there is no code for. */
  readonly forms: readonly string[];
};

/** Copies of columns of earlier periods may take so much memory. */
const MOST_COPIED_BYTES = 512 * 2 ** 20;
/** So many modules are kept: undoing an edit is free. */
const MODULES_KEPT = 16;

/** A machine, with its columns as they were read last, and copies of those of other periods. */
type Made = { readonly machine: Machine; readonly columns: PeriodColumns; readonly copies: Copies };
type Copies = { edition: number; readonly of: Map<number, ReadonlyMap<string, Column>> };
type Column = { readonly elements: Elements; readonly as: Reading };

/**
 * Runs plans by code, and keeps what the next text may need again: the module as long as the code is the same, and the
 * memory with all people as long as they are. A text in which only figures have changed compiles nothing.
 */
export class CodeRunner {
  private readonly modules = new Map<string, WebAssembly.Module>();
  private last:
    | (Made & {
        readonly key: string;
        readonly order: string;
        readonly data: readonly unknown[];
        readonly known: KnownColumns;
      })
    | null = null;

  private readonly everything: boolean;

  /** `everything`: also columns that only explain others are worked out by code. */
  constructor(everything = false) {
    this.everything = everything;
  }

  /** Code for a plan, over the people of a world. Nothing is worked out yet. */
  prepare(plan: CheckedPlan, world: World): WorkedOut {
    const source = sourceOfWorld(plan, world);
    const data = dataOf(world);
    if (this.last && !sameData(this.last.data, data)) this.last = null;
    const compiled = compile(plan, factsOfWorld(plan, world, source), offersOfWorld(plan, world), {
      everything: this.everything,
      before: this.last?.known ?? null,
    });
    const { machine, columns, copies, reused } = this.machineFor(compiled, source, data);
    return {
      ...{
        machine,
        columns,
        reused,
        run: (period) => machine.run(period),
        running: (period) => machine.running(period),
        known: knownBy(machine, compiled, copies),
      },
      missing: new Set(compiled.missing.map(({ column }) => columnOf(column))),
      forms: [...new Set(compiled.missing.map(({ form }) => form))],
    };
  }

  private machineFor(
    { program, columns: known, bytes, words }: Compiled,
    source: Source,
    data: readonly unknown[],
  ): Made & { readonly reused: boolean } {
    const code = textOf(bytes);
    const key = keyOf(program, words) + code;
    const { last } = this;
    if (last?.key === key) {
      last.machine.takeOver(source, program);
      return { ...last, reused: true };
    }
    // The same people, standing in the same order, said in the same words: what is there of them is of use.
    const order = JSON.stringify([program.home, [...words]]);
    const before = last?.order === order ? last : null;
    this.last = null;
    const module = this.moduleOf(code, bytes);
    const machine = new Machine(program, module, words, source, before?.machine.handOver() ?? null);
    const columns = new PeriodColumns(machine, before?.columns ?? null);
    const made = { machine, columns, copies: { edition: 0, of: new Map() } };
    this.last = { ...made, key, order, data, known };
    return { ...made, reused: false };
  }

  private moduleOf(code: string, bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
    let module = this.modules.get(code);
    if (!module) {
      module = new WebAssembly.Module(bytes);
      if (this.modules.size >= MODULES_KEPT) this.modules.delete(this.modules.keys().next().value!);
      this.modules.set(code, module);
    }
    return module;
  }

  /** Forgets the people: others are there now. */
  forget(): void {
    this.last = null;
  }
}

/** What an array holds, without a name that is only for readers. */
function withoutName(holds: Holds): unknown {
  switch (holds.kind) {
    case "room":
      return [holds.elements, holds.empty];
    case "levels":
    case "by order":
      return holds.kind;
    default:
      return holds;
  }
}

/** What of a world lies in memory once and for all. */
const dataOf = (world: World): readonly unknown[] => [
  ...[...world.trees].flatMap(([name, { parent, side }]) => [name, parent, side]),
  ...[world.customer, world.joinedPeriod, world.size, world.periods.length],
];

const sameData = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** All of a program that the code itself does not say, without the names that are only for readers. */
const keyOf = (program: Program, words: ReadonlyMap<string, number>): string =>
  JSON.stringify(
    [
      program.home,
      program.arrays.map(({ memory, holds }) => [memory, withoutName(holds)]),
      program.uniforms.map(({ type, length }) => [type, length]),
      [...program.outputs],
      [...program.balances],
      program.steps.map((step) => (step.kind === "machine" ? step.machine : [step.order, step.tree])),
      [...words],
    ],
    plainly,
  );

const plainly = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

/** Code as a key: two modules with the same one are the same, for every byte has a letter of its own. */
const textOf = (bytes: Uint8Array): string => letters.decode(bytes);
const letters = new TextDecoder("windows-1252");

/** Which column of the plan an output belongs to: `gross Team` to `Team`, `Sides.left` to `Sides`. */
const columnOf = (output: string): string => output.replace(/^(gross|earned) /, "").replace(/\..*$/, "");

/** Why a run by code was given up. What is no matter of figures is our fault or the browser's, and is quoted. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Stopped))
    return { because: `no code could be made: ${error instanceof Error ? error.message : String(error)}` };
  switch (error.why) {
    case "overflow":
      return { because: "a figure does not fit into 64 bits" };
    case "too deep":
      return { because: "a tree that the rules build is too deep" };
    default:
      return { because: "there is not enough memory for it" };
  }
}

/** What the machine knows, as the evaluator asks for it: in every period, though only one lies in memory. */
function knownBy(machine: Machine, { program }: Compiled, copies: Copies): Known {
  const isBonus = (name: string) => !program.outputs.has(name) && program.outputs.has(`paid ${name}`);
  const columnsOf = (period: number): ReadonlyMap<string, Column> => {
    if (copies.edition !== machine.edition) copies.of.clear();
    copies.edition = machine.edition;
    let columns = copies.of.get(period);
    if (!columns) {
      copyUpTo(machine, program.outputs.keys(), period, copies.of);
      columns = copies.of.get(period)!;
    }
    return columns;
  };
  return {
    column(name, person, period): Value | undefined {
      const output = isBonus(name) ? `paid ${name}` : name;
      if (!program.outputs.has(output)) return undefined;
      if (period === machine.periodNow) return machine.value(output, person);
      if (period < 0 || period > machine.periodNow) return undefined;
      const { elements, as } = columnsOf(period).get(output)!;
      return machine.decode(elements, as, person);
    },
    balance(name, period) {
      if (period !== machine.periodNow || !program.balances.has(name)) return undefined;
      const { offered, broken } = machine.balance(name)!;
      return { offered, broken: new Map([...broken] as [BreakageReason, typeof offered][]) };
    },
  };
}

/** Works out earlier periods once more and keeps their columns: all of them, or as many as there is room for. */
function copyUpTo(
  machine: Machine,
  names: Iterable<string>,
  period: number,
  copies: Map<number, ReadonlyMap<string, Column>>,
): void {
  const now = machine.periodNow;
  const outputs = [...names];
  const bytes = outputs.reduce((so, name) => so + machine.column(name).elements.byteLength, 0);
  const most = Math.max(1, Math.floor(MOST_COPIED_BYTES / Math.max(1, bytes)));
  if (copies.size >= most) copies.clear();
  // All of them, where there is room; else those from the one that is wanted on.
  const from = most >= now ? 0 : period;
  machine.again((one) => {
    if (one < from || one >= from + most || one === now) return;
    const columns = outputs.map((name) => {
      const { elements, as } = machine.column(name);
      return [name, { elements: elements.slice() as Elements, as }] as const;
    });
    copies.set(one, new Map(columns));
  }, now);
}
