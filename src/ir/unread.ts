import type { Expr, Stmt } from "./code.ts";
import { exprsOf, partsOfExpr, stmtsIn } from "./walk.ts";

/**
 * A body without the locals that nothing reads: arguments that a rule turned out not to need, say. The engine would load
 * their numbers all the same, for a load might fail. What calls a routine stays, for that may stop a pass.
 */
export function withoutUnread(body: readonly Stmt[]): readonly Stmt[] {
  for (let block = body; ; ) {
    const read = new Set<string>();
    for (const stmt of block) readsOf(stmt, read);
    const less = reduced(block, read);
    if (less === block) return block;
    block = less;
  }
}

function reduced(block: readonly Stmt[], read: ReadonlySet<string>): readonly Stmt[] {
  let isSame = true;
  const less: Stmt[] = [];
  for (const stmt of block) {
    const one = reducedStmt(stmt, read);
    if (one !== stmt) isSame = false;
    if (one) less.push(one);
  }
  return isSame ? block : less;
}

function reducedStmt(stmt: Stmt, read: ReadonlySet<string>): Stmt | null {
  switch (stmt.op) {
    case "set":
      return read.has(stmt.name) || calls(stmt.value) ? stmt : null;
    case "if": {
      const [yes, no] = [reduced(stmt.yes, read), reduced(stmt.no, read)];
      if (yes === stmt.yes && no === stmt.no) return stmt;
      return yes.length + no.length === 0 && !calls(stmt.when) ? null : { ...stmt, yes, no };
    }
    case "while": {
      const body = reduced(stmt.body, read);
      return body === stmt.body ? stmt : { ...stmt, body };
    }
    default:
      return stmt;
  }
}

function readsOf(stmt: Stmt, read: Set<string>): void {
  for (const expr of exprsOf(stmt)) localsOf(expr, read);
  for (const one of stmtsIn(stmt)) readsOf(one, read);
}

function localsOf(expr: Expr, read: Set<string>): void {
  if (expr.op === "local") read.add(expr.name);
  for (const part of partsOfExpr(expr)) localsOf(part, read);
}

const calls = (expr: Expr): boolean => expr.op === "call" || partsOfExpr(expr).some(calls);
