import type { Expr, Stmt } from "../../ir/code.ts";
import type { Pass, Program } from "../../ir/program.ts";
import { exprsOf, partsOfExpr, stmtsIn } from "../../ir/walk.ts";

/**
 * The arrays by which it goes what a pass adds to sums of the company (`sums`), of a person it stands at: those that are read
 * for it, and for what decides whether anything is added. Who has another figure in none of them adds what he added before,
 * and need not be run once more as all was then. Of a pass that brings nothing to anybody: what comes from below is not followed.
 * Null where the pass may stop: with some figures as they were and others as they are it could stop where it never would.
 */
export function sumReads(
  program: Program,
  pass: Pass,
  sums: ReadonlySet<number>,
): ReadonlySet<number> | null {
  return mayStop(pass.body) ? null : new SumReads(program, pass, sums).found();
}

const mayStop = (block: readonly Stmt[]): boolean =>
  block.some((stmt) => stmt.op === "stop" || exprsOf(stmt).some(calls) || mayStop(stmtsIn(stmt)));

/** Whether a routine is called: some of them stop. */
const calls = (expr: Expr): boolean => expr.op === "call" || partsOfExpr(expr).some(calls);

/** What something is worked out from: arrays, and names of locals and columns that the pass works out itself. */
type Goes = { readonly arrays: Set<number>; readonly names: Set<string> };

class SumReads {
  private readonly byName = new Map<string, Goes>();
  private readonly ofSums: Goes = { arrays: new Set(), names: new Set() };
  private readonly program: Program;
  private readonly computed: ReadonlySet<number>;
  private readonly sums: ReadonlySet<number>;

  constructor(program: Program, { body, computes }: Pass, sums: ReadonlySet<number>) {
    this.program = program;
    this.computed = new Set(computes);
    this.sums = sums;
    this.block(body, []);
  }

  /** Follows names to what they go by, until there is nothing new. */
  found(): ReadonlySet<number> {
    const { arrays, names } = this.ofSums;
    // What is added to a set while it is gone through is gone through too.
    for (const name of names) {
      const of = this.byName.get(name);
      for (const array of of?.arrays ?? []) arrays.add(array);
      for (const other of of?.names ?? []) names.add(other);
    }
    return arrays;
  }

  /** `tests`: what decides whether statements are carried out. */
  private block(block: readonly Stmt[], tests: readonly Expr[]): void {
    for (const stmt of block) {
      const goes = this.goesOf(stmt);
      if (goes) for (const expr of [...exprsOf(stmt), ...tests]) this.look(expr, goes);
      const inside = stmtsIn(stmt);
      if (inside.length > 0) this.block(inside, [...tests, ...exprsOf(stmt)]);
    }
  }

  /** Where it is noted what a statement's result goes by; null where that comes to no sum. */
  private goesOf(stmt: Stmt): Goes | null {
    if (stmt.op === "store") return this.sums.has(stmt.array) ? this.ofSums : null;
    if (stmt.op !== "set" && stmt.op !== "column") return null;
    const name = stmt.op === "set" ? stmt.name : columnName(stmt.column);
    let goes = this.byName.get(name);
    if (!goes) this.byName.set(name, (goes = { arrays: new Set(), names: new Set() }));
    return goes;
  }

  private look(expr: Expr, goes: Goes): void {
    if (expr.op === "local") goes.names.add(expr.name);
    else if (expr.op === "at" && !this.sums.has(expr.array)) goes.arrays.add(expr.array);
    else if (expr.op === "self") {
      const { array } = this.program.columns[expr.column]!;
      if (this.computed.has(expr.column)) goes.names.add(columnName(expr.column));
      else if (array !== null) goes.arrays.add(array);
    }
    for (const part of partsOfExpr(expr)) this.look(part, goes);
  }
}

/** No local is called so: they have no blanks in front. */
const columnName = (column: number): string => ` column ${column}`;
