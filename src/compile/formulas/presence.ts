import { at, binary, type Expr, i32 } from "../../ir/code.ts";
import { arrayOf, type Code, uniformExpr, uniformOf } from "../code.ts";
import type { Person } from "./terms.ts";

/** Whether somebody is there in a period (null: the one that is worked out): from the period of joining on. */
export function isThere(code: Code, person: Person, period: Expr | null): Expr {
  const { compiling } = code;
  if (compiling.facts.everyoneIsThere) return i32(1);
  const joined = arrayOf(compiling, "i32", { kind: "person", what: "joined period" });
  return binary("le_s", at(joined, "i32", person.expr), period ?? periodNow(code));
}

/** The number of the period that is worked out. */
export const periodNow = (code: Code): Expr => running(code, "period");
/** How many people there are. */
export const peopleNow = (code: Code): Expr => running(code, "people");

/** The last day of a period (null: of the one that is worked out); beyond all days where periods have none. */
export function lastDay(code: Code, period: Expr | null): Expr {
  const { compiling } = code;
  if (period !== null) return at(arrayOf(compiling, "i64", { kind: "last days" }), "i64", period);
  return uniformExpr(
    code,
    uniformOf(compiling, "last day", { name: "last day", type: "i64", length: 1 }, "last day"),
    "i64",
  );
}

const running = (code: Code, name: "period" | "people"): Expr =>
  uniformExpr(code, uniformOf(code.compiling, name, { name, type: "i32", length: 1 }, name), "i32");
