import type { Exact } from "../../base/exact.ts";
import { kept } from "../../base/kept.ts";
import type { Work } from "../../base/pieces.ts";
import type { Value } from "../../base/value.ts";
import { amountsOfValues, findingAmounts } from "../../runtime/data/amounts.ts";
import { decimals, unitsAt } from "../../runtime/data/decimals.ts";
import type { Amounts, DataColumn } from "../../runtime/data/source.ts";

export type Values = readonly (Value | undefined)[];
const NONE: Values = [];

/** A column as it was read; its amounts are worked out when they are first asked for. */
export type Read = { readonly mark: object; amounts: Amounts | null };

const read = new WeakMap<Values, Read>();
/** What is known of a column: the same as long as its values are, for files do not change while a plan is typed. */
export function readOf(values: Values = NONE): Read {
  let known = read.get(values);
  if (!known) read.set(values, (known = { mark: {}, amounts: null }));
  return known;
}

/** Finds out the amounts of a column, piece by piece; whoever asks for them then has them at once. */
export function* findingAmountsOf(values: Values): Work<void> {
  const known = readOf(values);
  known.amounts ??= yield* findingAmounts(values);
}

/** A column of files; `isAmount`: whether the plan takes it for amounts; `known`: as who asks has read it. */
export function columnOf(
  values: Values = NONE,
  isAmount: boolean,
  there: DataColumn["there"] = null,
  known: Read = readOf(values),
): DataColumn {
  return {
    mark: known.mark,
    count: values.length,
    values,
    get amounts() {
      if (isAmount) known.amounts ??= amountsOfValues(values);
      return known.amounts;
    },
    there,
  };
}

/** Values of orders with those that stand with the people, and what of the file they were put together from. */
type Standing = { readonly of: object | null; readonly values: Values };

/** The values of orders from the file, and behind them, by person, those of the orders that stand with the people. */
export function withStanding(
  ofOrders: Values | undefined,
  ofPeople: Values | undefined,
  orders: number,
  people: number,
): Values {
  const of = [ofOrders ?? NONE, ofPeople ?? NONE] as const;
  // A column of people is behind one of the orders at most: what came of the last one is all that is kept.
  const known = kept(
    markOf(of[1]),
    `standing ${orders} ${people}`,
    (): Standing => ({ of: null, values: NONE }),
  );
  if (known.of !== markOf(of[0])) {
    const values = new Array<Value | undefined>(orders + people);
    for (let order = 0; order < of[0].length; order++) values[order] = of[0][order];
    for (let person = 0; person < of[1].length; person++) values[orders + person] = of[1][person];
    Object.assign(known, { of: markOf(of[0]), values });
  }
  return known.values;
}

/** What says that a column still has the values that it had. */
export const markOf = (values: Values): object => readOf(values).mark;

/** How large all amounts of a column are together, exactly: what of it is known is a bound. */
const masses = new WeakMap<Amounts, bigint>();
function massOf(amounts: Amounts): bigint {
  let mass = masses.get(amounts);
  if (mass === undefined) {
    mass = 0n;
    for (const units of amounts.units) mass += size(units);
    masses.set(amounts, mass);
  }
  return mass;
}

/**
 * A value of a column has been written anew. False where what was known of the column no longer holds (it is finer now, or
 * larger): then it is read anew.
 */
export function valueWritten(values: Values, person: number, value: Value | undefined): boolean {
  const amounts = read.get(values)?.amounts;
  if (!amounts) return true;
  const { facts, units, given } = amounts;
  const before = units[person]!;
  const now = value === undefined ? 0n : fitting(value as Exact, facts);
  const mass = now === null ? null : massOf(amounts) - size(before) + size(now);
  const isGiven = given === null || given[person] === 1;
  const isOtherwise = isGiven === (value === undefined) && facts.given !== "some";
  if (mass === null || mass > facts.mass || isOtherwise) {
    read.delete(values);
    return false;
  }
  masses.set(amounts, mass);
  units[person] = now!;
  if (given) given[person] = value === undefined ? 0 : 1;
  return true;
}

/** Values of a column are others, whatever they are: what was known of them is forgotten. */
export function valuesRenewed(values: Values): void {
  read.delete(values);
}

const size = (units: bigint): bigint => (units < 0n ? -units : units);

/** A value in units of a column; null where it is finer or larger than what is known of the column. */
function fitting(value: Exact, { scale, most }: Amounts["facts"]): bigint | null {
  if (decimals(value) > scale) return null;
  const units = unitsAt(value, scale);
  return size(units) > most ? null : units;
}
