import { add, type Exact, greatest, isZero, subtract, whole, ZERO } from "../base/exact.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import { evaluate } from "./evaluate.ts";
import { type BreakageReason, breakOff, type Ledger } from "./ledger.ts";
import { offerOf } from "./offer.ts";
import type { At, Run } from "./run.ts";
import { amountAt, type Paid, type State } from "./stops.ts";
import { supremum } from "./supremum.ts";

/** What travels: a base, or so many of them together. */
export type Bases = { readonly base: Exact; readonly count: Exact };

/** Writes down what was offered at a stop, and why a part of it was not paid. */
export function settleStop(
  run: Run,
  bonus: CheckedBonus,
  ledger: Ledger,
  at: At,
  paid: Paid,
  { base, count }: Bases,
): void {
  const offer = offerOf(run, bonus);
  breakOff(ledger, "each at most", subtract(paid.uncapped, paid.amount));
  if (offer.kind === "top") return;
  let full: Exact | null = paid.rate;
  if (offer.kind === "levels" && at.level >= 1) full = offer.full[at.level - 1] ?? null;
  else if (offer.kind === "reached")
    full = supremum(run, bonus.pays, { level: whole(at.level), generation: whole(at.generation) });
  const offered = amountAt(run, bonus, base, greatest(full ?? paid.rate, paid.rate), count);
  ledger.offered = add(ledger.offered, offered);
  breakOff(ledger, reasonOf(run, bonus, at, paid), subtract(offered, paid.uncapped));
}

/** Whether a condition kept the rate from being one, or the rank. */
const reasonOf = (run: Run, { pays }: CheckedBonus, at: At, { rate }: Paid): BreakageReason =>
  isZero(rate) && pays.kind === "If" && !evaluate(run, pays.condition, at) ? "not entitled" : "lower rank";

/** Writes down what is offered behind the last stop, where nobody is. */
export function settleEnd(
  run: Run,
  bonus: CheckedBonus,
  ledger: Ledger,
  { level, paidRates }: Pick<State, "level" | "paidRates">,
  ended: "no upline" | "boundary",
  { base, count }: Bases,
  isTaken = (taken: number) => taken <= level,
): void {
  const offer = offerOf(run, bonus);
  const worth = (rate: Exact) => amountAt(run, bonus, base, rate, count);
  if (offer.kind === "top") {
    const full = greatest(offer.rate, paidRates);
    ledger.offered = add(ledger.offered, worth(full));
    breakOff(ledger, ended === "boundary" ? "boundary" : "lower rank", worth(subtract(full, paidRates)));
  } else if (offer.kind === "levels") {
    const left = worth(offer.full.filter((_, i) => !isTaken(i + 1)).reduce(add, ZERO));
    ledger.offered = add(ledger.offered, left);
    breakOff(ledger, ended, left);
  }
}
