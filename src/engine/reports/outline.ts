import type { Exact } from "../../base/exact.ts";
import { toDecimal } from "../../base/exact.ts";
import type { CheckedParam, CheckedPlan } from "../../check/checked-plan.ts";
import type { Formula } from "../../check/formula.ts";
import { MONEY, rank } from "../../check/types.ts";
import { evaluate, param } from "../../meaning/evaluate.ts";
import { about, type Run } from "../../meaning/run.ts";
import type { BonusOutline, ColumnOutline, ParamOutline, PlanOutline } from "../protocol.ts";

/** What a plan has, by name, for the page. */
export function outlineOf(run: Run): PlanOutline {
  const { plan } = run;
  return {
    title: plan.title,
    currency: plan.currency,
    clock: plan.clock,
    trees: ["sponsor", ...[...plan.trees.keys()].filter((name) => name !== "sponsor")],
    ladders: [...plan.ladders.values()].map(({ name, ranks }) => ({
      name,
      ranks: ranks.map((one) => one.name),
    })),
    columns: columnsOf(plan),
    bonuses: bonusesOf(plan),
    params: [...plan.params.values()].map((one) => paramOf(run, one)),
  };
}

/** Whatever a person has one value of, in the order of the text. */
export function columnsOf(plan: CheckedPlan): ColumnOutline[] {
  const columns: ColumnOutline[] = [
    ...[...plan.inputs.values()]
      .filter(
        ({ inOrders, type }) => !inOrders || ["money", "points", "percent", "number"].includes(type.kind),
      )
      .map(({ name, type, span }): ColumnOutline => ({ name, role: "input", type, span })),
    ...[...plan.measures.values()]
      .filter(({ parameters }) => parameters.length === 0)
      .map(({ name, type, span }): ColumnOutline => ({ name, role: "measure", type, span })),
    ...[...plan.ladders.values()].map(
      ({ name, span }): ColumnOutline => ({ name, role: "rank", type: rank(name), span }),
    ),
    ...[...plan.bonuses.values()].map(
      ({ name, type, flavour, span }): ColumnOutline => ({ name, role: flavour, type, span }),
    ),
    ...[...plan.pools.values()].map(
      ({ name, span }): ColumnOutline => ({ name, role: "pool", type: MONEY, span }),
    ),
  ];
  columns.sort((a, b) => a.span!.from - b.span!.from);
  return [...columns, { name: "payout", role: "payout", type: MONEY, span: null }];
}

export const bonusesOf = (plan: CheckedPlan): BonusOutline[] =>
  [
    ...[...plan.bonuses.values()].map(
      ({ name, title, flavour, span }): BonusOutline => ({ name, title, flavour, span }),
    ),
    ...[...plan.pools.values()].map(
      ({ name, title, span }): BonusOutline => ({ name, title, flavour: "pool", span }),
    ),
  ].sort((a, b) => a.span.from - b.span.from);

function paramOf(run: Run, { name, type, value, from, to, step }: CheckedParam): ParamOutline {
  const print = (formula: Formula | null) =>
    formula ? printParam(evaluate(run, formula, about(-1, 0))) : null;
  return {
    name,
    type,
    value: printParam(param(run, name)),
    from: print(from),
    to: print(to),
    step: print(step),
    valueSpan: value.span,
  };
}

const printParam = (value: ReturnType<typeof param>): string =>
  typeof value === "object" && value !== null && "n" in value ? toDecimal(value as Exact) : String(value);
