import { type Exact, isZero } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { dependenciesOf, paidNode } from "../check/dependencies.ts";
import { column } from "../meaning/columns.ts";
import { isThere } from "../meaning/presence.ts";
import type { Run } from "../meaning/run.ts";

/** What hangs on a line of the plan. */
export type Affected = {
  /** The columns whose rules the line is part of, and all that read them, directly or not. */
  readonly declared: readonly string[];
  readonly dependent: readonly string[];
  /** Who has something of the columns on the line (a yes, a rank, an amount), and of those who is paid by what depends on them. */
  readonly people: readonly number[];
};

/** Finds what depends on the part of the text between two places. */
export function affectedBy(
  run: Run,
  { from, to }: Span,
  spans: ReadonlyMap<string, Span>,
  period: number,
): Affected {
  const declared = [...spans].filter(([, span]) => span.from < to && span.to > from).map(([name]) => name);
  const readers = readersOf(run.plan);
  const dependent = new Set<string>();
  const queue = [...declared];
  for (const name of queue)
    for (const reader of readers.get(name) ?? [])
      if (!dependent.has(reader) && !declared.includes(reader)) {
        dependent.add(reader);
        queue.push(reader);
      }
  const columns = declared.filter((name) => isColumn(run.plan, name));
  const people = Array.from({ length: run.world.size }, (_, person) => person).filter(
    (person) =>
      isThere(run, person, period) && columns.some((name) => isSomething(column(run, name, person, period))),
  );
  return { declared, dependent: [...dependent].filter((name) => !name.startsWith(paidNode(""))), people };
}

function readersOf(plan: CheckedPlan): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const [reader, edges] of dependenciesOf(plan))
    for (const { to } of edges) readers.set(to, [...(readers.get(to) ?? []), reader]);
  return readers;
}

const isColumn = (plan: CheckedPlan, name: string): boolean =>
  plan.inputs.has(name) ||
  plan.measures.get(name)?.parameters.length === 0 ||
  plan.ladders.has(name) ||
  plan.bonuses.has(name) ||
  plan.pools.has(name);

const isSomething = (value: ReturnType<typeof column>): boolean =>
  typeof value === "object" && value !== null && "n" in value
    ? !isZero(value as Exact)
    : value !== false && value !== -1 && value !== null;
