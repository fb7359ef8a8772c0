import { ZERO } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { Value } from "../base/value.ts";
import type { Formula } from "./formula.ts";
import type { Type } from "./types.ts";

/** The day of what has no date: before all others. */
export const NO_DAY = -(2 ** 31);

/** What there is where there is nothing: 0, no, none (language.md A15 and the table of absence in semantics.md 1.4). */
export function zeroValue(type: Type): Value {
  switch (type.kind) {
    case "money":
    case "points":
    case "percent":
    case "number":
    case "unknown":
      return ZERO;
    case "yes/no":
      return false;
    case "rank":
    case "person":
      return -1;
    case "date":
      return NO_DAY;
    case "duration":
      return { count: 0, unit: "days" };
    case "choice":
    case "text":
      return null;
  }
}

export const zeroOf = (type: Type, span: Span): Formula => ({
  kind: "Const",
  span,
  type,
  value: zeroValue(type),
});
