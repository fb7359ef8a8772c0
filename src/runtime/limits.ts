import type { LimitMachine } from "../ir/program.ts";
import { apportionUnits } from "./apportion.ts";
import type { Elements } from "./memory.ts";
import { halvesOf, widen } from "./units.ts";
import { unitsIn, type View } from "./view.ts";

/** Scales what gives way, limit after limit, so that all that a limit names adds up to it: to the cent, by largest remainder. */
export function runLimits(machine: LimitMachine, view: View): void {
  const [{ paid }] = machine.amounts as [LimitMachine["amounts"][number]];
  const one = 10n ** BigInt(paid.scale);
  const unit = (machine.grid[0] * one) / machine.grid[1];
  const columns = new Map(
    machine.amounts.map(({ name, earned, paid: to }) => {
      const column = view.column(to.column) as BigInt64Array;
      const units = unitsIn(earned, view);
      if (units instanceof BigInt64Array) column.set(units);
      else widen(units, column);
      const factor = 10n ** BigInt(to.scale - earned.scale);
      if (factor !== 1n)
        for (let place = 0; place < column.length; place++) column[place] = column[place]! * factor;
      return [name, column] as const;
    }),
  );
  for (const limit of machine.limits) {
    const allowed = unitsIn(limit.allowed, view);
    const factor = 10n ** BigInt(paid.scale - limit.allowed.scale);
    if (limit.forEach === null) {
      const most = BigInt(allowed[0]!) * factor;
      if (total(columns, limit.bonuses, view) > most) hold(columns, limit, view.place, most, unit, view);
    } else
      for (const { of, places } of overfull(columns, limit, allowed, factor, view))
        hold(columns, limit, places, BigInt(allowed[of]!) * factor, unit, view);
  }
}

const total = (
  columns: ReadonlyMap<string, BigInt64Array>,
  names: readonly string[],
  { sum }: Pick<View, "sum">,
): bigint => names.reduce((so, name) => so + sum(columns.get(name)!), 0n);

/** Holds some people, by their places in joining order, to a limit. */
function hold(
  columns: ReadonlyMap<string, BigInt64Array>,
  { bonuses, scaling, givesWay }: LimitMachine["limits"][number],
  people: ArrayLike<number>,
  allowed: bigint,
  unit: bigint,
  view: View,
): void {
  const sumOver = (names: readonly string[], places: ArrayLike<number>): bigint => {
    let so = 0n;
    for (const name of names) {
      const column = columns.get(name)!;
      for (let i = 0; i < places.length; i++) so += column[places[i]!]!;
    }
    return so;
  };
  if (sumOver(bonuses, people) <= allowed) return;
  const kept = bonuses.filter((name) => !scaling.includes(name));
  let left = allowed - sumOver(kept, people);
  if (left < 0n) left = 0n;
  const groups = givesWay
    ? inOrderOfGiving(people, view.array(givesWay.array), givesWay.end, view.order)
    : [people];
  for (const group of groups) {
    const cells: { column: BigInt64Array; place: number }[] = [];
    for (const name of scaling) {
      const column = columns.get(name)!;
      for (let i = 0; i < group.length; i++)
        if (column[group[i]!] !== 0n) cells.push({ column, place: group[i]! });
    }
    const wanted = cells.map(({ column, place }) => column[place]!);
    const all = wanted.reduce((a, b) => a + b, 0n);
    const allotted = left < all ? left : all;
    left -= allotted;
    if (allotted === all) continue;
    const parts = apportionUnits(allotted, wanted, unit);
    cells.forEach(({ column, place }, i) => {
      column[place] = parts[i]!;
    });
  }
}

/** Who is served first: those with what gives way last, and equals together. */
function inOrderOfGiving(
  people: ArrayLike<number>,
  keys: ArrayLike<number | bigint>,
  end: "lowest" | "highest",
  order: Int32Array,
): number[][] {
  const smallerIsBehind = end === "lowest" ? 1 : -1;
  const sorted = Array.from(people).sort((a, b) =>
    keys[a]! < keys[b]! ? smallerIsBehind : keys[a]! > keys[b]! ? -smallerIsBehind : order[a]! - order[b]!,
  );
  const groups: number[][] = [];
  sorted.forEach((place, i) => {
    if (i > 0 && keys[place] === keys[sorted[i - 1]!]) groups.at(-1)!.push(place);
    else groups.push([place]);
  });
  return groups;
}

/** Positions that are taken together, by their places in joining order; `of`: where their limit is read. */
type Together = { readonly of: number; readonly places: readonly number[] };

/** Reads figures as doubles: two halves are read faster than one large number. */
function numberAt(of: Elements): (at: number) => number {
  if (!(of instanceof BigInt64Array)) return (at) => of[at]!;
  const halves = halvesOf(of);
  return (at) => halves[2 * at + 1]! * WORD + (halves[2 * at]! >>> 0);
}

/** Sums are exact in doubles below this. */
const MOST_EXACT = 2 ** 53;
const WORD = 2 ** 32;

/**
 * Who may be over a limit of their own: single positions, or those of one owner, at the owner. Most are not, and no list is
 * made of them.
 */
function overfull(
  columns: ReadonlyMap<string, BigInt64Array>,
  { bonuses, owner }: LimitMachine["limits"][number],
  allowed: Elements,
  factor: bigint,
  view: View,
): Iterable<Together> {
  const owners = owner === null ? null : view.array(owner);
  // A position without an owner is its own.
  const keyOf = (place: number): number => {
    const own = owners === null ? -1 : Number(owners[place]);
    return own < 0 ? place : own;
  };
  const sums = new Float64Array(view.people);
  let mass = 0;
  for (const name of bonuses) {
    const unitsAt = numberAt(columns.get(name)!);
    for (let place = 0; place < view.people; place++) {
      const units = unitsAt(place);
      if (units === 0) continue;
      sums[keyOf(place)]! += units;
      mass += Math.abs(units);
    }
  }
  const isExact = mass < MOST_EXACT;
  const scale = Number(factor);
  const allowedAt = numberAt(allowed);
  const isOver = (key: number): boolean => {
    if (!isExact) return true;
    const most = allowedAt(key) * scale;
    return !(Math.abs(most) < MOST_EXACT) || sums[key]! > most;
  };
  const groups = new Map<number, number[]>();
  for (let key = 0; key < view.people; key++) if (isOver(key)) groups.set(key, []);
  if (groups.size > 0) for (const place of view.place) groups.get(keyOf(place))?.push(place);
  return [...groups].map(([of, places]) => ({ of, places }));
}
