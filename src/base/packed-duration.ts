import type { Duration } from "./value.ts";

/** The units of a length of time, by the number that stands for them. */
export const durationUnits = [
  "days",
  "weeks",
  "months",
  "years",
] as const satisfies readonly Duration["unit"][];

/** So many of the lowest bits hold the unit; the count stands above them. */
export const UNIT_BITS = 2n;

/** A length of time as one whole number: 3 months are 3 · 4 + 2. */
export const packedDuration = ({ count, unit }: Duration): bigint =>
  (BigInt(count) << UNIT_BITS) | BigInt(durationUnits.indexOf(unit));

/** The length of time that a whole number stands for. */
export const durationOf = (packed: bigint): Duration => ({
  count: Number(packed >> UNIT_BITS),
  unit: durationUnits[Number(packed & ((1n << UNIT_BITS) - 1n))]!,
});
