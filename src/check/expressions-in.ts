import type { Expr } from "../syntax/syntax.ts";

/** Every expression inside an expression, itself first. */
export function visit(expr: Expr | null, see: (expr: Expr) => void): void {
  if (!expr) return;
  see(expr);
  switch (expr.kind) {
    case "If":
      for (const part of [expr.condition, expr.then, expr.otherwise]) visit(part, see);
      return;
    case "Logic":
    case "Compare":
    case "Binary":
      visit(expr.left, see);
      visit(expr.right, see);
      return;
    case "Not":
    case "Minus":
      visit(expr.of, see);
      return;
    case "Parens":
      visit(expr.inner, see);
      return;
    case "Path":
      for (const step of expr.steps)
        for (const arg of step.args ?? []) {
          visit(arg.value, see);
          visit(arg.where, see);
          if (!arg.group) continue;
          const { pick, last, by, counting, until, through, where } = arg.group;
          for (const part of [pick?.count ?? null, last, by, counting, until, through, where])
            visit(part, see);
        }
      return;
    default:
      return;
  }
}

/** Adds the expressions that stand directly in a part of a declaration, wherever they are in it. */
export function expressionsIn(node: object, found: Expr[]): readonly Expr[] {
  if (isExpr(node)) found.push(node);
  else
    for (const key in node) {
      if (key === "span") continue;
      const part: unknown = node[key as keyof typeof node];
      if (typeof part === "object" && part !== null) expressionsIn(part, found);
    }
  return found;
}

const exprKinds = new Set([
  "Number",
  "Percent",
  "Money",
  "Date",
  "Duration",
  "YesNo",
  "None",
  "Blank",
  "Path",
  "If",
  "Logic",
  "Not",
  "Compare",
  "Binary",
  "Minus",
  "Parens",
  "Missing",
]);
const isExpr = (node: object): node is Expr =>
  "kind" in node && typeof node.kind === "string" && exprKinds.has(node.kind);
