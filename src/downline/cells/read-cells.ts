import { eachBelow, type Work } from "../../base/pieces.ts";
import type { Value } from "../../base/value.ts";
import type { Type } from "../../check/types.ts";
import { type CellContext, type CellReading, readCell } from "./read-cell.ts";

/** Reads the cells of a column as values of one type, piece by piece; an empty one is undefined, and so is one that is told to be wrong. */
export function* readingCells(
  cells: readonly string[],
  type: Type,
  context: CellContext,
  wrong: (at: number, message: string) => void,
): Work<(Value | undefined)[]> {
  // The same few words and figures stand in most cells of a column: each is read once.
  const known = new Map<string, CellReading>();
  const values = new Array<Value | undefined>(cells.length);
  yield* eachBelow(cells.length, (at) => {
    const cell = cells[at]!;
    values[at] = undefined;
    if (cell === "") return;
    let reading = known.get(cell);
    if (!reading) {
      reading = readCell(cell, type, context);
      if (known.size < DIFFERENT_CELLS_KEPT) known.set(cell, reading);
    }
    if ("value" in reading) values[at] = reading.value;
    else wrong(at, reading.message);
  });
  return values;
}

const DIFFERENT_CELLS_KEPT = 100_000;
