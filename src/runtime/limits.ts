import type { LimitMachine } from "../ir/program.ts";
import { apportionUnits } from "./apportion.ts";
import { sumOf, unitsIn, type View } from "./view.ts";

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
      else for (let place = 0; place < column.length; place++) column[place] = BigInt(units[place]!);
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
      if (total(columns, limit.bonuses) > most) hold(columns, limit, view.place, most, unit, view);
    } else
      for (const { of, places } of limit.owner === null ? eachAlone(view) : owners(view, limit.owner))
        hold(columns, limit, places, BigInt(allowed[of]!) * factor, unit, view);
  }
}

const total = (columns: ReadonlyMap<string, BigInt64Array>, names: readonly string[]): bigint =>
  names.reduce((so, name) => so + sumOf(columns.get(name)!), 0n);

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

type Together = { readonly of: number; readonly places: readonly number[] };

function* eachAlone({ place }: View): Generator<Together> {
  for (const one of place) yield { of: one, places: [one] };
}

/** Positions of one owner together, at the owner; a position without an owner is its own. */
function* owners(view: View, array: number): Generator<Together> {
  const owner = view.array(array);
  const groups = new Map<number, number[]>();
  for (const place of view.place) {
    const key = Number(owner[place]) < 0 ? place : Number(owner[place]);
    const known = groups.get(key);
    if (known) known.push(place);
    else groups.set(key, [place]);
  }
  for (const [of, places] of groups) yield { of, places };
}
