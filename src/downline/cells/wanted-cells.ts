import type { Work } from "../../base/pieces.ts";
import type { CsvTable } from "../csv/csv-table.ts";
import { columnIndex } from "../csv/headings.ts";
import { error, type Fault } from "../faults.ts";
import type { Limits } from "../limits.ts";
import type { Wanted, WantedInput } from "../wanted.ts";
import { findingFigureStyle } from "./figures.ts";
import { readingCells } from "./read-cells.ts";

/**
 * Reports, piece by piece, the cells that a plan cannot read, of the inputs that it reads in this file. They are read once more when a plan
 * is run: it may be another by then.
 */
export function* checkingWantedCells(
  table: CsvTable,
  inputs: readonly WantedInput[],
  { ladders }: Wanted,
  person: (id: string) => number | undefined,
  limits: Limits,
  bad: Uint8Array,
  faults: Fault[],
): Work<void> {
  for (const { name, type } of inputs) {
    const column = columnIndex(table, name);
    const cells = table.columns[column];
    if (!cells) continue;
    const context = {
      figures: yield* findingFigureStyle(cells, table.delimiter),
      ranks: ladders,
      person,
      limits,
    };
    yield* readingCells(cells, type, context, (row, message) => {
      faults.push(error(table.file, table.lines[row]!, table.headings[column]!, message));
      bad[row] = 1;
    });
  }
}
