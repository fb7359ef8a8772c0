import { compare, type Exact, parseDecimal, quotient, subtract, toDecimal, ZERO } from "../../base/exact.ts";
import { withoutEllipsis } from "../format/decimal-text.ts";

const exact = (text: string): Exact => parseDecimal(withoutEllipsis(text)) ?? ZERO;

/** How long each bar is beside the longest, from 0 to 1. Amounts below nothing have no bar. */
export function barLengths(amounts: readonly string[]): readonly number[] {
  const values = amounts.map(exact);
  const longest = values.reduce((most, value) => (compare(value, most) > 0 ? value : most), ZERO);
  if (compare(longest, ZERO) <= 0) return values.map(() => 0);
  return values.map((value) => {
    if (compare(value, ZERO) <= 0) return 0;
    const { n, d } = quotient(value, longest);
    return Number(n) / Number(d);
  });
}

/** A count as a share of another, as a decimal text with six decimals; null of nothing. */
export const shareOf = (part: number, whole: number): string | null =>
  whole > 0 ? (part / whole).toFixed(6) : null;

/** The bonuses that fit the strip, the largest first, and how many are left. */
export function largest<T extends { readonly total: string }>(
  bonuses: readonly T[],
  most: number,
): { readonly shown: readonly T[]; readonly more: number } {
  const sorted = bonuses.toSorted((a, b) => compare(exact(b.total), exact(a.total)));
  return { shown: sorted.slice(0, most), more: Math.max(0, sorted.length - most) };
}

export const barStyle = (length: number): { readonly inlineSize: string } => ({
  inlineSize: `${(length * 100).toFixed(2)}%`,
});

/** What was offered and reached nobody. */
export const notPaid = ({ offered, total }: { readonly offered: string; readonly total: string }): string =>
  toDecimal(subtract(exact(offered), exact(total)));

/** The reasons from the largest amount down. */
export const byAmount = <T extends { readonly amount: string }>(reasons: readonly T[]): readonly T[] =>
  reasons.toSorted((a, b) => compare(exact(b.amount), exact(a.amount)));
