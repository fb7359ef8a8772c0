import { kept } from "../../base/kept.ts";
import { climbCode } from "../../compile/climb/climb.ts";
import type { Before, Compiled } from "../../compile/compile.ts";
import { groupsCode, surveyCode } from "../../compile/surveys.ts";
import type { Code, Holds, MachineStep, Memory, Reading } from "../../ir/program.ts";
import type { Source } from "../../runtime/data/source.ts";
import { Machine } from "../../runtime/machine.ts";
import type { Elements } from "../../runtime/memory.ts";
import type { SurveyCode } from "../../runtime/surveys/survey.ts";
import { PeriodColumns } from "./period-columns.ts";

/** So many modules are kept, of which a program has some: undoing an edit is free. */
const MODULES_KEPT = 128;

/** WebAssembly modules, by their code. */
export class Modules {
  private readonly known = new Map<string, WebAssembly.Module>();

  of(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
    const code = textOf(bytes);
    const module = this.known.get(code) ?? new WebAssembly.Module(bytes);
    // The one that was asked for last stands last, and stays longest.
    this.known.delete(code);
    this.known.set(code, module);
    if (this.known.size > MODULES_KEPT) this.known.delete(this.known.keys().next().value!);
    return module;
  }
}

/** Code that is the same for all plans, made when it is first needed. */
const surveys: SurveyCode = { column: once(surveyCode), groups: once(groupsCode) };

function once<A extends readonly (Memory | null)[]>(codeFor: (...of: A) => Code) {
  const made = new Map<string, Code<WebAssembly.Module>>();
  return (...of: A): Code<WebAssembly.Module> => {
    const key = of.join();
    let code = made.get(key);
    if (!code) {
      const { bytes, places } = codeFor(...of);
      made.set(key, (code = { bytes: new WebAssembly.Module(bytes), places }));
    }
    return code;
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
        readonly order: string;
        readonly data: readonly unknown[];
        readonly known: Compiled;
      })
    | null = null;

  /** What there is code for, over data that are the same. */
  knownOver(data: readonly unknown[]): Before | null {
    if (this.last && !isSameData(this.last.data, data)) this.last = null;
    return this.last?.known ?? null;
  }

  machineFor(
    compiled: Compiled,
    source: Source,
    data: readonly unknown[],
    modules: Modules,
  ): Made & { readonly reused: boolean } {
    const { program, code, words } = compiled;
    const { last } = this;
    if (last && isSameCode(last.known, compiled) && last.machine.hasRoomFor(source)) {
      last.machine.takeOver(source, program);
      return { ...last, reused: true };
    }
    // The same people, standing in the same order, said in the same words: what is there of them is of use.
    const order = JSON.stringify([program.home, [...words]]);
    const before = last?.order === order ? last : null;
    this.last = null;
    const passes = code.map(({ bytes, places }) => ({ bytes: modules.of(bytes), places }));
    const from = before?.machine.handOver() ?? null;
    const machine = new Machine(program, passes, words, source, from, surveys, climbCode);
    const columns = new PeriodColumns(machine, before?.columns ?? null);
    const made = { machine, columns, copies: { edition: 0, of: new Map() } };
    this.last = { ...made, order, data, known: compiled };
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

/** Whether two programs are the same but for numbers of the plan, and names that are only for readers. */
const isSameCode = (a: Compiled, b: Compiled): boolean =>
  a.code.length === b.code.length &&
  a.code.every(({ bytes }, i) => textOf(bytes) === textOf(b.code[i]!.bytes)) &&
  keyOf(a) === keyOf(b);

/** All of a program that the code itself does not say, without the names that are only for readers. */
const keyOf = (compiled: Compiled): string =>
  kept(compiled, "key", () => {
    const { program, words, code } = compiled;
    return JSON.stringify([
      program.home,
      program.arrays.map(({ memory, holds }) => [memory, withoutName(holds)]),
      program.uniforms.map(({ type, length }) => [type, length]),
      [...program.outputs],
      [...program.balances],
      program.steps.map((step) =>
        step.kind === "machine" ? machineText(step.machine) : [step.order, step.tree],
      ),
      code.map(({ places }) => places),
      [...words],
    ]);
  });

const machineText = (machine: MachineStep["machine"]): string =>
  JSON.stringify(machine, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

/** Code as a key: two modules with the same one are the same, for every byte has a letter of its own. */
const textOf = (bytes: Uint8Array): string => kept(bytes, "text", () => letters.decode(bytes));
const letters = new TextDecoder("windows-1252");
