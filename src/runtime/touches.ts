import { kept } from "../base/kept.ts";
import type { Expr, Stmt } from "../ir/code.ts";
import type { MachineStep, Program, Step } from "../ir/program.ts";
import { exprsOf, partsOfExpr, stmtsIn } from "../ir/walk.ts";

/** Which arrays and numbers of the plan a step reads, and which arrays it fills. */
export type Touches = {
  readonly reads: ReadonlySet<number>;
  readonly uniforms: ReadonlySet<number>;
  readonly writes: ReadonlySet<number>;
};

/** What each step of a program has to do with the memory: so it is known which steps a change is nothing to. */
export const touchesOf = (program: Program): Touches[] =>
  program.steps.map((step) => touchesOfStep(program, step));

function touchesOfStep(program: Program, step: Step): Touches {
  const arrayOf = (column: number): number | null => program.columns[column]!.array;
  if (step.kind === "machine") {
    const [reads, writes] = [new Set<number>(), new Set<number>()];
    machineTouches(step, { reads, writes, arrayOf, arrays: program.arrays });
    return { reads, uniforms: new Set(), writes };
  }
  const { read, written, uniforms } = namedIn(step.body);
  const of = ({ arrays, columns }: Named): Set<number> => {
    const all = new Set(arrays);
    for (const column of columns) {
      const array = arrayOf(column);
      if (array !== null) all.add(array);
    }
    return all;
  };
  const reads = of(read);
  for (const array of program.arrays)
    if (array.holds.kind === "tree" && array.holds.tree === step.tree) reads.add(array.id);
  return { reads, uniforms, writes: of(written) };
}

type Named = { readonly arrays: ReadonlySet<number>; readonly columns: ReadonlySet<number> };

/** What a body has to do with, by number: kept with it, for where columns lie is known of the program alone. */
const namedIn = (
  body: readonly Stmt[],
): { readonly read: Named; readonly written: Named; readonly uniforms: ReadonlySet<number> } =>
  kept(body, "touches", () => {
    const named = () => ({ arrays: new Set<number>(), columns: new Set<number>() });
    const [read, written, uniforms] = [named(), named(), new Set<number>()];
    const look = (expr: Expr): void => {
      if (expr.op === "self") read.columns.add(expr.column);
      else if (expr.op === "at") read.arrays.add(expr.array);
      else if (expr.op === "uniform") uniforms.add(expr.uniform);
      partsOfExpr(expr).forEach(look);
    };
    const walk = (stmt: Stmt): void => {
      if (stmt.op === "store") written.arrays.add(stmt.array);
      else if (stmt.op === "column") written.columns.add(stmt.column);
      exprsOf(stmt).forEach(look);
      stmtsIn(stmt).forEach(walk);
    };
    body.forEach(walk);
    return { read, written, uniforms };
  });

function machineTouches(
  { machine }: MachineStep,
  to: {
    readonly reads: Set<number>;
    readonly writes: Set<number>;
    readonly arrayOf: (column: number) => number | null;
    readonly arrays: Program["arrays"];
  },
): void {
  const { reads, arrayOf } = to;
  const write = (column: number): void => {
    const array = arrayOf(column);
    if (array !== null) to.writes.add(array);
  };
  switch (machine.kind) {
    case "pool":
      for (const given of [machine.pot, machine.shares, machine.mostEach]) if (given) reads.add(given.array);
      write(machine.parts.column);
      return;
    case "limits":
      for (const { earned, paid } of machine.amounts) {
        reads.add(earned.array);
        write(paid.column);
      }
      for (const { allowed, owner, givesWay } of machine.limits)
        for (const array of [allowed.array, owner, givesWay?.array ?? null])
          if (array !== null) reads.add(array);
      return;
    case "tree":
      reads.add(machine.above);
      if (machine.filled) reads.add(machine.filled.wide);
      if (machine.waits !== null) reads.add(machine.waits);
      write(machine.parent);
      for (const { id, holds } of to.arrays)
        if ((holds.kind === "tree" || holds.kind === "past tree") && holds.tree === machine.tree)
          to.writes.add(id);
      return;
    case "place":
      for (const { array } of machine.keys) reads.add(array);
      reads.add(machine.member);
      if (machine.parent !== null) reads.add(machine.parent);
      write(machine.place);
      return;
    case "board":
      for (const array of [machine.wide, machine.deep, machine.mostCycles, machine.enters, machine.sponsor])
        if (array !== null) reads.add(array);
      write(machine.cycles);
      return;
    case "so far": {
      const { values, from, sequence, days, below } = machine;
      for (const array of [values, from, sequence, days]) reads.add(array);
      if (below) for (const array of [below.place, below.end]) reads.add(array);
      to.writes.add(machine.found);
      return;
    }
    case "done before":
      return;
  }
}
