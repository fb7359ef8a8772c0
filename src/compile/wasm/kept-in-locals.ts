import type { Expr, Stmt } from "../../ir/code.ts";
import type { Pass } from "../../ir/program.ts";
import { exprsOf, partsOfExpr, stmtsIn } from "../../ir/walk.ts";

/**
 * What a pass reads and never changes: numbers of the plan, read once before all people, and what stands in memory of the
 * person it stands at, read once for each. The engine that runs the code cannot know that what is written in between lies
 * elsewhere, and would read all of it anew each time.
 */
export type KeptInLocals = {
  readonly ofPlan: readonly Kept[];
  readonly ofPerson: readonly Kept[];
  /** The local that holds an expression; null where it is not kept. */
  readonly localOf: (expr: Expr) => string | null;
};
export type Kept = { readonly expr: Expr; readonly local: string };

export const NOTHING_KEPT: KeptInLocals = { ofPlan: [], ofPerson: [], localOf: () => null };

type Found = { readonly expr: Expr; times: number; always: boolean };

export function keptInLocals(
  { body, computes }: Pass,
  arrayOf: (column: number) => number | null,
): KeptInLocals {
  const computed = new Set(computes);
  const [ofPlan, ofPerson] = [new Map<string, Found>(), new Map<string, Found>()];
  const written = new Set<number>();
  const note = (found: Map<string, Found>, key: string, expr: Expr, always: boolean): void => {
    const known = found.get(key);
    if (!known) found.set(key, { expr, times: 1, always });
    else {
      known.times++;
      known.always ||= always;
    }
  };
  const look = (expr: Expr, always: boolean): void => {
    const plan = planKey(expr);
    if (plan !== null) {
      note(ofPlan, plan, expr, always);
      return;
    }
    const person = personKey(expr, computed);
    if (person !== null) {
      note(ofPerson, person, expr, always);
      return;
    }
    for (const part of partsOfExpr(expr)) look(part, always);
  };
  const block = (stmts: readonly Stmt[], always: boolean): void => {
    for (const stmt of stmts) {
      const array = stmt.op === "store" ? stmt.array : stmt.op === "column" ? arrayOf(stmt.column) : null;
      if (array !== null) written.add(array);
      for (const expr of exprsOf(stmt)) look(expr, always);
      block(stmtsIn(stmt), false);
    }
  };
  block(body, true);

  const isChanged = (expr: Expr): boolean =>
    expr.op === "at"
      ? written.has(expr.array)
      : expr.op === "self" && written.has(arrayOf(expr.column) ?? -1);
  const names = new Map<string, string>();
  const keep = (found: ReadonlyMap<string, Found>, isWorth: (one: Found) => boolean): Kept[] =>
    [...found].flatMap(([key, one]) => {
      if (!isWorth(one)) return [];
      const local = `kept ${key}`;
      names.set(key, local);
      return [{ expr: one.expr, local }];
    });
  const kept = {
    ofPlan: keep(ofPlan, () => true),
    // What is read only of some is not worth reading of all.
    ofPerson: keep(ofPerson, (one) => one.always && one.times > 1 && !isChanged(one.expr)),
  };
  return {
    ...kept,
    localOf(expr) {
      const key = planKey(expr) ?? personKey(expr, computed);
      return key === null ? null : (names.get(key) ?? null);
    },
  };
}

/** A number of the plan, or one times a power of ten. */
function planKey(expr: Expr): string | null {
  if (expr.op === "uniform") return expr.index === null ? `number ${expr.uniform}` : null;
  if (expr.op !== "binary" || expr.name !== "mul") return null;
  const [a, b] = [expr.a, expr.b];
  if (a.op === "uniform" && a.index === null && b.op === "const") return `number ${a.uniform} * ${b.value}`;
  return null;
}

/** What stands in an array of the person that the pass stands at. */
function personKey(expr: Expr, computed: ReadonlySet<number>): string | null {
  if (expr.op === "self") return computed.has(expr.column) ? null : `column ${expr.column}`;
  if (expr.op === "at" && expr.index.op === "local" && expr.index.name === "person")
    return `array ${expr.array} ${expr.type}`;
  return null;
}
