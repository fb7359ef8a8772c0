import { add, compare, type Exact, isZero, subtract, whole, ZERO } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { Value } from "../base/value.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { isAmount, type Type } from "../check/types.ts";
import { column } from "../meaning/columns.ts";
import { evaluate } from "../meaning/evaluate.ts";
import { membersOf, oneByOne } from "../meaning/groups.ts";
import { editionAt, position } from "../meaning/lookup.ts";
import { type At, about, type Run } from "../meaning/run.ts";

/**
 * Why a rule comes to what it comes to: the rule as the plan writes it, its value, and the parts that the value was worked
 * out of. The leaves are columns of people, whose own reasons are asked for in turn. Plain data.
 */
export type Trace = {
  /** Where the plan says it. */
  readonly span: Span;
  readonly type: Type;
  readonly value: Value;
  /** What the place is about: the column and the person, where it is one. */
  readonly column: { readonly name: string; readonly person: number } | null;
  /** Parts that decided the value: of an `if` the branch that was taken, of `or` the side that holds. */
  readonly parts: readonly Trace[];
  /** For sums and their like: who brought what, largest first, and what all others bring together. */
  readonly members: {
    readonly shown: readonly Contribution[];
    readonly others: number;
    /** Null where what they bring is no amount. */
    readonly rest: Exact | null;
  } | null;
  /** For a table: the cell that was read, if any. */
  readonly cell: Span | null;
  /** A figure or word of the plan itself: there is nothing to say about it. */
  readonly literal: boolean;
};
export type Contribution = {
  readonly person: number;
  readonly period: number;
  readonly order: number;
  readonly value: Value;
};

export const MOST_CONTRIBUTIONS = 20;

/** The reasons of a formula, read at a place. `known` is its value where somebody has it already. */
export function trace(run: Run, formula: Formula, at: At, known: Value | null = null): Trace {
  const told = contributions(run, formula, at);
  return {
    span: formula.span,
    type: formula.type,
    value: known ?? told?.whole ?? evaluate(run, formula, at),
    column: columnRead(run, formula, at),
    parts: decidingParts(run, formula, at).map((part) => trace(run, part, at)),
    members: told?.members ?? null,
    cell: cellRead(run, formula, at),
    literal: formula.kind === "Const",
  };
}

function columnRead(run: Run, formula: Formula, at: At): Trace["column"] {
  if (formula.kind !== "Column" && formula.kind !== "Amount" && formula.kind !== "PairingField") return null;
  const name =
    formula.kind === "Column" ? formula.name : formula.kind === "Amount" ? formula.bonus : formula.pairing;
  return { name, person: evaluate(run, formula.of, at) as number };
}

/** What a value was worked out of. Parts that were not looked at are not among them. */
function decidingParts(run: Run, formula: Formula, at: At): readonly Formula[] {
  switch (formula.kind) {
    case "If":
      return [formula.condition, evaluate(run, formula.condition, at) ? formula.then : formula.otherwise];
    case "Logic": {
      const sides = [formula.left, formula.right];
      const decides = formula.op === "or";
      const deciding = sides.filter((side) => evaluate(run, side, at) === decides);
      return deciding.length > 0 ? deciding.slice(0, 1) : sides;
    }
    case "Column":
      return formula.args;
    case "Previous":
    case "SoFar":
    case "Highest":
    case "First":
    case "Flavour":
    case "Fact":
    case "PairingField":
    case "BoardField":
    case "Amount":
      return [];
    default:
      return partsOf(formula)
        .flatMap(({ part, group }) => (group ? [] : [part]))
        .filter((part) => part.kind !== "Const");
  }
}

/** Who brought what, and what the whole comes to where that is plain from it: a million people are gone through once. */
type Told = { readonly members: NonNullable<Trace["members"]>; readonly whole: Exact | null };

function contributions(run: Run, formula: Formula, at: At): Told | null {
  if (formula.kind !== "Aggregate" && formula.kind !== "Count") return null;
  const { group } = formula;
  const members = group.pick || group.by ? membersOf(run, group, at) : oneByOne(run, group, at);
  const brings = ({ it, period, order }: At, value: Value): Contribution => ({
    person: it,
    period,
    order,
    value,
  });
  const shown: Contribution[] = [];
  let all = 0;
  if (formula.kind === "Count" || !isAmount(formula.of.type)) {
    for (const member of members) {
      const value = formula.kind === "Count" ? true : evaluate(run, formula.of, member);
      if (formula.kind === "Aggregate" && formula.fold === "any" && value !== true) continue;
      if (all++ < MOST_CONTRIBUTIONS) shown.push(brings(member, value));
    }
    const others = all - shown.length;
    return {
      members: { shown, others, rest: null },
      whole: formula.kind === "Count" ? whole(all) : null,
    };
  }
  let total = ZERO;
  for (const member of members) {
    const value = evaluate(run, formula.of, member) as Exact;
    if (isZero(value)) continue;
    all++;
    total = add(total, value);
    keepLargest(shown, value, () => brings(member, value));
  }
  const rest = shown.reduce((left, { value }) => subtract(left, value as Exact), total);
  const isSum = formula.fold === "sum" && !formula.eachAtMost;
  return { members: { shown, others: all - shown.length, rest }, whole: isSum ? total : null };
}

/** Puts what somebody brings among the largest, which lie in order; of equals the first of the file stands first. */
function keepLargest(largest: Contribution[], value: Exact, contribution: () => Contribution): void {
  const isFull = largest.length === MOST_CONTRIBUTIONS;
  if (isFull && compare(value, largest.at(-1)!.value as Exact) < 0) return;
  const one = contribution();
  let at = largest.length;
  while (at > 0 && isBefore(one, largest[at - 1]!)) at--;
  largest.splice(at, 0, one);
  if (largest.length > MOST_CONTRIBUTIONS) largest.pop();
}
const isBefore = (a: Contribution, b: Contribution): boolean =>
  (compare(b.value as Exact, a.value as Exact) || a.person - b.person) < 0;

function cellRead(run: Run, formula: Formula, at: At): Span | null {
  if (formula.kind !== "Lookup") return null;
  const table = editionAt(run, run.plan.tables.get(formula.table)!, at);
  if (table.marginal) return null;
  const positions = formula.keys.map((key, i) =>
    position(run, table.keys[i]!, evaluate(run, key, at), at.period),
  );
  const [row, column] = positions.length === 2 ? positions : [0, positions[0]];
  return (row! >= 0 && column! >= 0 && table.cells[row!]?.[column!]?.span) || null;
}

/** The reasons of a measure, or of what a bonus pays a person out of their own columns; null for a column without such a rule. */
export function traceColumn(run: Run, name: string, person: number, period: number): Trace | null {
  const measure = run.plan.measures.get(name);
  if (measure && measure.parameters.length === 0)
    return trace(run, measure.body, about(person, period), column(run, name, person, period));
  const bonus = run.plan.bonuses.get(name);
  if (bonus && !bonus.journey) return trace(run, bonus.pays, about(person, period));
  const pool = run.plan.pools.get(name);
  if (pool) return trace(run, pool.shares, about(person, period));
  const fallback = run.plan.inputs.get(name)?.fallback;
  return fallback ? trace(run, fallback, about(person, period)) : null;
}
