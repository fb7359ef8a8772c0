import type { Day, Value } from "../base/value.ts";
import type { CheckedExample, CheckedPlan, ExampleOrder, Given } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import { NOT_GIVEN, type TreeColumn } from "../downline/downline.ts";
import { evaluate } from "./evaluate.ts";
import { about, newRun, type Run } from "./run.ts";
import { type Calendar, periodIndex, type World } from "./world.ts";

/** The world that an example draws, for one of its runs (a row of `case`, or the only one). */
export function worldOfExample(
  plan: CheckedPlan,
  example: CheckedExample,
  givenOfRun: readonly Given[],
): World {
  const size = example.people.length;
  const lastPeriod = example.periods.length - 1;
  const calendar: Calendar | null =
    example.first === null ? null : { clock: plan.clock, first: example.first };
  const joined = Int32Array.from(example.people, (person) => person.joined ?? NOT_GIVEN);
  const joinedPeriod = Int32Array.from(joined, (day) =>
    day === NOT_GIVEN || !calendar ? 0 : Math.max(0, periodIndex(calendar, day)),
  );
  // What is given is a constant, or worked out of constants and params: it needs nobody.
  const constants = newRun(plan, emptyWorld(plan, example));
  const value = (formula: Formula): Value => evaluate(constants, formula, about(-1, 0));

  const columns = new Map<string, Map<string, Value>>();
  for (const given of [...example.given, ...givenOfRun]) {
    const column = columns.get(given.column) ?? new Map<string, Value>();
    columns.set(given.column, column);
    column.set(`${given.person}@${given.period ?? ""}`, value(given.value));
  }
  const reader = (column: ReadonlyMap<string, Value>) => (person: number, period: number) =>
    column.get(`${person}@${period}`) ??
    (joinedPeriod[person]! <= period ? column.get(`${person}@`) : undefined);

  return {
    size,
    names: example.people.map((person) => person.name),
    joined,
    customer: Uint8Array.from(example.people, (person) => (person.customer ? 1 : 0)),
    periods: example.periods,
    calendar,
    joinedPeriod,
    trees: treesOf(example),
    inputs: new Map(
      [...columns].filter(([name]) => plan.inputs.has(name)).map(([name, column]) => [name, reader(column)]),
    ),
    given: new Map(
      [...columns].filter(([name]) => !plan.inputs.has(name)).map(([name, column]) => [name, reader(column)]),
    ),
    orders: ordersOf(
      [...example.orders, ...ordersOfCase(plan, example, givenOfRun)],
      calendar,
      lastPeriod,
      joinedPeriod,
      value,
      columns,
    ),
    params: paramsOf(plan, example),
  };
}

/** A params' world: nobody is there, and nothing is given. */
function emptyWorld(plan: CheckedPlan, example: CheckedExample): World {
  return {
    size: 0,
    names: [],
    joined: [],
    customer: [],
    periods: [""],
    calendar: null,
    joinedPeriod: [],
    trees: new Map(),
    inputs: new Map(),
    given: new Map(),
    orders: { of: () => [], day: () => null, buyer: () => -1, value: () => undefined },
    params: paramsOf(plan, example),
  };
}

function paramsOf(plan: CheckedPlan, example: CheckedExample): ReadonlyMap<string, Value> {
  if (example.params.size === 0) return new Map();
  const bare: Run = newRun(plan, { ...emptyWorld(plan, { ...example, params: new Map() }) });
  return new Map([...example.params].map(([name, formula]) => [name, evaluate(bare, formula, about(-1, 0))]));
}

function treesOf({ people }: CheckedExample): ReadonlyMap<string, TreeColumn> {
  const names = new Set(people.flatMap((person) => [...person.parents.keys()]));
  return new Map(
    [...names].map((name) => [
      name,
      {
        parent: Int32Array.from(people, (person) => person.parents.get(name)?.parent ?? -1),
        side: Uint8Array.from(people, (person) => person.parents.get(name)?.side ?? 0),
      },
    ]),
  );
}

/** A row of `case` that gives somebody without orders a column of the orders gives an order. */
function ordersOfCase(
  plan: CheckedPlan,
  { orders }: CheckedExample,
  given: readonly Given[],
): readonly ExampleOrder[] {
  const buying = new Set(orders.map(({ person }) => person));
  const newcomers = new Set(
    given
      .filter(({ person, column }) => plan.inputs.get(column)?.inOrders && !buying.has(person))
      .map(({ person }) => person),
  );
  return [...newcomers].map((person) => ({ person, day: null, period: null, values: new Map() }));
}

function ordersOf(
  orders: readonly ExampleOrder[],
  calendar: Calendar | null,
  lastPeriod: number,
  joinedPeriod: ArrayLike<number>,
  value: (formula: Formula) => Value,
  columns: ReadonlyMap<string, ReadonlyMap<string, Value>>,
): World["orders"] {
  const days: (Day | null)[] = orders.map((order) => order.day);
  const values: ReadonlyMap<string, Value>[] = orders.map(
    (order) => new Map([...order.values].map(([name, formula]) => [name, value(formula)])),
  );
  const periodOfOrder = (order: number): number | null => {
    const { day, period } = orders[order]!;
    if (period !== null) return period;
    if (day === null) return null;
    return calendar ? periodIndex(calendar, day) : lastPeriod;
  };
  const byPerson = new Map<number, number[]>();
  orders.forEach(({ person }, order) => byPerson.set(person, [...(byPerson.get(person) ?? []), order]));
  return {
    of: (person, period) => {
      const own = byPerson.get(person) ?? [];
      const dated = own.filter((order) => periodOfOrder(order) === period);
      // An order without a time is placed in every period that has none of its own.
      return dated.length > 0 || joinedPeriod[person]! > period
        ? dated
        : own.filter((order) => periodOfOrder(order) === null);
    },
    day: (order) => days[order]!,
    buyer: (order) => orders[order]!.person,
    value: (order, column) =>
      columns.get(column)?.get(`${orders[order]!.person}@`) ?? values[order]!.get(column),
  };
}
