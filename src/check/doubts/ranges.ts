import { type Exact, floor, ONE, whole, ZERO } from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedKeys, CheckedPlan, CheckedTable } from "../checked-plan.ts";
import type { CheckedGroup, Formula } from "../formula.ts";
import { isAmount, type Type } from "../types.ts";
import {
  type AmountRange,
  ANY,
  compared,
  EITHER,
  either,
  exactly,
  extreme,
  FROM_NOTHING,
  isPoint,
  NOTHING,
  negated,
  OTHER,
  ofMany,
  plus,
  type Range,
  times,
  truth,
} from "./range.ts";

/** Where a formula is read: the cell that fills a blank, and on which levels. */
export type Place = {
  readonly blank: Formula | null;
  readonly level: AmountRange;
  readonly args: readonly Range[];
};
export const ANYWHERE: Place = { blank: null, level: { kind: "amount", low: ONE, high: null }, args: [] };

/** Between what the values of a plan can lie, from nothing but its text. */
export class Ranges {
  private readonly plan: CheckedPlan;
  private readonly measures = new Map<string, Range>();
  /** A rule that comes back to itself, or measures within measures without end, are not followed. */
  private depth = 0;

  constructor(plan: CheckedPlan) {
    this.plan = plan;
  }

  of(formula: Formula, place: Place = ANYWHERE): Range {
    if (formula.kind === "Const") return ofValue(formula.value);
    const range = (part: Formula) => this.of(part, place);
    const amount = (part: Formula): AmountRange => asAmount(range(part));
    switch (formula.kind) {
      case "Param": {
        // Who looks at a plan may move its params, as far as they say.
        const { from, to, type } = this.plan.params.get(formula.name)!;
        if (!isAmount(type)) return anyOf(type);
        return from && to ? either(range(from), range(to)) : ANY;
      }
      case "Blank":
        return place.blank ? this.of(place.blank) : anyOf(formula.type);
      case "Argument":
        return place.args[formula.index] ?? anyOf(formula.type);
      case "Bound":
        if (formula.name === "level") return place.level;
        return formula.name === "total" ? ANY : FROM_NOTHING;
      case "Column":
        return this.ofColumn(formula.name, formula.args.map(range), formula.type);
      case "Fact":
        return this.ofCells(
          this.plan.ladders.get(formula.ladder)!.ranks.map(({ rows }) => rows[0]?.[formula.column] ?? null),
          formula.type,
        );
      case "Lookup": {
        const table = this.plan.tables.get(formula.table)!;
        return table.marginal
          ? anyOf(formula.type)
          : [table, ...table.later].map((one) => this.ofTable(one, formula.keys.map(range))).reduce(either);
      }
      case "PairingField":
        return ["cycles", "first", "matched"].includes(formula.field) && isAmount(formula.type)
          ? FROM_NOTHING
          : anyOf(formula.type);
      case "BoardField":
        return FROM_NOTHING;
      case "Not": {
        const of = range(formula.of);
        return of.kind === "truth" ? truth(of.no, of.yes) : EITHER;
      }
      case "Negate":
        return negated(amount(formula.of));
      case "Arithmetic":
        return isAmount(formula.type) && isAmount(formula.left.type) && isAmount(formula.right.type)
          ? arithmetic(formula.op, amount(formula.left), amount(formula.right))
          : anyOf(formula.type);
      case "Compare":
        return isAmount(formula.left.type) && isAmount(formula.right.type)
          ? compared(formula.op, amount(formula.left), amount(formula.right))
          : EITHER;
      case "Logic": {
        const [left, right] = [range(formula.left), range(formula.right)];
        if (left.kind !== "truth" || right.kind !== "truth") return EITHER;
        return formula.op === "and"
          ? truth(left.yes && right.yes, left.no || right.no)
          : truth(left.yes || right.yes, left.no && right.no);
      }
      case "If": {
        const condition = range(formula.condition);
        if (condition.kind !== "truth") return anyOf(formula.type);
        if (!condition.no) return range(formula.then);
        if (!condition.yes) return range(formula.otherwise);
        return either(range(formula.then), range(formula.otherwise));
      }
      case "Worth":
        return times(amount(formula.of), exactly(this.plan.worth.get(formula.points) ?? ONE));
      case "Whole": {
        const { low, high } = amount(formula.of);
        return { kind: "amount", low: low && whole(floor(low)), high: high && whole(floor(high)) };
      }
      case "Extreme":
        return isAmount(formula.type)
          ? formula.items.map(amount).reduce((a, b) => extreme(formula.which, a, b))
          : anyOf(formula.type);
      case "Aggregate":
        return this.ofAggregate(formula.fold, this.of(formula.of, inside(place)), formula.type);
      case "Count":
        return { kind: "amount", low: ZERO, high: this.mostIn(formula.group, place) };
      case "Place":
        return FROM_NOTHING;
      case "Previous":
      case "SoFar":
      case "Highest":
        return either(range(formula.of), nothingOf(formula.type));
      case "First":
        return EITHER;
      default:
        return anyOf(formula.type);
    }
  }

  private ofColumn(name: string, args: readonly Range[], type: Type): Range {
    if (name === "age") return FROM_NOTHING;
    const measure = this.plan.measures.get(name);
    if (!measure || this.depth >= DEEPEST) return anyOf(type);
    const known = args.length === 0 ? this.measures.get(name) : undefined;
    if (known) return known;
    // Until it is known it can be anything: that is what a measure finds that asks for itself.
    if (args.length === 0) this.measures.set(name, anyOf(type));
    this.depth++;
    const range = this.of(measure.body, { ...ANYWHERE, args });
    this.depth--;
    if (args.length === 0) this.measures.set(name, range);
    return range;
  }

  /** Of the cells that keys can lead to. */
  private ofTable(table: CheckedTable, keys: readonly Range[]): Range {
    const sides = table.keys.map((side, i) => this.reached(side, keys[i] ?? OTHER));
    const [rows, columns] = sides.length === 2 ? [sides[0]!, sides[1]!] : [[true], sides[0] ?? []];
    const cells = table.cells.flatMap((row, i) => (rows[i] ? row.filter((_, k) => columns[k]) : []));
    const surely = table.keys.every((_, i) => isPoint(keys[i] ?? OTHER) && sides[i]!.includes(true));
    const ranges = cells.map((cell) => (cell ? this.of(cell) : nothingOf(table.type)));
    return ranges.reduce(either, surely ? ranges[0]! : nothingOf(table.type));
  }

  /** Which keys of one side of a table a value can lead to. */
  reached({ entries, type }: CheckedKeys, value: Range): readonly boolean[] {
    if (value.kind !== "amount" || !isAmount(type)) return entries.map(() => true);
    const ends = entries.map(({ at, to }) => [this.of(at), to && this.of(to)] as const);
    const can = (op: "<" | "<=" | ">" | ">=", than: Range | null) =>
      than?.kind !== "amount" || compared(op, value, than).yes;
    return entries.map(({ match }, i) => {
      const [at, to] = ends[i]!;
      const next = entries[i + 1];
      if (match === "is") return can("<=", at) && can(">=", at);
      if (match === "range") return can(">=", at) && can("<=", to);
      const before =
        next?.match === "over" ? can("<=", ends[i + 1]![0]) : next ? can("<", ends[i + 1]![0]) : true;
      return can(match === "over" ? ">" : ">=", at) && before;
    });
  }

  /** Of a cell of a table; one that is blank, or not there, is nothing. */
  private ofCells(cells: readonly (Formula | null)[], type: Type): Range {
    return cells.map((cell) => (cell ? this.of(cell) : nothingOf(type))).reduce(either, nothingOf(type));
  }

  private ofAggregate(fold: "sum" | "max" | "min" | "any" | "all", each: Range, type: Type): Range {
    if (each.kind === "truth")
      return fold === "any" ? truth(each.yes, true) : fold === "all" ? truth(true, each.no) : EITHER;
    if (each.kind !== "amount") return anyOf(type);
    return fold === "sum" ? ofMany(each) : either(each, NOTHING);
  }

  /** Of how many a group can consist at most; null where nobody knows. */
  private mostIn(group: CheckedGroup, place: Place): Exact | null {
    const atMost = (count: Formula | null) => (count ? asAmount(this.of(count, place)).high : null);
    const few = atMost(group.pick?.count ?? group.last);
    const two =
      this.plan.trees.get(group.tree)?.binary === true && ["legs", "frontline"].includes(group.base);
    return few ?? (two ? whole(2) : null);
  }
}

/** Measures that call measures are followed so far. */
const DEEPEST = 40;

function ofValue(value: Value): Range {
  if (typeof value === "boolean") return truth(value, !value);
  return typeof value === "object" && value !== null && "n" in value ? exactly(value) : OTHER;
}

const inside = (place: Place): Place => ({ ...place, level: ANYWHERE.level });

const anyOf = (type: Type): Range => (isAmount(type) ? ANY : type.kind === "yes/no" ? EITHER : OTHER);
const nothingOf = (type: Type): Range =>
  isAmount(type) ? NOTHING : type.kind === "yes/no" ? truth(false, true) : OTHER;
const asAmount = (range: Range): AmountRange => (range.kind === "amount" ? range : ANY);

function arithmetic(op: "+" | "-" | "*" | "/", a: AmountRange, b: AmountRange): AmountRange {
  switch (op) {
    case "+":
      return plus(a, b);
    case "-":
      return plus(a, negated(b));
    case "*":
      return times(a, b);
    case "/":
      // By the sign alone: a share of what is never below nothing.
      return a.low &&
        b.low &&
        compared(">=", a, NOTHING).no === false &&
        compared(">=", b, NOTHING).no === false
        ? FROM_NOTHING
        : ANY;
  }
}
