import type { Value } from "../base/value.ts";
import type { Type } from "../check/types.ts";
import type { Downline, TextColumn } from "./downline.ts";
import { error, type Fault } from "./faults.ts";
import { type CellNames, readCell } from "./read-cell.ts";

/** What a plan takes in: the name of a column and the type of its cells. */
export type WantedInput = { readonly name: string; readonly type: Type; readonly inOrders: boolean };

/** The columns of a downline as values of a plan: one a person or an order, undefined where the cell is empty or cannot be read. */
export type Bound = {
  readonly people: ReadonlyMap<string, readonly (Value | undefined)[]>;
  readonly orders: ReadonlyMap<string, readonly (Value | undefined)[]>;
  readonly faults: readonly Fault[];
};

/** Reads the columns that a plan names, without regard to case. A name that no file has is no fault: it has no column. */
export function bind(downline: Downline, inputs: readonly WantedInput[], ladders: ReadonlyMap<string, readonly string[]>): Bound {
  const faults: Fault[] = [];
  let byId: Map<string, number> | null = null;
  const names: CellNames = {
    ranks: ladders,
    person: (id) => {
      byId ??= new Map(downline.ids.map((known, person) => [known, person]));
      return byId.get(id);
    },
  };
  const typed = (columns: readonly TextColumn[], wanted: readonly WantedInput[]) => {
    const found = new Map<string, readonly (Value | undefined)[]>();
    for (const { name, type } of wanted) {
      const column = columns.find(({ heading }) => heading.toLowerCase() === name.toLowerCase());
      if (column) found.set(name, readColumn(column, type, names, faults));
    }
    return found;
  };
  return {
    people: typed(downline.columns, inputs.filter(({ inOrders }) => !inOrders)),
    orders: typed(downline.orders.columns, inputs.filter(({ inOrders }) => inOrders)),
    faults,
  };
}

function readColumn(column: TextColumn, type: Type, names: CellNames, faults: Fault[]): (Value | undefined)[] {
  // The same few figures stand in most cells of a column: each is read once.
  const known = new Map<string, ReturnType<typeof readCell>>();
  return column.cells.map((cell, i) => {
    if (cell === "") return undefined;
    let reading = known.get(cell);
    if (!reading) known.set(cell, (reading = readCell(cell, type, column.decimalComma, names)));
    if ("value" in reading) return reading.value;
    faults.push(error(column.file, column.lines[i]!, column.heading, reading.message));
    return undefined;
  });
}
