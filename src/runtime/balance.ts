import { add, type Exact, fraction, isZero, ZERO } from "../base/exact.ts";
import type { BalanceSpec, Part } from "../ir/program.ts";
import type { Elements } from "./memory.ts";
import { sumOf } from "./view.ts";

/** What was offered, and what of it was not paid, by reason. In money. */
export type Balance = { readonly offered: Exact; readonly broken: ReadonlyMap<string, Exact> };

/** Adds up a balance from the arrays that it is made of. */
export function balanceOf({ offered, broken }: BalanceSpec, array: (id: number) => Elements): Balance {
  const reasons = new Map<string, Exact>();
  for (const { reason, parts, where } of broken) {
    if (where && array(where.array).some((one) => Number(one) !== 0) === where.isNothing) continue;
    const amount = total(parts, array);
    if (!isZero(amount)) reasons.set(reason, add(reasons.get(reason) ?? ZERO, amount));
  }
  return { offered: total(offered, array), broken: reasons };
}

const total = (parts: readonly Part[], array: (id: number) => Elements): Exact =>
  parts.reduce((so, part) => add(so, amountOf(part, array)), ZERO);

function amountOf({ array: id, halves, scale, sign }: Part, array: (id: number) => Elements): Exact {
  const elements = array(id);
  const units = halves ? BigInt(elements[0]!) + (BigInt(elements[1]!) << 32n) : sumOf(elements);
  return fraction(BigInt(sign) * units, 10n ** BigInt(scale));
}
