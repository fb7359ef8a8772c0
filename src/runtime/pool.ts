import {
  compare,
  type Exact,
  fraction,
  least,
  multiply,
  quotient,
  subtract,
  sum,
  ZERO,
} from "../base/exact.ts";
import { apportion, floorToGrid, type Rounding, round } from "../base/rounding.ts";
import type { PoolMachine } from "../ir/program.ts";
import { apportionUnits } from "./apportion.ts";
import { unitsAt } from "./decimals.ts";
import { limitedUnits } from "./limited-units.ts";
import type { Elements } from "./memory.ts";
import { somewhere, unitsIn, type View } from "./view.ts";

/** Divides a pot by shares among those who have some. */
export function runPool(pool: PoolMachine, view: View): void {
  const parts = view.column(pool.parts.column) as BigInt64Array;
  parts.fill(0n);
  const sharers = somewhere(pool.shares, view);
  const divided = partsOf(pool, view, sharers);
  sharers.forEach((place, i) => {
    parts[place] = divided[i]!;
  });
}

/** Somebody's part of a pot that is another than before, in units. */
export type OtherPart = { readonly place: number; readonly was: bigint };

/**
 * Divides a pot again that was divided before, where shares of some have changed or the pot has; who had shares then is
 * looked for where nobody knows (`sharers`, by joining order). Says who has shares now, and whose part is another.
 */
export function runPoolAgain(
  pool: PoolMachine,
  view: View,
  before: { readonly sharers: readonly number[] | null; readonly changed: readonly number[] },
): { readonly sharers: readonly number[]; readonly others: readonly OtherPart[] } {
  const parts = view.column(pool.parts.column) as BigInt64Array;
  const shares = unitsIn(pool.shares, view);
  const sharers = before.sharers
    ? withChanged(before.sharers, before.changed, shares, view.order)
    : somewhere(pool.shares, view);
  const others: OtherPart[] = [];
  const give = (place: number, units: bigint): void => {
    const was = parts[place]!;
    if (was === units) return;
    others.push({ place, was });
    parts[place] = units;
  };
  for (const place of before.changed) if (Number(shares[place]!) === 0) give(place, 0n);
  const divided = partsOf(pool, view, sharers);
  for (let i = 0; i < sharers.length; i++) give(sharers[i]!, divided[i]!);
  return { sharers, others };
}

/** Who has shares, by joining order, where those of some have changed. */
function withChanged(
  sharers: readonly number[],
  changed: readonly number[],
  shares: Elements,
  order: Int32Array,
): readonly number[] {
  if (changed.length === 0) return sharers;
  const among = new Set(sharers);
  for (const place of changed)
    if (Number(shares[place]!) === 0) among.delete(place);
    else among.add(place);
  return [...among].sort((a, b) => order[a]! - order[b]!);
}

/** What those who have shares get of a pot, in units of its parts. */
function partsOf(pool: PoolMachine, view: View, places: readonly number[]): bigint[] {
  if (places.length === 0) return [];
  const shares = unitsIn(pool.shares, view);
  const potUnits = BigInt(unitsIn(pool.pot, view)[0]!);
  const exact = (units: bigint, scale: number) => fraction(units, 10n ** BigInt(scale));
  const inUnits = (values: readonly Exact[]) => values.map((value) => unitsAt(value, pool.parts.scale));
  const [top, bottom] = pool.grid;
  if (pool.of === "pot") {
    // All in units of the finest decimals of the pot, the limits and the grid.
    const fine = Math.max(pool.pot.scale, pool.mostEach?.scale ?? 0, decimals(bottom));
    const inFine = (units: bigint, scale: number) => units * 10n ** BigInt(fine - scale);
    const whole = inFine(potUnits, pool.pot.scale);
    const weights = places.map((place) => BigInt(shares[place]!));
    const unit = inFine(top, 0) / bottom;
    const most = pool.mostEach && { limits: unitsIn(pool.mostEach, view), scale: pool.mostEach.scale };
    const limits = most && places.map((place) => inFine(BigInt(most.limits[place]!), most.scale));
    const divided = limits
      ? limitedUnits(whole, weights, limits, { unit, sharingTheRest: pool.sharingTheRest })
      : apportionUnits(whole, weights, unit);
    if (divided) {
      // Grid and limits are no finer than the parts are, so what is cut off is zeros.
      const [times, one] = [10n ** BigInt(pool.parts.scale), 10n ** BigInt(fine)];
      return times === one ? divided : divided.map((units) => (units * times) / one);
    }
  }
  const pot = exact(potUnits, pool.pot.scale);
  const weights = places.map((place) => exact(BigInt(shares[place]!), pool.shares.scale));
  if (!pool.mostEach) return inUnits(roundedParts(pool, pot, weights));
  const limits = unitsIn(pool.mostEach, view);
  const { scale } = pool.mostEach;
  const most = places.map((place) => exact(BigInt(limits[place]!), scale));
  return inUnits(limitedParts(pool, pot, weights, most));
}

function decimals(bottom: bigint): number {
  let scale = 0;
  while (10n ** BigInt(scale) % bottom !== 0n) scale++;
  return scale;
}

const roundingOf = ({ rounding: { mode, grid } }: PoolMachine): Rounding => ({
  mode,
  grid: fraction(grid[0], grid[1]),
});

/** Where the value of one share is rounded first, or everybody's part, parts need not add up to the pot. */
function roundedParts(pool: PoolMachine, pot: Exact, shares: readonly Exact[]): Exact[] {
  const all = sum(shares);
  const rounding = roundingOf(pool);
  if (pool.of === "parts") return shares.map((share) => round(quotient(multiply(pot, share), all), rounding));
  const value = round(quotient(pot, all), rounding);
  return shares.map((share) => multiply(value, share));
}

/** A pot of which nobody gets more than a limit; what is over is lost, or shared again among the others until nobody is over. */
function limitedParts(
  pool: PoolMachine,
  pot: Exact,
  shares: readonly Exact[],
  limits: readonly Exact[],
): Exact[] {
  const grid = fraction(pool.grid[0], pool.grid[1]);
  const parts: Exact[] = shares.map(() => ZERO);
  let left = pot;
  let open = [...shares.keys()];
  for (;;) {
    const all = sum(open.map((one) => shares[one]!));
    const part = (one: number) => quotient(multiply(left, shares[one]!), all);
    const over = open.filter((one) => compare(part(one), limits[one]!) > 0);
    if (!pool.sharingTheRest || over.length === 0) {
      const wanted =
        pool.of === "pot"
          ? fitting(
              open.map((one) => least(part(one), limits[one]!)),
              grid,
            )
          : roundedParts(
              pool,
              left,
              open.map((one) => shares[one]!),
            );
      open.forEach((one, i) => {
        parts[one] = least(wanted[i]!, limits[one]!);
      });
      return parts;
    }
    for (const one of over) {
      parts[one] = limits[one]!;
      left = subtract(left, limits[one]!);
    }
    const full = new Set(over);
    open = open.filter((one) => !full.has(one));
    if (open.length === 0) return parts;
  }
}

const fitting = (exact: readonly Exact[], grid: Exact): Exact[] =>
  apportion(floorToGrid(sum(exact), grid), exact, grid);
