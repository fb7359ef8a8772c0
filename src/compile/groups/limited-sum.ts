import {
  add,
  compare,
  type Exact,
  multiply,
  ONE,
  quotient,
  subtract,
  whole,
  ZERO,
} from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedGroup, Formula, FormulaOf } from "../../check/formula.ts";
import { readsOf } from "../../check/reads.ts";
import { binary, type Expr, i32, i64, local, loop, not, select, set, when } from "../../ir/code.ts";
import { bind, type Code, type Compiling, fresh, inside } from "../code.ts";
import {
  amountOf,
  compared,
  LARGEST,
  minus,
  NOTHING,
  over,
  plus,
  rescale,
  times,
} from "../formulas/arithmetic.ts";
import { amountsTerm, fixedKey, isFixed } from "../formulas/fixed.ts";
import { amountIn } from "../formulas/formulas.ts";
import { carried } from "../formulas/periods.ts";
import { type Scope, staticPlace } from "../formulas/scope.ts";
import type { Amount } from "../formulas/terms.ts";
import { evaluateStatic } from "../statics.ts";
import { countStep } from "../step-limits.ts";
import { sumOfMembers } from "./folding.ts";
import { eachMember } from "./members.ts";

type Params = ReadonlyMap<string, Value>;

/** So many of the largest parts are looked for at once. */
const MOST_HELD = 4;
/** A quotient is carried to so many decimals. */
const NINE_DECIMALS = 9;

/**
 * A sum in which no part counts for more than a share of that very sum: T = Σ min(v, a + b·T). With the k largest at their
 * limit T = (rest + k·a) / (1 − k·b), for the first k whose limit the next part does not reach (then it is not above those
 * that it holds either: where it is below the k-th, one more makes T less).
 */
export function limitedSumTerm(
  code: Code,
  formula: FormulaOf<"Aggregate">,
  limit: Formula,
  scope: Scope,
): Amount {
  const tried = inside(code);
  const quick = largestAtOnce(tried, formula, limit, scope);
  if (!quick) return oneAfterAnother(code, formula, limit, scope);
  code.block.push(...tried.block);
  return quick;
}

/**
 * By going through the group once: where the share is the same for everybody, so that it is known how many of the largest
 * there is room for, and where no quotient has to be rounded. Null for any other.
 */
function largestAtOnce(
  code: Code,
  { of, group }: FormulaOf<"Aggregate">,
  limit: Formula,
  scope: Scope,
): Amount | null {
  const slope = (params: Params) => slopeOf(code.compiling, limit, scope, params);
  const now = slope(code.compiling.facts.params);
  const held = now && mostHeld(now);
  if (now === null || held === null || !areDecimals(now, held)) return null;
  const share = (params: Params): Exact => slope(params)!;
  const [countName, sumName] = [fresh(code, "count"), fresh(code, "sum")];
  const names = Array.from({ length: held + 1 }, () => fresh(code, "largest"));
  const count = local(countName, "i32");
  const loops = inside(code);
  let [value, all] = [NOTHING, NOTHING];
  eachMember(loops, group, scope, (inner, place) => {
    const term = partOf(inner, group, of, place);
    value = { ...term, expr: bind(inner, term.expr) };
    all = { ...sumOfMembers(inner, value, [of], group, scope), expr: local(sumName, "i64"), mass: null };
    const { most } = all;
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

  const largest = names.map((name): Amount => ({ ...value, expr: local(name, "i64"), mass: null }));
  const fixed = { ...amountIn(code, limit, { ...scope, total: NOTHING }) };
  const limitAtNothing: Amount = { ...fixed, expr: bind(code, fixed.expr) };
  const shareNow = oneOf(code, `share ${fixedKey(code.compiling, limit, scope)}`, share, held, share);
  const [resultName, foundName] = [fresh(code, "total"), fresh(code, "isFound")];
  const found = local(foundName, "i32");
  let rest = all;
  const totals = Array.from({ length: held + 1 }, (_, k): { own: Code; total: Amount; fits: Expr } => {
    const own = inside(code);
    if (k > 0) rest = minus(own, rest, largest[k - 1]!);
    rest = { ...rest, expr: bind(own, rest.expr) };
    const key = `held ${k} ${fixedKey(code.compiling, limit, scope)}`;
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
  if (scale > NINE_DECIMALS) return null;
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

/**
 * By going through the group once for each part that is held at its limit, and once more: for a share of each person's own,
 * for one that leaves room for many, and wherever a quotient is rounded. Whether the limit reaches the next part is told
 * without the quotient: a + b·T ≥ v where a + b·rest ≥ v·(1 − k·b).
 */
function oneAfterAnother(
  code: Code,
  { of, group }: FormulaOf<"Aggregate">,
  limit: Formula,
  scope: Scope,
): Amount {
  const bound = (own: Code, amount: Amount): Amount => ({ ...amount, expr: bind(own, amount.expr) });
  const fixed = bound(code, amountIn(code, limit, { ...scope, total: NOTHING }));
  const share = bound(code, minus(code, amountIn(code, limit, { ...scope, total: amountOf(1n) }), fixed));
  const names = ["rest", "held", "last", "next", "alike", "result"].map((word) => fresh(code, word));
  const [restName, heldName, lastName, nextName, alikeName, resultName] = names as [
    ...[string, string, string, string, string, string],
  ];
  const [last, next, alike] = [local(lastName, "i64"), local(nextName, "i64"), local(alikeName, "i64")];
  const going = fresh(code, "going");

  const loops = inside(code);
  let each: Amount = NOTHING;
  eachMember(loops, group, scope, (inner, place) => {
    each = partOf(inner, group, of, place);
    const so: Amount = { ...each, expr: local(restName, "i64"), most: null };
    inner.block.push(set(restName, plus(inner, so, each).expr));
  });
  const unbounded: Amount = { ...each, most: null, mass: null };
  const rest: Amount = { ...unbounded, expr: local(restName, "i64") };
  const held: Amount = { ...NOTHING, expr: local(heldName, "i64"), most: null };

  // The next part is the largest of those below the last one; equal ones are held together.
  const round = inside(code);
  const search = inside(round);
  eachMember(search, group, scope, (inner, place) => {
    inner.block.push(...countStep(inner, "group", group.base));
    const value = bind(inner, partOf(inner, group, of, place).expr);
    const isFirst = binary("eq", alike, i64(0));
    const isBehind = binary("or", binary("eq", held.expr, i64(0)), binary("lt_s", value, last));
    inner.block.push(
      when(isBehind, [
        when(
          binary("or", isFirst, binary("gt_s", value, next)),
          [set(nextName, value), set(alikeName, i64(1))],
          [when(binary("eq", value, next), [set(alikeName, binary("add", alike, i64(1)))])],
        ),
      ]),
    );
  });
  round.block.push(set(alikeName, i64(0)), ...search.block);
  const isThere = binary("ne", alike, i64(0));
  const part: Amount = { ...unbounded, expr: next };
  const holding = inside(round);
  const left = bound(holding, minus(holding, amountOf(1n), times(holding, held, share)));
  const total = inside(holding);
  const summedUp = over(total, plus(total, rest, times(total, held, fixed)), left);
  const scale = Math.max(summedUp.scale, each.scale);
  const quotientOrRest = inside(total);
  quotientOrRest.block.push(set(resultName, rescale(quotientOrRest, summedUp, scale).expr));
  const untouched = inside(total);
  untouched.block.push(set(resultName, rescale(untouched, rest, scale).expr));
  total.block.push(
    when(binary("eq", held.expr, i64(0)), untouched.block, quotientOrRest.block),
    set(going, i32(0)),
  );
  const more = inside(holding);
  const reaches = inside(more);
  const allowed = plus(reaches, fixed, times(reaches, share, rest));
  const test = compared(reaches, "ge_s", allowed, times(reaches, part, left));
  const hold = inside(reaches);
  const ofAlike: Amount = { ...NOTHING, expr: alike, most: null };
  hold.block.push(
    set(restName, minus(hold, rest, times(hold, part, ofAlike)).expr),
    set(heldName, plus(hold, held, ofAlike).expr),
    set(lastName, next),
  );
  reaches.block.push(when(test, total.block, hold.block));
  more.block.push(when(isThere, reaches.block, total.block));
  // Where so many shares are more than the whole there is no total.
  holding.block.push(when(compared(holding, "gt_s", left, NOTHING), more.block, [set(going, i32(0))]));
  round.block.push(...holding.block);
  code.block.push(
    ...[restName, heldName, lastName, nextName, resultName].map((name) => set(name, i64(0))),
    ...loops.block,
    set(going, i32(1)),
    loop(local(going, "i32"), round.block),
  );
  return { kind: "amount", expr: local(resultName, "i64"), scale, most: null, mass: null };
}

/** A part of the sum; one of a period that is over is carried as `previous` does. */
const partOf = (code: Code, { base }: CheckedGroup, of: Formula, place: Scope): Amount => {
  const amount = amountIn(code, of, place);
  return base === "earlier periods" ? (carried(code, amount) as Amount) : amount;
};

const numberOf = (k: number): Amount => ({
  kind: "amount",
  expr: i64(k),
  scale: 0,
  most: BigInt(k),
  mass: null,
});

/** What is left of one whole when so many parts have their share of it. */
const leftBy = (share: Exact, held: number): Exact => subtract(ONE, multiply(whole(held), share));

/** How many parts can be at their limit together: the shares of all of them are less than the whole. Null where they are many. */
function mostHeld(share: Exact): number | null {
  let held = 0;
  while (held <= MOST_HELD && compare(leftBy(share, held + 1), ZERO) > 0) held++;
  return held <= MOST_HELD ? held : null;
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
    if (moved === null) return false;
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

/** By how much a limit grows with the total, where that is a number that is the same for everybody; null where it is not. */
function slopeOf(compiling: Compiling, formula: Formula, scope: Scope, params: Params): Exact | null {
  const of = (part: Formula) => slopeOf(compiling, part, scope, params);
  const fixed = (part: Formula) => evaluateStatic(compiling.plan, part, staticPlace(scope, params)) as Exact;
  const both = (work: (a: Exact, b: Exact) => Exact, a: Exact | null, b: Exact | null): Exact | null =>
    a && b && work(a, b);
  const isSame = (part: Formula) => isFixed(part, scope);
  if (!readsOf(formula).total) return ZERO;
  switch (formula.kind) {
    case "Bound":
      return ONE;
    case "Negate":
      return both(subtract, ZERO, of(formula.of));
    case "Worth":
      return both(multiply, of(formula.of), compiling.plan.worth.get(formula.points)!);
    case "Arithmetic": {
      const { op, left, right } = formula;
      if (op === "+") return both(add, of(left), of(right));
      if (op === "-") return both(subtract, of(left), of(right));
      if (op === "*" && isSame(left)) return both(multiply, fixed(left), of(right));
      if (op === "*" && isSame(right)) return both(multiply, of(left), fixed(right));
      return null;
    }
    default:
      return null;
  }
}
