import {
  add,
  compare,
  type Exact,
  multiply,
  negate,
  ONE,
  quotient,
  subtract,
  whole,
  ZERO,
} from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { Formula, FormulaOf } from "../check/formula.ts";
import { binary, type Expr, i32, i64, local, not, select, set, when } from "../ir/code.ts";
import { compared, LARGEST, minus, NOTHING, plus, rescale, times } from "./arithmetic.ts";
import { bind, type Code, type Compiling, fresh, inside } from "./code.ts";
import { summed } from "./folding.ts";
import { amountIn, amountsTerm, fixedKey, isFixed } from "./formulas.ts";
import { eachMember } from "./groups.ts";
import { notYet } from "./not-yet.ts";
import { readsOf } from "./reads.ts";
import { type Scope, staticPlace } from "./scope.ts";
import { evaluateStatic } from "./statics.ts";
import type { Amount } from "./terms.ts";

type Params = ReadonlyMap<string, Value>;

/** So many of the largest parts may be held at their limit together. */
const MOST_HELD = 4;

/**
 * A sum in which no part counts for more than a share of that very sum: T = Σ min(v, a + b·T). With the k largest at their
 * limit T = (rest + k·a) / (1 − k·b), for the first k whose limit the next part does not reach (then it is not above those
 * that it holds either: where it is below the k-th, one more makes T less). Only the few largest are looked for,
 * as many as b leaves room for; where a quotient has no end of decimals, no code is made.
 */
export function limitedSumTerm(
  code: Code,
  { of, group }: FormulaOf<"Aggregate">,
  limit: Formula,
  scope: Scope,
): Amount {
  const share = (params: Params) => slopeOf(code.compiling, limit, scope, params);
  const now = share(code.compiling.facts.params);
  const held = mostHeld(now);
  if (!areDecimals(now, held)) return notYet("a sum that limits itself to a share without decimals");
  const [countName, sumName] = [fresh(code, "count"), fresh(code, "sum")];
  const names = Array.from({ length: held + 1 }, () => fresh(code, "largest"));
  const count = local(countName, "i32");
  const loops = inside(code);
  let value: Amount = NOTHING;
  eachMember(loops, group, scope, (inner, place) => {
    const term = amountIn(inner, of, place);
    value = { ...term, expr: bind(inner, term.expr) };
    const { most } = summed(inner, value, 1n);
    const so: Amount = { ...value, expr: local(sumName, "i64"), most: null, mass: null };
    const isBounded = most !== null && most <= LARGEST;
    const sum = isBounded ? binary("add", so.expr, value.expr) : plus(inner, so, value).expr;
    inner.block.push(set(sumName, sum));
    // Each of the largest makes room for a larger one, and goes on itself to the next place.
    let further = value.expr;
    names.forEach((name, i) => {
      const here = local(name, "i64");
      const goesIn = bind(inner, binary("or", binary("le_s", count, i32(i)), binary("gt_s", further, here)));
      const [first, next] = [
        bind(inner, select(goesIn, further, here)),
        bind(inner, select(goesIn, here, further)),
      ];
      inner.block.push(set(name, first));
      further = next;
    });
    inner.block.push(set(countName, binary("add", count, i32(1))));
  });
  code.block.push(set(countName, i32(0)), set(sumName, i64(0)), ...names.map((name) => set(name, i64(0))));
  code.block.push(...loops.block);

  const all: Amount = { ...summed(code, value, 1n), expr: local(sumName, "i64"), mass: null };
  const largest = names.map((name): Amount => ({ ...value, expr: local(name, "i64"), mass: null }));
  const fixed = { ...amountIn(code, limit, { ...scope, total: NOTHING }) };
  const limitAtNothing: Amount = { ...fixed, expr: bind(code, fixed.expr) };
  const shareNow = oneOf(code, `share ${fixedKey(limit, scope)}`, share, held, share);
  const [resultName, foundName] = [fresh(code, "total"), fresh(code, "isFound")];
  const found = local(foundName, "i32");
  let rest = all;
  const totals = Array.from({ length: held + 1 }, (_, k): { own: Code; total: Amount; fits: Expr } => {
    const own = inside(code);
    if (k > 0) rest = minus(own, rest, largest[k - 1]!);
    rest = { ...rest, expr: bind(own, rest.expr) };
    const key = `held ${k} ${fixedKey(limit, scope)}`;
    const one = oneOf(own, key, (params) => quotient(ONE, leftBy(share(params), k)), held, share);
    const together = k === 0 ? rest : plus(own, rest, times(own, limitAtNothing, numberOf(k)));
    const product = k === 0 ? together : times(own, together, one);
    const total = { ...product, expr: bind(own, product.expr) };
    const allowed = plus(own, limitAtNothing, times(own, shareNow, total));
    const at: Amount = { ...allowed, expr: bind(own, allowed.expr) };
    const fits = binary("or", binary("le_s", count, i32(k)), compared(own, "ge_s", at, largest[k]!));
    return { own, total, fits };
  });
  const scale = Math.max(...totals.map(({ total }) => total.scale));
  const scaled = totals.map(({ own, total }) => rescale(own, total, scale));
  const sizes = scaled.map(({ most }) => most);
  const tries = totals.reduceRight<Code["block"]>((later, { own, fits }, k) => {
    own.block.push(when(fits, [set(resultName, scaled[k]!.expr), set(foundName, i32(1))]));
    own.block.push(when(not(found), later));
    return k === 0 ? own.block : [when(binary("ge_s", count, i32(k)), own.block)];
  }, []);
  code.block.push(set(resultName, i64(0)), set(foundName, i32(0)), ...tries);
  return {
    kind: "amount",
    expr: local(resultName, "i64"),
    scale,
    most: sizes.some((most) => most === null)
      ? null
      : sizes.map((most) => most!).reduce((a, b) => (a > b ? a : b)),
    mass: null,
  };
}

const numberOf = (k: number): Amount => ({
  kind: "amount",
  expr: i64(k),
  scale: 0,
  most: BigInt(k),
  mass: null,
});

/** What is left of one whole when so many parts have their share of it. */
const leftBy = (share: Exact, held: number): Exact => subtract(ONE, multiply(whole(held), share));

/** How many parts can be at their limit together: the shares of all of them are less than the whole. */
function mostHeld(share: Exact): number {
  let held = 0;
  while (held <= MOST_HELD && compare(leftBy(share, held + 1), ZERO) > 0) held++;
  return held <= MOST_HELD ? held : notYet("a sum that limits itself to a small share");
}

/** A number that goes by the share: it may be moved as long as as many parts can be held and all quotients have an end. */
function oneOf(
  code: Code,
  name: string,
  value: (params: Params) => Exact,
  held: number,
  share: (params: Params) => Exact,
): Amount {
  const fits = (params: Params): boolean => {
    const moved = share(params);
    if (compare(leftBy(moved, held), ZERO) <= 0 || compare(leftBy(moved, held + 1), ZERO) > 0) return false;
    return areDecimals(moved, held);
  };
  return amountsTerm(code, name, [value], null, { decimals: 2, fits });
}

/** Whether a share, and what it makes of those that are left, can be written in decimals. */
const areDecimals = (share: Exact, held: number): boolean =>
  [share, ...Array.from({ length: held }, (_, k) => quotient(ONE, leftBy(share, k + 1)))].every(hasAnEnd);

function hasAnEnd({ d }: Exact): boolean {
  let rest = BigInt(d);
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n;
}

/** By how much a limit grows with the total: a number that is the same for everybody, where the limit is a share of it. */
function slopeOf(compiling: Compiling, formula: Formula, scope: Scope, params: Params): Exact {
  const of = (part: Formula) => slopeOf(compiling, part, scope, params);
  const fixed = (part: Formula) => evaluateStatic(compiling.plan, part, staticPlace(scope, params)) as Exact;
  if (!readsOf(formula).total) return ZERO;
  switch (formula.kind) {
    case "Bound":
      return ONE;
    case "Negate":
      return negate(of(formula.of));
    case "Worth":
      return multiply(of(formula.of), compiling.plan.worth.get(formula.points)!);
    case "Arithmetic": {
      const { op, left, right } = formula;
      if (op === "+") return add(of(left), of(right));
      if (op === "-") return subtract(of(left), of(right));
      if (op === "*" && isFixed(left, scope)) return multiply(fixed(left), of(right));
      if (op === "*" && isFixed(right, scope)) return multiply(of(left), fixed(right));
      break;
    }
    default:
      break;
  }
  return notYet("a sum that limits itself to what is no share of it");
}
