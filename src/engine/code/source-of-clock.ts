import { kept } from "../../base/kept.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import { NOT_GIVEN } from "../../downline/downline.ts";
import type { Facts, FigureFacts } from "../../ir/facts.ts";
import { column } from "../../meaning/columns.ts";
import { newRun, type Run } from "../../meaning/run.ts";
import { isShorter } from "../../meaning/timeline.ts";
import type { World } from "../../meaning/world.ts";
import { bitsAbove, decimals, unitsAt } from "../../runtime/data/decimals.ts";
import { ordersEachOf } from "../../runtime/data/facts.ts";
import type { Source } from "../../runtime/data/source.ts";
import { agesIn } from "./ages.ts";
import { type OfClock, ordersOfClock } from "./orders-of-clock.ts";

/** The data of a world by the periods of another clock, numbered from 0 on; `base`: by the plan's own. */
export function sourceOfClock(plan: CheckedPlan, world: World, base: Source, of: OfClock): Source {
  const { clock, periods } = of;
  const run = newRun(plan, world);
  const { timeline } = run;
  const first = timeline.firstOf(clock);
  const own = (period: number): number => timeline.toBase(first + period);
  return {
    ...base,
    periods,
    joinedPeriod: joinedPeriods(run, of),
    input: (name, person, period) =>
      name === "age" ? column(run, "age", person, first + period) : base.input(name, person, own(period)),
    override(name, person, period) {
      const id = first + period;
      const isOfBonus = plan.bonuses.has(name) || plan.pools.has(name);
      // What a bonus comes to in one of the plan's own periods is given once: in the last that belongs to it.
      if (isOfBonus && isShorter(clock, plan.clock) && timeline.within(own(period), clock).at(-1) !== id)
        return undefined;
      return world.given.get(name)?.(person, own(period));
    },
    orders: { ...base.orders, list: () => ordersOfClock(run, base.orders.list(), of) },
    column: (whose, name, period) =>
      whose === "people" && name === "age" && world.files
        ? agesIn(run, first + period)
        : base.column(whose, name, own(period)),
    lastDay: (period) => timeline.daysOf(first + period)?.last ?? null,
  };
}

/** From which period of a clock on everybody is there. */
function joinedPeriods(run: Run, { clock, periods }: OfClock): Int32Array {
  const { world, timeline } = run;
  return kept(world.joinedPeriod, `joined ${clock} ${periods}`, () => {
    const first = timeline.firstOf(clock);
    const all = Array.from({ length: periods }, (_, period) => first + period);
    const bases = all.map(timeline.toBase);
    const lasts = all.map((period) => timeline.daysOf(period)?.last ?? null);
    const joined = new Int32Array(world.size);
    for (let person = 0; person < world.size; person++) {
      const day = world.joined[person]!;
      const base = world.joinedPeriod[person]!;
      let period = 0;
      if (clock === run.plan.clock) period = base;
      else
        while (
          period < periods &&
          !(day === NOT_GIVEN || lasts[period] === null ? base <= bases[period]! : day <= lasts[period]!)
        )
          period++;
      joined[person] = period;
    }
    return joined;
  });
}

/**
 * What is known of the data where they lie in other periods, or where not all orders have come in: less than in the plan's
 * own. No sum of orders is further from 0 than all of them together.
 */
export function factsOfClock(world: World, base: Facts, source: Source): Facts {
  const { joinedPeriod, periods } = source;
  const some = (of: ReadonlyMap<string, FigureFacts>): [string, FigureFacts][] =>
    [...of].map(([name, one]) => [name, one.given === "none" ? one : { ...one, given: "some" }]);
  const sums = (of: ReadonlyMap<string, FigureFacts>): [string, FigureFacts][] =>
    some(of).map(([name, one]) => [name, { ...one, ...sizeOfOrders(world, source, name, one.scale) }]);
  let everyoneIsThere = true;
  for (let person = 0; person < joinedPeriod.length; person++)
    if (joinedPeriod[person]! > 0) everyoneIsThere = false;
  const summed = new Map([...base.inputs].filter(([name]) => base.summed.has(name)));
  return {
    ...base,
    periods,
    ordersEach: ordersEachOf(source),
    everyoneIsThere,
    inputs: new Map([...some(base.inputs), ...sums(summed)]),
    bought: new Map(sums(base.bought)),
    overrides: new Map(some(base.overrides)),
  };
}

/** A year has so many days. */
const MOST_AHEAD = 366n;

/**
 * How fine single orders are in a column, and how large all of them together, whatever their signs. Sums may be coarser:
 * $1.25 and $0.75.
 */
function sizeOfOrders(
  { files }: World,
  { column, orders }: Source,
  name: string,
  coarsest: number,
): Pick<FigureFacts, "scale" | "most" | "mass"> {
  const known = column("orders", name, 0)?.amounts?.facts;
  let [scale, total] = [known?.scale ?? coarsest, known?.mass ?? 0n];
  if (!known)
    for (const order of orders.list().number) {
      const value = orders.value(order, name);
      if (typeof value !== "object" || value === null || !("n" in value)) continue;
      const own = Math.max(scale, decimals(value));
      total *= 10n ** BigInt(own - scale);
      scale = own;
      const units = unitsAt(value, scale);
      total += units < 0n ? -units : units;
    }
  if (scale < coarsest) total *= 10n ** BigInt(coarsest - scale);
  // Orders that stand with the people are placed in every period: in those of a year that has just begun as well.
  const most = known && !files?.standing ? total : bitsAbove(files?.standing ? total * MOST_AHEAD : total);
  return { scale: Math.max(scale, coarsest), most, mass: most };
}
