import type { Exact } from "../../base/exact.ts";

/** The next power of two, so that a slightly larger figure needs no other code. */
export const bitsAbove = (value: bigint): bigint => 1n << BigInt(value.toString(2).length);

const MOST_DECIMALS = 18;

export function decimals({ n, d }: Exact): number {
  if (d === 1) return 0;
  let [top, scale] = [BigInt(n), 0];
  for (; top % BigInt(d) !== 0n && scale < MOST_DECIMALS; scale++) top *= 10n;
  return scale;
}

/** A number in units of a decimal that is fine enough for it. */
export const unitsAt = ({ n, d }: Exact, scale: number): bigint => {
  const [top, bottom] = [BigInt(n) * 10n ** BigInt(scale), BigInt(d)];
  return top / bottom;
};
