import { finished, type Work, wholesBelow } from "../base/pieces.ts";
import type { Value } from "../base/value.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { isAmount } from "../check/types.ts";
import { type Downline, NOT_GIVEN } from "../downline/downline.ts";
import { type OrdersByPerson, ordersByPerson, wantedOf } from "./orders-by-person.ts";
import { type Calendar, periodIndex, type World } from "./world.ts";

/** Typed columns of a downline, as `bind` reads them: a value a person or an order, undefined where the cell is empty. */
export type TypedColumns = {
  readonly people: ReadonlyMap<string, readonly (Value | undefined)[]>;
  readonly orders: ReadonlyMap<string, readonly (Value | undefined)[]>;
};

/**
 * The world that a downline from files makes for a plan.
 *
 * A person's input may stand in the file of people (then it holds in every period from joining on) or, where it is an
 * amount, in the file of orders (then it is the sum of the period's orders). An input of orders may stand in the file of
 * people: then it is one order without a date in every period.
 */
export function worldOfDownline(
  plan: CheckedPlan,
  downline: Downline,
  columns: TypedColumns,
  calendar: Calendar | null,
  periods: readonly string[],
): World {
  const { size, joined, orders } = downline;
  const { joinedPeriod, orderPeriod, ordersOf } = inPeriods(downline, calendar, periods.length);
  const there = (person: number, period: number) => joinedPeriod[person]! <= period;

  const inputs = new Map<string, (person: number, period: number) => Value | undefined>();
  const summed = new Set<string>();
  for (const input of plan.inputs.values()) {
    if (input.inOrders) continue;
    const own = columns.people.get(input.name);
    if (isAmount(input.type) && columns.orders.has(input.name)) summed.add(input.name);
    if (own) inputs.set(input.name, (person, period) => (there(person, period) ? own[person] : undefined));
  }

  const standing = [...plan.inputs.values()].filter(
    (input) => input.inOrders && !columns.orders.has(input.name) && columns.people.has(input.name),
  );
  const hasStanding = (person: number) =>
    standing.some((input) => columns.people.get(input.name)![person] !== undefined);
  return {
    size,
    names: downline.names,
    joined,
    customer: downline.customer,
    periods,
    calendar,
    joinedPeriod,
    trees: downline.trees,
    inputs,
    summed,
    given: new Map(),
    files: { ...columns, orderPerson: orders.person, orderPeriod, standing: standing.length > 0 },
    params: new Map(),
    orders: {
      // The order that stands in the file of people has the number behind all others, by person.
      of: (person, period) =>
        standing.length > 0 && there(person, period) && hasStanding(person)
          ? [...ordersOf(person, period), orders.size + person]
          : ordersOf(person, period),
      day: (order) => (order < orders.size && orders.day[order] !== NOT_GIVEN ? orders.day[order]! : null),
      buyer: (order) => (order < orders.size ? orders.person[order]! : order - orders.size),
      value: (order, column) =>
        order < orders.size
          ? columns.orders.get(column)?.[order]
          : columns.people.get(column)?.[order - orders.size],
    },
  };
}

type OrdersOf = (person: number, period: number) => readonly number[];

/** What of a downline is in which period. */
type InPeriods = {
  readonly key: string;
  readonly joinedPeriod: Int32Array;
  readonly orderPeriod: Int32Array;
  readonly ordersOf: OrdersOf;
};

/** The same while a plan is typed: worked out again only for another calendar. */
const known = new WeakMap<Downline["orders"], WeakMap<Downline["joined"], InPeriods>>();

const inPeriods = (...of: Parameters<typeof puttingInPeriods>): InPeriods =>
  finished(puttingInPeriods(...of));

/** Finds the period of everybody's joining and of every order, piece by piece; whoever makes a world then has it at once. */
export function* puttingInPeriods(
  downline: Downline,
  calendar: Calendar | null,
  periodCount: number,
): Work<InPeriods> {
  const key = `${calendar?.clock} ${calendar?.first} ${periodCount}`;
  const { joined, orders } = downline;
  let ofOrders = known.get(orders);
  if (!ofOrders) known.set(orders, (ofOrders = new WeakMap()));
  const before = ofOrders.get(joined);
  if (before?.key === key) return before;
  // Many join and order on one day.
  const periods = new Map<number, number>();
  const periodOn = (day: number): number => {
    let period = periods.get(day);
    if (period === undefined) periods.set(day, (period = periodIndex(calendar!, day)));
    return period;
  };
  const joinedPeriod = yield* wholesBelow(joined.length, (person) => {
    const day = joined[person]!;
    return day === NOT_GIVEN || !calendar ? 0 : Math.max(0, periodOn(day));
  });
  // An order without a date belongs to the last period.
  const orderPeriod = yield* wholesBelow(orders.day.length, (order) => {
    const day = orders.day[order]!;
    return calendar && day !== NOT_GIVEN ? periodOn(day) : periodCount - 1;
  });
  const now = { key, joinedPeriod, orderPeriod, ordersOf: ordersByPeriod(downline, orderPeriod) };
  ofOrders.set(joined, now);
  return now;
}

/** Orders of a person in a period, in the order of the file: put in order when they are first asked for. */
function ordersByPeriod({ size, orders }: Downline, orderPeriod: Int32Array): OrdersOf {
  let index: OrdersByPerson | null = null;
  return (person, period) => {
    index ??= ordersByPerson(size, orders.person, orderPeriod);
    return wantedOf(index, person, (order) => orderPeriod[order] === period);
  };
}
