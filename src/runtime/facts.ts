import { type Exact, ZERO } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { Facts, FigureFacts } from "../ir/facts.ts";
import { preorderOf } from "./preorder.ts";
import type { Source } from "./source.ts";

/** What a plan asks of the data, by name. */
export type Wanted = {
  readonly inputs: readonly string[];
  readonly orders: readonly string[];
  readonly overrides: readonly string[];
  readonly summed: ReadonlySet<string>;
  /** Whether rules build trees, which may be deeper than those of the data. */
  readonly buildsTrees: boolean;
};

/** Trees of rules may be so deep. */
export const DEEPEST_BUILT = 60_000;

/** Everything that code is made for, found out in one look at the data. */
export function factsOf(source: Source, wanted: Wanted, params: ReadonlyMap<string, Value>): Facts {
  const { size, periods } = source;
  let all: readonly number[] | null = null;
  // Only who is asked one by one needs them.
  const everybody = (): readonly number[] => (all ??= range(size));
  let [everyoneIsThere, customers] = [true, false];
  for (let person = 0; person < size; person++) {
    if (source.joinedPeriod[person]! > 0) everyoneIsThere = false;
    if (source.customer[person]! !== 0) customers = true;
  }
  const inAllPeriods = (read: (person: number, period: number) => Value | undefined) =>
    figureFacts(range(periods).map((period) => everybody().map((person) => read(person, period))));
  return {
    people: powerAbove(size),
    deepest: powerAbove(
      Math.max(0, ...[...source.trees.values()].map(({ parent }) => preorderOf(parent).deepest)) + 1,
    ),
    periods,
    everyoneIsThere,
    customers,
    trees: new Set(source.trees.keys()),
    inputs: new Map(
      wanted.inputs.map((name) => [
        name,
        together(source, "input", name) ??
          inAllPeriods((person, period) => source.input(name, person, period)),
      ]),
    ),
    summed: wanted.summed,
    bought: new Map(
      wanted.orders.map((name) => [
        name,
        together(source, "bought", name) ??
          inAllPeriods((person, period) => amountOnly(source, name, person, period)),
      ]),
    ),
    orders: new Map(
      wanted.orders.map((name) => [
        name,
        source.amounts("order", name, 0)?.facts ??
          figureFacts(
            range(periods).map((period) =>
              everybody().flatMap((person) =>
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

/** How deep the deepest stands in any tree that the data draw. */
export const deepestIn = ({ trees }: Source): number =>
  Math.max(0, ...[...trees.values()].map(({ parent }) => preorderOf(parent).deepest));

/** What is known of a column of amounts in all periods. */
function together(source: Source, kind: "input" | "bought", name: string): FigureFacts | null {
  const facts: FigureFacts[] = [];
  for (let period = 0; period < source.periods; period++) {
    const amounts = source.amounts(kind, name, period);
    if (!amounts) return null;
    facts.push(amounts.facts);
  }
  const larger = (a: bigint, b: bigint) => (a > b ? a : b);
  return facts.reduce((a, b) => ({
    given: a.given === b.given ? a.given : "some",
    scale: Math.max(a.scale, b.scale),
    most: larger(a.most, b.most),
    mass: larger(a.mass, b.mass),
  }));
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
export const bitsAbove = (value: bigint): bigint => 1n << BigInt(value.toString(2).length);

const MOST_DECIMALS = 18;

export function decimals({ n, d }: Exact): number {
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
