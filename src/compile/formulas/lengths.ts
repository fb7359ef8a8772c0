import { durationUnits, UNIT_BITS } from "../../base/packed-duration.ts";
import { binary, type Expr, i64, select } from "../../ir/code.ts";
import { bind, type Code } from "../code.ts";
import { DAYS } from "../statics.ts";
import type { Length } from "./terms.ts";

const bits = i64(UNIT_BITS);
const mask = i64((1n << UNIT_BITS) - 1n);
const numberOf = (unit: (typeof durationUnits)[number]): number => durationUnits.indexOf(unit);

/** How many of its unit a length is, and which unit that is: a number, as in a packed duration. */
export function partsOfLength(
  code: Code,
  { expr, unit }: Length,
): { readonly count: Expr; readonly unit: Expr } {
  if (unit !== "its own") return { count: expr, unit: i64(numberOf(unit)) };
  const value = bind(code, expr);
  return { count: binary("shr_s", value, bits), unit: binary("and", value, mask) };
}

/** A length together with its unit in one number, as it lies in memory and as one of several units has to be. */
export function packed({ expr, unit }: Length): Length {
  if (unit === "its own") return { kind: "duration", expr, unit };
  const value = binary("or", binary("shl", expr, bits), i64(numberOf(unit)));
  return { kind: "duration", expr: value, unit: "its own" };
}

/** A length as a number of days, by which lengths are compared: a month is 30 of them, a year 365. */
export function inDays(code: Code, length: Length): Length {
  if (length.unit === "days") return length;
  const { count, unit } = partsOfLength(code, length);
  const perUnit = durationUnits.reduceRight<Expr>(
    (otherwise, one) => select(binary("eq", unit, i64(numberOf(one))), i64(DAYS[one]), otherwise),
    i64(0),
  );
  return { kind: "duration", expr: binary("mul", count, perUnit), unit: "days" };
}

/** Two lengths in the same form. */
export const alikeLengths = (a: Length, b: Length): readonly [Length, Length] =>
  a.unit === b.unit ? [a, b] : [packed(a), packed(b)];
