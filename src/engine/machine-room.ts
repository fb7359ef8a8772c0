import type { Compiled } from "../compile/compile.ts";
import type { KnownColumns } from "../compile/known-columns.ts";
import { groupsCode, surveyCode } from "../compile/surveys.ts";
import type { Holds, MachineStep, Memory, Program, Reading } from "../ir/program.ts";
import { Machine } from "../runtime/machine.ts";
import type { Elements } from "../runtime/memory.ts";
import type { Source } from "../runtime/source.ts";
import type { SurveyCode } from "../runtime/survey.ts";
import { PeriodColumns } from "./period-columns.ts";

/** So many modules are kept: undoing an edit is free. */
const MODULES_KEPT = 16;

/** WebAssembly modules, by their code. */
export class Modules {
  private readonly known = new Map<string, WebAssembly.Module>();

  of(code: string, bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
    let module = this.known.get(code);
    if (!module) {
      module = new WebAssembly.Module(bytes);
      if (this.known.size >= MODULES_KEPT) this.known.delete(this.known.keys().next().value!);
      this.known.set(code, module);
    }
    return module;
  }
}

/** Code that is the same for all plans, made when it is first needed. */
const surveys: SurveyCode = { column: once(surveyCode), groups: once(groupsCode) };

function once(codeFor: (memory: Memory) => Uint8Array<ArrayBuffer>): (memory: Memory) => WebAssembly.Module {
  const made = new Map<Memory, WebAssembly.Module>();
  return (memory) => {
    let module = made.get(memory);
    if (!module) made.set(memory, (module = new WebAssembly.Module(codeFor(memory))));
    return module;
  };
}

/** A machine, with its columns as they were read last, and copies of those of other periods. */
export type Made = { readonly machine: Machine; readonly columns: PeriodColumns; readonly copies: Copies };
export type Copies = { edition: number; readonly of: Map<number, ReadonlyMap<string, Column>> };
export type Column = { readonly elements: Elements; readonly as: Reading };

/**
 * Keeps a machine for the next text: as it is, as long as the code is the same, and its memory with all people, as long as
 * these are.
 */
export class MachineRoom {
  private last:
    | (Made & {
        readonly key: string;
        readonly order: string;
        readonly data: readonly unknown[];
        readonly known: KnownColumns;
      })
    | null = null;

  /** What there is code for, over data that are the same. */
  knownOver(data: readonly unknown[]): KnownColumns | null {
    if (this.last && !isSameData(this.last.data, data)) this.last = null;
    return this.last?.known ?? null;
  }

  machineFor(
    { program, columns: known, bytes, words }: Compiled,
    source: Source,
    data: readonly unknown[],
    modules: Modules,
  ): Made & { readonly reused: boolean } {
    const code = textOf(bytes);
    const key = keyOf(program, words) + code;
    const { last } = this;
    if (last?.key === key && last.machine.hasRoomFor(source)) {
      last.machine.takeOver(source, program);
      return { ...last, reused: true };
    }
    // The same people, standing in the same order, said in the same words: what is there of them is of use.
    const order = JSON.stringify([program.home, [...words]]);
    const before = last?.order === order ? last : null;
    this.last = null;
    const module = modules.of(code, bytes);
    const machine = new Machine(program, module, words, source, before?.machine.handOver() ?? null, surveys);
    const columns = new PeriodColumns(machine, before?.columns ?? null);
    const made = { machine, columns, copies: { edition: 0, of: new Map() } };
    this.last = { ...made, key, order, data, known };
    return { ...made, reused: false };
  }
}

/** What an array holds, without a name that is only for readers. */
function withoutName(holds: Holds): unknown {
  switch (holds.kind) {
    case "room":
      return [holds.elements, holds.empty];
    case "levels":
      return [holds.kind, holds.each, holds.empty];
    case "by order":
      return holds.kind;
    default:
      return holds;
  }
}

/** Whether what lies in memory once and for all is the same. */
export const isSameData = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** All of a program that the code itself does not say, without the names that are only for readers. */
const keyOf = (program: Program, words: ReadonlyMap<string, number>): string =>
  JSON.stringify([
    program.home,
    program.arrays.map(({ memory, holds }) => [memory, withoutName(holds)]),
    program.uniforms.map(({ type, length }) => [type, length]),
    [...program.outputs],
    [...program.balances],
    program.steps.map((step) =>
      step.kind === "machine" ? machineText(step.machine) : [step.order, step.tree],
    ),
    [...words],
  ]);

const machineText = (machine: MachineStep["machine"]): string =>
  JSON.stringify(machine, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

/** Code as a key: two modules with the same one are the same, for every byte has a letter of its own. */
const textOf = (bytes: Uint8Array): string => letters.decode(bytes);
const letters = new TextDecoder("windows-1252");
