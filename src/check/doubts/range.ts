import {
  add,
  compare,
  type Exact,
  greatest,
  isVast,
  isZero,
  least,
  multiply,
  negate,
  ZERO,
} from "../../base/exact.ts";

/**
 * Between what a value can lie, whoever it is worked out for: amounts with their ends (null: no end), and what is yes or
 * no with what it can be. Everything else is not looked at.
 */
export type Range = AmountRange | TruthRange | { readonly kind: "other" };
export type AmountRange = {
  readonly kind: "amount";
  readonly low: Exact | null;
  readonly high: Exact | null;
};
export type TruthRange = { readonly kind: "truth"; readonly yes: boolean; readonly no: boolean };

export const OTHER: Range = { kind: "other" };
export const ANY: AmountRange = { kind: "amount", low: null, high: null };
export const NOTHING: AmountRange = { kind: "amount", low: ZERO, high: ZERO };
export const FROM_NOTHING: AmountRange = { kind: "amount", low: ZERO, high: null };
export const EITHER: TruthRange = { kind: "truth", yes: true, no: true };
export const truth = (yes: boolean, no: boolean): TruthRange => ({ kind: "truth", yes, no });
export const exactly = (value: Exact): AmountRange => within(value, value);

/** An end that is further away than any figure means anything is none. */
const within = (low: Exact | null, high: Exact | null): AmountRange => ({
  kind: "amount",
  low: low && isVast(low) ? null : low,
  high: high && isVast(high) ? null : high,
});

/** Whether a value is known to the last decimal. */
export const isPoint = (range: Range): boolean =>
  range.kind === "amount" &&
  range.low !== null &&
  range.high !== null &&
  compare(range.low, range.high) === 0;

/** Whatever lies in one or the other. */
export function either(a: Range, b: Range): Range {
  if (a.kind === "amount" && b.kind === "amount")
    return {
      kind: "amount",
      low: a.low && b.low && least(a.low, b.low),
      high: a.high && b.high && greatest(a.high, b.high),
    };
  if (a.kind === "truth" && b.kind === "truth") return truth(a.yes || b.yes, a.no || b.no);
  return OTHER;
}

export const negated = ({ low, high }: AmountRange): AmountRange => ({
  kind: "amount",
  low: high && negate(high),
  high: low && negate(low),
});

export const plus = (a: AmountRange, b: AmountRange): AmountRange =>
  within(a.low && b.low && add(a.low, b.low), a.high && b.high && add(a.high, b.high));

/** By signs where an end is missing: what is never below nothing stays so when it is multiplied by what is neither. */
export function times(a: AmountRange, b: AmountRange): AmountRange {
  if ((isPoint(a) && isZero(a.low!)) || (isPoint(b) && isZero(b.low!))) return NOTHING;
  if (a.low && a.high && b.low && b.high) {
    const ends = [
      multiply(a.low, b.low),
      multiply(a.low, b.high),
      multiply(a.high, b.low),
      multiply(a.high, b.high),
    ];
    return within(ends.reduce(least), ends.reduce(greatest));
  }
  const [left, right] = [signOf(a), signOf(b)];
  if (left === 0 || right === 0) return ANY;
  return left === right ? FROM_NOTHING : negated(FROM_NOTHING);
}

/** 1: never below nothing; -1: never above; 0: on both sides. */
const signOf = ({ low, high }: AmountRange): -1 | 0 | 1 =>
  low && compare(low, ZERO) >= 0 ? 1 : high && compare(high, ZERO) <= 0 ? -1 : 0;

/** Of a sum over so many that nobody knows how many. */
export function ofMany(each: AmountRange): AmountRange {
  if (isPoint(each) && isZero(each.low!)) return NOTHING;
  const sign = signOf(each);
  return sign === 0 ? ANY : sign > 0 ? FROM_NOTHING : negated(FROM_NOTHING);
}

export const extreme = (which: "max" | "min", a: AmountRange, b: AmountRange): AmountRange =>
  which === "max"
    ? {
        kind: "amount",
        low: a.low && b.low ? greatest(a.low, b.low) : (a.low ?? b.low),
        high: a.high && b.high && greatest(a.high, b.high),
      }
    : {
        kind: "amount",
        low: a.low && b.low && least(a.low, b.low),
        high: a.high && b.high ? least(a.high, b.high) : (a.high ?? b.high),
      };

type CompareOp = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** What a comparison of amounts can come to. */
export function compared(op: CompareOp, a: AmountRange, b: AmountRange): TruthRange {
  const apart = (less: AmountRange, more: AmountRange, orEqual: boolean): boolean =>
    less.high !== null &&
    more.low !== null &&
    (orEqual ? compare(less.high, more.low) <= 0 : compare(less.high, more.low) < 0);
  switch (op) {
    case "<":
      return truth(!apart(b, a, true), !apart(a, b, false));
    case "<=":
      return truth(!apart(b, a, false), !apart(a, b, true));
    case ">":
      return compared("<", b, a);
    case ">=":
      return compared("<=", b, a);
    case "=": {
      const same = isPoint(a) && isPoint(b) && compare(a.low!, b.low!) === 0;
      return truth(!apart(a, b, false) && !apart(b, a, false), !same);
    }
    case "<>": {
      const { yes, no } = compared("=", a, b);
      return truth(no, yes);
    }
  }
}
