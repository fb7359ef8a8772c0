import { toDecimal } from "../base/exact.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";

/** How many decimals the money of a plan has: those that it rounds to. */
export const decimalsOf = ({ rounding }: CheckedPlan): number =>
  (toDecimal(rounding.grid).split(".")[1] ?? "").length;

/** A decimal text with so many decimals, or with more where it has them: nothing is rounded here. */
export function withDecimals(amount: string, decimals: number): string {
  const [whole, part = ""] = amount.split(".");
  return decimals === 0 || !/^-?\d+$/.test(whole!) ? amount : `${whole}.${part.padEnd(decimals, "0")}`;
}
