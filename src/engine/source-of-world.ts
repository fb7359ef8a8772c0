import type { CheckedPlan } from "../check/checked-plan.ts";
import { isAmount } from "../check/types.ts";
import { NO_DAY } from "../check/zero.ts";
import { NOT_GIVEN } from "../downline/downline.ts";
import type { Facts } from "../ir/facts.ts";
import { column } from "../meaning/columns.ts";
import { newRun } from "../meaning/run.ts";
import type { World } from "../meaning/world.ts";
import { factsOf } from "../runtime/facts.ts";
import type { OrderList } from "../runtime/order-book.ts";
import type { DataColumn, Source } from "../runtime/source.ts";
import { agesIn } from "./ages.ts";
import { columnOf, withStanding } from "./columns-of-files.ts";
import { ordersOfWorld } from "./orders-of-world.ts";

/** A world as the compiled engine takes it: the same people, orders and trees, without the plan's own types. */
export function sourceOfWorld(plan: CheckedPlan, world: World): Source {
  const run = newRun(plan, world);
  const { orders, summed } = world;
  let list: OrderList | null = null;
  // What a column was when it was read first: by that the source of the next text tells whether it is another one since.
  const columns = new Map<string, DataColumn | null>();
  const read = (of: "people" | "orders", name: string, period: number): DataColumn | null =>
    of === "people" && name === "age" && world.files
      ? agesIn(run, period)
      : columnOfWorld(plan, world, of, name, period);
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
    column(of, name, period) {
      const key = `${of} ${name} ${period}`;
      const known = columns.get(key);
      if (known !== undefined) return known;
      const column = read(of, name, period);
      columns.set(key, column);
      return column;
    },
    lastDay: (period) => run.timeline.daysOf(period)?.last ?? null,
  };
}

/** A column of the files of a world; null where there are none. */
function columnOfWorld(
  plan: CheckedPlan,
  { files, joined, joinedPeriod, size }: World,
  of: "people" | "orders",
  name: string,
  period: number,
): DataColumn | null {
  if (!files) return null;
  if (of === "people" && name === "joined")
    return { mark: joined, count: size, values: joined, amounts: null, there: null };
  const input = plan.inputs.get(name);
  if (!input) return null;
  const [ofPeople, ofOrders] = [files.people.get(name), files.orders.get(name)];
  const amount = isAmount(input.type);
  if (of === "people") return columnOf(ofPeople, amount, { from: joinedPeriod as Int32Array, now: period });
  const count = files.orderPerson.length;
  return columnOf(files.standing ? withStanding(ofOrders, ofPeople, count, size) : ofOrders, amount);
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
