import { type Exact, floor, multiply, whole } from "../../base/exact.ts";
import type { Rounding } from "../../base/rounding.ts";
import { binary, type Comparison, call, type Expr, i64, select } from "../../ir/code.ts";
import { bind, type Code } from "../code.ts";
import { tooFine } from "../too-fine.ts";
import { watch } from "../watched.ts";
import type { Amount } from "./terms.ts";

/** What 64 bits hold. */
export const LARGEST = 2n ** 63n - 1n;
/** 10^18 is the largest power of ten that 64 bits hold. */
export const MOST_DECIMALS = 18;
const NINE_DECIMALS = 9;

const POWERS: readonly bigint[] = Array.from({ length: 2 * MOST_DECIMALS + 1 }, (_, i) => 10n ** BigInt(i));
export const powerOfTen = (exponent: number): bigint => POWERS[exponent] ?? 10n ** BigInt(exponent);

/** How many decimals a number has; what has no end of them is no amount of ours. */
export function decimalsOf({ n, d }: Exact): number {
  if (d === 1 || n === 0) return 0;
  // Figures of everyday in plain numbers, where these are exact.
  if (typeof n === "number" && typeof d === "number") {
    let scale = 0;
    for (let top = n; Number.isSafeInteger(top); top *= 10, scale++) if (top % d === 0) return scale;
  }
  let top = BigInt(n);
  for (let scale = 0; scale <= MOST_DECIMALS; scale++, top *= 10n) if (top % BigInt(d) === 0n) return scale;
  return tooFine();
}

/** A number in units of a decimal. */
export function unitsOf(value: Exact, scale: number): bigint {
  const { n, d } = value;
  if (d === 1) return BigInt(n) * powerOfTen(scale);
  if (typeof n === "number" && typeof d === "number") {
    const top = n * Number(powerOfTen(scale));
    const rest = top % d;
    if (Number.isSafeInteger(top)) return BigInt((top - rest) / d - (rest < 0 ? 1 : 0));
  }
  return floor(multiply(value, whole(powerOfTen(scale))));
}

export const amountOf = (value: bigint, scale = 0): Amount => ({
  kind: "amount",
  expr: i64(value),
  scale,
  most: value < 0n ? -value : value,
  mass: null,
});
export const NOTHING: Amount = { ...amountOf(0n), mass: 0n };

export const fits = (most: bigint | null): boolean => most !== null && most <= LARGEST;
const both = (a: bigint | null, b: bigint | null, of: (a: bigint, b: bigint) => bigint): bigint | null =>
  a === null || b === null ? null : of(a, b);

/** A sum, difference or product that cannot overflow; or one that stops the pass where it would. */
export function work(code: Code, name: "add" | "sub" | "mul", a: Expr, b: Expr, most: bigint | null): Expr {
  if (fits(most)) return binary(name, a, b);
  watch(code, name);
  return call(name, "i64", a, b);
}

/** The same amount with more decimals. */
export function rescale(code: Code, amount: Amount, scale: number): Amount {
  if (amount.scale === scale) return amount;
  if (scale < amount.scale || scale > MOST_DECIMALS) tooFine();
  const factor = powerOfTen(scale - amount.scale);
  const most = both(amount.most, factor, (a, b) => a * b);
  const mass = both(amount.mass, factor, (a, b) => a * b);
  return { kind: "amount", expr: work(code, "mul", amount.expr, i64(factor), most), scale, most, mass };
}

/** Two amounts in units of the same decimal. */
export function alike(code: Code, a: Amount, b: Amount): readonly [Amount, Amount] {
  const scale = Math.max(a.scale, b.scale);
  return [rescale(code, a, scale), rescale(code, b, scale)];
}

export function plus(code: Code, left: Amount, right: Amount): Amount {
  const [a, b] = alike(code, left, right);
  const most = both(a.most, b.most, (x, y) => x + y);
  const mass = both(a.mass, b.mass, (x, y) => x + y);
  return { ...a, expr: work(code, "add", a.expr, b.expr, most), most, mass };
}

export function minus(code: Code, left: Amount, right: Amount): Amount {
  const [a, b] = alike(code, left, right);
  const most = both(a.most, b.most, (x, y) => x + y);
  const mass = both(a.mass, b.mass, (x, y) => x + y);
  return { ...a, expr: work(code, "sub", a.expr, b.expr, most), most, mass };
}

export function times(code: Code, a: Amount, b: Amount): Amount {
  const scale = a.scale + b.scale;
  if (scale > MOST_DECIMALS) tooFine();
  const most = both(a.most, b.most, (x, y) => x * y);
  const byMass = [both(a.mass, b.most, (x, y) => x * y), both(a.most, b.mass, (x, y) => x * y)].filter(
    (mass) => mass !== null,
  );
  const mass = byMass.length > 0 ? byMass.reduce((x, y) => (x < y ? x : y)) : null;
  return { kind: "amount", expr: work(code, "mul", a.expr, b.expr, most), scale, most, mass };
}

/** Division as a plan writes it: to nine decimals, half even; by nothing is nothing. */
export function over(code: Code, a: Amount, b: Amount): Amount {
  const shift = NINE_DECIMALS + b.scale - a.scale;
  if (Math.abs(shift) > MOST_DECIMALS) tooFine();
  const divisor = shift >= 0 ? b : rescale(code, b, b.scale - shift);
  const factor = shift >= 0 ? powerOfTen(shift) : 1n;
  const most = both(a.most, factor, (x, y) => x * y + 1n);
  if (fits(most)) code.compiling.routines.add("divide");
  else watch(code, "divide");
  return {
    kind: "amount",
    expr: call("divide", "i64", a.expr, i64(factor), divisor.expr),
    scale: NINE_DECIMALS,
    most: fits(most) ? most : LARGEST,
    mass: null,
  };
}

/** The nearest multiple of a grid: 33.335 to the cent, half even, is 33.34. */
export function rounded(code: Code, amount: Amount, { mode, grid }: Rounding): Amount {
  const scale = decimalsOf(grid);
  const fine = amount.scale < scale ? rescale(code, amount, scale) : amount;
  const unit = unitsOf(grid, fine.scale);
  if (unit === 1n) return fine;
  const value = bind(code, fine.expr);
  const whole = bind(code, binary("div_s", value, i64(unit)));
  const steps = mode === "down" ? whole : nearest(code, value, whole, unit, mode);
  const perStep = unitsOf(grid, scale);
  const most = fine.most === null ? null : (fine.most / unit + 1n) * perStep;
  const mass = fine.mass === null ? null : fine.mass + BigInt(code.compiling.facts.people) * unit;
  return {
    kind: "amount",
    expr: work(code, "mul", steps, i64(perStep), perStep === 1n ? LARGEST : most),
    scale,
    most,
    mass: mass === null ? null : (mass / unit + 1n) * perStep,
  };
}

/** The quotient towards 0, one further from 0 where the rest is more than a half; of two equally near the even one, or the further. */
function nearest(code: Code, value: Expr, quotient: Expr, unit: bigint, mode: "half even" | "half up"): Expr {
  const rest = bind(code, binary("sub", value, binary("mul", quotient, i64(unit))));
  // Twice the rest against the unit, an odd quotient (or `half up`) counting a little more: 2·r + odd > unit.
  const lean = mode === "half up" ? i64(1) : binary("and", quotient, i64(1));
  const twice = binary("mul", rest, i64(2));
  const above = binary("gt_s", binary("add", twice, lean), i64(unit));
  const below = binary("lt_s", binary("sub", twice, lean), i64(-unit));
  return binary("sub", binary("add", quotient, { op: "widen", type: "i64", of: above }), {
    op: "widen",
    type: "i64",
    of: below,
  });
}

/** The largest multiple of a unit that is not above. */
export function floored(code: Code, amount: Amount, grid: Exact): Amount {
  const scale = decimalsOf(grid);
  const fine = amount.scale < scale ? rescale(code, amount, scale) : amount;
  const unit = unitsOf(grid, fine.scale);
  if (unit === 1n) return fine;
  const value = bind(code, fine.expr);
  const quotient = bind(code, binary("div_s", value, i64(unit)));
  const isCut = binary("lt_s", value, binary("mul", quotient, i64(unit)));
  const perStep = unitsOf(grid, scale);
  const most = fine.most === null ? null : (fine.most / unit + 1n) * perStep;
  return {
    kind: "amount",
    expr: work(
      code,
      "mul",
      binary("sub", quotient, { op: "widen", type: "i64", of: isCut }),
      i64(perStep),
      perStep === 1n ? LARGEST : most,
    ),
    scale,
    most,
    mass: null,
  };
}

export function compared(code: Code, name: Comparison, left: Amount, right: Amount): Expr {
  const [a, b] = alike(code, left, right);
  return binary(name, a.expr, b.expr);
}

export function extreme(code: Code, which: "max" | "min", left: Amount, right: Amount): Amount {
  const [a, b] = alike(code, left, right);
  const [x, y] = [bind(code, a.expr), bind(code, b.expr)];
  return {
    ...a,
    expr: select(binary(which === "max" ? "gt_s" : "lt_s", x, y), x, y),
    most: both(a.most, b.most, (p, q) => (p > q ? p : q)),
    mass: both(a.mass, b.mass, (p, q) => p + q),
  };
}
