import { type Exact, isZero } from "../../base/exact.ts";
import type { Duration, Value } from "../../base/value.ts";
import { type Formula, partsOf } from "../../check/formula.ts";
import { isAmount, type Type } from "../../check/types.ts";
import { type Expr, i32 } from "../../ir/code.ts";
import { type Code, type Compiling, uniformExpr, uniformOf, wordNumber } from "../code.ts";
import { WatchedParams } from "../sliders.ts";
import { evaluateStatic, isStatic, isStaticAnywhere } from "../statics.ts";
import { decimalsOf, NOTHING, powerOfTen, unitsOf } from "./arithmetic.ts";
import { type Scope, staticPlace } from "./scope.ts";
import type { Amount, Term } from "./terms.ts";

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
