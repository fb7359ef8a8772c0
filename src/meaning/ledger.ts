import { add, type Exact, isZero, ZERO } from "../base/exact.ts";

/** Why a part of what a bonus offers is not paid. */
export const breakageReasons = [
  /** Nobody stands where the level would be paid: the way ended at the top. */
  "no upline",
  /** The plan ends the way at a boundary (`until`, `through`). */
  "boundary",
  /** A condition of the rule fails. */
  "not entitled",
  /** Another rank would have had more. */
  "lower rank",
  "each at most",
  "at most",
  "limit",
  /** Cents: below 0 where rounding paid more than the rule comes to. */
  "rounding",
  /** A pot that nobody has a share of. */
  "no shares",
] as const;
export type BreakageReason = (typeof breakageReasons)[number];

/** What a bonus offered in one period, and what of it was broken: offered = earned + broken, exactly. In money. */
export type Ledger = { offered: Exact; readonly broken: Map<BreakageReason, Exact> };

export const emptyLedger = (): Ledger => ({ offered: ZERO, broken: new Map() });

export function breakOff(ledger: Ledger, reason: BreakageReason, amount: Exact): void {
  if (!isZero(amount)) ledger.broken.set(reason, add(ledger.broken.get(reason) ?? ZERO, amount));
}
