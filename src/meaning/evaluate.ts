import { addDuration, printDay } from "../base/calendar.ts";
import {
  add,
  compare,
  type Exact,
  floor,
  greatest,
  least,
  multiply,
  negate,
  subtract,
  sum,
  whole,
  ZERO,
} from "../base/exact.ts";
import { carried, divideAsPlansDo } from "../base/rounding.ts";
import { unreachable } from "../base/unreachable.ts";
import type { Duration, Value } from "../base/value.ts";
import type { Formula, FormulaOf } from "../check/formula.ts";
import type { Type } from "../check/types.ts";
import { NO_DAY, zeroValue } from "../check/zero.ts";
import { aggregate, count, nearest, place, separateLegs } from "./aggregates.ts";
import { boardCycles } from "./boards.ts";
import { amountOf, balanceOf } from "./bonuses.ts";
import { call, column, orderValue } from "./columns.ts";
import { carriedOver } from "./history.ts";
import { careerRank, factOf, qualifiedRank } from "./ladders.ts";
import type { BreakageReason } from "./ledger.ts";
import { lookup } from "./lookup.ts";
import { pairingField } from "./pairings.ts";
import { isThere } from "./presence.ts";
import { isAboutItAloneAt } from "./reads.ts";
import { type At, about, newRun, type Run } from "./run.ts";

/**
 * What a formula comes to where it is read: the definition of the language, one case a form, in exact numbers. It is
 * written to be read, and everything that is fast is held to it.
 */
export function evaluate(run: Run, formula: Formula, at: At): Value {
  switch (formula.kind) {
    case "Const":
      return formula.value;
    case "Param":
      return param(run, formula.name);
    case "Blank":
      return at.blank ? evaluate(run, at.blank, at) : zeroValue(formula.type);
    case "Candidate":
      return at.candidate;
    case "Argument":
      return at.args[formula.index]!;
    case "Bound":
      return formula.name === "total" ? at.total! : whole(at[formula.name]);
    case "It":
      return at.it;
    case "My":
      return at.my;
    case "Source":
      return at.source;
    case "Below":
      return at.below;
    case "Someone":
      return formula.person;
    case "Column":
      return columnOf(run, formula, at);
    case "OrderColumn":
      return at.party ? partyTotal(run, formula.name, at) : orderValue(run, formula.name, at.order, at);
    case "Flavour": {
      const person = personOf(run, formula.of, at);
      if (person < 0) return -1;
      const ladder = run.plan.ladders.get(formula.ladder)!;
      return formula.flavour === "career"
        ? careerRank(run, ladder, person, at.period)
        : qualifiedRank(run, ladder, person, at.period);
    }
    case "Fact":
      return factOf(run, formula, evaluate(run, formula.rank, at) as number, at);
    case "PairingField": {
      const person = personOf(run, formula.of, at);
      return person < 0
        ? zeroValue(formula.type)
        : pairingField(run, formula.pairing, formula.field, person, at.period);
    }
    case "BoardField": {
      const person = personOf(run, formula.of, at);
      return person < 0 ? ZERO : boardCycles(run, formula.board, person, at.period);
    }
    case "Amount": {
      const person = personOf(run, formula.of, at);
      return person < 0 ? ZERO : amountOf(run, formula.stage, formula.bonus, person, at.period);
    }
    case "Balance": {
      const balance = balanceOf(run, formula.bonus, at.period);
      if (!balance) return ZERO;
      if (formula.what === "offered") return balance.offered;
      const { broken } = balance;
      return formula.reason === null
        ? sum(broken.values())
        : (broken.get(formula.reason as BreakageReason) ?? ZERO);
    }
    case "Lookup": {
      const keys = formula.keys.map((key) => evaluate(run, key, at));
      return lookup(run, run.plan.tables.get(formula.table)!, keys, formula.type, at);
    }
    case "Not":
      return !evaluate(run, formula.of, at);
    case "Negate":
      return negate(evaluate(run, formula.of, at) as Exact);
    case "Arithmetic":
      return arithmetic(formula, evaluate(run, formula.left, at), evaluate(run, formula.right, at));
    case "Compare":
      return holds(formula.op, order(evaluate(run, formula.left, at), evaluate(run, formula.right, at)));
    case "Logic": {
      const left = evaluate(run, formula.left, at) as boolean;
      if (formula.op === "and") return left && evaluate(run, formula.right, at);
      return left || evaluate(run, formula.right, at);
    }
    case "If":
      return evaluate(run, formula.condition, at)
        ? evaluate(run, formula.then, at)
        : evaluate(run, formula.otherwise, at);
    case "Worth":
      return multiply(evaluate(run, formula.of, at) as Exact, run.plan.worth.get(formula.points)!);
    case "Whole":
      return whole(floor(evaluate(run, formula.of, at) as Exact));
    case "Extreme":
      return extreme(
        formula,
        formula.items.map((item) => evaluate(run, item, at)),
      );
    case "Aggregate":
      return aggregate(run, formula, at);
    case "Count":
      return count(run, formula, at);
    case "Nearest":
      return nearest(run, formula, at);
    case "Place":
      return place(run, formula, at);
    case "SeparateLegs":
      return separateLegs(run, formula, at);
    case "Previous": {
      const before = run.timeline.before(
        formula.clock ? run.timeline.enclosing(at.period, formula.clock) : at.period,
      );
      if (!wasThere(run, at, before)) return zeroValue(formula.type);
      const value = evaluate(run, formula.of, { ...at, period: before });
      // What a share is taken of in each period would have more decimals in each.
      return isExact(formula.type) ? carried(value as Exact) : value;
    }
    case "SoFar":
      return evaluate(earlierRun(run, at), formula.of, {
        ...at,
        order: -1,
        party: null,
        period: formula.clock ? run.timeline.enclosing(at.period, formula.clock) : at.period,
      });
    case "Highest": {
      const now = evaluate(run, formula.of, at);
      const best = overEarlier<Value | null>(run, formula, at, null, (so, period) => {
        const value = evaluate(run, formula.of, { ...at, period });
        return so === null || order(value, so) > 0 ? value : so;
      });
      return best !== null && order(best, now) > 0 ? best : now;
    }
    case "First":
      if (!evaluate(run, formula.of, at)) return false;
      return !overEarlier(
        run,
        formula,
        at,
        false,
        (so, period) => so || (evaluate(run, formula.of, { ...at, period }) as boolean),
      );
    default:
      return unreachable(formula);
  }
}

/** Whether the one who asks was there in an earlier period; the company always was. */
const wasThere = (run: Run, at: At, period: number): boolean =>
  period >= 0 && (at.it < 0 || isThere(run, at.it, period));

/** Goes through the periods before the one at hand in which the one who asks was there. */
function overEarlier<T>(
  run: Run,
  formula: FormulaOf<"Highest" | "First">,
  at: At,
  nothing: T,
  step: (so: T, period: number) => T,
): T {
  const span = { from: run.timeline.startOf(at.period), until: at.period };
  const there = (so: T, period: number) => (wasThere(run, at, period) ? step(so, period) : so);
  if (isAboutItAloneAt(formula.of, at)) return carriedOver(run, formula, at.it, span, nothing, there);
  let so = nothing;
  for (let period = span.from; period < span.until; period++) so = there(so, period);
  return so;
}

/** So many runs in which less has happened are kept: one an order would fill the memory. */
const MOST_EARLIER_RUNS = 64;

/** The same plan over the same world at an earlier moment: at the order that is gone through, or at the end of the period. */
function earlierRun(run: Run, at: At): Run {
  const day = at.order >= 0 ? run.world.orders.day(at.order) : (run.timeline.daysOf(at.period)?.last ?? null);
  if (day === null) return run;
  const cut = { day, order: at.order >= 0 ? at.order : Number.POSITIVE_INFINITY };
  const key = `${cut.day} ${cut.order}`;
  let earlier = run.earlier.get(key);
  if (!earlier) {
    if (run.earlier.size >= MOST_EARLIER_RUNS) run.earlier.clear();
    run.earlier.set(key, (earlier = newRun(run.plan, run.world, cut)));
  }
  return earlier;
}

const personOf = (run: Run, formula: Formula, at: At): number => evaluate(run, formula, at) as number;

/** The value of a param: what the world sets, or what the plan says. */
export function param(run: Run, name: string): Value {
  const set = run.world.params.get(name) ?? run.params.get(name);
  if (set !== undefined) return set;
  const value = evaluate(run, run.plan.params.get(name)!.value, about(-1, 0));
  run.params.set(name, value);
  return value;
}

function columnOf(run: Run, formula: FormulaOf<"Column">, at: At): Value {
  const person = personOf(run, formula.of, at);
  if (person < 0) return zeroValue(formula.type);
  if (formula.args.length === 0) return column(run, formula.name, person, at.period);
  return call(
    run,
    formula.name,
    person,
    at.period,
    formula.args.map((arg) => evaluate(run, arg, at)),
  );
}

function partyTotal(run: Run, name: string, at: At): Value {
  let total = ZERO;
  for (const one of at.party!) total = add(total, orderValue(run, name, one, at) as Exact);
  return total;
}

/** Sums and products; dates move by durations, and two dates are so many days apart. */
function arithmetic({ op, type, left: from }: FormulaOf<"Arithmetic">, left: Value, right: Value): Value {
  if (type.kind === "date") {
    if (left === NO_DAY || left === -NO_DAY) return left;
    return addDuration(left as number, right as Duration, op === "-" ? -1 : 1);
  }
  if (type.kind === "duration" && from.type.kind === "date")
    return { count: (left as number) - (right as number), unit: "days" };
  const [a, b] = [left as Exact, right as Exact];
  switch (op) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "/":
      return divideAsPlansDo(a, b);
  }
}

const DAYS: Readonly<Record<Duration["unit"], number>> = { days: 1, weeks: 7, months: 30, years: 365 };

/** Below 0, 0 or above 0. Words and people are only equal or not; durations compare by their days, a month as 30. */
export function order(left: Value, right: Value): number {
  if (typeof left === "object" && left !== null && typeof right === "object" && right !== null) {
    if ("n" in left && "n" in right) return compare(left, right);
    if ("count" in left && "count" in right)
      return left.count * DAYS[left.unit] - right.count * DAYS[right.unit];
  }
  if (typeof left === "number" && typeof right === "number") return left - right;
  return left === right ? 0 : 1;
}

export function holds(op: FormulaOf<"Compare">["op"], sign: number): boolean {
  switch (op) {
    case "=":
      return sign === 0;
    case "<>":
      return sign !== 0;
    case "<":
      return sign < 0;
    case "<=":
      return sign <= 0;
    case ">":
      return sign > 0;
    case ">=":
      return sign >= 0;
  }
}

function extreme({ which, type }: FormulaOf<"Extreme">, items: readonly Value[]): Value {
  if (isExact(type)) return (items as readonly Exact[]).reduce(which === "max" ? greatest : least);
  return items.reduce((best, item) => ((which === "max") === order(item, best) > 0 ? item : best));
}

const isExact = (type: Type): boolean => ["money", "points", "percent", "number"].includes(type.kind);

/** How a value reads in a sentence, without its unit: a figure, a rank's name, a date, a word. */
export function wordOf(run: Run, value: Value, type: Type, print: (amount: Exact) => string): string {
  switch (type.kind) {
    case "rank": {
      const index = value as number;
      return index < 0 ? "none" : run.plan.ladders.get(type.ladder)!.ranks[index]!.name;
    }
    case "person":
      return (value as number) < 0 ? "none" : run.world.names[value as number]!;
    case "yes/no":
      return value ? "yes" : "no";
    case "date":
      return Math.abs(value as number) === -NO_DAY ? "" : printDay(value as number);
    case "duration": {
      const { count: length, unit } = value as Duration;
      return `${length} ${unit}`;
    }
    case "choice":
    case "text":
    case "unknown":
      return value === null ? "none" : String(value);
    default:
      return print(value as Exact);
  }
}
