import { unreachable } from "../base/unreachable.ts";
import type { Expr, Stmt } from "./code.ts";
import { partsOfExpr } from "./walk.ts";

/**
 * A body without the locals that nothing reads: arguments that a rule turned out not to need, say. The engine would load
 * their numbers all the same, for a load might fail. What calls a routine stays, for that may stop a pass.
 */
export function withoutUnread(body: readonly Stmt[]): readonly Stmt[] {
  const reads = new Reads();
  reads.countBlock(body);
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

  countBlock(block: readonly Stmt[]): void {
    for (const stmt of block) this.countStmt(stmt);
  }

  /** `by`: 1 for what is there, -1 for what has gone. */
  count(expr: Expr, by: 1 | -1): void {
    switch (expr.op) {
      case "local":
        this.times.set(expr.name, (this.times.get(expr.name) ?? 0) + by);
        return;
      case "at":
        this.count(expr.index, by);
        return;
      case "uniform":
        if (expr.index) this.count(expr.index, by);
        return;
      case "binary":
        this.count(expr.a, by);
        this.count(expr.b, by);
        return;
      case "select":
        this.count(expr.when, by);
        this.count(expr.yes, by);
        this.count(expr.no, by);
        return;
      case "call":
        for (const arg of expr.args) this.count(arg, by);
        return;
      case "widen":
      case "narrow":
        this.count(expr.of, by);
        return;
      default:
        return;
    }
  }

  /** Every body of a plan is gone through at every edit: no list is made on the way. */
  private countStmt(stmt: Stmt): void {
    switch (stmt.op) {
      case "set":
      case "column":
      case "merge":
        this.count(stmt.value, 1);
        return;
      case "store":
        this.count(stmt.index, 1);
        this.count(stmt.value, 1);
        return;
      case "if":
        this.count(stmt.when, 1);
        this.countBlock(stmt.yes);
        this.countBlock(stmt.no);
        return;
      case "while":
        this.count(stmt.test, 1);
        this.countBlock(stmt.body);
        return;
      case "grow":
        this.count(stmt.elements, 1);
        return;
      case "stop":
        return;
      default:
        unreachable(stmt);
    }
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
