import type { CheckedBonus } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import type { Code } from "./code.ts";
import type { Baggage } from "./journey-state.ts";
import { paidUpTo } from "./turning-points.ts";

type Params = Parameters<ReturnType<typeof paidUpTo>>[0];

/** More levels than any tree is deep. */
export const ENDLESS = 2 ** 30;

/** The last level that a bonus whose levels roll up pays anything on. */
export function lastOf(
  code: Code,
  { name, pays }: CheckedBonus,
  { level }: Baggage,
): (params: Params) => number | null {
  const { offers, facts } = code.compiling;
  const end = level.most ? endOf(code, pays, "level", level.most) : () => null;
  return (params) => {
    const offer = offers(name, params, facts.deepest);
    if (offer) return offer.ends.level;
    const from = end(params);
    return from === null ? null : from - 1;
  };
}

/** From which level or generation on nothing is paid. */
export function endOf(
  { compiling }: Code,
  pays: Formula,
  what: "level" | "generation",
  most: (params: Params) => number | null,
): (params: Params) => number | null {
  const end = paidUpTo(compiling.plan, pays, what, (params) => most(params) ?? ENDLESS);
  return (params) => (most(params) === null ? null : end(params));
}
