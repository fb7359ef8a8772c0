import {
  add,
  compare,
  type Exact,
  fraction,
  isZero,
  multiply,
  quotient,
  sum,
  whole,
  ZERO,
} from "../base/exact.ts";
import { type Rounding, round } from "../base/rounding.ts";

/** How amounts are spread over people. The median stands first: most people earn little, and a mean hides it. */
export type Distribution = {
  readonly people: number;
  readonly nothing: number;
  readonly total: Exact;
  /** The middle one, or half-way between the two middle ones; those who get nothing are counted. */
  readonly median: Exact;
  /** Rounded as the plan rounds. */
  readonly mean: Exact;
  readonly highest: Exact;
};

const HALF = fraction(1, 2);

export function distributionOf(amounts: readonly Exact[], rounding: Rounding): Distribution {
  const sorted = [...amounts].sort(compare);
  const total = sum(sorted);
  const people = sorted.length;
  const middle = people >> 1;
  const median =
    people === 0
      ? ZERO
      : people % 2 === 1
        ? sorted[middle]!
        : multiply(add(sorted[middle - 1]!, sorted[middle]!), HALF);
  return {
    people,
    nothing: sorted.filter(isZero).length,
    total,
    median,
    mean: meanOf(total, people, rounding),
    highest: sorted.at(-1) ?? ZERO,
  };
}

/** What everybody would get if all got the same. */
export const meanOf = (total: Exact, people: number, rounding: Rounding): Exact =>
  people === 0 ? ZERO : round(quotient(total, whole(people)), rounding);
