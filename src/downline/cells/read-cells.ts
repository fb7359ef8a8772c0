import type { Value } from "../../base/value.ts";
import type { Type } from "../../check/types.ts";
import { type CellContext, type CellReading, readCell } from "./read-cell.ts";

/** Reads the cells of a column as values of one type; an empty one is undefined, and so is one that is told to be wrong. */
export function readCells(
  cells: readonly string[],
  type: Type,
  context: CellContext,
  wrong: (at: number, message: string) => void,
): (Value | undefined)[] {
  // The same few words and figures stand in most cells of a column: each is read once.
  const known = new Map<string, CellReading>();
  return cells.map((cell, at) => {
    if (cell === "") return undefined;
    let reading = known.get(cell);
    if (!reading) {
      reading = readCell(cell, type, context);
      if (known.size < DIFFERENT_CELLS_KEPT) known.set(cell, reading);
    }
    if ("value" in reading) return reading.value;
    wrong(at, reading.message);
    return undefined;
  });
}

const DIFFERENT_CELLS_KEPT = 100_000;
