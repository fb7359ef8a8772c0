import { printDay } from "../base/calendar.ts";
import { type Exact, toDecimal } from "../base/exact.ts";
import type { Duration, Value } from "../base/value.ts";
import type { Type } from "../check/types.ts";
import { NO_DAY } from "../check/zero.ts";
import { wordOf } from "../meaning/evaluate.ts";
import type { Run } from "../meaning/run.ts";

/** Values as the book prints them: money with its sign and cents, thousands with commas, percentages with `%`. */
export function printValue(run: Run, value: Value, type: Type, moneySign: string): string {
  switch (type.kind) {
    case "money": {
      const [whole = "", decimals = ""] = toDecimal(value as Exact).split(".");
      const sign = whole.startsWith("-") ? "-" : "";
      return `${sign}${moneySign}${thousands(whole.replace("-", ""))}.${decimals.padEnd(2, "0")}`;
    }
    case "percent":
      return `${toDecimal({ n: BigInt((value as Exact).n) * 100n, d: (value as Exact).d })}%`;
    case "points":
    case "number": {
      const [whole = "", decimals] = toDecimal(value as Exact).split(".");
      return thousands(whole) + (decimals === undefined ? "" : `.${decimals}`);
    }
    case "date":
      return Math.abs(value as number) === -NO_DAY ? "none" : printDay(value as number);
    case "duration":
      return `${(value as Duration).count} ${(value as Duration).unit}`;
    default:
      return wordOf(run, value, type, toDecimal);
  }
}

const thousands = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ",");

/** Whether values of a type stand on the right of their column. */
export const isFigure = ({ kind }: Type): boolean =>
  kind === "money" || kind === "percent" || kind === "points" || kind === "number";
