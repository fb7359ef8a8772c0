import type { CheckedBonus } from "../../check/checked-plan.ts";
import type { Formula } from "../../check/formula.ts";
import type { Code } from "../code.ts";
import { paidUpTo } from "../formulas/turning-points.ts";

type Params = Parameters<ReturnType<typeof paidUpTo>>[0];

/** More levels than any tree is deep. */
export const ENDLESS = 2 ** 30;

/** The last level that a bonus whose levels roll up pays anything on; null where it never ends. */
export const lastOf =
  ({ compiling: { offers, facts } }: Code, { name }: CheckedBonus) =>
  (params: Params): number | null =>
    offers(name, params, facts.deepest).ends.level;

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
