/**
 * Exact numbers: fractions of whole numbers, of any size. Every volume, rate and amount of a plan is one.
 *
 * Numerator and denominator are kept as plain integers while they are safe ones (below 2^53, where a JavaScript
 * number is exact), and as BigInt beyond: the same value, some twenty times faster for the amounts of everyday.
 * A fraction is not always in lowest terms; two are compared by `compare`, never by their parts.
 */
export type Exact = { readonly n: number | bigint; readonly d: number | bigint };

const LARGEST = Number.MAX_SAFE_INTEGER;
const isSafe = (value: number): boolean => value <= LARGEST && value >= -LARGEST;

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** Puts a fraction into lowest terms, and back into plain integers where they suffice. `d` is above 0. */
function lowest(n: bigint, d: bigint): Exact {
  const common = gcd(n, d);
  const [top, bottom] = common > 1n ? [n / common, d / common] : [n, d];
  const [small, smallBottom] = [Number(top), Number(bottom)];
  return isSafe(small) && isSafe(smallBottom) ? { n: small, d: smallBottom } : { n: top, d: bottom };
}

/** A figure that no plan means: squares of squares, say. Without an end to it a browser would work on it for ever. */
export class NumberTooLarge extends Error {}
export const DIGITS_MOST = 1_000;
const TOO_LARGE = 10n ** BigInt(DIGITS_MOST);

function bounded(value: Exact): Exact {
  const { n, d } = value;
  if (typeof n === "bigint" && (n >= TOO_LARGE || n <= -TOO_LARGE)) throw new NumberTooLarge();
  if (typeof d === "bigint" && d >= TOO_LARGE) throw new NumberTooLarge();
  return value;
}

/** A figure that two more operations could take beyond the end: whoever works with bounds stops here. */
export const isVast = ({ n, d }: Exact): boolean =>
  (typeof n === "bigint" && (n >= VAST || n <= -VAST)) || (typeof d === "bigint" && d >= VAST);
const VAST = 10n ** BigInt(Math.floor(DIGITS_MOST / 4));

export const ZERO: Exact = { n: 0, d: 1 };
export const ONE: Exact = { n: 1, d: 1 };

/** A whole number. */
export const whole = (value: number | bigint): Exact =>
  typeof value === "number" && isSafe(value) ? { n: value, d: 1 } : lowest(BigInt(value), 1n);

/** The fraction `n / d`; `d` must not be 0. */
export function fraction(n: number | bigint, d: number | bigint): Exact {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  return bottom < 0n ? lowest(-top, -bottom) : lowest(top, bottom);
}

/**
 * Reads a plain decimal figure: digits, at most one point, a sign in front; commas and underscores between digits
 * are passed over. Null for any other text.
 */
export function parseDecimal(text: string): Exact | null {
  const match = /^([-−]?)(\d[\d,_]*)?(?:\.(\d+))?$/.exec(text);
  if (!match || (match[2] === undefined && match[3] === undefined)) return null;
  const decimals = match[3] ?? "";
  const digits = (match[2] ?? "").replace(/[,_]/g, "") + decimals;
  const top = BigInt(digits);
  return lowest(match[1] ? -top : top, 10n ** BigInt(decimals.length));
}

export function add(a: Exact, b: Exact): Exact {
  if (
    typeof a.n === "number" &&
    typeof b.n === "number" &&
    typeof a.d === "number" &&
    typeof b.d === "number"
  ) {
    if (a.d === b.d) {
      const n = a.n + b.n;
      if (isSafe(n)) return { n, d: a.d };
    } else {
      const [left, right, d] = [a.n * b.d, b.n * a.d, a.d * b.d];
      if (isSafe(left) && isSafe(right) && isSafe(left + right) && isSafe(d)) return { n: left + right, d };
    }
  }
  const [an, ad, bn, bd] = [BigInt(a.n), BigInt(a.d), BigInt(b.n), BigInt(b.d)];
  return bounded(lowest(an * bd + bn * ad, ad * bd));
}

export const negate = (a: Exact): Exact => ({ n: a.n === 0 ? 0 : -a.n, d: a.d });

export const subtract = (a: Exact, b: Exact): Exact => add(a, negate(b));

export function multiply(a: Exact, b: Exact): Exact {
  if (
    typeof a.n === "number" &&
    typeof b.n === "number" &&
    typeof a.d === "number" &&
    typeof b.d === "number"
  ) {
    const [n, d] = [a.n * b.n, a.d * b.d];
    if (isSafe(n) && isSafe(d)) return { n: n === 0 ? 0 : n, d };
  }
  return bounded(lowest(BigInt(a.n) * BigInt(b.n), BigInt(a.d) * BigInt(b.d)));
}

/** The exact quotient; the divisor must not be 0. For the division that a plan writes, see `divideAsPlansDo`. */
export function quotient(a: Exact, b: Exact): Exact {
  const [n, d] = [BigInt(a.n) * BigInt(b.d), BigInt(a.d) * BigInt(b.n)];
  return bounded(d < 0n ? lowest(-n, -d) : lowest(n, d));
}

/** Below 0, 0 or above 0, as `a` is below, equal to or above `b`. */
export function compare(a: Exact, b: Exact): number {
  if (
    typeof a.n === "number" &&
    typeof b.n === "number" &&
    typeof a.d === "number" &&
    typeof b.d === "number"
  ) {
    if (a.d === b.d) return a.n - b.n;
    const [left, right] = [a.n * b.d, b.n * a.d];
    if (isSafe(left) && isSafe(right)) return left - right;
  }
  const difference = BigInt(a.n) * BigInt(b.d) - BigInt(b.n) * BigInt(a.d);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const equal = (a: Exact, b: Exact): boolean => compare(a, b) === 0;
export const isZero = (a: Exact): boolean => a.n === 0 || a.n === 0n;
export const isNegative = (a: Exact): boolean => a.n < 0;
export const least = (a: Exact, b: Exact): Exact => (compare(a, b) <= 0 ? a : b);
export const greatest = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? a : b);
export const sum = (values: Iterable<Exact>): Exact => {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
};

/** The largest whole number that is not above `a`. */
export function floor(a: Exact): bigint {
  const [n, d] = [BigInt(a.n), BigInt(a.d)];
  const cut = n / d;
  return n < 0n && cut * d !== n ? cut - 1n : cut;
}

/** For pictures and scales only (a circle's size, a bar's length): never for a figure that is shown or paid. */
export function approximate(a: Exact): number {
  if (typeof a.n === "number" && typeof a.d === "number") return a.n / a.d;
  const [n, d] = [BigInt(a.n), BigInt(a.d)];
  const cut = n / d;
  return Number(cut) + Number(((n - cut * d) * 1_000_000_000n) / d) / 1e9;
}

/**
 * The figure in plain decimals, e.g. `-1234.5`, in lowest form. A fraction that has no finite decimals (a share of
 * a pool before rounding) is cut after `mostDecimals` and ends with `…`.
 */
export function toDecimal(a: Exact, mostDecimals = 12): string {
  const { n: top, d: bottom } = lowest(BigInt(a.n), BigInt(a.d));
  const [n, d] = [BigInt(top), BigInt(bottom)];
  const size = n < 0n ? -n : n;
  let rest = size % d;
  let decimals = "";
  while (rest !== 0n && decimals.length < mostDecimals) {
    rest *= 10n;
    decimals += (rest / d).toString();
    rest %= d;
  }
  return `${n < 0n ? "-" : ""}${size / d}${decimals ? `.${decimals}` : ""}${rest === 0n ? "" : "…"}`;
}
