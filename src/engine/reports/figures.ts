import { approximate, type Exact, toDecimal } from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { Type } from "../../check/types.ts";
import { column } from "../../meaning/columns.ts";
import { wordOf } from "../../meaning/evaluate.ts";
import type { Run } from "../../meaning/run.ts";
import type { ColumnOutline, Figure } from "../protocol.ts";

/** A value as the page gets it. */
export function figureOf(run: Run, value: Value, type: Type): Figure {
  const text = wordOf(run, value, type, toDecimal);
  if (typeof value === "object" && value !== null && "n" in value) return { text, size: approximate(value) };
  if (typeof value === "boolean") return { text, size: value ? 1 : 0 };
  return {
    text: text === "none" && type.kind !== "rank" ? "" : text,
    size: typeof value === "number" ? value : 0,
  };
}

/** A column of a person as the page gets it. */
export const columnFigure = (
  run: Run,
  { name, type }: Pick<ColumnOutline, "name" | "type">,
  person: number,
  period: number,
): Figure => figureOf(run, column(run, name, person, period), type);

export const decimal = (amount: Exact): string => toDecimal(amount);
