import { add, type Exact, fraction, isZero, ZERO } from "../../base/exact.ts";
import type { BalanceSpec, Part } from "../../ir/program.ts";
import type { Elements } from "../memory.ts";

/** What was offered, and what of it was not paid, by reason. In money. */
export type Balance = { readonly offered: Exact; readonly broken: ReadonlyMap<string, Exact> };

/** The arrays that a balance is made of, and what they add up to. */
export type Arrays = { readonly array: (id: number) => Elements; readonly sum: (id: number) => bigint };

/** Adds up a balance from the arrays that it is made of. */
export function balanceOf({ offered, broken }: BalanceSpec, arrays: Arrays): Balance {
  const reasons = new Map<string, Exact>();
  for (const { reason, parts, where } of broken) {
    if (where && arrays.array(where.array).some((one) => Number(one) !== 0) === where.isNothing) continue;
    const amount = total(parts, arrays);
    if (!isZero(amount)) reasons.set(reason, add(reasons.get(reason) ?? ZERO, amount));
  }
  return { offered: total(offered, arrays), broken: reasons };
}

const total = (parts: readonly Part[], arrays: Arrays): Exact =>
  parts.reduce((so, part) => add(so, amountOf(part, arrays)), ZERO);

function amountOf({ array: id, halves, scale, sign }: Part, { array, sum }: Arrays): Exact {
  const units = halves ? BigInt(array(id)[0]!) + (BigInt(array(id)[1]!) << 32n) : sum(id);
  return fraction(BigInt(sign) * units, 10n ** BigInt(scale));
}
