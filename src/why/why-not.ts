import { add, compare, type Exact, isNegative, multiply, ONE, subtract, whole, ZERO } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { Value } from "../base/value.ts";
import type { CheckedLadder } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import { isAmount, type Type } from "../check/types.ts";
import { column } from "../meaning/columns.ts";
import { evaluate } from "../meaning/evaluate.ts";
import { meets } from "../meaning/ladders.ts";
import { periodsBehind, standingPeriod } from "../meaning/own-periods.ts";
import { ordersOf } from "../meaning/presence.ts";
import { type At, about, newRun, type Run } from "../meaning/run.ts";
import type { World } from "../meaning/world.ts";

/** A condition that does not hold, and how far it is from holding. */
export type Failing = {
  readonly span: Span;
  readonly has: Value | null;
  readonly needs: Value | null;
  /** needs - has, where both are amounts and more would do. */
  readonly missing: Exact | null;
  readonly type: Type;
};

/** The first part of a condition that fails; null where all hold. */
export function firstFailing(run: Run, condition: Formula, at: At): Failing | null {
  if (evaluate(run, condition, at)) return null;
  if (condition.kind === "Logic" && condition.op === "and")
    return firstFailing(run, condition.left, at) ?? firstFailing(run, condition.right, at);
  if (condition.kind !== "Compare")
    return { span: condition.span, has: null, needs: null, missing: null, type: condition.type };
  const [has, needs] = [evaluate(run, condition.left, at), evaluate(run, condition.right, at)];
  const more = isAmount(condition.left.type) && (condition.op === ">=" || condition.op === ">");
  return {
    span: condition.span,
    has,
    needs,
    missing: more ? subtract(needs as Exact, has as Exact) : null,
    type: condition.left.type,
  };
}

/** The conditions that keep somebody from being paid a bonus, where the rule has any: of a travelling one at the first level. */
export function whyNotPaid(run: Run, name: string, person: number, period: number): Failing | null {
  const bonus = run.plan.bonuses.get(name);
  const pool = run.plan.pools.get(name);
  // Of several periods of its own the last; of one that is not due yet nothing keeps anybody from it.
  const own = periodsBehind(run, name, period).at(-1);
  if (own === undefined) return null;
  const at: At = { ...about(person, own), level: 1, distance: 1 };
  const conditions: Formula[] = [];
  if (bonus?.journey?.counting) conditions.push(bonus.journey.counting);
  const rule = bonus?.pays ?? pool?.shares;
  if (rule?.kind === "If") conditions.push(rule.condition);
  for (const condition of conditions) {
    const failing = readsPlace(condition) ? null : firstFailing(run, condition, at);
    if (failing) return failing;
  }
  return null;
}

/** Conditions about the way itself (the path, the source) cannot be asked of a person alone. */
function readsPlace(formula: Formula): boolean {
  const text = JSON.stringify(formula, (_, value) => (typeof value === "bigint" ? String(value) : value));
  return /"kind":"(Source|Below)"|"base":"path"/.test(text);
}

/** A single change of one of a person's own figures that would bring a rank. */
export type SmallestChange = {
  readonly input: string;
  readonly from: Exact;
  readonly to: Exact;
  readonly type: Type;
};

const MOST_STEPS = 60;

/**
 * The least that one of a person's own amounts would have to be for a rank, all else as it is: found by doubling, then
 * halving, on the grid of whole units. Only rules that more volume cannot spoil are searched rightly, so what is found is
 * tried once more below and above. Null where no amount of any input would do alone.
 */
export function smallestChangeForRank(
  run: Run,
  ladder: CheckedLadder,
  rank: number,
  person: number,
  period: number,
): SmallestChange | null {
  const own = standingPeriod(run, ladder.name, period);
  if (meets(run, ladder, rank, about(person, own))) return null;
  const found: SmallestChange[] = [];
  for (const input of run.plan.inputs.values()) {
    if (!isAmount(input.type) || input.type.kind === "percent") continue;
    const from = column(run, input.name, person, own) as Exact;
    const holds = (amount: Exact): boolean =>
      meets(
        newRun(run.plan, worldWith(run, input.name, person, own, amount)),
        ladder,
        rank,
        about(person, own),
      );
    const to = leastThatHolds(isNegative(from) ? ZERO : from, holds);
    if (to && compare(to, from) > 0) found.push({ input: input.name, from, to, type: input.type });
  }
  return found.sort((a, b) => compare(subtract(a.to, a.from), subtract(b.to, b.from)))[0] ?? null;
}

function leastThatHolds(from: Exact, holds: (amount: Exact) => boolean): Exact | null {
  let step = ONE;
  let above: Exact | null = null;
  for (let n = 0; n < MOST_STEPS / 2; n++) {
    const tried = add(from, step);
    if (holds(tried)) {
      above = tried;
      break;
    }
    step = multiply(step, whole(2));
  }
  if (!above) return null;
  let below = from;
  for (let n = 0; n < MOST_STEPS; n++) {
    const gap = subtract(above, below);
    if (compare(gap, ONE) <= 0) break;
    const half = whole(BigInt(Math.floor(Number(gap.n) / Number(gap.d) / 2)));
    const tried: Exact = add(below, half);
    if (holds(tried)) above = tried;
    else below = tried;
  }
  return above;
}

/** The same world, but for one figure of one person. */
function worldWith(run: Run, input: string, person: number, own: number, amount: Exact): World {
  const { world } = run;
  const given = world.inputs.get(input);
  const changed = (who: number, period: number) => (who === person ? amount : given?.(who, period));
  const inputs = new Map([...world.inputs, [input, changed] as const]);
  const { orders } = world;
  // An input of orders: the first of the person's orders in the period carries all of it.
  const [first, ...others] = ordersOf(run, person, own);
  const empty = new Set(others);
  return {
    ...world,
    inputs,
    orders: {
      ...orders,
      value: (order, name) => {
        if (name !== input) return orders.value(order, name);
        return order === first ? amount : empty.has(order) ? ZERO : orders.value(order, name);
      },
    },
  };
}
