import type { CheckedPlan } from "../../check/checked-plan.ts";
import { isAmount } from "../../check/types.ts";
import { NO_DAY } from "../../check/zero.ts";
import { NOT_GIVEN } from "../../downline/downline.ts";
import type { Facts } from "../../ir/facts.ts";
import { column } from "../../meaning/columns.ts";
import { newRun } from "../../meaning/run.ts";
import type { World } from "../../meaning/world.ts";
import { factsOf } from "../../runtime/data/facts.ts";
import type { DataColumn, Source } from "../../runtime/data/source.ts";
import type { OrderList } from "../../runtime/orders/order-book.ts";
import { agesIn } from "./ages.ts";
import { columnOf, type Read, readOf, type Values, withStanding } from "./columns-of-files.ts";
import { ordersOfWorld } from "./orders-of-world.ts";

/** A world as the compiled engine takes it: the same people, orders and trees, without the plan's own types. */
export function sourceOfWorld(plan: CheckedPlan, world: World): Source {
  const run = newRun(plan, world);
  const { orders, summed } = world;
  let list: OrderList | null = null;
  /** Columns as they were when they were first asked for: where a cell is written afterwards, the next source has another. */
  const read = new Map<string, Read>();
  const asRead = (column: string, values: Values | undefined): Read => {
    let known = read.get(column);
    if (!known) read.set(column, (known = readOf(values)));
    return known;
  };
  return {
    size: world.size,
    periods: world.periods.length,
    trees: world.trees,
    customer: world.customer,
    joinedPeriod: world.joinedPeriod,
    input(name, person, period) {
      if (name === "age") return column(run, "age", person, period);
      if (name === "joined") return world.joined[person] === NOT_GIVEN ? NO_DAY : world.joined[person]!;
      return world.inputs.get(name)?.(person, period);
    },
    summed: summed ?? new Set(),
    override: (name, person, period) => world.given.get(name)?.(person, period),
    orders: {
      list: () => (list ??= ordersOfWorld(plan, world)),
      value: orders.value,
    },
    column: (of, name, period) =>
      of === "people" && name === "age" && world.files
        ? agesIn(run, period)
        : columnOfWorld(plan, world, { of, name, period }, asRead),
    lastDay: (period) => run.timeline.daysOf(period)?.last ?? null,
  };
}

/** A column of the files of a world; null where there are none. */
function columnOfWorld(
  plan: CheckedPlan,
  { files, joined, joinedPeriod, size }: World,
  { of, name, period }: { readonly of: "people" | "orders"; readonly name: string; readonly period: number },
  asRead: (column: string, values: Values | undefined) => Read,
): DataColumn | null {
  if (!files) return null;
  if (of === "people" && name === "joined")
    return { mark: joined, count: size, values: joined, amounts: null, there: null };
  const input = plan.inputs.get(name);
  if (!input) return null;
  const [ofPeople, ofOrders] = [files.people.get(name), files.orders.get(name)];
  const count = files.orderPerson.length;
  const ofAll = of === "orders" && files.standing ? withStanding(ofOrders, ofPeople, count, size) : null;
  const values = of === "people" ? ofPeople : (ofAll ?? ofOrders);
  const there = of === "people" ? { from: joinedPeriod as Int32Array, now: period } : null;
  return columnOf(values, isAmount(input.type), there, asRead(`${of} ${name}`, values));
}

/** What code for a plan is made for, in a world. */
export function factsOfWorld(plan: CheckedPlan, world: World, source: Source): Facts {
  const inputs = [...plan.inputs.values()];
  return factsOf(
    source,
    {
      inputs: inputs.filter(({ inOrders }) => !inOrders).map(({ name }) => name),
      orders: inputs.filter(({ inOrders }) => inOrders).map(({ name }) => name),
      overrides: [...world.given.keys()],
      summed: source.summed,
      buildsTrees: [...plan.trees.values()].some(({ parent, from }) => parent !== null || from !== null),
    },
    world.params,
  );
}
