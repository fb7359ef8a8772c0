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
import { somewhere, unitsIn, type View } from "./view.ts";

/** Divides a pot by shares among those who have some. */
export function runPool(pool: PoolMachine, view: View): void {
  const parts = view.column(pool.parts.column) as BigInt64Array;
  parts.fill(0n);
  const shares = unitsIn(pool.shares, view);
  const places = somewhere(shares, view.order);
  if (places.length === 0) return;
  const potUnits = BigInt(unitsIn(pool.pot, view)[0]!);
  const exact = (units: bigint, scale: number) => fraction(units, 10n ** BigInt(scale));
  const give = (values: readonly Exact[]) =>
    values.forEach((value, i) => {
      parts[places[i]!] = unitsAt(value, pool.parts.scale);
    });
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
      give(divided.map((units) => exact(units, fine)));
      return;
    }
  }
  const pot = exact(potUnits, pool.pot.scale);
  const weights = places.map((place) => exact(BigInt(shares[place]!), pool.shares.scale));
  if (!pool.mostEach) {
    give(roundedParts(pool, pot, weights));
    return;
  }
  const limits = unitsIn(pool.mostEach, view);
  const { scale } = pool.mostEach;
  give(
    limitedParts(
      pool,
      pot,
      weights,
      places.map((place) => exact(BigInt(limits[place]!), scale)),
    ),
  );
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
