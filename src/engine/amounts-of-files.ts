import type { Exact } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { World, WorldFiles } from "../meaning/world.ts";
import { amountsOfValues, sizesOf } from "../runtime/amounts.ts";
import { decimals, unitsAt } from "../runtime/facts.ts";
import type { Amounts } from "../runtime/source.ts";

type Values = readonly (Value | undefined)[];

const NONE: Amounts = {
  facts: { given: "none", scale: 0, most: 1n, mass: 1n },
  units: new BigInt64Array(0),
  given: null,
};

const read = new WeakMap<Values, Amounts>();
/** A column as it was read, in units: worked out once, for files do not change while a plan is typed. */
function amountsOf(values: Values): Amounts {
  let amounts = read.get(values);
  if (!amounts) read.set(values, (amounts = amountsOfValues(values)));
  return amounts;
}

/** How large all amounts of a column are together, exactly: what of it is known is a bound. */
const masses = new WeakMap<Amounts, bigint>();
function massOf(amounts: Amounts): bigint {
  let mass = masses.get(amounts);
  if (mass === undefined) {
    mass = 0n;
    for (const units of amounts.units) mass += units < 0n ? -units : units;
    masses.set(amounts, mass);
  }
  return mass;
}

/**
 * A value of a column has been written anew. False where what was known of the column no longer holds (it is finer now, or
 * larger): then it is read anew.
 */
export function valueWritten(values: Values, person: number, value: Value | undefined): boolean {
  worked.delete(values);
  const amounts = read.get(values);
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
  worked.delete(values);
  marks.delete(values);
}

const size = (units: bigint): bigint => (units < 0n ? -units : units);

/** A value in units of a column; null where it is finer or larger than what is known of the column. */
function fitting(value: Exact, { scale, most }: Amounts["facts"]): bigint | null {
  if (decimals(value) > scale) return null;
  const units = unitsAt(value, scale);
  return size(units) > most ? null : units;
}

/** What was worked out from a column for a period, by what it goes with. */
const worked = new WeakMap<Values, WeakMap<Int32Array, Map<string, Amounts>>>();
function once(values: Values, beside: Int32Array, key: string, make: () => Amounts): Amounts {
  let all = worked.get(values);
  if (!all) worked.set(values, (all = new WeakMap()));
  let known = all.get(beside);
  if (!known) all.set(beside, (known = new Map()));
  let amounts = known.get(key);
  if (!amounts) known.set(key, (amounts = make()));
  return amounts;
}

/** A column of files, all of it at once; null where it is put together from several. */
export function amountsOfFiles(
  world: World,
  files: WorldFiles,
  kind: "input" | "bought" | "order",
  name: string,
  period: number,
): Amounts | null {
  const [ofPeople, ofOrders] = [files.people.get(name), files.orders.get(name)];
  if (kind === "input") {
    if (world.summed?.has(name))
      return ofPeople || !ofOrders ? null : boughtIn(world, files, ofOrders, period);
    return ofPeople ? thereIn(world, ofPeople, period) : NONE;
  }
  if (files.standing) return null;
  if (!ofOrders) return NONE;
  return kind === "order" ? amountsOf(ofOrders) : boughtIn(world, files, ofOrders, period);
}

/** A column of people, of those who are there in a period. */
function thereIn({ joinedPeriod, size }: World, values: Values, period: number): Amounts {
  const all = amountsOf(values);
  const joined = joinedPeriod as Int32Array;
  let late = 0;
  for (let person = 0; person < size; person++) if (joined[person]! > period) late++;
  if (late === 0) return all;
  return once(values, joined, `there ${period}`, () => {
    const units = all.units.slice();
    const given = new Uint8Array(size);
    for (let person = 0; person < size; person++) {
      if (joined[person]! > period) units[person] = 0n;
      else given[person] = all.given ? all.given[person]! : 1;
    }
    const { facts } = all;
    return { units, given, facts: { ...facts, given: facts.given === "none" ? "none" : "some" } };
  });
}

/** What a column of orders adds up to for everybody in a period; given where an order says something. */
function boughtIn({ size }: World, files: WorldFiles, values: Values, period: number): Amounts {
  const { orderPerson, orderPeriod } = files;
  return once(values, orderPeriod, `bought ${period}`, () => {
    const each = amountsOf(values);
    const units = new BigInt64Array(size);
    const given = new Uint8Array(size);
    // Sums of safe numbers are exact as long as all of them together are safe.
    const sums = each.facts.mass < 2n ** 52n ? new Float64Array(size) : null;
    for (let order = 0; order < orderPerson.length; order++) {
      if (orderPeriod[order] !== period || (each.given && !each.given[order])) continue;
      const person = orderPerson[order]!;
      given[person] = 1;
      if (sums) sums[person]! += Number(each.units[order]);
      else units[person]! += each.units[order]!;
    }
    if (sums)
      for (let person = 0; person < size; person++)
        if (sums[person] !== 0) units[person] = BigInt(sums[person]!);
    const count = given.reduce((so, one) => so + one, 0);
    return {
      units,
      given: count === size ? null : given,
      facts: {
        given: count === 0 ? "none" : count === size ? "all" : "some",
        scale: each.facts.scale,
        ...sizesOf(units),
      },
    };
  });
}

const marks = new WeakMap<object, WeakMap<object, Map<string, object>>>();
/** What a column is read from in a period: the same object as long as the files and the calendar are the same. */
export function readFrom(
  world: World,
  files: WorldFiles,
  kind: "input" | "bought" | "order" | "orders",
  name: string,
  period: number,
): object | null {
  const values = kind === "input" ? files.people.get(name) : files.orders.get(name);
  const isOfCalendar = kind === "input" && (name === "joined" || name === "age");
  if (kind === "input" && world.summed?.has(name)) return null;
  if (kind !== "input" && files.standing) return null;
  const from = isOfCalendar ? world.joined : (values ?? (kind === "orders" ? files.orderPerson : null));
  if (!from) return null;
  const beside = (kind === "input" ? world.joinedPeriod : files.orderPeriod) as Int32Array;
  let all = marks.get(from);
  if (!all) marks.set(from, (all = new WeakMap()));
  let known = all.get(beside);
  if (!known) all.set(beside, (known = new Map()));
  const key = isOfCalendar ? `${name} ${period}` : `${kind} ${period}`;
  let mark = known.get(key);
  if (!mark) known.set(key, (mark = {}));
  return mark;
}
