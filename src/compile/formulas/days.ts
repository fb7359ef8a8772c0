import { durationUnits } from "../../base/packed-duration.ts";
import { NO_DAY } from "../../check/zero.ts";
import { binary, call, type Expr, i64, local, select, set, when } from "../../ir/code.ts";
import { bind, type Code, fresh, inside } from "../code.ts";
import { partsOfLength } from "./lengths.ts";
import type { Day, Length } from "./terms.ts";

/** The first and the last day that a calendar of four digits has (see `addDuration`). */
const EARLIEST = Date.UTC(100, 0, 1) / 86_400_000;
const LATEST = Date.UTC(9999, 11, 31) / 86_400_000;
const [DAYS_A_WEEK, MONTHS_A_YEAR] = [7, 12];

/** The day that lies a duration later; where there is no day, there is none later. */
export function addLength(code: Code, day: Day, length: Length, sign: 1 | -1): Day {
  const from = bind(code, day.expr);
  const parts = partsOfLength(code, length);
  const unit = parts.unit;
  const signed = binary("mul", parts.count, i64(sign));
  const count = length.unit === "its own" ? bind(code, signed) : signed;
  const isUnit = (name: (typeof durationUnits)[number]): Expr =>
    binary("eq", unit, i64(durationUnits.indexOf(name)));
  const byDays = (): Expr =>
    binary("add", from, binary("mul", count, select(isUnit("weeks"), i64(DAYS_A_WEEK), i64(1))));
  const byMonths = (): Expr => {
    code.compiling.routines.add("addMonths");
    const months = binary("mul", count, select(isUnit("years"), i64(MONTHS_A_YEAR), i64(1)));
    return call("addMonths", "i64", from, months);
  };
  const isCalendar = binary("or", isUnit("months"), isUnit("years"));
  const moved = bind(code, oneOf(code, isCalendar, byMonths, byDays));
  const within = select(
    binary("lt_s", moved, i64(EARLIEST)),
    i64(EARLIEST),
    select(binary("gt_s", moved, i64(LATEST)), i64(LATEST), moved),
  );
  const isNone = binary("or", binary("eq", from, i64(NO_DAY)), binary("eq", from, i64(-NO_DAY)));
  return { kind: "date", expr: select(isNone, from, within) };
}

/** One of two numbers, of which only that one is worked out. */
function oneOf(code: Code, test: Expr, yes: () => Expr, no: () => Expr): Expr {
  if (test.op === "const") return test.value !== 0n ? yes() : no();
  const name = fresh(code, "moved");
  const [then, otherwise] = [inside(code), inside(code)];
  then.block.push(set(name, yes()));
  otherwise.block.push(set(name, no()));
  code.block.push(when(test, then.block, otherwise.block));
  return local(name, "i64");
}
