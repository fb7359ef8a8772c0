import { compare, type Exact, ZERO } from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedTable } from "../../check/checked-plan.ts";
import type { Formula } from "../../check/formula.ts";
import { isAmount } from "../../check/types.ts";
import type { Compiling } from "../code.ts";
import { otherClock } from "../columns/elsewhere.ts";
import { evaluateStatic, factCell, isStatic, nobody } from "../statics.ts";

type Params = ReadonlyMap<string, Value>;
export type OneValue = (params: Params) => Exact;

/** With more than so many a value is no longer told by its place among them. */
const MOST_VALUES = 16;
/** Measures that read one another, however many. */
const DEEPEST = 16;

/**
 * All amounts that a formula can come to for anybody, where the text says them one by one: figures, facts of ranks, cells of
 * tables, and measures made of those, as the rates of a stairstep are. Null where there are many, or any.
 */
export function knownValuesOf(compiling: Compiling, formula: Formula): readonly OneValue[] | null {
  if (!isAmount(formula.type)) return null;
  const found: OneValue[] = [];
  const all = collect(compiling, formula, found, DEEPEST);
  return all && found.length <= MOST_VALUES ? found : null;
}

function collect(compiling: Compiling, formula: Formula, found: OneValue[], deepest: number): boolean {
  const { plan } = compiling;
  const alone = (of: Formula) => (params: Params) => evaluateStatic(plan, of, nobody(params)) as Exact;
  if (deepest === 0 || found.length > MOST_VALUES) return false;
  if (isStatic(formula, { blank: null, args: [], level: false })) {
    found.push(alone(formula));
    return true;
  }
  switch (formula.kind) {
    case "Fact": {
      const { ladder, column } = formula;
      for (const rank of [-1, ...plan.ladders.get(ladder)!.ranks.keys()])
        found.push((params) => factCell(plan, ladder, column, rank, formula, nobody(params)) as Exact);
      return true;
    }
    case "Lookup": {
      const table = plan.tables.get(formula.table)!;
      const cells = [table, ...table.later].flatMap(cellsOf);
      if (!cells.every((cell) => isStatic(cell, { blank: null, args: [], level: false }))) return false;
      found.push(() => ZERO, ...cells.map(alone));
      return ![table, ...table.later].some(({ marginal }) => marginal);
    }
    case "If":
      return [formula.then, formula.otherwise].every((part) => collect(compiling, part, found, deepest - 1));
    case "Extreme":
      return formula.items.every((item) => collect(compiling, item, found, deepest - 1));
    case "Column": {
      const measure = plan.measures.get(formula.name);
      const given = compiling.facts.overrides.get(formula.name)?.given ?? "none";
      if (!measure || formula.args.length > 0 || given !== "none" || otherClock(compiling, formula.name))
        return false;
      // Of nobody it is nothing.
      found.push(() => ZERO);
      return collect(compiling, measure.body, found, deepest - 1);
    }
    default:
      return false;
  }
}

const cellsOf = ({ cells }: CheckedTable): Formula[] =>
  cells.flatMap((row) => row.filter((cell) => cell !== null && cell !== undefined));

/** The values for some params, the lowest first. */
export const inOrder = (values: readonly OneValue[], params: Params): readonly Exact[] =>
  values.map((value) => value(params)).sort(compare);
