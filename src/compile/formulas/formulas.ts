import { type Exact, isZero } from "../../base/exact.ts";
import { unreachable } from "../../base/unreachable.ts";
import type { Duration, Value } from "../../base/value.ts";
import { type Formula, type FormulaOf, partsOf } from "../../check/formula.ts";
import { isAmount, type Type } from "../../check/types.ts";
import { zeroValue } from "../../check/zero.ts";
import { binary, type Comparison, type Expr, i32, local, not, select, set, when } from "../../ir/code.ts";
import { aggregateTerm, countTerm, nearestTerm } from "../groups/aggregates.ts";
import {
  alike,
  amountOf,
  compared,
  decimalsOf,
  extreme,
  floored,
  minus,
  NOTHING,
  over,
  plus,
  powerOfTen,
  times,
  unitsOf,
} from "./arithmetic.ts";
import {
  bind,
  type Code,
  type Compiling,
  fresh,
  inside,
  uniformExpr,
  uniformOf,
  wordNumber,
} from "../code.ts";
import { amountTerm, columnTerm, flavourTerm, orderColumnTerm } from "../columns/columns.ts";
import { addLength } from "./days.ts";
import { impossible } from "../impossible.ts";
import { columnKey } from "../journeys/state.ts";
import { alikeLengths, inDays } from "./lengths.ts";
import { boardTerm, placeTerm } from "../columns/machines.ts";
import { partAtMoment } from "./moment.ts";
import { pairingFieldTerm } from "../money/pairings.ts";
import { firstTerm, highestTerm, previousTerm } from "./periods.ts";
import { type Scope, staticPlace } from "./scope.ts";
import { separateLegsTerm } from "../groups/separate-legs.ts";
import { WatchedParams } from "../sliders.ts";
import { cutTerm, soFarTerm } from "../orders/so-far.ts";
import { evaluateStatic, isStatic, isStaticAnywhere } from "../statics.ts";
import { factTerm, lookupTerm } from "./tables.ts";
import type { Amount, Day, Person, Term, Truth } from "./terms.ts";

/** A formula as code where it is read: one case a form, as in the plain evaluator. */
export function termOf(code: Code, formula: Formula, scope: Scope): Term {
  if (isFixed(formula, scope)) return fixedTerm(code, formula, scope);
  // What goes with a base is what it is now.
  const isNow = scope.period === null && scope.moment === null;
  if (scope.carried && isNow && "of" in formula && typeof formula.of === "object") {
    const { kind } = formula.of;
    if (kind === "Source" || kind === "Below") {
      const carried = scope.carried.get(columnKey(formula));
      if (carried) return carried;
    }
  }
  const part = scope.moment && partAtMoment(code, formula, scope, scope.moment);
  if (part) return part;
  const cut = scope.upTo && !scope.moment && cutTerm(code, formula, scope);
  if (cut) return cut;
  switch (formula.kind) {
    case "Const":
    case "Param":
    case "Candidate":
      return fixedTerm(code, formula, scope);
    case "Blank":
      return scope.blank ? termOf(code, scope.blank, scope) : zeroTerm(code, formula.type);
    case "Argument":
      return scope.args[formula.index]!.term;
    case "Bound":
      return (
        scope[formula.name] ??
        (formula.name === "total" ? impossible("`total` outside of a limited sum") : NOTHING)
      );
    case "It":
      return scope.it;
    case "My":
      return scope.my;
    case "Source":
      return scope.path!.source;
    case "Below":
      return scope.path!.below;
    case "Someone":
      return impossible("a person of an example in a rule");
    case "Column":
      return columnTerm(code, formula, scope);
    case "OrderColumn":
      return orderColumnTerm(code, formula, scope);
    case "Flavour":
      return flavourTerm(code, formula, scope);
    case "Fact":
      return factTerm(code, formula, scope);
    case "PairingField":
      return pairingFieldTerm(code, formula, scope);
    case "BoardField":
      return boardTerm(code, formula, scope);
    case "Amount":
      return amountTerm(code, formula, scope);
    case "Balance":
      return impossible("what a bonus offers or breaks in a rule");
    case "Lookup":
      return lookupTerm(code, formula, scope);
    case "Not":
      return { kind: "yes/no", expr: not(truthOf(code, formula.of, scope)) };
    case "Negate":
      return minus(code, NOTHING, amountIn(code, formula.of, scope));
    case "Arithmetic":
      return arithmeticTerm(code, formula, scope);
    case "Compare":
      return compareTerm(
        code,
        formula.op,
        termOf(code, formula.left, scope),
        termOf(code, formula.right, scope),
      );
    case "Logic":
      return logicTerm(code, formula, scope);
    case "If":
      return ifTerm(
        code,
        truthOf(code, formula.condition, scope),
        (yes) => termOf(yes, formula.then, scope),
        (no) => termOf(no, formula.otherwise, scope),
      );
    case "Worth": {
      const worth = code.compiling.plan.worth.get(formula.points)!;
      return times(
        code,
        amountIn(code, formula.of, scope),
        numberTerm(code, `worth of ${formula.points}`, worth),
      );
    }
    case "Whole":
      return floored(code, amountIn(code, formula.of, scope), { n: 1, d: 1 });
    case "Extreme":
      return formula.items
        .map((item) => termOf(code, item, scope))
        .reduce((best, item) => extremeTerm(code, formula.which, best, item));
    case "Aggregate":
      return aggregateTerm(code, formula, scope);
    case "Count":
      return countTerm(code, formula, scope);
    case "Nearest":
      return nearestTerm(code, formula, scope);
    case "Place":
      return placeTerm(code, formula, scope);
    case "SeparateLegs":
      return separateLegsTerm(code, formula, scope);
    case "Previous":
      return previousTerm(code, formula, scope);
    case "SoFar":
      return soFarTerm(code, formula, scope);
    case "Highest":
      return highestTerm(code, formula, scope);
    case "First":
      return firstTerm(code, formula, scope);
    default:
      return unreachable(formula);
  }
}

/** A formula that is known to come to an amount. */
export function amountIn(code: Code, formula: Formula, scope: Scope): Amount {
  const term = termOf(code, formula, scope);
  return term.kind === "amount" ? term : impossible(`${formula.kind} in place of an amount`);
}

/** A formula that is known to come to yes or no: 1 or 0. */
export const truthOf = (code: Code, formula: Formula, scope: Scope): Expr =>
  (termOf(code, formula, scope) as Truth).expr;

export const personIn = (code: Code, formula: Formula, scope: Scope): Person =>
  termOf(code, formula, scope) as Person;

/** Whether a formula is the same for everybody at a place. */
export const isFixed = (formula: Formula, scope: Scope): boolean =>
  isStaticAnywhere(formula) ??
  isStatic(formula, {
    blank: scope.blank,
    args: scope.args.map(({ fixed }) => fixed !== null),
    level: scope.fixedLevel !== null,
  });

/** What is the same for everybody, as numbers in memory. */
export function fixedTerm(code: Code, formula: Formula, scope: Scope): Term {
  const { plan } = code.compiling;
  if (formula.kind === "Const" && isAmount(formula.type) && isZero(formula.value as Exact)) return NOTHING;
  const value = (params: ReadonlyMap<string, Value>) =>
    evaluateStatic(plan, formula, staticPlace(scope, params));
  const key = fixedKey(code.compiling, formula, scope);
  return fixedValue(code, key, formula.type, value, readsParams(formula));
}

/** A rate of 10 % may become one of 11 %. */
export const DECIMALS_OF_PERCENT = 2;

export const fixedKey = ({ numberOf }: Compiling, formula: Formula, scope: Scope): string =>
  `${numberOf(formula)}@${scope.candidate};${scope.blank ? numberOf(scope.blank) : ""};${
    scope.args.length === 0 ? "" : scope.args.map(({ fixed }) => fixed?.key ?? "?").join(";")
  };${scope.fixedLevel ?? ""}`;

const MOVED = new Set<Formula["kind"]>(["Param", "Argument", "Blank", "Fact", "Lookup"]);

const movable = new WeakMap<Formula, boolean>();
/** Whether moving a param may change a formula. Figures of the text change with the text only, and so do the ranks in it. */
function readsParams(formula: Formula): boolean {
  let known = movable.get(formula);
  if (known === undefined) {
    known = MOVED.has(formula.kind) || partsOf(formula).some(({ part }) => readsParams(part));
    movable.set(formula, known);
  }
  return known;
}

/** A value that is known before anybody is looked at, and again when a param is moved. */
export function fixedValue(
  code: Code,
  key: string,
  type: Type,
  value: (params: ReadonlyMap<string, Value>) => Value,
  moves: boolean,
  decimals = type.kind === "percent" ? DECIMALS_OF_PERCENT : 0,
): Term {
  const { compiling } = code;
  const now = value(compiling.facts.params);
  const name = `fixed ${key}`;
  const number = (read: (value: Value) => number | bigint): Expr => {
    if (!moves) return i32(Number(read(now)));
    const id = uniformOf(compiling, name, { name, type: "i32", length: 1 }, (params) => [
      BigInt(read(value(params))),
    ]);
    return uniformExpr(code, id, "i32");
  };
  switch (type.kind) {
    case "yes/no":
      return { kind: "yes/no", expr: number((of) => (of ? 1 : 0)) };
    case "rank":
      return { kind: "rank", expr: number((of) => of as number) };
    case "choice":
    case "text":
      return { kind: "word", expr: number((of) => wordNumber(compiling, of as string | null)) };
    case "person":
      return { kind: "person", expr: i32(now as number), where: { relation: "self", tree: "" }, sure: false };
    case "date": {
      const id = uniformOf(compiling, name, { name, type: "i64", length: 1 }, (params) => [
        BigInt(value(params) as number),
      ]);
      return { kind: "date", expr: uniformExpr(code, id, "i64") };
    }
    case "duration": {
      const { unit } = now as Duration;
      const id = uniformOf(compiling, name, { name, type: "i64", length: 1 }, (params) => {
        const moved = value(params) as Duration;
        return moved.unit === unit ? [BigInt(moved.count)] : null;
      });
      return { kind: "duration", expr: uniformExpr(code, id, "i64"), unit };
    }
    default:
      return amountsTerm(code, name, [(params) => value(params) as Exact], null, { decimals });
  }
}

/** A number of the plan's header: what does not move, and still lies in memory with the others. */
export const numberTerm = (code: Code, name: string, value: Exact): Amount =>
  amountsTerm(code, name, [() => value], null);

const size = (units: bigint): bigint => (units < 0n ? -units : units);
const largestOf = (row: readonly bigint[]): bigint =>
  row.reduce((most, one) => (size(one) > most ? size(one) : most), 1n);
/** How many bits a number above 0 has. */
const bitsOf = (number: bigint): number =>
  number < 2 ** 31 ? 32 - Math.clz32(Number(number)) : number.toString(2).length;

/** A figure may be moved to twice its size before other code is needed; one of a slider to both ends. */
const HEADROOM = 2n;
/** Room for the decimals of a slider's steps is left up to so many: each makes all that goes by the figure larger. */
const MOST_DECIMALS_OF_STEPS = 4;

/**
 * One amount, or a row of them that is read at an index, in units of the finest one's last decimal. At least so many
 * `decimals` are kept, so that a figure can be moved a little; `fits`: whether it is still a row of as many; `behind`: the
 * params that the values go by, where these cannot be found out by asking for the values.
 */
export function amountsTerm(
  code: Code,
  name: string,
  values: readonly ((params: ReadonlyMap<string, Value>) => Exact)[],
  index: Expr | null,
  {
    decimals = 0,
    fits = () => true,
    behind = null,
  }: {
    readonly decimals?: number;
    readonly fits?: (params: ReadonlyMap<string, Value>) => boolean;
    readonly behind?: ReadonlySet<string> | null;
  } = {},
): Amount {
  const { compiling } = code;
  const known = compiling.amounts.get(name);
  if (known?.decimals === decimals) {
    const { id, scale, most } = known;
    return { kind: "amount", expr: uniformExpr(code, id, "i64", index), scale, most, mass: null };
  }
  const asked = behind ? null : new WatchedParams(compiling.facts.params);
  const now = values.map((value) => value(asked ?? compiling.facts.params));
  const atLeast = now.reduce((most, value) => Math.max(most, decimalsOf(value)), decimals);
  const finest = Math.max(atLeast, MOST_DECIMALS_OF_STEPS);
  const goesBy = behind ?? asked!.asked;
  const ends: (readonly Exact[])[] = [];
  for (const params of compiling.sliders.ends(goesBy)) {
    if (!fits(params)) continue;
    const row = values.map((value) => value(params));
    if (row.every((value) => hasDecimals(value, finest))) ends.push(row);
  }
  let scale = atLeast;
  for (const row of ends) for (const value of row) scale = Math.max(scale, decimalsOf(value));
  const units = now.map((value) => unitsOf(value, scale));
  // Powers of two, so that figures of much the same size have the same code.
  let most = HEADROOM << BigInt(bitsOf(largestOf(units)));
  for (const row of ends) {
    const end = 1n << BigInt(bitsOf(largestOf(row.map((value) => unitsOf(value, scale)))));
    if (end > most) most = end;
  }
  const spec = { name, type: "i64", length: values.length } as const;
  const id = uniformOf(
    compiling,
    name,
    spec,
    (params) => {
      if (!fits(params)) return null;
      const moved = values.map((value) => value(params));
      if (!moved.every((value) => hasDecimals(value, scale))) return null;
      const units = moved.map((value) => unitsOf(value, scale));
      return units.some((one) => size(one) > most) ? null : units;
    },
    { values: units, params: goesBy },
  );
  compiling.amounts.set(name, { id, decimals, scale, most });
  return { kind: "amount", expr: uniformExpr(code, id, "i64", index), scale, most, mass: null };
}

/** Whether a value can be written with so many decimals. */
const hasDecimals = ({ n, d }: Exact, decimals: number): boolean =>
  d === 1 || (BigInt(n) * powerOfTen(decimals)) % BigInt(d) === 0n;

/** What there is where there is nothing: 0, no, none. */
export function zeroTerm(code: Code, type: Type): Term {
  if (isAmount(type) || type.kind === "unknown") return NOTHING;
  return fixedValue(code, `zero ${type.kind}`, type, () => zeroValue(type), false);
}

function arithmeticTerm(code: Code, formula: FormulaOf<"Arithmetic">, scope: Scope): Term {
  const [left, right] = [termOf(code, formula.left, scope), termOf(code, formula.right, scope)];
  if (left.kind === "date" && right.kind === "duration")
    return addLength(code, left, right, formula.op === "-" ? -1 : 1);
  if (left.kind === "date" && right.kind === "date")
    return { kind: "duration", expr: binary("sub", left.expr, right.expr), unit: "days" };
  if (left.kind !== "amount" || right.kind !== "amount") return impossible(`arithmetic with ${left.kind}`);
  const work = { "+": plus, "-": minus, "*": times, "/": over }[formula.op];
  return work(code, left, right);
}

const comparisons: Readonly<Record<FormulaOf<"Compare">["op"], Comparison>> = {
  "=": "eq",
  "<>": "ne",
  "<": "lt_s",
  "<=": "le_s",
  ">": "gt_s",
  ">=": "ge_s",
};

export function compareTerm(code: Code, op: FormulaOf<"Compare">["op"], left: Term, right: Term): Truth {
  const name = comparisons[op];
  if (left.kind === "amount" && right.kind === "amount")
    return { kind: "yes/no", expr: compared(code, name, left, right) };
  if (left.kind === "duration" && right.kind === "duration") {
    return { kind: "yes/no", expr: binary(name, inDays(code, left).expr, inDays(code, right).expr) };
  }
  // Words and people are only equal or not; whatever is not equal counts as above.
  if (left.kind === "word" || left.kind === "yes/no") {
    const same = binary("eq", left.expr, right.expr);
    const expr =
      op === "=" || op === "<=" ? same : op === "<>" || op === ">" ? not(same) : i32(op === ">=" ? 1 : 0);
    return { kind: "yes/no", expr };
  }
  return { kind: "yes/no", expr: binary(name, left.expr, right.expr) };
}

/** `right` is worked out only where it matters, if it takes more than an expression. */
function logicTerm(code: Code, { op, left, right }: FormulaOf<"Logic">, scope: Scope): Truth {
  const first = truthOf(code, left, scope);
  const later = inside(code);
  const second = truthOf(later, right, scope);
  if (later.block.length === 0) return { kind: "yes/no", expr: binary(op, first, second) };
  const name = fresh(code);
  code.block.push(set(name, first));
  const result = local(name, "i32");
  later.block.push(set(name, second));
  code.block.push(when(op === "and" ? result : not(result), later.block));
  return { kind: "yes/no", expr: result };
}

/** One of two values: both worked out where that is cheap, else only the one that is wanted. */
export function ifTerm(
  code: Code,
  test: Expr,
  then: (code: Code) => Term,
  otherwise: (code: Code) => Term,
): Term {
  if (test.op === "const") return test.value !== 0n ? then(code) : otherwise(code);
  const [first, second] = [inside(code), inside(code)];
  const [yes, no] = unified(first, then(first), second, otherwise(second));
  const joined = joinedTerm(yes, no);
  if (first.block.length === 0 && second.block.length === 0)
    return { ...joined, expr: select(test, yes.expr, no.expr) } as Term;
  const name = fresh(code);
  first.block.push(set(name, yes.expr));
  second.block.push(set(name, no.expr));
  code.block.push(when(test, first.block, second.block));
  return { ...joined, expr: local(name, yes.expr.type) } as Term;
}

/** Two terms in the same form: amounts with the same decimals, lengths of time in the same unit. */
function unified(first: Code, yes: Term, second: Code, no: Term): readonly [Term, Term] {
  if (yes.kind === "duration" && no.kind === "duration") return alikeLengths(yes, no);
  if (yes.kind !== "amount" || no.kind !== "amount") return [yes, no];
  if (yes.scale === no.scale) return [yes, no];
  return yes.scale < no.scale ? [alike(first, yes, no)[0], no] : [yes, alike(second, yes, no)[1]];
}

/** What is known of a term that is one of two. */
export function joinedTerm(a: Term, b: Term): Term {
  const larger = (x: bigint | null, y: bigint | null) => (x === null || y === null ? null : x > y ? x : y);
  if (a.kind === "amount" && b.kind === "amount")
    return {
      ...a,
      most: larger(a.most, b.most),
      mass: a.mass === null || b.mass === null ? null : a.mass + b.mass,
    };
  if (a.kind === "person" && b.kind === "person") {
    const same = a.where.relation === b.where.relation && a.where.tree === b.where.tree;
    return { ...a, where: same ? a.where : { relation: "all", tree: "" }, sure: a.sure && b.sure };
  }
  return a;
}

export function extremeTerm(code: Code, which: "max" | "min", best: Term, item: Term): Term {
  if (best.kind === "amount" && item.kind === "amount") return extreme(code, which, best, item);
  if (best.kind === "date" || best.kind === "rank") {
    const [x, y] = [bind(code, best.expr), bind(code, item.expr)];
    return { ...best, expr: select(binary(which === "max" ? "gt_s" : "lt_s", y, x), y, x) };
  }
  if (best.kind === "duration" && item.kind === "duration") {
    const [a, b] = alikeLengths(best, item);
    const [x, y] = [
      { ...a, expr: bind(code, a.expr) },
      { ...b, expr: bind(code, b.expr) },
    ];
    // Of 30 days and 1 month the evaluator keeps the longer that comes first, and the shorter that comes last.
    const test = binary(which === "max" ? "gt_s" : "le_s", inDays(code, y).expr, inDays(code, x).expr);
    return { ...a, expr: select(test, y.expr, x.expr) };
  }
  return impossible(`the ${which} of ${best.kind}`);
}

export const isDay = (term: Term): term is Day => term.kind === "date";
export const one = (): Amount => amountOf(1n);
