import { add, type Exact, ZERO } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { isAmount } from "../check/types.ts";
import { NO_DAY } from "../check/zero.ts";
import { NOT_GIVEN } from "../downline/downline.ts";
import type { Facts } from "../ir/facts.ts";
import { column } from "../meaning/columns.ts";
import { newRun } from "../meaning/run.ts";
import type { World } from "../meaning/world.ts";
import { factsOf } from "../runtime/facts.ts";
import type { Source } from "../runtime/source.ts";
import { amountsOfFiles, readFrom } from "./amounts-of-files.ts";

/** A world as the compiled engine takes it: the same people, orders and trees, without the plan's own types. */
export function sourceOfWorld(plan: CheckedPlan, world: World): Source {
  const run = newRun(plan, world);
  const { orders, files } = world;
  const bought = (name: string, person: number, period: number): Exact => {
    let total = ZERO;
    for (const order of orders.of(person, period)) {
      const value = orders.value(order, name);
      if (value !== undefined) total = add(total, value as Exact);
    }
    return total;
  };
  return {
    size: world.size,
    periods: world.periods.length,
    trees: world.trees,
    customer: world.customer,
    joinedPeriod: world.joinedPeriod,
    input(name, person, period): Value | undefined {
      if (name === "age") return column(run, "age", person, period);
      if (name === "joined") return world.joined[person] === NOT_GIVEN ? NO_DAY : world.joined[person]!;
      const value = world.inputs.get(name)?.(person, period);
      if (value !== undefined || !world.summed?.has(name)) return value;
      const given = orders.of(person, period).some((order) => orders.value(order, name) !== undefined);
      return given ? bought(name, person, period) : undefined;
    },
    bought,
    override: (name, person, period) => world.given.get(name)?.(person, period),
    orders: {
      of: orders.of,
      day: (order) => orders.day(order) ?? -NO_DAY,
      value: orders.value,
    },
    amounts(kind, name, period) {
      const input = plan.inputs.get(name);
      if (!files || !input || !isAmount(input.type) || input.inOrders === (kind === "input")) return null;
      return amountsOfFiles(world, files, kind, name, period);
    },
    readFrom: (kind, name, period) => (files ? readFrom(world, files, kind, name, period) : null),
    lastDay: (period) => run.timeline.daysOf(period)?.last ?? null,
    mostOrders() {
      let most = 0;
      for (let period = 0; period < world.periods.length; period++) {
        let count = 0;
        for (let person = 0; person < world.size; person++) count += orders.of(person, period).length;
        most = Math.max(most, count);
      }
      return most;
    },
  };
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
      summed: world.summed ?? new Set(),
      buildsTrees: [...plan.trees.values()].some(({ parent, from }) => parent !== null || from !== null),
    },
    world.params,
  );
}
