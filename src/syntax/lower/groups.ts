import type { CstNode } from "chevrotain";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Arg, Expr, Group, GroupBase } from "../syntax.ts";
import { has, type Lowering, nameOf, nodeOf, nodesOf, oneOf, spanOf, tokenOf } from "./cst.ts";
import { behind, lowerCondition, lowerExpression, lowerSum, timeUnitOf } from "./expressions.ts";

/** One argument of a call: a value, a group, a value in a group, or the limit of a sum. */
export function lowerArgument(lowering: Lowering, node: CstNode): Arg {
  const span = spanOf(node);
  const each = nodeOf(node, "eachAtMost");
  const value = each ? nodeOf(each, "expression") : nodeOf(node, "expression");
  const group = nodeOf(node, "group");
  return {
    kind: "Arg",
    span,
    role: each ? "each at most" : "value",
    order: oneOf(node, ["earliest", "lowest"]) ?? null,
    value: value || each || !group ? lowerExpression(lowering, value, span.to) : null,
    where: has(node, "where") ? lowerCondition(lowering, nodeOf(node, "condition"), span.to) : null,
    group: group ? lowerGroup(lowering, group) : null,
  };
}

function lowerGroup(lowering: Lowering, node: CstNode): Group {
  const span = spanOf(node);
  const base = nodeOf(node, "groupBase");
  const last = tokenOf(base, "last");
  const which = oneOf(node, ["largest", "smallest"]);
  const of = tokenOf(node, "of");
  const by = once(lowering, node, "byPart", "by");
  return {
    kind: "Group",
    span,
    pick: which
      ? { which, count: lowerSum(lowering, nodeOf(node, "sum"), behind(tokenOf(node, which), span.to)) }
      : null,
    base: baseOf(base),
    last: last ? lowerSum(lowering, nodeOf(base, "sum"), behind(last, span.to)) : null,
    tree: of ? nameOf(tokenOf(node, "Name"), behind(of, span.to)) : null,
    by: by ? lowerSum(lowering, nodeOf(by, "sum"), spanOf(by).to) : null,
    counting: conditionOf(lowering, once(lowering, node, "countingPart", "counting")),
    until: conditionOf(lowering, once(lowering, node, "untilPart", "until")),
    through: conditionOf(lowering, once(lowering, node, "throughPart", "through")),
    where: conditionOf(lowering, once(lowering, node, "wherePart", "where")),
  };
}

/** The condition of `where …`, `until …` and their like. */
export const conditionOf = (lowering: Lowering, part: CstNode | undefined): Expr | null =>
  part ? lowerCondition(lowering, nodeOf(part, "condition"), spanOf(part).to) : null;

/** A part that a group says at most once. */
function once(
  lowering: Lowering,
  node: CstNode,
  rule: string,
  word: "by" | "counting" | "until" | "through" | "where",
): CstNode | undefined {
  const [first, second] = nodesOf(node, rule);
  if (second) lowering.report(diagnose("syntax/said-twice", spanOf(second), { word }));
  return first;
}

const plainBases = [
  "downline",
  "frontline",
  "legs",
  "upline",
  "siblings",
  "company",
  "path",
  "orders",
] as const;

function baseOf(node: CstNode | undefined): GroupBase {
  if (has(node, "earlier")) return "earlier periods";
  if (has(node, "last")) return "last periods";
  if (has(node, "left")) return "left leg";
  if (has(node, "right")) return "right leg";
  if (has(node, "leg")) return "leg";
  if (has(node, "periods")) return "periods";
  const unit = nodeOf(node, "timeUnit");
  return unit ? timeUnitOf(unit) : (oneOf(node, plainBases) ?? "downline");
}
