import { type Exact, isZero } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { dependenciesOf, paidNode } from "../check/dependencies.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { formulasOf } from "../check/formulas-of.ts";
import { column } from "../meaning/columns.ts";
import { isThere } from "../meaning/presence.ts";
import type { Run } from "../meaning/run.ts";

/** What hangs on a line of the plan. */
export type Affected = {
  /** What the line is part of the definition of, and all that reads it, directly or not. */
  readonly declared: readonly string[];
  readonly dependent: readonly string[];
  /** The one rank that the line is about, where it is a row of a rank table. */
  readonly rank: { readonly ladder: string; readonly rank: number } | null;
  /** The columns by which people were found: those of the line, or the first ones that read it where it has none itself. */
  readonly through: readonly string[];
  /** Who has something of those columns (a yes, a rank, an amount): in joining order. */
  readonly people: readonly number[];
  /** How many are there in the period. */
  readonly there: number;
};

/**
 * Who has something of a column, by joining order: a yes, a rank (this one, where one is named), an amount. Null where the
 * column does not lie there as a whole, and everybody has to be asked.
 */
export type Having = (column: string, rank: number | null) => ((person: number) => boolean) | null;

/**
 * Finds what depends on the part of the text between two places; `spans`: where each name of the plan is defined; `having`:
 * what is known of whole columns.
 */
export function affectedBy(
  run: Run,
  { from, to }: Span,
  spans: ReadonlyMap<string, Span>,
  period: number,
  having: Having = () => null,
): Affected {
  const declared = [...spans].filter(([, span]) => span.from < to && span.to > from).map(([name]) => name);
  const readers = readersOf(run.plan, spans);
  const dependent = new Set<string>();
  const queue = [...declared];
  for (const name of queue)
    for (const reader of readers.get(name) ?? [])
      if (!dependent.has(reader) && !declared.includes(reader)) {
        dependent.add(reader);
        queue.push(reader);
      }
  const rank = rankOn(run.plan, declared, { from, to });
  const through = nearestColumns(run.plan, declared, readers);
  const has = (name: string, wanted: number | null): ((person: number) => boolean) =>
    having(name, wanted) ??
    (wanted === null
      ? (person) => isSomething(column(run, name, person, period))
      : (person) => column(run, name, person, period) === wanted);
  const ways = rank ? [has(rank.ladder, rank.rank)] : through.map((name) => has(name, null));
  const people: number[] = [];
  let there = 0;
  for (let person = 0; person < run.world.size; person++) {
    if (!isThere(run, person, period)) continue;
    there++;
    if (ways.some((way) => way(person))) people.push(person);
  }
  return {
    declared,
    dependent: [...dependent].filter((name) => !name.startsWith(paidNode(""))),
    rank,
    through,
    people,
    there,
  };
}

/** The rank whose only row a line is; null where it is about all of a ladder, or about none. */
function rankOn(plan: CheckedPlan, declared: readonly string[], { from, to }: Span): Affected["rank"] {
  for (const name of declared) {
    const rows = plan.ladders
      .get(name)
      ?.ranks.flatMap(({ span }, rank) => (span.from >= from && span.from < to ? [rank] : []));
    if (rows?.length === 1) return { ladder: name, rank: rows[0]! };
  }
  return null;
}

/** Columns among some names; where there is none, the nearest that read them. */
function nearestColumns(
  plan: CheckedPlan,
  names: readonly string[],
  readers: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const seen = new Set(names);
  for (let level = [...names]; level.length > 0; ) {
    const columns = level.filter((name) => isColumn(plan, name));
    if (columns.length > 0) return columns;
    level = level.flatMap((name) => readers.get(name) ?? []).filter((name) => !seen.has(name));
    level = [...new Set(level)];
    for (const name of level) seen.add(name);
  }
  return [];
}

/** Who reads what: columns each other, and whatever names a param, which is no column and stands in no order of computing. */
function readersOf(plan: CheckedPlan, spans: ReadonlyMap<string, Span>): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  const read = (name: string, reader: string): void => {
    const known = readers.get(name);
    if (!known) readers.set(name, [reader]);
    else if (!known.includes(reader)) known.push(reader);
  };
  for (const [reader, edges] of dependenciesOf(plan)) for (const { to } of edges) read(to, reader);
  for (const formula of formulasOf(plan))
    for (const param of paramsIn(formula))
      for (const [reader, { from, to }] of spans)
        if (formula.span.from >= from && formula.span.to <= to) read(param, reader);
  return readers;
}

const paramsIn = (formula: Formula): readonly string[] =>
  formula.kind === "Param" ? [formula.name] : partsOf(formula).flatMap(({ part }) => paramsIn(part));

const isColumn = (plan: CheckedPlan, name: string): boolean =>
  plan.inputs.get(name)?.inOrders === false ||
  plan.measures.get(name)?.parameters.length === 0 ||
  plan.ladders.has(name) ||
  plan.bonuses.has(name) ||
  plan.pools.has(name);

const isSomething = (value: ReturnType<typeof column>): boolean =>
  typeof value === "object" && value !== null && "n" in value
    ? !isZero(value as Exact)
    : value !== false && value !== -1 && value !== null;
