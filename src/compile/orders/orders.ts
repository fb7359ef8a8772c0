import { NO_DAY } from "../../check/zero.ts";
import { at, binary, type Expr, i32, local, loop, set, when } from "../../ir/code.ts";
import { arrayOf, bind, type Code, dataArray, fresh, inside } from "../code.ts";
import { dataTerm } from "../columns/data.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { termOf, zeroTerm } from "../formulas/formulas.ts";
import { peopleNow } from "../formulas/presence.ts";
import { about, type Order, type Scope } from "../formulas/scope.ts";
import type { Person, Term } from "../formulas/terms.ts";
import { hasHappened } from "./so-far.ts";

/** The day of an order without one. */
export const NO_ORDER_DAY = -NO_DAY;

/** Does something for each order of somebody in a period that has happened, in the order of the file. */
export function eachOrder(
  code: Code,
  person: Person,
  scope: Pick<Scope, "period" | "upTo">,
  each: (code: Code, order: Order) => void,
): void {
  const { period, upTo } = scope;
  const past = period !== null;
  const from = arrayOf(code.compiling, "i32", { kind: "orders", what: "from", past });
  // Of each period there is one element more than people.
  const first = past
    ? binary("add", binary("mul", period.at, binary("add", peopleNow(code), i32(1))), person.expr)
    : person.expr;
  const start = past ? bind(code, first) : first;
  const name = fresh(code, "order");
  const order: Order = { at: local(name, "i32"), past };
  const end = bind(code, at(from, "i32", binary("add", start, i32(1))));
  const body = inside(code);
  if (upTo === null) each(body, order);
  else {
    const then = inside(body);
    each(then, order);
    const happened = hasHappened(body, order, upTo);
    body.block.push(when(happened, then.block));
  }
  code.block.push(
    set(name, at(from, "i32", start)),
    loop(binary("lt_s", order.at, end), [...body.block, set(name, binary("add", order.at, i32(1)))]),
  );
}

/** The day of an order: before all others where it has none, or after all where `date` is asked for. */
export function dayOf(code: Code, { at: order, past }: Order): Expr {
  return at(arrayOf(code.compiling, "i64", { kind: "orders", what: "day", past }), "i64", order);
}

/** A column of an order; its own fallback is read about the order and its buyer. */
export function orderCell(code: Code, name: string, order: Order, scope: Scope): Term {
  if (name === "date") return { kind: "date", expr: bind(code, dayOf(code, order)) };
  const { plan, facts } = code.compiling;
  const { past } = order;
  const input = plan.inputs.get(name)!;
  const known = facts.orders.get(name);
  const missing = (own: Code): Term => {
    if (!input.fallback) return zeroTerm(own, input.type);
    const { upTo, period, moment } = scope;
    return termOf(own, input.fallback, { ...about(buyerOf(scope)), order, upTo, period, moment });
  };
  if (!known || known.given === "none") return missing(code);
  const value = dataTerm(
    code,
    (as) => ({ kind: "order", name, what: "value", as, past }),
    input.type,
    known,
    order.at,
  );
  if (known.given === "all" || !input.fallback) return { ...value, expr: bind(code, value.expr) } as Term;
  const isGiven = at(
    dataArray(code.compiling, { kind: "order", name, what: "given", as: { kind: "yes/no" }, past }),
    "i32",
    order.at,
  );
  return ifTerm(code, isGiven, () => value, missing);
}

/** Orders are gone through one buyer at a time, who is `it`. */
const buyerOf = ({ it }: Scope): Person => it;
