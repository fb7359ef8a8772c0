import { add, type Exact, greatest, isZero, least, multiply, ZERO } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { evaluate, holds, order } from "./evaluate.ts";
import { position } from "./lookup.ts";
import { about, type Run } from "./run.ts";

/** What is known of the place where a rate is read: the level or generation of the stop. */
export type Known = { readonly level?: Exact; readonly generation?: Exact };

/**
 * The most that a rate can come to for anybody, where the text of the plan tells: the highest cell of a table's column,
 * the highest fact of a ladder. Null where it depends on data. Rates are taken as not below 0, which is how they are paid.
 */
export function supremum(run: Run, formula: Formula, known: Known, depth = 0): Exact | null {
  if (depth > 20) return null;
  const most = (part: Formula) => supremum(run, part, known, depth + 1);
  const both = (a: Exact | null, b: Exact | null, combine: (a: Exact, b: Exact) => Exact) =>
    a && b ? combine(a, b) : null;
  const value = constantOf(run, formula, known);
  if (value !== null) return typeof value === "object" && "n" in value ? value : null;
  switch (formula.kind) {
    case "Lookup": {
      const table = run.plan.tables.get(formula.table)!;
      if (table.marginal || table.later.length > 0) return null;
      const at = formula.keys.map((key, i) => {
        const fixed = constantOf(run, key, known);
        return fixed === null ? null : position(run, table.keys[i]!, fixed, 0);
      });
      const [rowAt, columnAt] = table.keys.length === 2 ? [at[0]!, at[1]!] : [null, at[0]!];
      let highest: Exact | null = ZERO;
      table.cells.forEach((row, r) => {
        if (rowAt !== null && r !== rowAt) return;
        row.forEach((cell, c) => {
          if ((columnAt !== null && c !== columnAt) || !cell) return;
          highest = both(highest, most(cell), greatest);
        });
      });
      return highest;
    }
    case "If": {
      const decided = constantOf(run, formula.condition, known);
      if (decided !== null) return most(decided ? formula.then : formula.otherwise);
      return both(most(formula.then), most(formula.otherwise), greatest);
    }
    case "Fact": {
      const { ranks } = run.plan.ladders.get(formula.ladder)!;
      return ranks.reduce<Exact | null>((highest, { rows }) => {
        const cell = rows[0]![formula.column];
        return cell ? both(highest, most(cell), greatest) : highest;
      }, ZERO);
    }
    case "Column": {
      const measure = formula.args.length === 0 ? run.plan.measures.get(formula.name) : undefined;
      return measure ? most(measure.body) : null;
    }
    case "Arithmetic":
      if (formula.op === "+") return both(most(formula.left), most(formula.right), add);
      if (formula.op === "-") return most(formula.left);
      return formula.op === "*" ? both(most(formula.left), most(formula.right), multiply) : null;
    case "Extreme": {
      const items = formula.items.map(most);
      if (formula.which === "max") return items.reduce((a, b) => both(a, b, greatest));
      return items.reduce((a, b) => (a && b ? least(a, b) : (a ?? b)));
    }
    default:
      return null;
  }
}

/** The value of a formula that reads nothing but the plan and what is known; null where it reads more. */
function constantOf(run: Run, formula: Formula, known: Known): Value | null {
  switch (formula.kind) {
    case "Const":
    case "Param":
      return evaluate(run, formula, about(-1, 0));
    case "Bound":
      return formula.name === "level"
        ? (known.level ?? null)
        : formula.name === "generation"
          ? (known.generation ?? null)
          : null;
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

/** Whether a formula reads a number of the journey anywhere. */
export function readsBound(formula: Formula, name: "level" | "generation"): boolean {
  if (formula.kind === "Bound") return formula.name === name;
  for (const { part, group } of partsOf(formula)) if (!group && readsBound(part, name)) return true;
  return false;
}

export const isNothing = (amount: Exact | null): boolean => amount !== null && isZero(amount);
