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
} from "../../base/exact.ts";
import { apportion, floorToGrid, type Rounding, round } from "../../base/rounding.ts";
import type { PoolMachine } from "../../ir/program.ts";
import { unitsAt } from "../data/decimals.ts";
import { halvesOf, numberAt, put } from "../data/units.ts";
import type { Elements } from "../memory.ts";
import { somewhere, unitsIn, type View } from "../view.ts";
import { apportionPlain, apportionUnits } from "./apportion.ts";
import { limitedPlain, limitedUnits } from "./limited-units.ts";

/** Divides a pot by shares among those who have some, piece by piece. */
export function* runPool(pool: PoolMachine, view: View): Generator<undefined, void> {
  const parts = view.column(pool.parts.column) as BigInt64Array;
  const halves = halvesOf(parts).fill(0);
  const sharers = sharersOf(pool, view, somewhere(pool.shares, view));
  const { places } = sharers;
  yield;
  const plain = plainPartsOf(pool, view, sharers);
  yield;
  if (plain) for (let i = 0; i < places.length; i++) put(halves, places[i]!, plain[i]!);
  else {
    const divided = partsOf(pool, view, places);
    for (let i = 0; i < places.length; i++) parts[places[i]!] = divided[i]!;
  }
}

/** Who has shares, by joining order, and how many. */
export type Sharers = { readonly places: Int32Array; readonly shares: Float64Array };

/** Is told whose part of a pot is another than it was, and what that was: the lower and the higher word of 64 bits. */
export type OtherPart = (place: number, low: number, high: number) => void;

/**
 * Divides a pot again that was divided before, where shares of some have changed or the pot has; who had shares then is
 * looked for where nobody knows. Says who has shares now, and tells whose part is another.
 */
export function runPoolAgain(
  pool: PoolMachine,
  view: View,
  before: { readonly sharers: Sharers | null; readonly changed: readonly number[] },
  tell: OtherPart,
): Sharers {
  const parts = view.column(pool.parts.column) as BigInt64Array;
  // In halves no large number is made of a part.
  const halves = halvesOf(parts);
  const give = (place: number, low: number, high: number): void => {
    const at = 2 * place;
    const [wasLow, wasHigh] = [halves[at]!, halves[at + 1]!];
    if (wasLow === low && wasHigh === high) return;
    halves[at] = low;
    halves[at + 1] = high;
    tell(place, wasLow, wasHigh);
  };
  const sharers = sharersNow(pool, view, before);
  const { places } = sharers;
  if (before.changed.length > 0) {
    const shares = unitsIn(pool.shares, view);
    for (const place of before.changed) if (Number(shares[place]!) === 0) give(place, 0, 0);
  }
  const plain = plainPartsOf(pool, view, sharers);
  if (plain)
    for (let i = 0; i < places.length; i++) give(places[i]!, plain[i]! | 0, Math.floor(plain[i]! / WORD));
  else
    for (const [i, units] of partsOf(pool, view, places).entries())
      give(places[i]!, Number(BigInt.asIntN(32, units)), Number(BigInt.asIntN(32, units >> 32n)));
  return sharers;
}

const WORD = 2 ** 32;

function sharersNow(
  pool: PoolMachine,
  view: View,
  { sharers, changed }: { readonly sharers: Sharers | null; readonly changed: readonly number[] },
): Sharers {
  if (sharers && changed.length === 0) return sharers;
  const places = sharers
    ? withChanged(sharers.places, changed, unitsIn(pool.shares, view), view.order)
    : somewhere(pool.shares, view);
  return sharersOf(pool, view, places);
}

/** Those at some places with their shares; what a double does not hold is rounded, and found to be too large later. */
function sharersOf({ shares: of }: PoolMachine, view: View, places: Int32Array): Sharers {
  const shareAt = numberAt(unitsIn(of, view));
  const shares = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) shares[i] = shareAt(places[i]!);
  return { places, shares };
}

/** Who has shares, by joining order, where those of some have changed. */
function withChanged(
  sharers: Int32Array,
  changed: readonly number[],
  shares: Elements,
  order: Int32Array,
): Int32Array {
  const among = new Set(sharers);
  for (const place of changed)
    if (Number(shares[place]!) === 0) among.delete(place);
    else among.add(place);
  return Int32Array.from(among).sort((a, b) => order[a]! - order[b]!);
}

/**
 * What those who have shares get of a pot, in units of its parts, as doubles; null where these might not be exact, and of
 * pots whose parts are rounded each for itself.
 */
function plainPartsOf(pool: PoolMachine, view: View, { places, shares }: Sharers): Float64Array | null {
  if (pool.of !== "pot") return null;
  const { whole, unit, fine } = inFineUnits(pool, view);
  const { mostEach, sharingTheRest } = pool;
  const divided = mostEach
    ? limitedPlain(whole, shares, limitsOf(mostEach, view, places, fine), { unit, sharingTheRest })
    : apportionPlain(whole, shares, unit);
  if (!divided || fine === pool.parts.scale) return divided;
  const [more, less] = [
    10 ** Math.max(0, pool.parts.scale - fine),
    10 ** Math.max(0, fine - pool.parts.scale),
  ];
  for (let i = 0; i < divided.length; i++) {
    // What is cut off is zeros.
    const units = (divided[i]! / less) * more;
    if (!Number.isSafeInteger(units)) return null;
    divided[i] = units;
  }
  return divided;
}

/** The limits of those at some places, with so many decimals, as doubles. */
function limitsOf(
  mostEach: NonNullable<PoolMachine["mostEach"]>,
  view: View,
  places: Int32Array,
  scale: number,
): Float64Array {
  const limitAt = numberAt(unitsIn(mostEach, view));
  const factor = 10 ** (scale - mostEach.scale);
  const limits = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) limits[i] = limitAt(places[i]!) * factor;
  return limits;
}

/** The pot and what it is divided into, in units of the finest decimals of the pot, the limits and the grid. */
function inFineUnits({ pot, mostEach, grid: [top, bottom] }: PoolMachine, view: View) {
  const fine = Math.max(pot.scale, mostEach?.scale ?? 0, decimals(bottom));
  const inFine = (units: bigint, scale: number) => units * 10n ** BigInt(fine - scale);
  const whole = inFine(BigInt(unitsIn(pot, view)[0]!), pot.scale);
  return { fine, inFine, whole, unit: inFine(top, 0) / bottom };
}

/** What those who have shares get of a pot, in units of its parts. */
function partsOf(pool: PoolMachine, view: View, places: Int32Array): bigint[] {
  if (places.length === 0) return [];
  const shares = unitsIn(pool.shares, view);
  const potUnits = BigInt(unitsIn(pool.pot, view)[0]!);
  const exact = (units: bigint, scale: number) => fraction(units, 10n ** BigInt(scale));
  if (pool.of === "pot") {
    const { fine, inFine, whole, unit } = inFineUnits(pool, view);
    const weights = Array.from(places, (place) => BigInt(shares[place]!));
    const most = pool.mostEach && { limits: unitsIn(pool.mostEach, view), scale: pool.mostEach.scale };
    const limits = most && Array.from(places, (place) => inFine(BigInt(most.limits[place]!), most.scale));
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
  const { scale: fine } = pool.shares;
  if (!pool.mostEach) {
    const all = places.reduce((so, place) => so + BigInt(shares[place]!), 0n);
    const part = roundedPart(pool, pot, exact(all, fine));
    // Of most pots many have the same shares, and get the same.
    const known = new Map<bigint, bigint>();
    return Array.from(places, (place) => {
      const share = BigInt(shares[place]!);
      let units = known.get(share);
      if (units === undefined)
        known.set(share, (units = unitsAt(part(exact(share, fine)), pool.parts.scale)));
      return units;
    });
  }
  const weights = Array.from(places, (place) => exact(BigInt(shares[place]!), fine));
  const limits = unitsIn(pool.mostEach, view);
  const { scale } = pool.mostEach;
  const most = Array.from(places, (place) => exact(BigInt(limits[place]!), scale));
  return limitedParts(pool, pot, weights, most).map((part) => unitsAt(part, pool.parts.scale));
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
function roundedPart(pool: PoolMachine, pot: Exact, all: Exact): (share: Exact) => Exact {
  const rounding = roundingOf(pool);
  if (pool.of === "parts") return (share) => round(quotient(multiply(pot, share), all), rounding);
  const value = round(quotient(pot, all), rounding);
  return (share) => multiply(value, share);
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
    const rounded = roundedPart(pool, left, all);
    const over = open.filter((one) => compare(part(one), limits[one]!) > 0);
    if (!pool.sharingTheRest || over.length === 0) {
      const wanted =
        pool.of === "pot"
          ? fitting(
              open.map((one) => least(part(one), limits[one]!)),
              grid,
            )
          : open.map((one) => rounded(shares[one]!));
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
