import type { MachineStep, Program, TreeMachine } from "../ir/program.ts";
import { type BoardSoFar, newBoard, runBoard } from "./boards/boards.ts";
import type { Filling } from "./filling.ts";
import { runLimits } from "./money/limits.ts";
import { runPool } from "./money/pool.ts";
import { runSoFar } from "./orders/so-far.ts";
import { runPlaces } from "./places.ts";
import { Stopped } from "./stopped.ts";
import type { WholeColumns } from "./surveys/whole-columns.ts";
import type { Preorder } from "./trees/preorder.ts";
import type { Trees } from "./trees/trees.ts";
import type { View } from "./view.ts";

/** What of a machine is seen by who runs its steps that are no passes. */
export type Workshop = {
  readonly columns: Program["columns"];
  readonly home: Preorder;
  /** Nobody may stand deeper in a tree that is built. */
  readonly deepest: number;
  readonly trees: Trees;
  readonly filling: Filling;
  readonly whole: WholeColumns;
  /** The memory as these steps see it. */
  readonly view: () => View;
};

/** Runs the steps of a program that are no passes: pools, limits, places, sums order by order, boards and trees of rules. */
export class MachineSteps {
  private readonly machine: Workshop;
  private readonly boards = new Map<string, BoardSoFar>();
  /** Trees of which all that is told lies in memory, as they were built last. */
  private readonly told = new Set<string>();

  constructor(machine: Workshop) {
    this.machine = machine;
  }

  /** Runs a step in a period, piece by piece. */
  *running({ machine, name }: MachineStep, period: number): Generator<void> {
    if (machine.kind === "tree") {
      yield* this.building(machine, name, period);
      return;
    }
    const { whole, columns } = this.machine;
    const view = this.machine.view();
    switch (machine.kind) {
      case "pool":
        yield* runPool(machine, view);
        return;
      case "limits": {
        const paidIn = (column: number): number => columns[column]!.array!;
        for (const { paid } of machine.amounts) whole.noteAlike(paidIn(paid.column), null);
        const untouched = yield* runLimits(machine, view);
        for (const [column, earned] of untouched) whole.noteAlike(paidIn(column), earned);
        return;
      }
      case "place":
        yield* runPlaces(machine, view);
        return;
      case "so far":
        if (!(yield* runSoFar(machine, view))) throw new Stopped("overflow", name);
        return;
      case "board": {
        const soFar = this.boards.get(machine.name) ?? newBoard();
        this.boards.set(machine.name, soFar);
        yield* runBoard(machine, view, period, soFar);
      }
    }
  }

  /** Builds a tree of rules, and fills what is told of it. */
  private *building(machine: TreeMachine, step: string, period: number): Generator<void> {
    const { home, deepest, trees, filling } = this.machine;
    const { array, column } = this.machine.view();
    const isOther = yield* trees.building(machine, step, { home, array, column, deepest });
    if (isOther) this.told.delete(machine.tree);
    yield;
    // Who was given up before all was told of a tree finds it built already the next time.
    if (!this.told.has(machine.tree)) yield* filling.trees("tree", machine.tree, period);
    this.told.add(machine.tree);
    yield* filling.trees("past tree", machine.tree, period);
  }
}
