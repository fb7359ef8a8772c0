import { stretchesBelow } from "../../base/pieces.ts";
import type { Value } from "../../base/value.ts";
import type { ArraySpec, Holds, Reading } from "../../ir/program.ts";
import { type Elements, momentsIn } from "../memory.ts";
import { boughtOneByOne, fillingBought } from "../orders/bought.ts";
import {
  bookingOf,
  fillStarts,
  ordersIn,
  type PeriodOrders,
  sequencing,
  UNDATED,
  type UpTo,
} from "../orders/order-book.ts";
import { fillPlaced, placing } from "../orders/order-column.ts";
import type { Brought, DataColumn, Source } from "./source.ts";
import { emptyOf, fillWith, gathering, halvesOf, inWords, type Units, unitsOf, widen } from "./units.ts";
import type { Coding } from "./words.ts";

/** Where data are brought to: people at their places in memory, with words read as there. */
export type Intake = {
  readonly source: Source;
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly coding: Coding;
  /** The moment up to which orders have come in; null: all have. */
  readonly upTo: UpTo | null;
  /** So many orders the period with the most of them has: those of each period stand so far apart where all are there. */
  readonly mostOrders: number;
  /** What programs by other clocks have for the period, by key. */
  readonly brought: ReadonlyMap<string, Brought>;
  readonly array: (id: number) => Elements;
};

/** Brings in arrays of the data as they are in a period, piece by piece; tells of each when it is there. */
export function* bringIn(
  arrays: readonly ArraySpec[],
  period: number,
  into: Intake,
  isIn: (array: ArraySpec) => void,
): Generator<void> {
  const { source, place } = into;
  let known: PeriodOrders | null = null;
  function* findingOrders(): Generator<undefined, PeriodOrders> {
    known ??= ordersIn(yield* bookingOf(source.orders.list(), place, source.periods), period, into.upTo);
    return known;
  }
  for (const array of arrays) {
    yield;
    const { holds } = array;
    const all = into.array(array.id);
    switch (holds.kind) {
      case "input":
        if (source.summed.has(holds.name))
          yield* fillSummed(all, holds, period, yield* findingOrders(), into);
        else yield* fillInput(all, holds, period, into);
        break;
      case "override":
        onePerson(all, holds, into, (person) => source.override(holds.name, person, period));
        break;
      case "bought":
        yield* fillSum(all, holds.name, holds.as, yield* findingOrders(), into);
        break;
      case "elsewhere":
        yield* fillFromElsewhere(all, holds, into.brought.get(holds.key) ?? null, period, into);
        break;
      case "orders":
        yield* fillOrders(all, holds, yield* findingOrders(), into);
        break;
      case "order":
        yield* fillOrder(all, holds, yield* findingOrders(), into);
        break;
      default:
        break;
    }
    isIn(array);
  }
}

/** Whether an array holds what the data bring in each period. */
export const isOfData = ({ kind }: Holds): boolean =>
  ["input", "bought", "override", "order", "orders", "elsewhere"].includes(kind);

/** Which value of the data an array holds, and how. */
type OfData = { readonly name: string; readonly what: "value" | "given"; readonly as: Reading };

function* fillInput(all: Elements, holds: OfData, period: number, into: Intake): Generator<void> {
  const { source, order } = into;
  const column = source.column("people", holds.name, period);
  if (!column) {
    onePerson(all, holds, into, (person) => source.input(holds.name, person, period));
    return;
  }
  yield* fillColumn(all, column, holds, order, into.coding);
  const { there } = column;
  if (!there || lastOf(there.from) <= there.now) return;
  const none = holds.what === "given" ? 0n : emptyOf(holds.as);
  const from = yield* gatheringFrom(there.from, order);
  yield* stretchesBelow(order.length, (first, behind) => {
    for (let at = first; at < behind; at++) if (from[at]! > there.now) fillWith(all, none, at, at + 1);
  });
}

/** From which period on whoever stands at each place is there: the same for all columns and periods. */
function* gatheringFrom(from: Int32Array, order: Int32Array): Generator<undefined, Int32Array> {
  let orders = fromByPlace.get(from);
  if (!orders) fromByPlace.set(from, (orders = new WeakMap()));
  let all = orders.get(order);
  if (!all) {
    all = new Int32Array(order.length);
    yield* gathering(from, order, all);
    orders.set(order, all);
  }
  return all;
}
const fromByPlace = new WeakMap<Int32Array, WeakMap<Int32Array, Int32Array>>();

/** Fills an array with what a column has at each of some indices. */
function* fillColumn(
  all: Elements,
  column: DataColumn,
  { what, as }: OfData,
  indices: Int32Array,
  coding: Coding,
): Generator<void> {
  if (column.count === 0) {
    fillWith(all, what === "given" ? 0n : emptyOf(as), 0, indices.length);
    return;
  }
  if (what === "value") {
    yield* gathering(unitsOf(column, as, coding).units, indices, all);
    return;
  }
  const { given } = column.amounts ?? unitsOf(column, as, coding);
  if (given === null) fillWith(all, 1n, 0, indices.length);
  else for (let at = 0; at < indices.length; at++) all[at] = given[indices[at]!] as never;
}

/** A column of people that is, where nothing is given, what their orders add up to. */
function* fillSummed(
  all: Elements,
  holds: OfData,
  period: number,
  orders: PeriodOrders,
  into: Intake,
): Generator<void> {
  const { source, place } = into;
  const { name, what, as } = holds;
  const amounts = source.column("orders", name, period)?.amounts;
  const isOwn = source.column("people", name, period)?.count !== 0;
  if (!isOwn && amounts && (what === "given" || isAmountOf(as, amounts.facts.scale))) {
    yield* fillingBought(all, orders, amounts, what === "given");
    return;
  }
  const sums = boughtOneByOne(orders, source.orders, name);
  onePerson(all, holds, into, (person) => source.input(name, person, period) ?? sums.get(place[person]!));
}

/** What a column of the orders adds up to. */
function* fillSum(
  all: Elements,
  name: string,
  as: Reading,
  orders: PeriodOrders,
  into: Intake,
): Generator<void> {
  const amounts = into.source.column("orders", name, orders.period)?.amounts;
  if (amounts && isAmountOf(as, amounts.facts.scale)) {
    yield* fillingBought(all, orders, amounts, false);
    return;
  }
  fillWith(all, emptyOf(as));
  for (const [at, sum] of boughtOneByOne(orders, into.source.orders, name))
    fillWith(all, into.coding.encode(sum, as), at, at + 1);
}

const isAmountOf = (as: Reading, scale: number): boolean => as.kind === "amount" && as.scale === scale;

/** A column of the orders themselves. */
function* fillOrder(
  whole: Elements,
  holds: OfData & { readonly past: boolean },
  orders: PeriodOrders,
  into: Intake,
): Generator<void> {
  const { source, coding, mostOrders } = into;
  const { period } = orders;
  const all = holds.past ? whole.subarray(period * mostOrders, (period + 1) * mostOrders) : whole;
  const column = source.column("orders", holds.name, period);
  if (!column) oneByOne(all, holds, orders.number, coding, (order) => source.orders.value(order, holds.name));
  else {
    const same = keptOf(column, holds, coding);
    if (same) fillPlaced(all, yield* placing(same, orders), orders);
    else yield* fillColumn(all, column, holds, orders.number, coding);
  }
}

/** What a column has, where that is the same object as long as the column is; null where it is made anew, or nothing is there. */
function keptOf(column: DataColumn, { what, as }: OfData, coding: Coding): Units["units"] | Units["given"] {
  const { count, amounts } = column;
  if (count === 0) return null;
  if (as.kind === "amount" && amounts?.facts.scale !== as.scale) return null;
  const units = unitsOf(column, as, coding);
  return what === "given" ? units.given : units.units;
}

function* fillOrders(
  whole: Elements,
  { what, past }: Extract<Holds, { kind: "orders" }>,
  orders: PeriodOrders,
  { mostOrders, order }: Intake,
): Generator<void> {
  const { period } = orders;
  // Of each period there is one start more than people.
  const each = what === "from" ? order.length + 1 : mostOrders;
  const all = past ? whole.subarray(period * each, (period + 1) * each) : whole;
  if (what === "sequence") (all as Int32Array).set(yield* sequencing(orders));
  else if (what === "day") {
    const halves = halvesOf(all as BigInt64Array);
    const { day } = orders;
    for (let at = 0; at < day.length; at++) {
      // Without a day it is behind all others: 2 ** 31.
      halves[2 * at] = day[at]!;
      halves[2 * at + 1] = day[at] === UNDATED ? 0 : day[at]! >> 31;
    }
  } else {
    fillStarts(all as Int32Array, orders.place, past ? period * mostOrders : 0);
  }
}

/** A column or a figure of another machine, at one moment or several; nothing, where there is no such period. */
function* fillFromElsewhere(
  whole: Elements,
  holds: Extract<Holds, { kind: "elsewhere" }>,
  brought: Brought | null,
  period: number,
  into: Intake,
): Generator<void> {
  const { as, per } = holds;
  const length = whole.length / (holds.past ? into.source.periods : 1);
  const all = holds.past ? whole.subarray(period * length, (period + 1) * length) : whole;
  if (brought === null) {
    fillWith(all, emptyOf(as));
    return;
  }
  const [room, each] = [
    length / momentsIn(holds, into.mostOrders),
    brought.elements.length / brought.moments,
  ];
  for (let moment = 0; moment < brought.moments; moment++)
    yield* fillMoment(
      all.subarray(moment * room, (moment + 1) * room),
      { as, per },
      { ...brought, elements: brought.elements.subarray(moment * each, (moment + 1) * each) },
      into,
    );
}

function* fillMoment(
  all: Elements,
  { as, per }: Pick<Extract<Holds, { kind: "elsewhere" }>, "as" | "per">,
  { elements, coding, order: there, place }: Brought,
  into: Intake,
): Generator<void> {
  const { order } = into;
  const isWide = all instanceof BigInt64Array;
  // Only people may stand otherwise there, and only people and words be read otherwise.
  const isAsThere = !per.startsWith("person") || isSame(order, there);
  const isReadAnew = as.kind === "person" || as.kind === "word";
  if (isAsThere && !isReadAnew && elements instanceof BigInt64Array === isWide) {
    all.set(elements as never);
    return;
  }
  if (isAsThere && !isReadAnew && isWide && !(elements instanceof BigInt64Array)) {
    widen(elements, all);
    return;
  }
  const places = isAsThere ? firstNumbers(elements.length) : placesIn(place, order);
  if (isReadAnew)
    oneByOne(all, { what: "value", as }, places, into.coding, (place) =>
      coding.decode(BigInt(elements[place]!), as),
    );
  else yield* gathering(elements instanceof BigInt64Array ? elements : inWords(elements), places, all);
}

/** The numbers from 0 on. */
const firstNumbers = (count: number): Int32Array => Int32Array.from({ length: count }, (_, at) => at);

/** At which place of one machine whoever stands at each place of another is. */
function placesIn(place: Int32Array, order: Int32Array): Int32Array {
  const last = placesKnown.get(place);
  if (last?.order === order) return last.places;
  const places = order.map((person) => place[person]!);
  placesKnown.set(place, { order, places });
  return places;
}
const placesKnown = new WeakMap<Int32Array, { readonly order: Int32Array; readonly places: Int32Array }>();

const isSame = (a: Int32Array, b: Int32Array): boolean => a === b || a.every((one, i) => one === b[i]);

const onePerson = (
  all: Elements,
  holds: OfData,
  { order, coding }: Intake,
  of: (person: number) => Value | undefined,
): void => oneByOne(all, holds, order, coding, of);

function oneByOne(
  all: Elements,
  { what, as }: Pick<OfData, "what" | "as">,
  from: Int32Array,
  coding: Coding,
  of: (index: number) => Value | undefined,
): void {
  const isWide = all instanceof BigInt64Array;
  for (let at = 0; at < from.length; at++) {
    const units = unitOf(of(from[at]!), as, what === "given", coding);
    all[at] = (isWide ? units : Number(units)) as never;
  }
}

/** A value as it lies in memory; `given`: whether there is one. */
export function unitOf(value: Value | undefined, as: Reading, given: boolean, coding: Coding): bigint {
  if (given) return value === undefined ? 0n : 1n;
  return value === undefined ? emptyOf(as) : coding.encode(value, as);
}

/** What an array of the data is read from in a period: the same object as long as it is the same; null where that is not known. */
export function originOf(
  { holds }: ArraySpec,
  period: number,
  { source, upTo }: Pick<Intake, "source" | "upTo">,
): object | null {
  // Order by order nothing is brought in twice.
  const isWithinDay = upTo !== null && upTo.order !== Number.POSITIVE_INFINITY;
  const ofOrders = (mark: object | undefined) =>
    mark && !isWithinDay ? markOf(mark, source.orders.list(), `${period} ${upTo?.day ?? "all"}`) : null;
  switch (holds.kind) {
    case "input": {
      const column = source.column("people", holds.name, period);
      if (column && source.summed.has(holds.name))
        return column.count > 0 ? null : ofOrders(source.column("orders", holds.name, period)?.mark);
      const there = column?.there;
      if (!column || !there) return column?.mark ?? null;
      return markOf(column.mark, there.from, `${Math.min(there.now, lastOf(there.from))}`);
    }
    case "bought":
    case "order":
      return ofOrders(source.column("orders", holds.name, period)?.mark);
    case "orders":
      return ofOrders(ORDERS);
    default:
      return null;
  }
}

/** Stands for the orders themselves among the columns that they have. */
const ORDERS = {};

const marks = new WeakMap<object, WeakMap<object, Map<string, object>>>();
/** The same object for the same three. */
function markOf(of: object, beside: object, key: string): object {
  let all = marks.get(of);
  if (!all) marks.set(of, (all = new WeakMap()));
  let known = all.get(beside);
  if (!known) all.set(beside, (known = new Map()));
  let mark = known.get(key);
  if (!mark) known.set(key, (mark = {}));
  return mark;
}

const lasts = new WeakMap<Int32Array, number>();
/** The last period from which on somebody is there. */
function lastOf(from: Int32Array): number {
  let last = lasts.get(from);
  if (last === undefined)
    lasts.set(from, (last = from.reduce((so, one) => Math.max(so, one), Number.NEGATIVE_INFINITY)));
  return last;
}
