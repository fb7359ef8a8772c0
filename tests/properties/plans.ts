import { readdirSync, readFileSync } from "node:fs";
import { type Exact, fraction } from "../../src/base/exact.ts";
import type { Value } from "../../src/base/value.ts";
import { check } from "../../src/check/check.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { pairingFields } from "../../src/check/formula.ts";
import { catalogue } from "../../src/diagnostics/catalogue.ts";
import { boardCycles } from "../../src/meaning/boards.ts";
import { amountOf } from "../../src/meaning/bonuses.ts";
import { column } from "../../src/meaning/columns.ts";
import { pairingField } from "../../src/meaning/pairings.ts";
import type { Run } from "../../src/meaning/run.ts";
import { parse } from "../../src/syntax/parse.ts";
import { planOf } from "./worlds.ts";

const folders = ["../../examples/", "../cases/"].map((folder) => new URL(folder, import.meta.url));

/** The plans of the gallery and of the cases, by the names of their files. */
export const texts: readonly (readonly [file: string, text: string])[] = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".plan"))
    .map(
      (file) =>
        [
          `${folder.pathname.split("/").at(-2)}/${file}`,
          readFileSync(new URL(file, folder), "utf8"),
        ] as const,
    ),
);

export const plans: readonly (readonly [file: string, plan: CheckedPlan])[] = texts.map(
  ([file, text]) => [file, planOf(text)] as const,
);

/** The right texts of the catalogue of problems: small plans with every form of the language. */
export const smallPlans: readonly (readonly [code: string, plan: CheckedPlan])[] = Object.entries(
  catalogue,
).flatMap(([code, { help }]) => {
  const { plan } = check(parse(help.right));
  return plan ? [[code, plan] as const] : [];
});

/** Everything that a plan computes for a person: how it is called, and how it is read. */
export type Computed = {
  readonly name: string;
  readonly of: string;
  readonly read: (run: Run, person: number, period: number) => Value;
};

export function computedBy(plan: CheckedPlan): Computed[] {
  const columns = [
    ...[...plan.inputs.values()].filter(({ inOrders }) => !inOrders).map(({ name }) => name),
    ...[...plan.measures.values()]
      .filter(({ parameters }) => parameters.length === 0)
      .map(({ name }) => name),
    ...plan.ladders.keys(),
    ...plan.trees.keys(),
    ...[...plan.bonuses.values()].filter(({ flavour }) => flavour === "flow").map(({ name }) => name),
    ...["age", "joined", "kind", "payout"],
  ];
  const paid = [
    ...[...plan.bonuses.values()].filter(({ flavour }) => flavour !== "flow").map(({ name }) => name),
    ...plan.pools.keys(),
  ];
  return [
    ...columns.map(
      (name): Computed => ({
        name,
        of: name,
        read: (run, person, period) => column(run, name, person, period),
      }),
    ),
    ...paid.flatMap((name) =>
      (["gross", "earned", "paid"] as const).map(
        (stage): Computed => ({
          name: `${stage}(${name})`,
          of: stage === "paid" ? `paid ${name}` : name,
          read: (run, person, period) => amountOf(run, stage, name, person, period),
        }),
      ),
    ),
    ...[...plan.pairings.keys()].flatMap((name) =>
      pairingFields.map(
        (field): Computed => ({
          name: `${name}.${field}`,
          of: name,
          read: (run, person, period) => pairingField(run, name, field, person, period),
        }),
      ),
    ),
    ...[...plan.boards.keys()].map(
      (name): Computed => ({
        name: `${name}.cycles`,
        of: name,
        read: (run, person, period) => boardCycles(run, name, person, period),
      }),
    ),
  ];
}

/** A value in a form in which equal ones are equal texts. */
export function printed(value: Value): string {
  if (typeof value !== "object" || value === null) return String(value);
  if ("count" in value) return `${value.count} ${value.unit}`;
  const { n, d } = fraction(value.n, value.d);
  return `${n}/${d}`;
}

export const exactOf = (value: Value): Exact => value as Exact;
