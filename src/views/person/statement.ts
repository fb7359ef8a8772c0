import { add, compare, type Exact, fraction, parseDecimal, quotient } from "../../base/exact.ts";
import type { BonusReport, ColumnOutline, PersonReport, RequirementReport } from "../../engine/protocol.ts";
import { isZeroText, withoutEllipsis } from "../format/decimal-text.ts";

const exact = (text: string): Exact | null => parseDecimal(withoutEllipsis(text));
const same = (a: string, b: string): boolean => {
  const [x, y] = [exact(a), exact(b)];
  return x !== null && y !== null && compare(x, y) === 0;
};

/** The steps from what a bonus came to, to what is paid of it: only where they differ. */
export type Step = { readonly words: string; readonly amount: string };
export function stepsOf({ gross, earned, paid }: BonusReport): readonly Step[] {
  if (same(gross, paid) && same(earned, paid)) return [];
  return [
    { words: "before any cap", amount: gross },
    ...(same(gross, earned) ? [] : [{ words: "after its own cap", amount: earned }]),
    ...(same(earned, paid) ? [] : [{ words: "after the plan's limits", amount: paid }]),
  ];
}

/** How far a requirement is met, from 0 to 1, for the bar beside its figures; null where it is not an amount. */
export function progressOf({ has, needs, met }: RequirementReport): number | null {
  const [have, need] = [has === null ? null : exact(has), needs === null ? null : exact(needs)];
  if (!have || !need) return null;
  if (met || compare(need, { n: 0, d: 1 }) <= 0) return 1;
  const hundredths = quotient(have, need);
  return Math.max(0, Math.min(1, Number(hundredths.n) / Number(hundredths.d)));
}

/** Whether a requirement that is missed is missed by little: a tenth, by the page's rule. */
export function isNear({ met, missing, needs }: RequirementReport): boolean {
  const [lack, need] = [missing === null ? null : exact(missing), needs === null ? null : exact(needs)];
  return !met && lack !== null && need !== null && compare(add(lack, lack), multiplyByFifth(need)) <= 0;
}
const multiplyByFifth = (value: Exact): Exact => quotient(value, fraction(5, 1));

/** A charge is taken off, so it stands with a minus. */
export const signed = ({ flavour, paid }: BonusReport): string =>
  flavour === "charge" && !isZeroText(paid) && !paid.startsWith("-") ? `-${paid}` : paid;

/** What is paid or charged stands in the statement and adds up; a flow is worked out on the way and is no money of anybody's. */
export const isInStatement = ({ flavour }: BonusReport): boolean => flavour !== "flow";

/** The person's own columns without those that the statement shows anyway. */
export function ownColumns({ columns }: PersonReport): PersonReport["columns"] {
  const elsewhere: readonly ColumnOutline["role"][] = ["rank", "bonus", "charge", "pool", "payout"];
  return columns.filter(({ role }) => !elsewhere.includes(role));
}

/** `PV >= 100` needs no 100 where the figure stands beside it. */
export const ruleText = ({ rule, needs }: RequirementReport): string =>
  needs === null ? rule : rule.replace(/\s*(>=|>|=)\s*[^()=<>]+$/, "");
