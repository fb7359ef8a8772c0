import { kept } from "../../base/kept.ts";
import { eachBelow, finished, type Work } from "../../base/pieces.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import type { World, WorldFiles } from "../../meaning/world.ts";
import { type OrderList, UNDATED } from "../../runtime/orders/order-book.ts";
import { markOf } from "./columns-of-files.ts";

/** The orders of a world, as they lie in the plan's own periods: listed once, for files do not change. */
export function ordersOfWorld(plan: CheckedPlan, world: World): OrderList {
  const { files, joinedPeriod } = world;
  if (!files) return listed(world);
  if (!files.standing) return finished(listingOrders(world, files));
  // Who has an order that stands with the people is said by what the plan takes of them.
  const marks = [...plan.inputs.values()]
    .filter(({ name, inOrders }) => inOrders && !files.orders.has(name) && files.people.has(name))
    .map(({ name }) => markOf(files.people.get(name)!));
  const of: readonly unknown[] = [joinedPeriod, ...marks];
  const last = kept(files.orderPeriod, "standing", (): Standing => ({ of: [], list: emptyList(0) }));
  if (last.of.length !== of.length || of.some((one, i) => one !== last.of[i]))
    Object.assign(last, { of, list: listed(world) });
  return last.list;
}

/** The orders of a world in which some stand with the people, and what they were listed from. */
type Standing = { readonly of: readonly unknown[]; readonly list: OrderList };

/** The orders of files, listed piece by piece; the same as long as the files are. */
export function* listingOrders(world: World, files: WorldFiles): Work<OrderList> {
  const known: { list: OrderList | null } = kept(files.orderPeriod, "list", () => ({ list: null }));
  return (known.list ??= yield* listOfFiles(world, files));
}

/** Those of each period together, as they stand in the file. */
function* listOfFiles({ orders }: World, { orderPerson, orderPeriod }: WorldFiles): Work<OrderList> {
  let [count, periods] = [0, 0];
  for (const period of orderPeriod)
    if (period >= 0) {
      count++;
      periods = Math.max(periods, period + 1);
    }
  yield;
  const next = new Int32Array(periods + 1);
  for (const period of orderPeriod) if (period >= 0) next[period + 1]!++;
  yield;
  for (let period = 0; period < periods; period++) next[period + 1]! += next[period]!;
  const list = emptyList(count);
  yield* eachBelow(orderPeriod.length, (order) => {
    const period = orderPeriod[order]!;
    if (period < 0) return;
    const at = next[period]!++;
    list.buyer[at] = orderPerson[order]!;
    list.period[at] = period;
    list.day[at] = orders.day(order) ?? UNDATED;
    list.number[at] = order;
  });
  return list;
}

/** Person by person, where there are no files, or where orders stand with the people. */
function listed({ size, periods, orders }: World): OrderList {
  const buyers: number[] = [];
  const numbers: number[] = [];
  const ofPeriods: number[] = [];
  for (let period = 0; period < periods.length; period++)
    for (let person = 0; person < size; person++)
      for (const order of orders.of(person, period)) {
        buyers.push(person);
        numbers.push(order);
        ofPeriods.push(period);
      }
  return {
    buyer: Int32Array.from(buyers),
    period: Int32Array.from(ofPeriods),
    day: Int32Array.from(numbers, (order) => orders.day(order) ?? UNDATED),
    number: Int32Array.from(numbers),
  };
}

const emptyList = (count: number): OrderList => ({
  buyer: new Int32Array(count),
  period: new Int32Array(count),
  day: new Int32Array(count),
  number: new Int32Array(count),
});
