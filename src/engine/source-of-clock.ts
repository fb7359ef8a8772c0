import type { ClockUnit } from "../base/calendar.ts";
import { add, type Exact, ZERO } from "../base/exact.ts";
import type { Day, Value } from "../base/value.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { isAmount } from "../check/types.ts";
import { NOT_GIVEN } from "../downline/downline.ts";
import type { Facts, FigureFacts } from "../ir/facts.ts";
import { column } from "../meaning/columns.ts";
import { ordersOf } from "../meaning/presence.ts";
import { type Cut, newRun, type Run } from "../meaning/run.ts";
import { isShorter } from "../meaning/timeline.ts";
import type { World } from "../meaning/world.ts";
import { bitsAbove, decimals, unitsAt } from "../runtime/facts.ts";
import type { Source } from "../runtime/source.ts";
import { amountsOfFiles, readFrom } from "./amounts-of-files.ts";
import { kept } from "./kept.ts";
import { filesOfClock, ordersOfFiles } from "./orders-of-clock.ts";

/** The same data by the periods of another clock, numbered from 0 on, with as many of the orders as have come in. */
export type OfClock = { readonly clock: ClockUnit; readonly periods: number; readonly upTo: Cut | null };

/** The data of a world as a program by one clock takes them; `base`: as the plan's own takes them. */
export function sourceOfClock(plan: CheckedPlan, world: World, base: Source, of: OfClock): Source {
  const { clock, periods, upTo } = of;
  const run = newRun(plan, world, upTo);
  const { timeline } = run;
  const first = timeline.firstOf(clock);
  const own = (period: number): number => timeline.toBase(first + period);
  const files = world.files && !world.files.standing ? filesOfClock(run, world.files, of) : null;
  const ofFiles = files && ordersOfFiles(world, files, world.files!.orderPeriod);
  const orders = ofFiles ?? ((person: number, period: number) => ordersOf(run, person, first + period));
  const bought = (name: string, person: number, period: number): Exact => {
    let total = ZERO;
    for (const order of orders(person, period)) {
      const value = world.orders.value(order, name);
      if (value !== undefined) total = add(total, value as Exact);
    }
    return total;
  };
  const joinedPeriod = joinedPeriods(run, of);
  const inClock: World = { ...world, joinedPeriod };
  /** Whether a column of people is what the orders of the period add up to. */
  const isOfOrders = (name: string) => world.summed?.has(name) ?? false;
  return {
    ...base,
    periods,
    joinedPeriod,
    input(name, person, period): Value | undefined {
      if (name === "age") return column(run, "age", person, first + period);
      if (name === "joined") return base.input(name, person, 0);
      const value = world.inputs.get(name)?.(person, own(period));
      if (value !== undefined || !isOfOrders(name)) return value;
      const given = orders(person, period).some((order) => world.orders.value(order, name) !== undefined);
      return given ? bought(name, person, period) : undefined;
    },
    bought,
    override(name, person, period) {
      const id = first + period;
      const isOfBonus = plan.bonuses.has(name) || plan.pools.has(name);
      // What a bonus comes to in one of the plan's own periods is given once: in the last that belongs to it.
      if (isOfBonus && isShorter(clock, plan.clock) && timeline.within(own(period), clock).at(-1) !== id)
        return undefined;
      return world.given.get(name)?.(person, own(period));
    },
    orders: { ...base.orders, of: orders },
    amounts(kind, name, period) {
      const input = plan.inputs.get(name);
      if (!files || !input || !isAmount(input.type) || input.inOrders === (kind === "input")) return null;
      if (kind === "input" && !isOfOrders(name)) return base.amounts(kind, name, own(period));
      return amountsOfFiles(inClock, files, kind, name, period);
    },
    readFrom(kind, name, period) {
      if (!files) return null;
      if (kind === "input" && name === "age") return agesIn(world.joined, `${clock} ${first + period}`);
      if (kind === "input" && !isOfOrders(name)) return base.readFrom(kind, name, own(period));
      return readFrom(inClock, files, kind, name, period);
    },
    lastDay: (period) => timeline.daysOf(first + period)?.last ?? null,
    mostOrders() {
      // There has to be room for those that have not come in yet.
      const whole = { ...of, upTo: null };
      const all = newRun(plan, world);
      const ofAll = files && filesOfClock(all, world.files!, whole).orderPeriod;
      return mostOrders(world.size, periods, ofAll, (person, period) =>
        ordersOf(all, person, first + period),
      );
    },
  };
}

const ages = new WeakMap<object, Map<string, object>>();
/** What ages are read from in a period of a clock: the same object for the same calendar. */
function agesIn(joined: ArrayLike<Day>, period: string): object {
  let known = ages.get(joined);
  if (!known) ages.set(joined, (known = new Map()));
  let mark = known.get(period);
  if (!mark) known.set(period, (mark = {}));
  return mark;
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

function mostOrders(
  people: number,
  periods: number,
  ofFiles: Int32Array | null,
  orders: (person: number, period: number) => readonly number[],
): number {
  const counts = new Int32Array(periods);
  if (ofFiles) for (const period of ofFiles) counts[period]!++;
  else
    for (let period = 0; period < periods; period++)
      for (let person = 0; person < people; person++) counts[period]! += orders(person, period).length;
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

/**
 * What is known of the data where they lie in other periods, or where not all orders have come in: less than in the plan's
 * own. No sum of orders is further from 0 than all of them together.
 */
export function factsOfClock(world: World, base: Facts, { joinedPeriod, periods }: Source): Facts {
  const some = (of: ReadonlyMap<string, FigureFacts>): [string, FigureFacts][] =>
    [...of].map(([name, one]) => [name, one.given === "none" ? one : { ...one, given: "some" }]);
  const sums = (of: ReadonlyMap<string, FigureFacts>): [string, FigureFacts][] =>
    some(of).map(([name, one]) => [name, { ...one, ...sizeOfOrders(world, name, one.scale) }]);
  let everyoneIsThere = true;
  for (let person = 0; person < joinedPeriod.length; person++)
    if (joinedPeriod[person]! > 0) everyoneIsThere = false;
  const summed = new Map([...base.inputs].filter(([name]) => base.summed.has(name)));
  return {
    ...base,
    periods,
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
  { files, orders, size, periods }: World,
  name: string,
  coarsest: number,
): Pick<FigureFacts, "scale" | "most" | "mass"> {
  let [scale, total] = [coarsest, 0n];
  const take = (value: Value | undefined): void => {
    if (typeof value !== "object" || value === null || !("n" in value)) return;
    const own = decimals(value);
    if (own > scale) {
      total *= 10n ** BigInt(own - scale);
      scale = own;
    }
    const units = unitsAt(value, scale);
    total += units < 0n ? -units : units;
  };
  const values = files && !files.standing ? files.orders.get(name) : undefined;
  if (values) for (const value of values) take(value);
  else
    for (let person = 0; person < size; person++)
      for (let period = 0; period < periods.length; period++)
        for (const order of orders.of(person, period)) take(orders.value(order, name));
  // Orders that stand with the people are placed in every period: in those of a year that has just begun as well.
  const most = bitsAbove(files?.standing ? total * MOST_AHEAD : total);
  return { scale, most, mass: most };
}
