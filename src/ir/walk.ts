import type { Expr, Stmt } from "./code.ts";

/** The expressions directly inside an expression. */
export function partsOfExpr(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case "at":
      return [expr.index];
    case "uniform":
      return expr.index ? [expr.index] : NONE;
    case "binary":
      return [expr.a, expr.b];
    case "select":
      return [expr.when, expr.yes, expr.no];
    case "call":
      return expr.args;
    case "widen":
    case "narrow":
      return [expr.of];
    default:
      return NONE;
  }
}

/** The expressions that a statement itself works out, without those of the statements inside it. */
export function exprsOf(stmt: Stmt): readonly Expr[] {
  switch (stmt.op) {
    case "set":
    case "column":
    case "merge":
      return [stmt.value];
    case "store":
      return [stmt.index, stmt.value];
    case "if":
      return [stmt.when];
    case "while":
      return [stmt.test];
    case "grow":
      return [stmt.elements];
    case "stop":
      return NONE;
  }
}

/** The statements directly inside a statement: they are carried out sometimes, or several times. */
export function stmtsIn(stmt: Stmt): readonly Stmt[] {
  switch (stmt.op) {
    case "if":
      return stmt.no.length > 0 ? [...stmt.yes, ...stmt.no] : stmt.yes;
    case "while":
      return stmt.body;
    default:
      return [];
  }
}

const NONE: readonly Expr[] = [];
