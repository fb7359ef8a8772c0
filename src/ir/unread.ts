import type { Expr, Stmt } from "./code.ts";
import { exprsOf, partsOfExpr, stmtsIn } from "./walk.ts";

/**
 * A body without the locals that nothing reads: arguments that a rule turned out not to need, say. The engine would load
 * their numbers all the same, for a load might fail. What calls a routine stays, for that may stop a pass.
 */
export function withoutUnread(body: readonly Stmt[]): readonly Stmt[] {
  const reads = new Reads();
  for (const stmt of body) reads.countStmt(stmt);
  for (let block = body; ; ) {
    const less = reduced(block, reads);
    if (less === block) return block;
    block = less;
  }
}

/** How often each local is read. */
class Reads {
  private readonly times = new Map<string, number>();

  has(name: string): boolean {
    return (this.times.get(name) ?? 0) > 0;
  }

  countStmt(stmt: Stmt): void {
    for (const expr of exprsOf(stmt)) this.count(expr, 1);
    for (const one of stmtsIn(stmt)) this.countStmt(one);
  }

  /** `by`: 1 for what is there, -1 for what has gone. */
  count(expr: Expr, by: 1 | -1): void {
    if (expr.op === "local") this.times.set(expr.name, (this.times.get(expr.name) ?? 0) + by);
    for (const part of partsOfExpr(expr)) this.count(part, by);
  }
}

function reduced(block: readonly Stmt[], reads: Reads): readonly Stmt[] {
  let isSame = true;
  const less: Stmt[] = [];
  for (const stmt of block) {
    const one = reducedStmt(stmt, reads);
    if (one !== stmt) isSame = false;
    if (one) less.push(one);
  }
  return isSame ? block : less;
}

function reducedStmt(stmt: Stmt, reads: Reads): Stmt | null {
  switch (stmt.op) {
    case "set":
      if (reads.has(stmt.name) || calls(stmt.value)) return stmt;
      reads.count(stmt.value, -1);
      return null;
    case "if": {
      const [yes, no] = [reduced(stmt.yes, reads), reduced(stmt.no, reads)];
      if (yes === stmt.yes && no === stmt.no) return stmt;
      if (yes.length + no.length > 0 || calls(stmt.when)) return { ...stmt, yes, no };
      reads.count(stmt.when, -1);
      return null;
    }
    case "while": {
      const body = reduced(stmt.body, reads);
      return body === stmt.body ? stmt : { ...stmt, body };
    }
    default:
      return stmt;
  }
}

const calls = (expr: Expr): boolean => expr.op === "call" || partsOfExpr(expr).some(calls);
