import type { Holds, Memory } from "../../ir/program.ts";
import type { Compiling, Draft } from "../code.ts";

/** Whole numbers up to these lie in so much memory, and as far below 0. */
const WIDTHS: readonly (readonly [Memory, bigint])[] = [
  ["i8", 2n ** 7n - 1n],
  ["i16", 2n ** 15n - 1n],
  ["i32", 2n ** 31n - 1n],
];

/** The least memory for a figure that is no further from 0, in units of its last decimal. */
export const memoryFor = (most: bigint | null): Memory =>
  (most !== null && WIDTHS.find(([, holds]) => most <= holds)?.[0]) || "i64";

/** Lets amounts lie in as much memory as the largest of them needs; those that machines write are left as they are. */
export function fitMemory(compiling: Compiling): void {
  const drafts = [...compiling.drafts.values()];
  for (const [id, array] of compiling.arrays.entries())
    if (array.memory === "i64")
      compiling.arrays[id] = { ...array, memory: memoryFor(mostIn(compiling, drafts, array.holds)) };
}

function mostIn(compiling: Compiling, drafts: readonly Draft[], holds: Holds): bigint | null {
  const { facts, arrays } = compiling;
  switch (holds.kind) {
    case "column":
    case "history":
    case "before": {
      const { term, machine, partOf, given, keepsMark } = drafts[holds.column]!;
      if (keepsMark) return null;
      // What is kept of what the data bring is taken over as it lies there.
      if (given !== null) return mostIn(compiling, drafts, arrays[given]!.holds);
      return term.kind === "amount" && machine === null && partOf?.machine == null ? term.most : null;
    }
    case "input":
      return holds.as.kind === "amount" ? (facts.inputs.get(holds.name)?.most ?? null) : null;
    case "bought":
      return facts.bought.get(holds.name)?.most ?? null;
    default:
      return null;
  }
}
