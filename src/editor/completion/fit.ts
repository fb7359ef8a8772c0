import { isAmount, sameType, type Type } from "../../check/types.ts";
import type { Known } from "../known.ts";

/**
 * How well a value of one type goes where another is wanted: best its own type, then what is turned into it without a
 * word, then what leads to it by a dot or a comparison, and last what would be an error.
 */
export function fitOf({ context }: Known, wanted: Type, type: Type): number {
  if (type.kind === "person") return wanted.kind === "person" ? 20 : -10;
  if (wanted.kind === "unknown" || type.kind === "unknown") return 0;
  if (sameType(wanted, type)) return 20;
  // Any value may begin a comparison.
  if (wanted.kind === "yes/no") return -6;
  if (!isAmount(wanted) || !isAmount(type)) return -30;
  if (wanted.kind === "money") return type.kind === "points" && context.hasWorth(type.of) ? 14 : -5;
  if (wanted.kind === "percent" || type.kind === "percent") return -5;
  return wanted.kind === "number" || type.kind === "number" ? 5 : -5;
}
