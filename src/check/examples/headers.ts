import type { Span } from "../../base/span.ts";
import type { Cell, Expr, Name, Node } from "../../syntax/syntax.ts";
import { visit } from "../expressions-in.ts";

/** What headers of tables ask, and the conditions that come of them with a cell below. */

/** Whether a header expects something: what it gives has no blank. */
export function hasBlank(header: Expr): boolean {
  let blank = false;
  visit(header, (expr) => {
    if (expr.kind === "Blank") blank = true;
  });
  return blank;
}

/** The header as it is written, with what the cell says in place of every blank. */
export function writtenOut(text: string, header: Cell, cell: Cell): string {
  const blanks: Span[] = [];
  visit(header.value, (expr) => {
    if (expr.kind === "Blank") blanks.push(expr.span);
  });
  let [written, at] = ["", header.span.from];
  for (const { from, to } of blanks) {
    written += text.slice(at, from) + text.slice(cell.span.from, cell.span.to);
    at = to;
  }
  return (written + text.slice(at, header.span.to)).trim();
}

/** The header with the cell in place of its blank. */
export function withoutBlank(expr: Expr, cell: Expr): Expr {
  if (expr.kind === "Blank") return cell;
  if (expr.kind === "Compare" || expr.kind === "Logic" || expr.kind === "Binary")
    return { ...expr, left: withoutBlank(expr.left, cell), right: withoutBlank(expr.right, cell) };
  if (expr.kind === "Parens") return { ...expr, inner: withoutBlank(expr.inner, cell) };
  if (expr.kind === "Not" || expr.kind === "Minus") return { ...expr, of: withoutBlank(expr.of, cell) };
  return expr;
}

/** What a header of an `expect` table asks: `Team` for an equal amount, or a comparison with a blank, `Team >= _`. */
export function expectedColumn(
  header: Expr,
): { readonly column: Node<"Path">; readonly op: Node<"Compare">["op"] } | null {
  if (header.kind === "Path") return { column: header, op: "=" };
  if (header.kind === "Compare" && header.left.kind === "Path" && header.right.kind === "Blank")
    return { column: header.left, op: header.op };
  return null;
}

const stages = ["gross", "earned", "paid"];

/** `Title` of Ann is `Ann.Title`, `gross(Team)` of Ann is `gross(Ann.Team)`. */
export function ofSomebody(path: Node<"Path">, who: Name): Node<"Path"> {
  const [head] = path.steps;
  const arg = head?.args?.[0];
  if (head && arg?.value?.kind === "Path" && stages.includes(head.name.text))
    return {
      ...path,
      steps: [{ ...head, args: [{ ...arg, value: ofSomebody(arg.value, who) }] }, ...path.steps.slice(1)],
    };
  return { ...path, steps: [{ kind: "Step", span: who.span, name: who, args: null }, ...path.steps] };
}

/** The sum over all people. */
export function everyone(path: Node<"Path">): Node<"Path"> {
  const { span } = path;
  const group: Node<"Group"> = {
    kind: "Group",
    span,
    pick: null,
    base: "company",
    last: null,
    tree: null,
    by: null,
    counting: null,
    until: null,
    through: null,
    where: null,
  };
  const arg: Node<"Arg"> = { kind: "Arg", span, role: "value", order: null, value: path, where: null, group };
  return {
    kind: "Path",
    span,
    steps: [{ kind: "Step", span, name: { kind: "Name", span, text: "sum", quoted: false }, args: [arg] }],
  };
}
