import type { Routine } from "../../ir/code.ts";
import type { Placed, Program } from "../../ir/program.ts";
import type { ModuleFunction } from "./module.ts";

/** What a module is told the places of, each by the number of its global: in the order in which it asks for them. */
export class Places {
  readonly all: Placed[] = [];
  private readonly numbers = new Map<string, number>();

  array(id: number): number {
    return this.number(`array ${id}`, { kind: "array", id });
  }

  numbersOf(id: number): number {
    return this.number(`numbers ${id}`, { kind: "numbers", id });
  }

  of(kind: "slots" | "state"): number {
    return this.number(kind, { kind });
  }

  deep(pass: number): number {
    return this.number(`deep ${pass}`, { kind: "deep", pass });
  }

  private number(key: string, placed: Placed): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.all.push(placed) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }
}

/** The routines that a module calls stand behind its passes, in the order in which it does. */
export class Routines {
  private readonly called: Routine[] = [];
  private readonly program: Program;
  private readonly first: number;

  constructor(program: Program, first: number) {
    this.program = program;
    this.first = first;
  }

  /** The number of a function. */
  of(name: string): number {
    let at = this.called.findIndex((routine) => routine.name === name);
    if (at < 0) at = this.called.push(this.program.routines.find((routine) => routine.name === name)!) - 1;
    return this.first + at;
  }

  /** Those that a routine calls are called too. */
  *emitted(emitOne: (routine: Routine) => ModuleFunction): Generator<ModuleFunction> {
    for (let at = 0; at < this.called.length; at++) yield emitOne(this.called[at]!);
  }
}
