import { addDuration } from "../base/calendar.ts";
import {
  add,
  compare,
  type Exact,
  floor,
  greatest,
  isZero,
  least,
  multiply,
  negate,
  subtract,
  whole,
  ZERO,
} from "../base/exact.ts";
import { divideAsPlansDo } from "../base/rounding.ts";
import type { Duration, Value } from "../base/value.ts";
import type { CheckedKeys, CheckedPlan, CheckedTable } from "../check/checked-plan.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { isAmount } from "../check/types.ts";
import { NO_DAY, zeroValue } from "../check/zero.ts";
import { impossible } from "./impossible.ts";

/**
 * What is the same for everybody: figures of the text, params, cells of tables, and whatever is worked out of them. It is
 * worked out once, before any person is looked at, and again when a param is moved; no code is made for it.
 */
export type StaticPlace = {
  readonly params: ReadonlyMap<string, Value>;
  readonly candidate: number;
  readonly blank: Formula | null;
  readonly args: readonly (Value | null)[];
  readonly level: number | null;
  /** Of a journey, where it is asked what its rules come to from some generation or distance on. */
  readonly generation?: number;
  readonly distance?: number;
};

/** What of a place a formula must find to be the same for everybody. */
type Needs = {
  readonly args: readonly number[];
  readonly blank: boolean;
  readonly level: boolean;
  readonly generation: boolean;
  readonly distance: boolean;
};

const NOTHING: Needs = { args: [], blank: false, level: false, generation: false, distance: false };
const needs = new WeakMap<Formula, Needs | null>();

/** Whether a formula is the same for everybody at a place where these things are. */
export function isStatic(
  formula: Formula,
  place: {
    readonly blank: Formula | null;
    readonly args: readonly boolean[];
    readonly level: boolean;
    readonly generation?: boolean;
    readonly distance?: boolean;
  },
): boolean {
  const of = needsOf(formula);
  if (of === null || of === NOTHING) return of !== null;
  return (
    of.args.every((index) => place.args[index] ?? false) &&
    (!of.level || place.level) &&
    (!of.generation || (place.generation ?? false)) &&
    (!of.distance || (place.distance ?? false)) &&
    (!of.blank || place.blank === null || isStatic(place.blank, { ...place, blank: null }))
  );
}

/** Whether a formula is the same for everybody wherever it is read, or nowhere; null where that goes by the place. */
export function isStaticAnywhere(formula: Formula): boolean | null {
  const of = needsOf(formula);
  return of === null ? false : of === NOTHING ? true : null;
}

/** Null for what is never the same for everybody. */
function needsOf(formula: Formula): Needs | null {
  switch (formula.kind) {
    case "Const":
    case "Param":
    case "Candidate":
      return NOTHING;
    case "Argument":
      return { ...NOTHING, args: [formula.index] };
    case "Blank":
      return { ...NOTHING, blank: true };
    case "Bound":
      return formula.name === "total" ? null : { ...NOTHING, [formula.name]: true };
    case "Lookup":
      if (formula.byDay) return null;
      return needsOfParts(formula);
    case "Fact":
    case "Not":
    case "Negate":
    case "Arithmetic":
    case "Compare":
    case "Logic":
    case "If":
    case "Worth":
    case "Whole":
    case "Extreme":
      return needsOfParts(formula);
    default:
      return null;
  }
}

function needsOfParts(formula: Formula): Needs | null {
  let of = needs.get(formula);
  if (of === undefined) {
    of = NOTHING;
    for (const { part } of partsOf(formula)) {
      of = together(of, needsOf(part));
      if (of === null) break;
    }
    needs.set(formula, of);
  }
  return of;
}

function together(a: Needs | null, b: Needs | null): Needs | null {
  if (a === null || b === null) return null;
  if (a === NOTHING || b === NOTHING) return a === NOTHING ? b : a;
  return {
    args: [...a.args, ...b.args],
    blank: a.blank || b.blank,
    level: a.level || b.level,
    generation: a.generation || b.generation,
    distance: a.distance || b.distance,
  };
}

/** What a formula that is the same for everybody comes to: the same as in the plain evaluator. */
export function evaluateStatic(plan: CheckedPlan, formula: Formula, place: StaticPlace): Value {
  switch (formula.kind) {
    case "Const":
      return formula.value;
    case "Param":
      return (
        place.params.get(formula.name) ?? evaluateStatic(plan, plan.params.get(formula.name)!.value, place)
      );
    case "Blank":
      return place.blank
        ? evaluateStatic(plan, place.blank, { ...place, blank: null })
        : zeroValue(formula.type);
    case "Candidate":
      return place.candidate;
    case "Argument":
      return place.args[formula.index]!;
    case "Bound":
      return whole(
        (formula.name === "total" ? null : place[formula.name]) ?? impossible(`no ${formula.name} here`),
      );
    default:
      return workOutStatic(plan, formula, place);
  }
}

/** The same of a formula that others are part of. */
function workOutStatic(plan: CheckedPlan, formula: Formula, place: StaticPlace): Value {
  const of = (part: Formula) => evaluateStatic(plan, part, place);
  const amount = (part: Formula) => of(part) as Exact;
  switch (formula.kind) {
    case "Fact":
      return factCell(plan, formula.ladder, formula.column, of(formula.rank) as number, formula, place);
    case "Not":
      return !of(formula.of);
    case "Negate":
      return negate(amount(formula.of));
    case "Arithmetic": {
      const [left, right] = [of(formula.left), of(formula.right)];
      if (formula.type.kind === "date")
        return Math.abs(left as number) === -NO_DAY
          ? left
          : addDuration(left as number, right as Duration, formula.op === "-" ? -1 : 1);
      if (formula.type.kind === "duration" && formula.left.type.kind === "date")
        return { count: (left as number) - (right as number), unit: "days" };
      const [a, b] = [left as Exact, right as Exact];
      const work = { "+": add, "-": subtract, "*": multiply, "/": divideAsPlansDo }[formula.op];
      return work(a, b);
    }
    case "Compare":
      return holds(formula.op, orderOf(of(formula.left), of(formula.right)));
    case "Logic":
      return formula.op === "and"
        ? of(formula.left) && of(formula.right)
        : of(formula.left) || of(formula.right);
    case "If":
      return of(formula.condition) ? of(formula.then) : of(formula.otherwise);
    case "Worth":
      return multiply(amount(formula.of), plan.worth.get(formula.points)!);
    case "Whole":
      return whole(floor(amount(formula.of)));
    case "Extreme":
      if (!isAmount(formula.type)) {
        return formula.items
          .map(of)
          .reduce((best, item) => ((formula.which === "max") === orderOf(item, best) > 0 ? item : best));
      }
      return formula.items.map(amount).reduce(formula.which === "max" ? greatest : least);
    case "Lookup":
      return lookupStatic(plan, plan.tables.get(formula.table)!, formula.keys.map(of), formula, place);
    default:
      return impossible(`${formula.kind} that is the same for everybody`);
  }
}

/** A fact of a rank: a cell of its first row; nothing for `none`, or where the cell is blank. */
export function factCell(
  plan: CheckedPlan,
  ladder: string,
  column: number,
  rank: number,
  formula: Formula,
  place: StaticPlace,
): Value {
  const cell = rank < 0 ? null : plan.ladders.get(ladder)!.ranks[rank]!.rows[0]![column];
  return cell ? evaluateStatic(plan, cell, aboutNobody(place)) : zeroValue(formula.type);
}

/** A cell is read about nobody, wherever it is asked for. */
export const aboutNobody = ({ params }: StaticPlace): StaticPlace => nobody(params);

/** Where a formula is about nobody: what it comes to goes by the params alone. */
export const nobody = (params: StaticPlace["params"]): StaticPlace => ({
  params,
  candidate: -1,
  blank: null,
  args: [],
  level: null,
});

function lookupStatic(
  plan: CheckedPlan,
  table: CheckedTable,
  keys: readonly Value[],
  formula: Formula,
  place: StaticPlace,
): Value {
  if (table.marginal) return marginalStatic(plan, table, keys[0] as Exact, place);
  const positions = table.keys.map((side, i) => positionStatic(plan, side, keys[i]!, place));
  const [row, column] = table.keys.length === 2 ? [positions[0]!, positions[1]!] : [0, positions[0]!];
  const cell = row < 0 || column < 0 ? null : (table.cells[row]?.[column] ?? null);
  return cell ? evaluateStatic(plan, cell, aboutNobody(place)) : zeroValue(formula.type);
}

function marginalStatic(plan: CheckedPlan, table: CheckedTable, value: Exact, place: StaticPlace): Exact {
  const about = aboutNobody(place);
  const thresholds = table.keys[0]!.entries.map(({ at }) => evaluateStatic(plan, at, about) as Exact);
  return thresholds.reduce<Exact>((total, from, i) => {
    const cell = table.cells[0]![i];
    if (!cell || compare(value, from) <= 0) return total;
    const next = thresholds[i + 1];
    const to = next && compare(value, next) > 0 ? next : value;
    const rate = evaluateStatic(plan, cell, about) as Exact;
    return isZero(rate) ? total : add(total, multiply(subtract(to, from), rate));
  }, ZERO);
}

/** Where a value stands among keys; -1 for nowhere. */
export function positionStatic(
  plan: CheckedPlan,
  { entries }: CheckedKeys,
  value: Value,
  place: StaticPlace,
): number {
  const about = aboutNobody(place);
  return entries.findLastIndex((key) => {
    const sign = orderOf(value, evaluateStatic(plan, key.at, about));
    if (key.match === "is") return sign === 0;
    if (key.match === "over") return sign > 0;
    return (
      sign >= 0 &&
      (key.match === "from" || !key.to || orderOf(value, evaluateStatic(plan, key.to, about)) <= 0)
    );
  });
}

export const DAYS: Readonly<Record<Duration["unit"], number>> = { days: 1, weeks: 7, months: 30, years: 365 };

/** Below 0, 0 or above 0; words are only equal or not. */
export function orderOf(left: Value, right: Value): number {
  if (typeof left === "object" && left !== null && typeof right === "object" && right !== null) {
    if ("n" in left && "n" in right) return compare(left, right);
    if ("count" in left && "count" in right)
      return left.count * DAYS[left.unit] - right.count * DAYS[right.unit];
  }
  if (typeof left === "number" && typeof right === "number") return left - right;
  return left === right ? 0 : 1;
}

type CompareOp = Extract<Formula, { kind: "Compare" }>["op"];
const holds = (op: CompareOp, sign: number): boolean =>
  ({ "=": sign === 0, "<>": sign !== 0, "<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0 })[op];
