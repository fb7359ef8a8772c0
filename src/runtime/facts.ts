import { type Exact, ZERO } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { Facts, FigureFacts } from "../ir/facts.ts";
import type { Lineage } from "./preorder.ts";
import type { Source } from "./source.ts";

/** What a plan asks of the data, by name. */
export type Wanted = {
  readonly inputs: readonly string[];
  readonly orders: readonly string[];
  readonly overrides: readonly string[];
};

/** Everything that code is made for, found out in one look at the data. */
export function factsOf(source: Source, wanted: Wanted, params: ReadonlyMap<string, Value>): Facts {
  const { size, periods } = source;
  const people = range(size);
  const inAllPeriods = (read: (person: number, period: number) => Value | undefined) =>
    figureFacts(range(periods).map((period) => people.map((person) => read(person, period))));
  return {
    people: powerAbove(size),
    deepest: powerAbove(Math.max(0, ...[...source.trees.values()].map(deepestOf)) + 1),
    periods,
    everyoneIsThere: people.every((person) => source.joinedPeriod[person]! <= 0),
    customers: people.some((person) => source.customer[person]! !== 0),
    trees: new Set(source.trees.keys()),
    inputs: new Map(
      wanted.inputs.map((name) => [
        name,
        inAllPeriods((person, period) => source.input(name, person, period)),
      ]),
    ),
    bought: new Map(
      wanted.orders.map((name) => [
        name,
        inAllPeriods((person, period) => amountOnly(source, name, person, period)),
      ]),
    ),
    orders: new Map(
      wanted.orders.map((name) => [
        name,
        figureFacts(
          range(periods).map((period) =>
            people.flatMap((person) =>
              source.orders.of(person, period).map((order) => source.orders.value(order, name)),
            ),
          ),
        ),
      ]),
    ),
    overrides: new Map(
      wanted.overrides.map((name) => [
        name,
        inAllPeriods((person, period) => source.override(name, person, period)),
      ]),
    ),
    params,
  };
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

const amountOnly = (source: Source, name: string, person: number, period: number): Exact => {
  for (const order of source.orders.of(person, period)) {
    const value = source.orders.value(order, name);
    if (value !== undefined && !isExact(value)) return ZERO;
  }
  return source.bought(name, person, period);
};

const isExact = (value: Value | undefined): value is Exact =>
  typeof value === "object" && value !== null && "n" in value;

/** The next power of two: a few more people need no other code. */
const powerAbove = (value: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, value + 1)));

/** How deep the deepest stands below a top; a top stands at 0. */
export function deepestOf({ parent }: Lineage): number {
  // Parents may stand behind their children: each way up is followed until it meets what is known.
  const depth = new Int32Array(parent.length).fill(-1);
  let deepest = 0;
  for (let person = 0; person < parent.length; person++) {
    let steps = 0;
    let one = person;
    for (; one >= 0 && depth[one]! < 0; one = parent[one]!) steps++;
    let deep = (one >= 0 ? depth[one]! : -1) + steps;
    if (deep > deepest) deepest = deep;
    for (one = person; one >= 0 && depth[one]! < 0; one = parent[one]!) depth[one] = deep--;
  }
  return deepest;
}

/** How fine figures are and how large, by period. */
function figureFacts(periods: readonly (readonly (Value | undefined)[])[]): FigureFacts {
  let [scale, given, missing] = [0, 0, 0];
  for (const values of periods)
    for (const value of values) {
      if (value === undefined) missing++;
      else given++;
      if (isExact(value)) scale = Math.max(scale, decimals(value));
    }
  let [most, mass] = [0n, 0n];
  for (const values of periods) {
    let all = 0n;
    for (const value of values) {
      if (!isExact(value)) continue;
      const units = unitsAt(value, scale);
      const size = units < 0n ? -units : units;
      if (size > most) most = size;
      all += size;
    }
    if (all > mass) mass = all;
  }
  return {
    given: given === 0 ? "none" : missing === 0 ? "all" : "some",
    scale,
    most: bitsAbove(most),
    mass: bitsAbove(mass),
  };
}

/** The next power of two, so that a slightly larger figure needs no other code. */
const bitsAbove = (value: bigint): bigint => 1n << BigInt(value.toString(2).length);

const MOST_DECIMALS = 18;

function decimals({ n, d }: Exact): number {
  if (d === 1) return 0;
  let [top, scale] = [BigInt(n), 0];
  for (; top % BigInt(d) !== 0n && scale < MOST_DECIMALS; scale++) top *= 10n;
  return scale;
}

/** A number in units of a decimal that is fine enough for it. */
export const unitsAt = ({ n, d }: Exact, scale: number): bigint => {
  const [top, bottom] = [BigInt(n) * 10n ** BigInt(scale), BigInt(d)];
  return top / bottom;
};
