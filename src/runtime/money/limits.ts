import { stretchesBelow } from "../../base/pieces.ts";
import type { LimitMachine } from "../../ir/program.ts";
import { fillMultiple, halvesOf, numberAt, put } from "../data/units.ts";
import type { Elements } from "../memory.ts";
import { sorting } from "../sorting.ts";
import { puttingInJoiningOrder } from "../trees/families.ts";
import { unitsIn, type View } from "../view.ts";
import { apportionPlain, apportionUnits } from "./apportion.ts";

/** What is paid of a bonus, as far as limits have been gone through. */
type Paid = {
  readonly column: BigInt64Array;
  /** The array of what was earned, as long as nothing has been taken from it: what it adds up to is known then. */
  earned: number | null;
};
type PaidBy = ReadonlyMap<string, Paid>;

/**
 * Scales what gives way, limit after limit, so that all that a limit names adds up to it: to the cent, by largest remainder.
 * Limit by limit others may have their turn. Gives the columns that nothing was taken from, each with the array of what was
 * earned, which is the same.
 */
export function* runLimits(
  machine: LimitMachine,
  view: View,
): Generator<undefined, ReadonlyMap<number, number>> {
  const [{ paid }] = machine.amounts as [LimitMachine["amounts"][number]];
  const one = 10n ** BigInt(paid.scale);
  const unit = (machine.grid[0] * one) / machine.grid[1];
  const columns = new Map<string, Paid>();
  for (const { name, earned, paid: to } of machine.amounts) {
    const column = view.column(to.column) as BigInt64Array;
    const factor = 10 ** (to.scale - earned.scale);
    fillMultiple(column, unitsIn(earned, view), factor);
    columns.set(name, { column, earned: factor === 1 ? earned.array : null });
    yield;
  }
  for (const limit of machine.limits) {
    yield;
    const allowed = unitsIn(limit.allowed, view);
    const factor = 10n ** BigInt(paid.scale - limit.allowed.scale);
    if (limit.forEach === null) {
      const most = BigInt(allowed[0]!) * factor;
      yield* holding(columns, limit, null, most, unit, view);
    } else
      for (const { of, places } of yield* overfull(columns, limit, allowed, factor, view))
        yield* holding(columns, limit, places, BigInt(allowed[of]!) * factor, unit, view);
  }
  const untouched = new Map<number, number>();
  for (const { name, paid: to } of machine.amounts) {
    const { earned } = columns.get(name)!;
    if (earned !== null) untouched.set(to.column, earned);
  }
  return untouched;
}

/** Holds some people, by their places in joining order, to a limit; null: everybody. Gives way only where they are many. */
function* holding(
  columns: PaidBy,
  { bonuses, scaling, givesWay }: LimitMachine["limits"][number],
  people: Int32Array | null,
  allowed: bigint,
  unit: bigint,
  view: View,
): Generator<undefined, void> {
  const sumOver = (names: readonly string[], places: Int32Array | null): bigint =>
    names.reduce((so, name) => {
      const { column, earned } = columns.get(name)!;
      if (places) return so + sumAt(column, places);
      return so + (earned === null ? view.sum(column) : view.sumOf(earned));
    }, 0n);
  if (sumOver(bonuses, people) <= allowed) return;
  const kept = bonuses.filter((name) => !scaling.includes(name));
  let left = allowed - sumOver(kept, people);
  if (left < 0n) left = 0n;
  const scaled = scaling.map((name) => columns.get(name)!.column);
  // Of everybody most have nothing that could be scaled, and give way to nobody.
  const some = people ?? (yield* findingAny(scaled, view));
  if (people === null) yield;
  const groups = givesWay ? yield* inOrderOfGiving(some, view.array(givesWay.array), givesWay.end) : [some];
  for (const group of groups) {
    if (group.length > MANY) yield;
    const all = sumOver(scaling, group);
    const allotted = left < all ? left : all;
    left -= allotted;
    if (allotted === all) continue;
    for (const name of scaling) columns.get(name)!.earned = null;
    if (allotted === 0n) for (const column of scaled) for (const at of group) column[at] = 0n;
    else scale(scaled, group, allotted, unit);
  }
}

/** So many people are worth giving way for. */
const MANY = 2 ** 16;

/** The places of those who have anything of some columns, in joining order. */
function* findingAny(columns: readonly BigInt64Array[], view: View): Generator<undefined, Int32Array> {
  const all = columns.map(halvesOf);
  return yield* puttingInJoiningOrder(view, (at) => {
    for (const halves of all) if ((halves[2 * at]! | halves[2 * at + 1]!) !== 0) return true;
    return false;
  });
}

/** What a column comes to at some places: two halves are added up faster than large numbers. */
function sumAt(column: BigInt64Array, places: Int32Array): bigint {
  const halves = halvesOf(column);
  let sum = 0n;
  for (let from = 0; from < places.length; from += PIECE) {
    let [lows, highs] = [0, 0];
    for (let i = from; i < Math.min(from + PIECE, places.length); i++) {
      const at = 2 * places[i]!;
      lows += halves[at]! >>> 0;
      highs += halves[at + 1]!;
    }
    sum += BigInt(lows) + (BigInt(highs) << 32n);
  }
  return sum;
}

/** So many halves add up to less than 2^53. */
const PIECE = 2 ** 20;

/** Scales what some people have of some columns, column after column, so that all of it comes to an amount. */
function scale(columns: readonly BigInt64Array[], people: Int32Array, amount: bigint, unit: bigint): void {
  const cells = columns.map((column) => ({ column, places: somewhereAmong(people, column) }));
  const wanted = new Float64Array(cells.reduce((so, { places }) => so + places.length, 0));
  let at = 0;
  for (const { column, places } of cells) {
    const unitsAt = numberAt(column);
    for (let i = 0; i < places.length; i++) wanted[at++] = unitsAt(places[i]!);
  }
  const plain = apportionPlain(amount, wanted, unit);
  at = 0;
  if (plain) {
    for (const { column, places } of cells) {
      const halves = halvesOf(column);
      for (let i = 0; i < places.length; i++) put(halves, places[i]!, plain[at++]!);
    }
    return;
  }
  const all = cells.flatMap(({ column, places }) => Array.from(places, (one) => column[one]!));
  const parts = apportionUnits(amount, all, unit);
  for (const { column, places } of cells)
    for (let i = 0; i < places.length; i++) column[places[i]!] = parts[at++]!;
}

/** Those of some people who have anything of a column. */
function somewhereAmong(people: Int32Array, column: BigInt64Array): Int32Array {
  const halves = halvesOf(column);
  return people.filter((at) => (halves[2 * at]! | halves[2 * at + 1]!) !== 0);
}

/** Who is served first: those with what gives way last, and equals together, in joining order as they are given. */
function* inOrderOfGiving(
  people: Int32Array,
  keys: ArrayLike<number | bigint>,
  end: "lowest" | "highest",
): Generator<undefined, Int32Array[]> {
  const sorted = yield* sorting(people, [{ values: keys, lowestFirst: end === "highest" }]);
  const groups: Int32Array[] = [];
  for (let from = 0, i = 1; i <= sorted.length; i++)
    if (i === sorted.length || keys[sorted[i]!] !== keys[sorted[from]!]) {
      groups.push(sorted.subarray(from, i));
      from = i;
    }
  return groups;
}

/** Positions that are taken together, by their places in joining order; `of`: where their limit is read. */
type Together = { readonly of: number; readonly places: Int32Array };

/** Sums are exact in doubles below this. */
const MOST_EXACT = 2 ** 53;

/**
 * Who may be over a limit of their own: single positions, or those of one owner, at the owner. Most are not, and no list is
 * made of them.
 */
function* overfull(
  columns: PaidBy,
  { bonuses, owner }: LimitMachine["limits"][number],
  allowed: Elements,
  factor: bigint,
  view: View,
): Generator<undefined, readonly Together[]> {
  const owners = owner === null ? null : view.array(owner);
  // A position without an owner is its own.
  const keyOf = (place: number): number => {
    const own = owners === null ? -1 : Number(owners[place]);
    return own < 0 ? place : own;
  };
  const sums = new Float64Array(view.people);
  let mass = 0;
  for (const name of bonuses) {
    const unitsAt = numberAt(columns.get(name)!.column);
    yield* stretchesBelow(view.people, (from, to) => {
      for (let place = from; place < to; place++) {
        const units = unitsAt(place);
        if (units === 0) continue;
        sums[keyOf(place)]! += units;
        mass += Math.abs(units);
      }
    });
    yield;
  }
  const isExact = mass < MOST_EXACT;
  const scale = Number(factor);
  const allowedAt = numberAt(allowed);
  const isOver = (key: number): boolean => {
    if (!isExact) return true;
    const most = allowedAt(key) * scale;
    return !(Math.abs(most) < MOST_EXACT) || sums[key]! > most;
  };
  // Those who are over are few, and nobody else is looked up among them.
  const over = new Uint8Array(view.people);
  const groups = new Map<number, number[]>();
  yield* stretchesBelow(view.people, (from, to) => {
    for (let key = from; key < to; key++)
      if (isOver(key)) {
        over[key] = 1;
        groups.set(key, []);
      }
  });
  if (groups.size === 0) return [];
  yield;
  yield* stretchesBelow(view.people, (from, to) => {
    for (let place = from; place < to; place++) {
      const key = keyOf(place);
      if (over[key] === 1) groups.get(key)!.push(place);
    }
  });
  const { order } = view;
  return [...groups].map(([of, places]) => ({
    of,
    places: Int32Array.from(places.sort((a, b) => order[a]! - order[b]!)),
  }));
}
