import type { Scope } from "../../check/context.ts";
import { MONEY, NUMBER, PERCENT, PERSON, type Type, UNKNOWN, YES_NO } from "../../check/types.ts";
import type { Arg, Expr, Node, Step } from "../../syntax/syntax.ts";
import { type Collecting, note, type Owner, typeOf } from "./site.ts";

/** Notes the names of an expression, each with what a value should be at its place. */
export function noteExpression(
  collecting: Collecting,
  expr: Expr | null,
  scope: Scope,
  expected: Type = UNKNOWN,
  argumentOf: string | null = null,
): void {
  if (!expr) return;
  const within = (part: Expr | null, type: Type = UNKNOWN): void =>
    noteExpression(collecting, part, scope, type);
  switch (expr.kind) {
    case "Path":
      notePath(collecting, expr, scope, expected, argumentOf);
      return;
    case "Parens":
      within(expr.inner, expected);
      return;
    case "Minus":
      within(expr.of, expected);
      return;
    case "Not":
      within(expr.of, YES_NO);
      return;
    case "Logic":
      within(expr.left, YES_NO);
      within(expr.right, YES_NO);
      return;
    case "If": {
      within(expr.condition, YES_NO);
      within(expr.then, expected);
      const then = expr.otherwise ? typeOf(collecting, expr.then, scope, expected) : UNKNOWN;
      within(expr.otherwise, then.kind === "unknown" ? expected : then);
      return;
    }
    case "Compare": {
      // A word means what the other side is; of two words the one on the left comes first.
      const left = typeOf(collecting, expr.left, scope);
      within(
        expr.left,
        left.kind === "unknown" || isBlank(expr.left) ? typeOf(collecting, expr.right, scope) : UNKNOWN,
      );
      within(expr.right, left);
      return;
    }
    case "Binary":
      if (expr.op === "of") {
        within(expr.left, PERCENT);
        within(expr.right, expected);
        return;
      }
      within(expr.left, expr.op === "+" || expr.op === "-" ? expected : UNKNOWN);
      within(
        expr.right,
        expr.op === "+" || expr.op === "-" ? typeOf(collecting, expr.left, scope, expected) : UNKNOWN,
      );
      return;
    default:
      return;
  }
}

const isBlank = (expr: Expr): boolean => expr.kind === "Blank";

function notePath(
  collecting: Collecting,
  path: Node<"Path">,
  scope: Scope,
  expected: Type,
  argumentOf: string | null,
): void {
  path.steps.forEach((step, i) => {
    const isAlone = i === path.steps.length - 1;
    const details = { scope, isAlone, expected: isAlone ? expected : UNKNOWN };
    if (i === 0)
      note(collecting, step.name, step.args ? "called" : "value", {
        ...details,
        argumentOf: isAlone ? argumentOf : null,
      });
    else note(collecting, step.name, "member", { ...details, owner: ownerOf(collecting, path, i, scope) });
    noteArguments(collecting, step, scope, isAlone ? expected : UNKNOWN);
  });
}

function ownerOf(collecting: Collecting, path: Node<"Path">, member: number, scope: Scope): Owner {
  const before = path.steps.slice(0, member);
  const { text } = before.at(-1)!.name;
  const { pairings, boards } = collecting.context.declarations;
  if (pairings.has(text) || boards.has(text)) return { kind: "machine", name: text };
  return { kind: "value", type: typeOf(collecting, { ...path, steps: before }, scope, PERSON) };
}

/** What each function wants in its parentheses, and what a name stands for in there. */
function noteArguments(collecting: Collecting, step: Step, scope: Scope, expected: Type): void {
  const args = step.args ?? [];
  const called = step.name.text;
  const { declarations, inference } = collecting.context;
  switch (called) {
    case "gross":
    case "earned":
    case "paid":
    case "offered":
    case "broken":
      for (const [i, arg] of args.entries()) noteBonus(collecting, arg, scope, i === 0 ? "bonus" : "reason");
      return;
    case "separate_legs":
      for (const arg of args) {
        noteExpression(collecting, arg.value, scope, NUMBER, called);
        noteExpression(collecting, arg.where, { ...scope, it: "person", leg: "sponsor" }, YES_NO);
      }
      return;
    default: {
      const declared = declarations.measures.has(called) || declarations.tables.has(called);
      const wanted = declared ? inference.parameterTypes(called) : [];
      for (const [i, arg] of args.entries())
        noteArgument(collecting, called, arg, scope, wanted[i] ?? wantedBy(called, expected));
    }
  }
}

function wantedBy(called: string, expected: Type): Type {
  if (called === "any" || called === "all" || called === "first") return YES_NO;
  return ["sum", "max", "min", "previous", "so_far", "highest"].includes(called) ? expected : UNKNOWN;
}

function noteArgument(collecting: Collecting, called: string, arg: Arg, scope: Scope, expected: Type): void {
  const { value, where, group, role } = arg;
  if (role === "each at most") {
    const bound = new Map([...scope.bound, ["total", expected] as const]);
    noteExpression(collecting, value, { ...scope, it: "person", bound }, expected);
    return;
  }
  const inside = group ? insideOf(group, scope) : scope;
  const inOrders =
    called === "so_far" && scope.it === "order" ? ({ ...inside, it: "person" } as const) : inside;
  noteExpression(
    collecting,
    value,
    group?.base === "orders" && group.by ? { ...inside, it: "party" } : inOrders,
    expected,
    called,
  );
  noteExpression(collecting, where, scope, YES_NO);
  if (group) noteGroup(collecting, group, scope, inside);
}

/** `earned(Team)`; in an example also `paid(Ann.Team)`. */
function noteBonus(
  collecting: Collecting,
  { value, group, where }: Arg,
  scope: Scope,
  role: "bonus" | "reason",
): void {
  noteExpression(collecting, where, scope);
  if (group) noteGroup(collecting, group, scope, insideOf(group, scope));
  if (value?.kind !== "Path") {
    noteExpression(collecting, value, scope, MONEY);
    return;
  }
  const last = value.steps.at(-1)!;
  const before = value.steps.slice(0, -1);
  if (before.length > 0) notePath(collecting, { ...value, steps: before }, scope, PERSON, null);
  note(collecting, last.name, role, { scope });
}

function noteGroup(collecting: Collecting, group: Node<"Group">, scope: Scope, inside: Scope): void {
  noteExpression(collecting, group.pick?.count ?? null, scope, NUMBER);
  noteExpression(collecting, group.last, scope, NUMBER);
  if (group.tree) note(collecting, group.tree, "tree", { scope });
  noteExpression(collecting, group.by, inside);
  for (const part of [group.counting, group.until, group.through, group.where])
    noteExpression(collecting, part, inside, YES_NO);
}

/** What names stand for inside of a group: see `elaborateGroup`, which also finds what is wrong with it. */
function insideOf({ base, tree }: Node<"Group">, scope: Scope): Scope {
  switch (base) {
    case "days":
    case "weeks":
    case "months":
    case "years":
      return scope;
    case "periods":
    case "earlier periods":
    case "last periods":
      return { ...scope, bound: new Map([...scope.bound, ["distance", NUMBER]]) };
    case "orders":
      return { ...scope, it: "order", leg: null };
    default: {
      const bound = new Map([...scope.bound, ["level", NUMBER], ["distance", NUMBER]] as const);
      return { ...scope, it: "person", bound, leg: base === "legs" ? (tree?.text ?? "sponsor") : null };
    }
  }
}
