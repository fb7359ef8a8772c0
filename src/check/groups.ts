import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Node } from "../syntax/syntax.ts";
import { clockOfShorterGroup } from "./clocks.ts";
import type { Context, Scope } from "./context.ts";
import { condition, demand, elaborate } from "./expressions.ts";
import { bareGroup, type CheckedGroup } from "./formula.ts";
import { nearest } from "./nearest.ts";
import { isAmount, NUMBER, nameOfType, type Type } from "./types.ts";

/** A group understood, and what the names inside of it refer to. */
export type ElaboratedGroup = { readonly group: CheckedGroup; readonly inside: Scope };

const LEVELS: readonly [string, Type][] = [
  ["level", NUMBER],
  ["distance", NUMBER],
];

/** Understands a group; null where there is none to go through. */
export function elaborateGroup(context: Context, group: Node<"Group">, scope: Scope): ElaboratedGroup | null {
  const { base, span } = group;
  if (base === "days" || base === "weeks" || base === "months" || base === "years")
    return shorterPeriods(context, group, scope);
  const overTime = base === "periods" || base === "earlier periods" || base === "last periods";
  if (!placeKnown(context, group, scope)) return null;

  const tree = treeOf(context, group, scope);
  if (tree === null) return null;

  const bound = new Map([...scope.bound, ...(overTime ? LEVELS.slice(1) : LEVELS)]);
  // A generation is that of a stop on the way up; whoever is gone through there has none.
  bound.delete("generation");
  const inside: Scope = overTime
    ? { ...scope, bound }
    : base === "orders"
      ? { ...scope, it: "order", leg: null }
      : { ...scope, it: "person", bound, leg: base === "legs" ? tree : null };
  const byParty = base === "orders" && group.by !== null;

  const pick = group.pick
    ? {
        which: group.pick.which,
        count: demand(context, group.pick.count, scope, NUMBER, `\`${group.pick.which}\``),
      }
    : null;
  const by = group.by ? elaborate(context, group.by, inside) : null;
  if (pick && !by) context.report(diagnose("group/pick-by-what", span, { which: pick.which }));
  if (pick && by && !isAmount(by.type) && by.type.kind !== "unknown")
    context.report(
      diagnose("unit/expected", by.span, {
        place: "what legs or people are picked `by`",
        expected: "an amount",
        found: nameOfType(by.type),
      }),
    );
  if (by && !pick && base !== "orders") context.report(diagnose("group/by-without-pick", by.span, {}));
  if (!["downline", "upline", "leg", "left leg", "right leg"].includes(base)) refuseWay(context, group, base);

  const part = (expr: typeof group.where) => (expr ? condition(context, expr, inside) : null);
  const checked: CheckedGroup = {
    span,
    base,
    clock: null,
    tree,
    pick,
    last: base === "last periods" ? lastPeriods(context, group, scope) : null,
    by,
    counting: part(group.counting),
    until: part(group.until),
    through: part(group.through),
    where: part(group.where),
  };
  return { group: checked, inside: byParty ? { ...inside, it: "party" } : inside };
}

/** The periods of a shorter clock in one of the rule's own: `sum(sold in weeks)`. */
function shorterPeriods(context: Context, group: Node<"Group">, scope: Scope): ElaboratedGroup | null {
  const clock = clockOfShorterGroup(context, group, scope);
  if (!clock) return null;
  const inside: Scope = { ...scope, clock };
  refuseWay(context, group, group.base);
  const { pick, by } = group;
  if (pick) context.report(diagnose("clock/pick", group.span, { which: pick.which, group: group.base }));
  else if (by) context.report(diagnose("group/by-without-pick", by.span, {}));
  const where = group.where ? condition(context, group.where, inside) : null;
  return { group: { ...bareGroup("shorter periods", "", group.span), clock, where }, inside };
}

/** Reports what means something only on a way down or up a tree. */
function refuseWay(context: Context, group: Node<"Group">, base: string): void {
  for (const word of ["counting", "until", "through"] as const) {
    const part = group[word];
    if (part) context.report(diagnose("group/no-levels", part.span, { base, word }));
  }
}

/** Whether the group means something where it stands: somebody's downline, an order's nothing, a journey's path. */
function placeKnown(context: Context, { base, span }: Node<"Group">, scope: Scope): boolean {
  if (base === "company") return true;
  if (base === "path") {
    if (scope.journey) return true;
    context.report(
      diagnose("name/not-known-here", span, {
        name: "path",
        where: "in the clauses of a bonus that goes `up` a tree",
        near: null,
      }),
    );
    return false;
  }
  if (base === "leg") {
    if (scope.leg !== null) return true;
    context.report(
      diagnose("name/not-known-here", span, {
        name: "leg",
        where: "inside `legs`, as in `count(legs where any(… in leg))`",
        near: null,
      }),
    );
    return false;
  }
  if (scope.it === "person" || base === "periods" || base === "earlier periods" || base === "last periods")
    return true;
  context.report(
    diagnose("person/whose-group", span, { base, of: scope.it === "nobody" ? "nobody" : "an order" }),
  );
  return false;
}

function treeOf(context: Context, group: Node<"Group">, scope: Scope): string | null {
  const { base, tree, span } = group;
  if (["company", "path", "orders", "periods", "earlier periods", "last periods"].includes(base)) return "";
  const { trees } = context.declarations;
  const name = tree?.text ?? (base === "leg" ? scope.leg! : "sponsor");
  if (name === "") return null;
  if (name !== "sponsor" && !trees.has(name)) {
    context.report(
      diagnose("tree/unknown", tree!.span, { name, near: nearest(name, ["sponsor", ...trees.keys()]) }),
    );
    return null;
  }
  context.used.add(name);
  if ((base === "left leg" || base === "right leg") && trees.get(name)?.shape?.text !== "binary") {
    const binary =
      [...trees.values()].find((declared) => declared.shape?.text === "binary")?.name.text ?? null;
    context.report(diagnose("tree/no-sides", tree?.span ?? span, { tree: name, binary }));
    return null;
  }
  return name;
}

const UNIT_OF_CLOCK: Readonly<Record<string, string>> = {
  day: "days",
  week: "weeks",
  month: "months",
  year: "years",
};

/** N of `last N periods`, as a number of the plan's own periods. */
function lastPeriods(context: Context, group: Node<"Group">, scope: Scope): CheckedGroup["last"] {
  const { last } = group;
  if (!last) return null;
  if (last.kind !== "Duration") return demand(context, last, scope, NUMBER, "`last … periods`");
  if (UNIT_OF_CLOCK[context.clock] !== last.unit)
    context.report(diagnose("clock/other-unit", last.span, { unit: last.unit, clock: context.clock }));
  return demand(context, last.count, scope, NUMBER, `\`last … ${last.unit}\``);
}
