import type { Formula, FormulaOf } from "../../check/formula.ts";
import { at, binary, type Expr, i64 } from "../../ir/code.ts";
import { bind, type Code, dataArray, inside } from "../code.ts";
import { argumentOf, columnTerm } from "../columns/columns.ts";
import { dataTerm } from "../columns/data.ts";
import { inLongerPeriod, orderByOrder } from "../columns/elsewhere.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { termOf } from "../formulas/formulas.ts";
import { periodNow } from "../formulas/presence.ts";
import { about, type Order, PERSON, type Scope } from "../formulas/scope.ts";
import type { Amount, Term } from "../formulas/terms.ts";
import { orderedBelow } from "./ordered-below.ts";
import { orderedUpTo } from "./ordered-up-to.ts";
import { dayOf, NO_ORDER_DAY, orderCell } from "./orders.ts";
import { goesByOtherOrders, readsOrders } from "./reads-orders.ts";

/**
 * What a formula comes to with the order gone through the last that has happened: what reads no orders is read as it is,
 * and what reads the buyer's own, or sums of what was ordered below, is worked out again from those that have happened. For
 * anything else of what others order everybody is worked out anew, order by order (`orderByOrder`).
 */
export function soFarTerm(code: Code, formula: FormulaOf<"SoFar">, scope: Scope): Term {
  const { clock } = formula;
  if (scope.order === null && scope.upTo === null) {
    // At the end of a period all of its orders have happened.
    if (!clock || clock === code.compiling.clock) return termOf(code, formula.of, scope);
    return inLongerPeriod(code, formula, clock, scope);
  }
  if (scope.order === null || scope.upTo !== null) return goesByOthers();
  const upTo: Order = { ...scope.order, at: bind(code, scope.order.at) };
  const place = { ...scope, order: null, party: null };
  const cut = clock || upTo.past ? null : cutOrNull(code, formula.of, { ...place, upTo });
  return cut ?? orderByOrder(code, formula, place, upTo);
}

/** What sums of orders do not tell: everybody is worked out anew, order by order. */
class GoesByOthers extends Error {}

const goesByOthers = (): never => {
  throw new GoesByOthers();
};

/** A formula with only some of the orders; null where that takes working everybody out anew. */
function cutOrNull(code: Code, formula: Formula, scope: Scope): Term | null {
  const own = inside(code);
  try {
    const term = termOf(own, formula, scope);
    code.block.push(...own.block);
    return term;
  } catch (error) {
    if (error instanceof GoesByOthers) return null;
    throw error;
  }
}

/** Whether an order has happened when another one comes in: what has no day has always. */
export function hasHappened(code: Code, order: Order, upTo: Order): Expr {
  const [own, last] = [bind(code, dayOf(code, order)), bind(code, dayOf(code, upTo))];
  const without = (day: Expr) => binary("eq", day, i64(NO_ORDER_DAY));
  const sameDay = binary("and", binary("eq", own, last), binary("le_s", order.at, upTo.at));
  const before = binary("or", binary("lt_s", own, last), sameDay);
  return binary("or", binary("or", without(own), without(last)), before);
}

/** Forms that only put together what their parts come to: the parts are read at the same moment. */
const puttingTogether = new Set<Formula["kind"]>([
  ...(["Not", "Negate", "Arithmetic", "Compare", "Logic", "If", "Worth", "Whole", "Extreme"] as const),
  ...(["Lookup", "Fact", "OrderColumn", "Param", "Argument", "Blank"] as const),
]);

/** A formula while only some orders have happened; null where that makes no difference to how it is worked out. */
export function cutTerm(code: Code, formula: Formula, scope: Scope): Term | null {
  if (!readsOrders(code, formula)) return null;
  if (formula.kind === "Column") return cutColumn(code, formula, scope);
  if (formula.kind === "Previous") return termOf(code, formula, { ...scope, upTo: null });
  if (formula.kind === "Aggregate" || formula.kind === "Count") {
    const { base } = formula.group;
    const isOwn = base === "orders" || base.endsWith("periods");
    if (isOwn && base !== "shorter periods") return null;
    const below = formula.kind === "Aggregate" ? orderedBelow(code, formula, scope) : null;
    if (below) return below;
  } else if (puttingTogether.has(formula.kind)) return null;
  return goesByOthers();
}

/** A column of the buyer: what was ordered so far, or a rule that reads it. */
function cutColumn(code: Code, formula: FormulaOf<"Column">, scope: Scope): Term {
  const { kind } = formula.of;
  const isBuyer = kind === "It" || (kind === "My" && scope.my === scope.it);
  if (!isBuyer || !scope.it.sure) return goesByOthers();
  return inItsPeriod(
    code,
    scope,
    (now, place) => cutValue(now, formula, place),
    (over, place) => columnTerm(over, formula, place),
  );
}

/** Only in the period that is worked out some orders have not happened: in those before it all have. */
export function inItsPeriod(
  code: Code,
  scope: Scope,
  cut: (code: Code, scope: Scope) => Term,
  before: (code: Code, scope: Scope) => Term,
): Term {
  const { period } = scope;
  if (period === null) return cut(code, scope);
  const over = (own: Code): Term => before(own, { ...scope, upTo: null });
  if (period.over) return over(code);
  const isNow = binary("eq", period.at, periodNow(code));
  return ifTerm(code, isNow, (now) => cut(now, { ...scope, period: null }), over);
}

/** Measures that call measures, so many deep. */
const MOST_CALLS = 20;
let calls = 0;

function cutValue(code: Code, { name, args }: FormulaOf<"Column">, scope: Scope): Term {
  const { plan, facts } = code.compiling;
  const person = scope.it;
  const place: Scope = { ...about(person), upTo: scope.upTo };
  if (plan.inputs.get(name)?.inOrders) return boughtSoFar(code, name, place);
  const measure = plan.measures.get(name);
  if (!measure) return goesByOthers();
  const inlined = (own: Code): Term => {
    calls++;
    try {
      if (calls > MOST_CALLS) return goesByOthers();
      const known = args.map((arg) => argumentOf(own, arg, scope));
      return termOf(own, measure.body, { ...place, args: known });
    } finally {
      calls--;
    }
  };
  const given = args.length === 0 ? facts.overrides.get(name) : undefined;
  if (!given || given.given === "none") return inlined(code);
  const override = { kind: "override", name } as const;
  const mark = dataArray(code.compiling, { ...override, what: "given", as: { kind: "yes/no" } });
  return ifTerm(
    code,
    at(mark, "i32", person.expr),
    (own) => dataTerm(own, (as) => ({ ...override, what: "value", as }), measure.type, given, person.expr),
    inlined,
  );
}

/** What the buyer's orders that have happened add up to. */
function boughtSoFar(code: Code, name: string, scope: Scope): Term {
  const { type, fallback } = code.compiling.plan.inputs.get(name)!;
  if (fallback && goesByOtherOrders(code, fallback)) return goesByOthers();
  const added = (own: Code, order: Order) => orderCell(own, name, order, about(PERSON)) as Amount;
  return orderedUpTo(code, { key: `by buyers ${name}`, type, tree: null, added }, scope.upTo!);
}
