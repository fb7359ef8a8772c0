import { SEPARATE_LEGS_MOST } from "../../base/text-limits.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Arg, Step } from "../../syntax/syntax.ts";
import type { Context, Scope } from "../context.ts";
import { broken, condition, demand, elaborate } from "../expressions.ts";
import type { Formula } from "../formula.ts";
import { elaborateGroup } from "../groups.ts";
import { isShareOfTotal } from "../share-of-total.ts";
import { NUMBER, nameOfType, type Type, YES_NO } from "../types.ts";
import { fit, unified } from "../units.ts";
import { amount, ofPeople, onlyGroup, ordered, wrongArguments } from "./arguments.ts";

/** `sum(value in group)` and its like. */
export function aggregate(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  fold: "sum" | "max" | "min" | "any" | "all",
): Formula {
  const [arg, ...more] = args;
  const limits = more.filter((other) => other.role === "each at most");
  if (
    !arg?.value ||
    arg.role !== "value" ||
    more.length !== limits.length ||
    limits.length > (fold === "sum" ? 1 : 0)
  )
    return wrongArguments(context, step, "a value and a group, such as `PV in downline`", args.length);
  if (!arg.group) {
    context.report(diagnose("group/missing", step.span, { name: step.name.text }));
    elaborate(context, arg.value, { ...scope, it: scope.it === "nobody" ? "person" : scope.it });
    return broken(step.span);
  }
  const checked = elaborateGroup(context, arg.group, scope);
  if (!checked) return broken(step.span);
  const { group, inside } = checked;
  const of =
    fold === "any" || fold === "all"
      ? condition(context, arg.value, inside, `\`${fold}\``)
      : elaborate(context, arg.value, inside);
  const ordered = fold === "max" || fold === "min" ? ["rank", "date"].includes(of.type.kind) : false;
  if (fold !== "any" && fold !== "all" && !ordered && !amount(context, of, `\`${fold}\``))
    return broken(step.span);
  hints(context, step, arg, group.base, of, fold);
  const limit = limits[0]?.value;
  const eachAtMost = limit
    ? demand(
        context,
        limit,
        { ...inside, bound: new Map([...inside.bound, ["total", of.type]]) },
        of.type,
        "`each at most`",
      )
    : null;
  if (eachAtMost && !isShareOfTotal(eachAtMost))
    context.report(diagnose("group/no-share-of-total", eachAtMost.span, {}));
  return { kind: "Aggregate", span: step.span, type: of.type, fold, of, group, eachAtMost };
}

/** Two things that are legal and mostly not meant (language.md, rulings 2 and 23). */
function hints(context: Context, step: Step, arg: Arg, base: string, of: Formula, fold: string): void {
  if (fold === "sum" && base === "legs" && of.kind === "Column" && context.declarations.inputs.has(of.name))
    context.report(diagnose("group/heads-only", arg.span, { name: of.name }));
  if (fold === "all" && base === "last periods")
    context.report(diagnose("group/all-of-few-periods", step.span, {}));
}

export function extreme(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  which: "max" | "min",
  expected: Type,
): Formula {
  if (args.length < 2 || args.some((arg) => !arg.value || arg.group || arg.where || arg.role !== "value"))
    return wrongArguments(context, step, "two values or more, or one value `in` a group", args.length);
  let items = args.map((arg) => elaborate(context, arg.value!, scope, expected));
  let [leading] = items;
  for (const item of items.slice(1)) {
    const both = unified(context, leading!, item);
    if (!both) {
      context.report(
        diagnose("unit/mismatch", item.span, {
          share: null,
          verb: "compared",
          left: nameOfType(leading!.type),
          right: nameOfType(item.type),
        }),
      );
      return broken(step.span);
    }
    leading = both.left.type.kind === "unknown" ? both.right : both.left;
  }
  const { type } = leading!;
  if (!ordered(context, leading!, which)) return broken(step.span);
  items = items.map((item) => fit(context, item, type, `\`${which}\``));
  return { kind: "Extreme", span: step.span, type, which, items };
}

export function count(context: Context, step: Step, args: readonly Arg[], scope: Scope): Formula {
  const [arg] = args;
  if (args.length === 1 && arg?.value && arg.group && !arg.group.where) {
    const { text } = context;
    const written = ({ span }: { readonly span: Formula["span"] }) => text.slice(span.from, span.to);
    context.report(
      diagnose("count/condition-first", step.span, {
        write: `count(${written(arg.group)} where ${written(arg.value)})`,
      }),
    );
    return broken(step.span);
  }
  const group = onlyGroup(context, step, args);
  const checked = group && elaborateGroup(context, group, scope);
  return checked ? { kind: "Count", span: step.span, type: NUMBER, group: checked.group } : broken(step.span);
}

export function place(context: Context, step: Step, args: readonly Arg[], scope: Scope): Formula {
  const group = args.at(-1)?.group;
  if (args.length === 0 || !group || args.some((arg) => !arg.value))
    return wrongArguments(context, step, "what the list is ordered by, `in` a group", args.length);
  const checked = elaborateGroup(context, group, scope);
  if (!checked) return broken(step.span);
  const keys = args.map((arg) => ({
    of: elaborate(context, arg.value!, checked.inside),
    lowestFirst: arg.order !== null,
  }));
  for (const key of keys) ordered(context, key.of, "place");
  if (!ofPeople(context, step, checked.group)) return broken(step.span);
  return { kind: "Place", span: step.span, type: NUMBER, keys, group: checked.group };
}

export function separateLegs(context: Context, step: Step, args: readonly Arg[], scope: Scope): Formula {
  if (args.length === 0 || args.some((arg) => !arg.value || !arg.where))
    return wrongArguments(
      context,
      step,
      "numbers of legs with their conditions, such as `1 where GV >= 5,000`",
      args.length,
    );
  if (args.length > SEPARATE_LEGS_MOST)
    context.report(
      diagnose("group/too-many-legs", step.span, { most: SEPARATE_LEGS_MOST, found: args.length }),
    );
  const inside: Scope = { ...scope, it: "person", leg: "sponsor" };
  const slots = args.map((arg) => ({
    count: demand(context, arg.value!, scope, NUMBER, "the number of legs"),
    condition: condition(context, arg.where!, inside),
  }));
  return { kind: "SeparateLegs", span: step.span, type: YES_NO, tree: "sponsor", slots };
}
