import { NO_DAY } from "../check/zero.ts";
import { at, binary, type Expr, i32, local, loop, set, when } from "../ir/code.ts";
import { arrayOf, bind, type Code, dataArray, fresh, inside } from "./code.ts";
import { dataTerm } from "./columns.ts";
import { ifTerm, termOf, zeroTerm } from "./formulas.ts";
import { notYet } from "./not-yet.ts";
import { about, type Scope } from "./scope.ts";
import { hasHappened } from "./so-far.ts";
import type { Person, Term } from "./terms.ts";

/** The day of an order without one. */
export const NO_ORDER_DAY = -NO_DAY;

/** Does something for each order of somebody in the period that has happened, in the order of the file. */
export function eachOrder(
  code: Code,
  person: Person,
  scope: Pick<Scope, "period" | "upTo">,
  each: (code: Code, order: Expr) => void,
): void {
  if (scope.period !== null) notYet("orders of earlier periods");
  const from = arrayOf(code.compiling, "i32", { kind: "orders", what: "from" });
  const name = fresh(code, "order");
  const order = local(name, "i32");
  const end = bind(code, at(from, "i32", binary("add", person.expr, i32(1))));
  const body = inside(code);
  if (scope.upTo === null) each(body, order);
  else {
    const then = inside(body);
    each(then, order);
    const happened = hasHappened(body, order, scope.upTo);
    body.block.push(when(happened, then.block));
  }
  code.block.push(
    set(name, at(from, "i32", person.expr)),
    loop(binary("lt_s", order, end), [...body.block, set(name, binary("add", order, i32(1)))]),
  );
}

/** The day of an order: before all others where it has none, or after all where `date` is asked for. */
export function dayOf(code: Code, order: Expr): Expr {
  return at(arrayOf(code.compiling, "i64", { kind: "orders", what: "day" }), "i64", order);
}

/** A column of an order; its own fallback is read about the order and its buyer. */
export function orderCell(code: Code, name: string, order: Expr, scope: Scope): Term {
  if (name === "date") return { kind: "date", expr: bind(code, dayOf(code, order)) };
  const { plan, facts } = code.compiling;
  const input = plan.inputs.get(name)!;
  const known = facts.orders.get(name);
  const missing = (own: Code): Term => {
    if (!input.fallback) return zeroTerm(own, input.type);
    return termOf(own, input.fallback, { ...about(buyerOf(scope)), order, upTo: scope.upTo });
  };
  if (!known || known.given === "none") return missing(code);
  const value = dataTerm(
    code,
    (as) => ({ kind: "order", name, what: "value", as }),
    input.type,
    known,
    order,
  );
  if (known.given === "all" || !input.fallback) return { ...value, expr: bind(code, value.expr) } as Term;
  const isGiven = at(
    dataArray(code.compiling, { kind: "order", name, what: "given", as: { kind: "yes/no" } }),
    "i32",
    order,
  );
  return ifTerm(code, isGiven, () => value, missing);
}

/** Orders are gone through one buyer at a time, who is `it`. */
const buyerOf = ({ it }: Scope): Person => it;
