import {
  add,
  type Exact,
  equal,
  floor,
  greatest,
  isNegative,
  least,
  multiply,
  negate,
  whole,
  ZERO,
} from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { evaluate, holds, order } from "./evaluate.ts";
import { position } from "./lookup.ts";
import { about, type Run } from "./run.ts";

/**
 * What is known of the place where a rate is read: the level or generation of the stop. `on`: that one, and all from there to
 * the next figure that the text names.
 */
export type Known = {
  readonly level?: Exact;
  readonly generation?: Exact;
  readonly distance?: Exact;
  readonly on?: boolean;
};

/** Between what a formula can lie, where the text of the plan tells; null for an end that depends on data. */
type Range = { readonly least: Exact | null; readonly most: Exact | null };
const UNKNOWN: Range = { least: null, most: null };
const exactly = (value: Exact): Range => ({ least: value, most: value });
const NOTHING_THERE = exactly(ZERO);

/**
 * The most that a rate can come to for anybody, where the text of the plan tells: the highest cell of a table's column,
 * the highest fact of a ladder. Null where it depends on data. Rates are taken as not below 0, which is how they are paid.
 */
export function supremum(run: Run, formula: Formula, known: Known): Exact | null {
  const { most } = range(run, formula, known, 0);
  return most && greatest(most, ZERO);
}

/** Whether a rate lies between the same bounds at a number of the journey and at all from there to the next that is named. */
export function isAlikeOn(run: Run, formula: Formula, known: Known): boolean {
  const [here, all] = [range(run, formula, known, 0), range(run, formula, { ...known, on: true }, 0)];
  const isSame = (a: Exact | null, b: Exact | null) => (a && b ? equal(a, b) : a === b);
  return isSame(here.least, all.least) && isSame(here.most, all.most);
}

const both = (a: Exact | null, b: Exact | null, combine: (a: Exact, b: Exact) => Exact): Exact | null =>
  a && b ? combine(a, b) : null;
const either = (a: Range, b: Range): Range => ({
  least: both(a.least, b.least, least),
  most: both(a.most, b.most, greatest),
});
const neverBelowZero = ({ least: low }: Range): boolean => low !== null && !isNegative(low);

function range(run: Run, formula: Formula, known: Known, depth: number): Range {
  if (depth > 20) return UNKNOWN;
  const of = (part: Formula) => range(run, part, known, depth + 1);
  // Whoever reckons with the level has another figure on each.
  if (known.on && formula.kind === "Bound" && formula.name !== "total")
    return { least: known[formula.name] ?? null, most: null };
  const value = constantOf(run, formula, known);
  if (value !== null) return typeof value === "object" && "n" in value ? exactly(value) : UNKNOWN;
  switch (formula.kind) {
    case "Lookup": {
      const table = run.plan.tables.get(formula.table)!;
      if (table.marginal || table.later.length > 0) return UNKNOWN;
      const at = formula.keys.map((key, i) => {
        const fixed = constantOf(run, key, known);
        return fixed === null ? null : position(run, table.keys[i]!, fixed, 0);
      });
      const [rowAt, columnAt] = table.keys.length === 2 ? [at[0]!, at[1]!] : [null, at[0]!];
      const cells = table.cells.flatMap((row, r) =>
        rowAt !== null && r !== rowAt ? [] : row.filter((_, c) => columnAt === null || c === columnAt),
      );
      return cells.reduce<Range>((so, cell) => (cell ? either(so, of(cell)) : so), NOTHING_THERE);
    }
    case "If": {
      const decided = constantOf(run, formula.condition, known);
      if (decided !== null) return of(decided ? formula.then : formula.otherwise);
      return either(of(formula.then), of(formula.otherwise));
    }
    case "Fact":
      return run.plan.ladders
        .get(formula.ladder)!
        .ranks.map(({ rows }) => rows[0]![formula.column])
        .reduce<Range>((so, cell) => (cell ? either(so, of(cell)) : so), NOTHING_THERE);
    case "Column": {
      // What an example gives in place of the rule may be anything.
      if (formula.args.length > 0 || run.world.given.has(formula.name)) return UNKNOWN;
      const measure = run.plan.measures.get(formula.name);
      return measure ? either(NOTHING_THERE, of(measure.body)) : UNKNOWN;
    }
    case "Negate": {
      const { least: low, most: high } = of(formula.of);
      return { least: high && negate(high), most: low && negate(low) };
    }
    case "Arithmetic": {
      const [left, right] = [of(formula.left), of(formula.right)];
      if (formula.op === "+")
        return { least: both(left.least, right.least, add), most: both(left.most, right.most, add) };
      if (formula.op === "-")
        return {
          least: both(left.least, right.most && negate(right.most), add),
          most: both(left.most, right.least && negate(right.least), add),
        };
      if (formula.op !== "*" || !neverBelowZero(left) || !neverBelowZero(right)) return UNKNOWN;
      return { least: both(left.least, right.least, multiply), most: both(left.most, right.most, multiply) };
    }
    case "Extreme": {
      const items = formula.items.map(of);
      const [lows, highs] = [items.map((item) => item.least), items.map((item) => item.most)];
      return formula.which === "max"
        ? { least: bestKnown(lows, greatest), most: allKnown(highs, greatest) }
        : { least: allKnown(lows, least), most: bestKnown(highs, least) };
    }
    case "Aggregate": {
      const part = range(run, formula.of, {}, depth + 1);
      if (formula.fold === "max" || formula.fold === "min") return either(NOTHING_THERE, part);
      return formula.fold === "sum" && neverBelowZero(part) ? { least: ZERO, most: null } : UNKNOWN;
    }
    case "Count":
      return { least: ZERO, most: null };
    default:
      return UNKNOWN;
  }
}

type Combine = (a: Exact, b: Exact) => Exact;
const allKnown = (ends: readonly (Exact | null)[], combine: Combine): Exact | null =>
  ends.reduce((so, end) => both(so, end, combine));
const bestKnown = (ends: readonly (Exact | null)[], combine: Combine): Exact | null =>
  ends.reduce((so, end) => (so && end ? combine(so, end) : (so ?? end)));

/** The value of a formula that reads nothing but the plan and what is known; null where it reads more. */
function constantOf(run: Run, formula: Formula, known: Known): Value | null {
  switch (formula.kind) {
    case "Const":
    case "Param":
      return evaluate(run, formula, about(-1, 0));
    case "Bound":
      return formula.name === "total" ? null : (known[formula.name] ?? null);
    case "Compare": {
      const [left, right] = [constantOf(run, formula.left, known), constantOf(run, formula.right, known)];
      return left === null || right === null ? null : holds(formula.op, order(left, right));
    }
    case "Logic": {
      const [left, right] = [constantOf(run, formula.left, known), constantOf(run, formula.right, known)];
      if (formula.op === "and")
        return left === false || right === false ? false : left === null || right === null ? null : true;
      return left === true || right === true ? true : left === null || right === null ? null : false;
    }
    case "Not": {
      const of = constantOf(run, formula.of, known);
      return of === null ? null : !of;
    }
    default:
      return null;
  }
}

/**
 * The figures that a rate compares with, or looks up by: between two neighbours of them a number of the journey makes no
 * difference to `supremum`.
 */
export function turningPoints(run: Run, formula: Formula): readonly Exact[] {
  const points: Exact[] = [];
  const seen = new Set<Formula>();
  const take = (part: Formula | null): void => {
    const value = part && constantOf(run, part, {});
    if (value !== null && typeof value === "object" && "n" in value) points.push(value);
  };
  const look = (part: Formula): void => {
    if (seen.has(part)) return;
    seen.add(part);
    if (part.kind === "Compare") [part.left, part.right].forEach(take);
    if (part.kind === "Lookup") {
      const { keys, cells } = run.plan.tables.get(part.table)!;
      for (const { entries } of keys) for (const { at, to } of entries) [at, to ?? null].forEach(take);
      for (const cell of cells.flat()) if (cell) look(cell);
    }
    const measure = part.kind === "Column" ? run.plan.measures.get(part.name) : undefined;
    if (measure) look(measure.body);
    for (const { part: inner } of partsOf(part)) look(inner);
  };
  look(formula);
  return points;
}

/** The numbers that stand for all of them: between two figures that a text names nothing changes. */
export function stretches(run: Run, formula: Formula): readonly Exact[] {
  const starts = new Set([0n]);
  for (const point of turningPoints(run, formula)) {
    const before = floor(point);
    for (const start of [before, before + 1n]) if (start > 0n) starts.add(start);
  }
  return [...starts].sort((a, b) => (a < b ? -1 : 1)).map((start) => whole(start));
}

/** The last level or distance at which a condition can hold, where its text tells; infinite where it does not. */
export function lastHolding(run: Run, condition: Formula, what: "level" | "distance"): number {
  let last = Number.POSITIVE_INFINITY;
  for (const start of stretches(run, condition).toReversed()) {
    if (constantOf(run, condition, { [what]: start }) !== false) break;
    last = Math.max(0, Number(floor(start)) - 1);
  }
  return last;
}

/** Whether a formula reads a number of the journey anywhere. */
export function readsBound(formula: Formula, name: "level" | "generation"): boolean {
  if (formula.kind === "Bound") return formula.name === name;
  for (const { part, group } of partsOf(formula)) if (!group && readsBound(part, name)) return true;
  return false;
}
