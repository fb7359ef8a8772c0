import { add, compare, type Exact, subtract, ZERO } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { Value } from "../base/value.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { isAmount, type Type } from "../check/types.ts";
import { evaluate } from "../meaning/evaluate.ts";
import { membersOf } from "../meaning/groups.ts";
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
    readonly rest: Exact;
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

/** The reasons of a formula, read at a place. */
export function trace(run: Run, formula: Formula, at: At): Trace {
  const value = evaluate(run, formula, at);
  return {
    span: formula.span,
    type: formula.type,
    value,
    column: columnRead(run, formula, at),
    parts: decidingParts(run, formula, at).map((part) => trace(run, part, at)),
    members: contributions(run, formula, at),
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

function contributions(run: Run, formula: Formula, at: At): Trace["members"] {
  if (formula.kind !== "Aggregate" && formula.kind !== "Count") return null;
  const members = membersOf(run, formula.group, at).map(
    (member): Contribution => ({
      person: member.it,
      period: member.period,
      order: member.order,
      value: formula.kind === "Aggregate" ? evaluate(run, formula.of, member) : true,
    }),
  );
  if (formula.kind === "Count" || !isAmount(formula.of.type)) {
    const telling =
      formula.kind === "Aggregate" && formula.fold === "any"
        ? members.filter(({ value }) => value === true)
        : members;
    return {
      shown: telling.slice(0, MOST_CONTRIBUTIONS),
      others: Math.max(0, telling.length - MOST_CONTRIBUTIONS),
      rest: ZERO,
    };
  }
  const bringing = members
    .filter(({ value }) => compare(value as Exact, ZERO) !== 0)
    .sort((a, b) => compare(b.value as Exact, a.value as Exact) || a.person - b.person);
  const shown = bringing.slice(0, MOST_CONTRIBUTIONS);
  const total = bringing.reduce((sum, { value }) => add(sum, value as Exact), ZERO);
  const rest = shown.reduce((left, { value }) => subtract(left, value as Exact), total);
  return { shown, others: bringing.length - shown.length, rest };
}

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
  if (measure && measure.parameters.length === 0) return trace(run, measure.body, about(person, period));
  const bonus = run.plan.bonuses.get(name);
  if (bonus && !bonus.journey) return trace(run, bonus.pays, about(person, period));
  const pool = run.plan.pools.get(name);
  if (pool) return trace(run, pool.shares, about(person, period));
  const fallback = run.plan.inputs.get(name)?.fallback;
  return fallback ? trace(run, fallback, about(person, period)) : null;
}
