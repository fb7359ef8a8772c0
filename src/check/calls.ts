import { SEPARATE_LEGS_MOST } from "../base/text-limits.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Arg, Node, Step } from "../syntax/syntax.ts";
import { checkClockOfColumn, longerClockIn } from "./clocks.ts";
import type { Context, Scope } from "./context.ts";
import { broken, condition, demand, elaborate } from "./expressions.ts";
import type { CheckedGroup, Formula } from "./formula.ts";
import { elaborateGroup } from "./groups.ts";
import { nearest } from "./nearest.ts";
import { isShareOfTotal } from "./share-of-total.ts";
import {
  isAmount,
  isOrdered,
  MONEY,
  NUMBER,
  nameOfType,
  PERSON,
  type Type,
  UNKNOWN,
  YES_NO,
} from "./types.ts";
import { fit, unified } from "./units.ts";

const functionNames = [
  "sum",
  "count",
  "any",
  "all",
  "max",
  "min",
  "nearest",
  "place",
  "separate_legs",
  "whole",
  "worth",
  "previous",
  "so_far",
  "highest",
  "first",
  "gross",
  "earned",
  "paid",
  "offered",
  "broken",
];

/** Understands `name(…)`: a function of the language, a measure with parameters, or a table. */
export function call(context: Context, step: Step, scope: Scope, expected: Type): Formula {
  const args = step.args ?? [];
  switch (step.name.text) {
    case "sum":
      return aggregate(context, step, args, scope, "sum");
    case "any":
    case "all":
      return aggregate(context, step, args, scope, step.name.text);
    case "max":
    case "min":
      return args.length === 1 && args[0]!.group
        ? aggregate(context, step, args, scope, step.name.text)
        : extreme(context, step, args, scope, step.name.text, expected);
    case "count":
      return count(context, step, args, scope);
    case "nearest": {
      const group = onlyGroup(context, step, args);
      const checked = group && elaborateGroup(context, group, scope);
      return checked && ofPeople(context, step, checked.group)
        ? { kind: "Nearest", span: step.span, type: PERSON, group: checked.group }
        : broken(step.span);
    }
    case "place":
      return place(context, step, args, scope);
    case "separate_legs":
      return separateLegs(context, step, args, scope);
    case "whole": {
      const of = onlyValue(context, step, args, scope);
      return {
        kind: "Whole",
        span: step.span,
        type: NUMBER,
        of: of && amount(context, of, "`whole`") ? of : broken(step.span),
      };
    }
    case "worth": {
      const of = onlyValue(context, step, args, scope);
      return of ? fit(context, of, MONEY, "`worth`") : broken(step.span);
    }
    case "highest": {
      const of = onlyValue(context, step, args, scope, expected);
      return of && ordered(context, of, "highest")
        ? { kind: "Highest", span: step.span, type: of.type, of }
        : broken(step.span);
    }
    case "previous":
    case "so_far":
      return anotherMoment(context, step, args, scope, expected);
    case "first": {
      const value = args.length === 1 ? args[0]!.value : null;
      if (!value) return wrongArguments(context, step, "one condition", args.length);
      return {
        kind: "First",
        span: step.span,
        type: YES_NO,
        of: condition(context, value, scope, "`first`"),
      };
    }
    case "gross":
    case "earned":
    case "paid":
      return amountOfBonus(context, step, args, scope, step.name.text);
    case "offered":
    case "broken":
      return balance(context, step, args, scope, step.name.text);
    default:
      return declared(context, step, args, scope);
  }
}

/** Reasons for breakage as a plan writes them: `no_upline` for "no upline". */
const reasonWords = [
  "no_upline",
  "boundary",
  "not_entitled",
  "lower_rank",
  "each_at_most",
  "at_most",
  "limit",
  "rounding",
  "no_shares",
];

/** `offered(B)`, `broken(B)`, `broken(B, lower_rank)`: of the company, where nothing is worked out of it any more. */
function balance(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  what: "offered" | "broken",
): Formula {
  const names = args.map((arg) =>
    arg.value?.kind === "Path" && arg.value.steps.length === 1 && !arg.value.steps[0]!.args
      ? arg.value.steps[0]!.name
      : null,
  );
  const [bonus, reason] = names;
  const most = what === "broken" ? 2 : 1;
  if (!bonus || args.length > most || (args.length === 2 && !reason))
    return wrongArguments(
      context,
      step,
      what === "broken" ? "the name of a bonus, and perhaps a reason" : "the name of a bonus",
      args.length,
    );
  const { bonuses, pools } = context.declarations;
  if (!scope.paidByName) context.report(diagnose("balance/where", step.span, { name: step.name.text }));
  if (!bonuses.has(bonus.text) && !pools.has(bonus.text))
    context.report(
      diagnose("bonus/unknown", bonus.span, {
        name: bonus.text,
        near: nearest(bonus.text, [...bonuses.keys(), ...pools.keys()]),
      }),
    );
  if (reason && !reasonWords.includes(reason.text))
    context.report(
      diagnose("choice/unknown", reason.span, {
        name: reason.text,
        choices: reasonWords,
        near: nearest(reason.text, reasonWords),
      }),
    );
  context.used.add(bonus.text);
  return {
    kind: "Balance",
    span: step.span,
    type: MONEY,
    bonus: bonus.text,
    what,
    reason: reason ? reason.text.replaceAll("_", " ") : null,
  };
}

/** `previous(…)`, `so_far(…)`: the same columns in the period before, or before the rest of the period has happened. */
function anotherMoment(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  expected: Type,
): Formula {
  const value = args[0]?.value;
  const clock = value ? longerClockIn(context, value, scope) : null;
  const inOrder = step.name.text === "so_far" && scope.it === "order";
  const inside: Scope = { ...scope, ...(clock ? { clock } : {}), ...(inOrder ? { it: "person" } : {}) };
  const of = onlyValue(context, step, args, inside, expected);
  if (!of) return broken(step.span);
  if (step.name.text === "previous") return { kind: "Previous", span: step.span, type: of.type, of, clock };
  // At the end of its own period a rule sees all of it.
  return clock || inOrder ? { kind: "SoFar", span: step.span, type: of.type, of, clock } : of;
}

function wrongArguments(context: Context, step: Step, expected: string, found: number): Formula {
  context.report(diagnose("call/arguments", step.name.span, { name: step.name.text, expected, found }));
  return broken(step.span);
}

/** The one plain argument of a function. */
function onlyValue(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  expected: Type = UNKNOWN,
): Formula | null {
  const [arg] = args;
  if (args.length !== 1 || !arg?.value || arg.group || arg.where || arg.role !== "value") {
    wrongArguments(context, step, "one value", args.length);
    return null;
  }
  return elaborate(context, arg.value, scope, expected);
}

function onlyGroup(context: Context, step: Step, args: readonly Arg[]): Node<"Group"> | null {
  const [arg] = args;
  if (args.length === 1 && arg?.group && !arg.value) return arg.group;
  wrongArguments(context, step, "a group, such as `upline where active`", args.length);
  return null;
}

function amount(context: Context, of: Formula, place: string): boolean {
  if (isAmount(of.type) || of.type.kind === "unknown") return true;
  context.report(
    diagnose("unit/expected", of.span, { place, expected: "an amount", found: nameOfType(of.type) }),
  );
  return false;
}

/** Whether it is people that a group goes through, and not orders or periods of one of them. */
function ofPeople(context: Context, step: Step, { base, span }: CheckedGroup): boolean {
  if (base !== "orders" && !base.endsWith("periods")) return true;
  context.report(diagnose("group/no-people", span, { name: step.name.text }));
  return false;
}

/** Whether one value can be more than another, as whoever looks for the most of them or puts them in order has to know. */
function ordered(context: Context, of: Formula, sign: string): boolean {
  if (isOrdered(of.type) || of.type.kind === "unknown") return true;
  context.report(diagnose("unit/no-order", of.span, { type: nameOfType(of.type), sign }));
  return false;
}

/** `sum(value in group)` and its like. */
function aggregate(
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

function extreme(
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

function count(context: Context, step: Step, args: readonly Arg[], scope: Scope): Formula {
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

function place(context: Context, step: Step, args: readonly Arg[], scope: Scope): Formula {
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

function separateLegs(context: Context, step: Step, args: readonly Arg[], scope: Scope): Formula {
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

/** `gross(B)`, `earned(B)`, `paid(B)`; in an example also of somebody: `paid(Ann.B)`. */
function amountOfBonus(
  context: Context,
  step: Step,
  args: readonly Arg[],
  scope: Scope,
  stage: "gross" | "earned" | "paid",
): Formula {
  const value = args.length === 1 ? args[0]!.value : null;
  if (value?.kind !== "Path") return wrongArguments(context, step, "the name of a bonus", args.length);
  const name = value.steps.at(-1)!.name;
  const { bonuses, pools } = context.declarations;
  if (!bonuses.has(name.text) && !pools.has(name.text)) {
    if (name.text !== "")
      context.report(
        diagnose("bonus/unknown", name.span, {
          name: name.text,
          near: nearest(name.text, [...bonuses.keys(), ...pools.keys()]),
        }),
      );
    return broken(step.span);
  }
  context.used.add(name.text);
  let of: Formula = { kind: "It", span: value.span, type: PERSON };
  if (value.steps.length > 1)
    of = demand(context, { ...value, steps: value.steps.slice(0, -1) }, scope, PERSON, `\`${stage}\``);
  else if (scope.it !== "person") {
    context.report(
      diagnose("person/whose", name.span, { name: name.text, inExample: scope.people !== null }),
    );
    return broken(step.span);
  }
  return { kind: "Amount", span: step.span, type: MONEY, stage, bonus: name.text, of };
}

/** A measure with parameters or a table. */
function declared(context: Context, step: Step, args: readonly Arg[], scope: Scope): Formula {
  const { text, span } = step.name;
  const measure = context.declarations.measures.get(text);
  if (measure) {
    context.used.add(text);
    const checked = measureArguments(context, step, measure, scope);
    if (scope.it !== "person") {
      context.report(
        scope.it === "nobody"
          ? diagnose("person/whose", span, { name: text, inExample: scope.people !== null })
          : diagnose("order/no-column", span, { name: text }),
      );
      return broken(step.span);
    }
    checkClockOfColumn(context, step.name, scope);
    return {
      kind: "Column",
      span: step.span,
      type: context.inference.typeOf(text),
      name: text,
      of: { kind: "It", span, type: PERSON },
      args: checked,
    };
  }
  const table = context.declarations.tables.get(text);
  if (table) return lookup(context, step, table, args, scope);
  if (text === "") return broken(step.span);
  if (context.declarations.names.has(text))
    context.report(diagnose("call/not-a-function", span, { name: text }));
  else {
    const near = nearest(text, [
      ...functionNames,
      ...context.declarations.measures.keys(),
      ...context.declarations.tables.keys(),
    ]);
    const words = args.map((arg) => context.text.slice(arg.span.from, arg.span.to));
    context.report(diagnose("call/unknown", span, { name: text, near, args: words, call: step.span }));
  }
  for (const arg of args) if (arg.value) elaborate(context, arg.value, scope);
  return broken(step.span);
}

/** The arguments of a measure, each of the type that its parameter was found to have. */
export function measureArguments(
  context: Context,
  step: Step,
  measure: Node<"Measure">,
  scope: Scope,
): Formula[] {
  const types = context.inference.parameterTypes(measure.name.text);
  const args = step.args ?? [];
  if (args.length !== types.length || args.some((arg) => !arg.value || arg.group || arg.role !== "value")) {
    const expected =
      types.length === 0
        ? "nothing in parentheses"
        : measure.parameters.map((parameter) => `\`${parameter.text}\``).join(", ");
    context.report(
      diagnose("call/arguments", step.name.span, { name: step.name.text, expected, found: args.length }),
    );
    return [];
  }
  return args.map((arg, i) =>
    demand(
      context,
      arg.value!,
      scope,
      types[i]!,
      `\`${measure.parameters[i]!.text}\` of \`${step.name.text}\``,
    ),
  );
}

function lookup(
  context: Context,
  step: Step,
  table: Node<"Table">,
  args: readonly Arg[],
  scope: Scope,
): Formula {
  const { text, span } = step.name;
  context.used.add(text);
  if (
    args.length !== table.parameters.length ||
    args.some((arg) => !arg.value || arg.group || arg.role !== "value")
  ) {
    context.report(
      diagnose("call/arguments", span, {
        name: text,
        expected: table.parameters.map((parameter) => `\`${parameter.text}\``).join(", "),
        found: args.length,
      }),
    );
    return broken(step.span);
  }
  const types = context.inference.parameterTypes(text);
  const keys = args.map((arg, i) =>
    demand(
      context,
      arg.value!,
      scope,
      types[i] ?? UNKNOWN,
      `\`${table.parameters[i]!.text}\` of \`${text}\``,
    ),
  );
  const type = table.marginal ? keys[0]!.type : context.inference.tableType(text);
  const byDay = context.declarations.tablesByDay.has(text);
  return { kind: "Lookup", span: step.span, type, table: text, keys, byDay };
}
