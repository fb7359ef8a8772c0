import { NO_DAY } from "../check/zero.ts";
import { binary, i64, select } from "../ir/code.ts";
import { bind, type Code } from "./code.ts";
import { notYet } from "./not-yet.ts";
import type { Day, Length } from "./terms.ts";

/** The first and the last day that a calendar of four digits has (see `addDuration`). */
const EARLIEST = Date.UTC(100, 0, 1) / 86_400_000;
const LATEST = Date.UTC(9999, 11, 31) / 86_400_000;

/** The day that lies a duration later; where there is no day, there is none later. */
export function addLength(code: Code, day: Day, length: Length, sign: 1 | -1): Day {
  const perUnit = length.unit === "days" ? 1 : length.unit === "weeks" ? 7 : notYet("months added to a date");
  const from = bind(code, day.expr);
  const moved = bind(code, binary("add", from, binary("mul", length.expr, i64(sign * perUnit))));
  const within = select(
    binary("lt_s", moved, i64(EARLIEST)),
    i64(EARLIEST),
    select(binary("gt_s", moved, i64(LATEST)), i64(LATEST), moved),
  );
  const isNone = binary("or", binary("eq", from, i64(NO_DAY)), binary("eq", from, i64(-NO_DAY)));
  return { kind: "date", expr: select(isNone, from, within) };
}
