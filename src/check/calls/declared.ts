import { builtins } from "../../../grammar/builtins.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Arg, Node, Step } from "../../syntax/syntax.ts";
import { checkClockOfColumn } from "../clocks.ts";
import type { Context, Scope } from "../context.ts";
import { broken, demand, elaborate } from "../expressions.ts";
import type { Formula } from "../formula.ts";
import { nearest } from "../nearest.ts";
import { PERSON, UNKNOWN } from "../types.ts";

const functionNames = builtins.filter(({ kind }) => kind === "function").map(({ name }) => name);

/** A measure with parameters or a table. */
export function declared(context: Context, step: Step, args: readonly Arg[], scope: Scope): Formula {
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
