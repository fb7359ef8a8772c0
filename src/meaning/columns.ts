import type { ClockUnit } from "../base/calendar.ts";
import { add, type Exact, subtract, whole, ZERO } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { CheckedInput } from "../check/checked-plan.ts";
import { NO_DAY, zeroValue } from "../check/zero.ts";
import { NOT_GIVEN } from "../downline/downline.ts";
import { flowAmount, paidAmount } from "./bonuses.ts";
import { evaluate } from "./evaluate.ts";
import { heldRank } from "./ladders.ts";
import { isThere, ordersOf } from "./presence.ts";
import { type At, about, type Run } from "./run.ts";
import { isShorter } from "./timeline.ts";
import { treeOf } from "./trees.ts";

/** Stands in a column while it is computed: who meets it has asked for what needs the answer. */
const BUSY = Symbol("being computed") as unknown as Value;

/** The `age` of those whose joining is not known: they have been there long. */
const LONG_AGO = 1000;

/**
 * The value of a column of a person in a period. Asked for in a period of another clock than its own, an amount is what
 * the shorter periods add up to, or what falls due when the longer one ends; anything else is what it stands at.
 */
export function column(run: Run, name: string, person: number, period: number): Value {
  const own = run.plan.clocks.get(name);
  if (own && own !== run.timeline.clockOf(period))
    return run.known?.column(name, person, period) ?? inAnotherClock(run, name, own, person, period);
  return columnOfClock(run, name, person, period);
}

function inAnotherClock(run: Run, name: string, own: ClockUnit, person: number, period: number): Value {
  const { plan, timeline } = run;
  const isAmount = plan.bonuses.has(name) || plan.pools.has(name);
  if (isShorter(own, timeline.clockOf(period))) {
    const within = timeline.within(period, own);
    if (isAmount)
      return within.reduce((total, one) => add(total, columnOfClock(run, name, person, one) as Exact), ZERO);
    const last = within.at(-1);
    return columnOfClock(run, name, person, last ?? timeline.startOf(period));
  }
  if (!isAmount) return columnOfClock(run, name, person, timeline.enclosing(period, own));
  const due = timeline.endingIn(period, own);
  return due < 0 ? ZERO : columnOfClock(run, name, person, due);
}

function columnOfClock(run: Run, name: string, person: number, period: number): Value {
  const elsewhere = run.known?.column(name, person, period);
  if (elsewhere !== undefined) return elsewhere;
  const key = `${name}@${period}`;
  let values = run.columns.get(key);
  if (!values) {
    values = new Array<Value | undefined>(run.world.size);
    run.columns.set(key, values);
  }
  const known = values[person];
  if (known !== undefined) {
    if (known === BUSY) throw new Error(`\`${name}\` of ${run.world.names[person]} needs itself`);
    return known;
  }
  values[person] = BUSY;
  try {
    const value = given(run, name, person, period) ?? compute(run, name, person, period);
    values[person] = value;
    return value;
  } catch (error) {
    values[person] = undefined;
    throw error;
  }
}

/** The value of a measure with arguments. */
export function call(run: Run, name: string, person: number, period: number, args: readonly Value[]): Value {
  const key = `${name}@${period}(${args.map(printKey).join(";")})`;
  let values = run.calls.get(key);
  if (!values) run.calls.set(key, (values = new Array<Value | undefined>(run.world.size)));
  const known = values[person];
  if (known !== undefined) {
    if (known === BUSY) throw new Error(`\`${name}\` of ${run.world.names[person]} needs itself`);
    return known;
  }
  values[person] = BUSY;
  run.nesting.calls++;
  try {
    if (run.nesting.calls % DEEP === 0) callAlongTheTree(run, name, person, period, args, values);
    const value = evaluate(run, run.plan.measures.get(name)!.body, { ...about(person, period), args });
    values[person] = value;
    return value;
  } catch (error) {
    values[person] = undefined;
    throw error;
  } finally {
    run.nesting.calls--;
  }
}

/** Calls within calls, so many deep, are those of a measure that calls itself along a tree: from then on the farthest goes first. */
const DEEP = 200;

function callAlongTheTree(
  run: Run,
  name: string,
  person: number,
  period: number,
  args: readonly Value[],
  values: readonly (Value | undefined)[],
): void {
  const pass = run.plan.passes.find(({ columns }) => columns.includes(name));
  if (!pass || pass.order === "any") return;
  const { children, parent } = treeOf(run, pass.tree, period);
  const along: number[] = [];
  if (pass.order === "top first")
    for (let above = parent[person]!; above >= 0; above = parent[above]!) along.push(above);
  else {
    for (const child of children[person]!) along.push(child);
    for (const one of along) for (const child of children[one]!) along.push(child);
  }
  for (const one of along.reverse()) if (values[one] === undefined) call(run, name, one, period, args);
}

/** Two values with the same print are the same argument. */
export const printKey = (value: Value): string =>
  typeof value === "object" && value !== null
    ? "n" in value
      ? `${value.n}/${value.d}`
      : `${value.count} ${value.unit}`
    : `${typeof value}${String(value)}`;

function given(run: Run, name: string, person: number, period: number): Value | undefined {
  // Of a bonus the gross amount is given; what is paid is still worked out from it.
  if (run.plan.bonuses.has(name) || run.plan.pools.has(name)) return undefined;
  return run.world.given.get(name)?.(person, run.timeline.toBase(period));
}

function compute(run: Run, name: string, person: number, period: number): Value {
  const { plan, world } = run;
  // `kind` is the person's own, even where orders have one too.
  const input = name === "kind" ? undefined : plan.inputs.get(name);
  if (input) return inputValue(run, input, person, period);
  const measure = plan.measures.get(name);
  if (measure) return evaluate(run, measure.body, about(person, period));
  const ladder = plan.ladders.get(name);
  if (ladder) return heldRank(run, ladder, person, period);
  const tree = plan.trees.get(name);
  if (tree)
    return tree.parent && !tree.filled
      ? evaluate(run, tree.parent, about(person, period))
      : Math.max(-1, treeOf(run, name, period).parent[person]!);
  if (plan.bonuses.get(name)?.flavour === "flow") return flowAmount(run, name, person, period);
  if (plan.bonuses.has(name) || plan.pools.has(name)) return paidAmount(run, name, person, period);
  switch (name) {
    case "age":
      if (world.joined[person] === NOT_GIVEN) return whole(LONG_AGO);
      return whole(run.timeline.since(period, world.joined[person]!) ?? 0);
    case "joined":
      return world.joined[person] === NOT_GIVEN ? NO_DAY : world.joined[person]!;
    case "kind":
      return world.customer[person] ? "customer" : "distributor";
    case "payout":
      return payout(run, person, period);
    default:
      throw new Error(`no column \`${name}\``);
  }
}

/** All that is paid to a person, less charges. */
function payout(run: Run, person: number, period: number): Exact {
  let total = ZERO;
  for (const bonus of run.plan.bonuses.values()) {
    if (bonus.flavour === "flow") continue;
    const amount = column(run, bonus.name, person, period) as Exact;
    total = bonus.flavour === "charge" ? subtract(total, amount) : add(total, amount);
  }
  for (const pool of run.plan.pools.keys()) total = add(total, column(run, pool, person, period) as Exact);
  return total;
}

function inputValue(run: Run, input: CheckedInput, person: number, period: number): Value {
  const { world } = run;
  if (!input.inOrders) {
    const value = world.inputs.get(input.name)?.(person, run.timeline.toBase(period));
    if (value !== undefined) return value;
    if (world.summed?.has(input.name)) {
      const values = ordersOf(run, person, period).map(
        (order) => world.orders.value(order, input.name) as Exact | undefined,
      );
      if (values.some((one) => one !== undefined))
        return values.reduce<Exact>((total, one) => (one ? add(total, one) : total), ZERO);
    }
    return input.fallback && isThere(run, person, period)
      ? evaluate(run, input.fallback, about(person, period))
      : zeroValue(input.type);
  }
  let total = ZERO;
  for (const order of ordersOf(run, person, period))
    total = add(total, orderValue(run, input.name, order, about(person, period)) as Exact);
  return total;
}

/** A column of an order; its own fallback is read about the order. */
export function orderValue(run: Run, name: string, order: number, at: At): Value {
  if (name === "date") return run.world.orders.day(order) ?? -NO_DAY;
  const input = run.plan.inputs.get(name)!;
  const value = run.world.orders.value(order, name);
  if (value !== undefined) return value;
  if (!input.fallback) return zeroValue(input.type);
  const buyer = run.world.orders.buyer(order);
  return evaluate(run, input.fallback, { ...at, it: buyer, my: buyer, order, party: null });
}
