import fc from "fast-check";
import { firstDayOf, parseDay, periodOf } from "../../src/base/calendar.ts";
import { fraction, whole } from "../../src/base/exact.ts";
import type { Day, Value } from "../../src/base/value.ts";
import { check } from "../../src/check/check.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import type { Type } from "../../src/check/types.ts";
import { NOT_GIVEN } from "../../src/downline/downline.ts";
import { type Random, seeded } from "../../src/downline/random.ts";
import type { World } from "../../src/meaning/world.ts";
import { parse } from "../../src/syntax/parse.ts";

/** The plan of a text in which nothing is wrong. */
export function planOf(text: string): CheckedPlan {
  const { plan, diagnostics } = check(parse(text));
  if (plan) return plan;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  throw new Error(
    errors.map(({ span, message }) => `${message} (${text.slice(span.from, span.to)})`).join("\n"),
  );
}

/** What a random world is made from: small enough to print, and to paste into a test. */
export type Sketch = {
  readonly seed: number;
  readonly size: number;
  readonly shape: "chain" | "star" | "bush" | "tall bush";
  /** Somebody may stand before the sponsor in joining order. */
  readonly shuffled: boolean;
  readonly periods: number;
  readonly dated: boolean;
  /** Volumes are not below 0. */
  readonly tame: boolean;
  /** Ranks and other columns are given here and there in place of their rules. */
  readonly given: boolean;
};

export const sketch = (fixed: Partial<Sketch> = {}, sizeMost = 40): fc.Arbitrary<Sketch> =>
  fc
    .record({
      seed: fc.nat(),
      size: fc.integer({ min: 0, max: sizeMost }),
      shape: fc.constantFrom("bush", "tall bush", "chain", "star"),
      shuffled: fc.boolean(),
      periods: fc.integer({ min: 1, max: 3 }),
      dated: fc.boolean(),
      tame: fc.boolean(),
      given: fc.boolean(),
    } satisfies { [K in keyof Sketch]: fc.Arbitrary<Sketch[K]> })
    .map((drawn) => ({ ...drawn, ...fixed }));

/** Who is above whom, -1 for nobody: most people have somebody above, and those stand before them. */
export function forest(shape: Sketch["shape"], size: number, random: Random): number[] {
  return Array.from({ length: size }, (_, person) => {
    if (person === 0 || random.chance(0.06)) return -1;
    if (shape === "chain") return person - 1;
    if (shape === "star") return 0;
    return shape === "bush" ? random.below(person) : Math.max(0, person - 1 - random.below(4));
  });
}

/** A few amounts stand again and again, so that ties and thresholds are met. */
function amount(random: Random, tame: boolean): Value {
  const figure = random.pick([
    ...[
      whole(0),
      whole(0),
      whole(50),
      whole(100),
      whole(100),
      whole(250),
      whole(600),
      whole(1000),
      whole(4000),
    ],
    ...[fraction(random.below(100_000), 100), fraction(random.below(1000), 100), whole(random.below(20_000))],
  ]);
  return !tame && random.chance(0.12) ? { n: -Number(figure.n) + 0, d: figure.d } : figure;
}

function cellOf(
  type: Type,
  random: Random,
  plan: CheckedPlan,
  size: number,
  tame: boolean,
): Value | undefined {
  if (random.chance(0.2)) return undefined;
  switch (type.kind) {
    case "money":
    case "points":
      return amount(random, tame);
    case "number":
      return random.chance(0.8) ? whole(random.below(6)) : amount(random, tame);
    case "percent":
      return fraction(random.pick([0, 2, 4, 6, 6, 9, 12, 21, 40, 50]), 100);
    case "yes/no":
      return random.chance(0.6);
    case "rank":
      return random.below(plan.ladders.get(type.ladder)!.ranks.length + 1) - 1;
    case "person":
      return random.below(size + 1) - 1;
    case "date":
      return parseDay("2026-01-01")! + random.below(100);
    case "choice":
      return random.chance(0.2) ? null : random.pick(type.choices ?? ["none"]);
    case "text":
      return random.pick(["red", "green", "blue"]);
    default:
      return undefined;
  }
}

/** A world for any plan: random people, trees, orders and inputs; the same for the same sketch. */
export function worldOf(plan: CheckedPlan, drawn: Sketch): World {
  const { size, shape, shuffled, periods, dated, tame } = drawn;
  const random = seeded(drawn.seed);
  const first = periodOf(parseDay("2026-01-01")!, plan.clock);
  const calendar = dated ? { clock: plan.clock, first } : null;

  const places = Array.from({ length: size }, (_, person) => person);
  if (shuffled) for (let i = size - 1; i > 0; i--) swap(places, i, random.below(i + 1));
  const moved = (parents: readonly number[]): Int32Array => {
    const result = new Int32Array(size);
    parents.forEach((parent, person) => {
      result[places[person]!] = parent < 0 ? -1 : places[parent]!;
    });
    return result;
  };
  const trees: [string, World["trees"] extends ReadonlyMap<string, infer T> ? T : never][] = [];
  for (const [name, { parent, binary }] of plan.trees) {
    if (parent || (name !== "sponsor" && random.chance(0.2))) continue;
    const side = binary ? Uint8Array.from({ length: size }, () => random.pick([1, 2, 1, 2, 0])) : null;
    trees.push([name, { parent: moved(forest(shape, size, random)), side }]);
  }

  const joined = Int32Array.from({ length: size }, () =>
    random.chance(0.5) ? NOT_GIVEN : firstDayOf(first, plan.clock) - 20 + random.below(60),
  );
  const joinedPeriod = Int32Array.from(joined, (day) =>
    day === NOT_GIVEN || !dated ? 0 : Math.max(0, periodOf(day, plan.clock) - first),
  );
  const drawColumn = (type: Type, chance: number) => {
    const values = Array.from({ length: periods }, () =>
      Array.from({ length: size }, () =>
        random.chance(chance) ? cellOf(type, random, plan, size, tame) : undefined,
      ),
    );
    return (person: number, period: number) =>
      joinedPeriod[person]! <= period ? values[period]?.[person] : undefined;
  };

  const customer = Uint8Array.from({ length: size }, () => (random.chance(0.12) ? 1 : 0));
  const inputs = new Map<string, (person: number, period: number) => Value | undefined>();
  for (const { name, type, inOrders } of plan.inputs.values())
    if (!inOrders) inputs.set(name, drawColumn(type, 1));
  const given = new Map<string, (person: number, period: number) => Value | undefined>();
  if (drawn.given) {
    for (const ladder of plan.ladders.values())
      given.set(ladder.name, drawColumn({ kind: "rank", ladder: ladder.name }, 0.8));
    for (const { name, type, parameters } of plan.measures.values())
      if (parameters.length === 0 && random.chance(0.1)) given.set(name, drawColumn(type, 0.5));
    for (const { name, flavour } of plan.bonuses.values())
      if (flavour === "bonus" && random.chance(0.1)) {
        const amounts = drawColumn({ kind: "money" }, 0.3);
        given.set(name, (person, period) => (customer[person] ? undefined : amounts(person, period)));
      }
  }

  type Order = {
    readonly person: number;
    readonly period: number;
    readonly day: Day | null;
    readonly values: ReadonlyMap<string, Value>;
  };
  const orders: Order[] = [];
  const ofOrders = [...plan.inputs.values()].filter(({ inOrders }) => inOrders);
  if (ofOrders.length > 0)
    for (let period = 0; period < periods; period++)
      for (let person = 0; person < size; person++)
        for (let n = random.below(3); n > 0; n--) {
          const from = firstDayOf(first + period, plan.clock);
          const length = firstDayOf(first + period + 1, plan.clock) - from;
          const values = ofOrders.flatMap(({ name, type }): [string, Value][] => {
            const value = cellOf(type, random, plan, size, tame);
            return value === undefined ? [] : [[name, value]];
          });
          orders.push({
            person,
            period,
            day: random.chance(0.9) ? from + random.below(length) : null,
            values: new Map(values),
          });
        }
  const byPlace = new Map<number, number[]>();
  orders.forEach(({ person, period }, order) => {
    const known = byPlace.get(period * size + person);
    if (known) known.push(order);
    else byPlace.set(period * size + person, [order]);
  });

  return {
    size,
    names: places.map((_, person) => `p${person}`),
    joined,
    customer,
    periods: Array.from({ length: periods }, (_, period) => `${period + 1}`),
    calendar,
    joinedPeriod,
    trees: new Map(trees),
    inputs,
    given,
    params: new Map(),
    orders: {
      of: (person, period) => byPlace.get(period * size + person) ?? [],
      day: (order) => orders[order]!.day,
      buyer: (order) => orders[order]!.person,
      value: (order, column) => orders[order]!.values.get(column),
    },
  };
}

function swap(list: number[], i: number, j: number): void {
  [list[i], list[j]] = [list[j]!, list[i]!];
}

/** The same world with everybody under another number: `to[person]` is the new one. */
export function renumbered(world: World, to: readonly number[], persons: ReadonlySet<string>): World {
  const from = new Array<number>(world.size);
  to.forEach((number, person) => {
    from[number] = person;
  });
  const pick = <T>(values: ArrayLike<T>): T[] => from.map((person) => values[person]!);
  const column =
    (name: string, read: (person: number, period: number) => Value | undefined) =>
    (person: number, period: number): Value | undefined => {
      const value = read(from[person]!, period);
      return persons.has(name) && typeof value === "number" && value >= 0 ? to[value]! : value;
    };
  const columns = (all: World["inputs"]) =>
    new Map([...all].map(([name, read]) => [name, column(name, read)]));
  return {
    ...world,
    names: pick(world.names),
    joined: pick(world.joined),
    customer: pick(world.customer),
    joinedPeriod: pick(world.joinedPeriod),
    trees: new Map(
      [...world.trees].map(([name, { parent, side }]) => [
        name,
        {
          parent: Int32Array.from(from, (person) => (parent[person]! < 0 ? -1 : to[parent[person]!]!)),
          side: side && Uint8Array.from(from, (person) => side[person]!),
        },
      ]),
    ),
    inputs: columns(world.inputs),
    given: columns(world.given),
    orders: {
      ...world.orders,
      of: (person, period) => world.orders.of(from[person]!, period),
      buyer: (order) => to[world.orders.buyer(order)]!,
    },
  };
}
