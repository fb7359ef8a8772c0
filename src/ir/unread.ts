import type { Expr, Stmt } from "./code.ts";

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
  switch (stmt.op) {
    case "set":
    case "column":
    case "merge":
      localsOf(stmt.value, read);
      return;
    case "store":
      localsOf(stmt.index, read);
      localsOf(stmt.value, read);
      return;
    case "if":
      localsOf(stmt.when, read);
      for (const one of stmt.yes) readsOf(one, read);
      for (const one of stmt.no) readsOf(one, read);
      return;
    case "while":
      localsOf(stmt.test, read);
      for (const one of stmt.body) readsOf(one, read);
      return;
    case "grow":
      localsOf(stmt.elements, read);
      return;
    case "stop":
      return;
  }
}

function localsOf(expr: Expr, read: Set<string>): void {
  switch (expr.op) {
    case "local":
      read.add(expr.name);
      return;
    case "at":
      localsOf(expr.index, read);
      return;
    case "uniform":
      if (expr.index) localsOf(expr.index, read);
      return;
    case "binary":
      localsOf(expr.a, read);
      localsOf(expr.b, read);
      return;
    case "select":
      localsOf(expr.when, read);
      localsOf(expr.yes, read);
      localsOf(expr.no, read);
      return;
    case "call":
      for (const arg of expr.args) localsOf(arg, read);
      return;
    case "widen":
    case "narrow":
      localsOf(expr.of, read);
      return;
    default:
      return;
  }
}

function calls(expr: Expr): boolean {
  switch (expr.op) {
    case "call":
      return true;
    case "at":
      return calls(expr.index);
    case "uniform":
      return expr.index !== null && calls(expr.index);
    case "binary":
      return calls(expr.a) || calls(expr.b);
    case "select":
      return calls(expr.when) || calls(expr.yes) || calls(expr.no);
    case "widen":
    case "narrow":
      return calls(expr.of);
    default:
      return false;
  }
}
