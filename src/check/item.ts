import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Expr, Item, Node } from "../syntax/syntax.ts";
import { checkBonus, checkLimit, checkPool } from "./bonuses.ts";
import type {
  CheckedBoard,
  CheckedBonus,
  CheckedEnsure,
  CheckedExample,
  CheckedInput,
  CheckedLadder,
  CheckedLimit,
  CheckedMeasure,
  CheckedPairing,
  CheckedParam,
  CheckedPool,
  CheckedTable,
  CheckedTree,
} from "./checked-plan.ts";
import { checkClockWord, clockOfItem } from "./clocks.ts";
import { type Context, NOBODY, PERSON_SCOPE, type Scope } from "./context.ts";
import { checkExample } from "./examples/example.ts";
import { condition, demand, elaborate } from "./expressions.ts";
import type { Formula } from "./formula.ts";
import { checkLadder } from "./ladders.ts";
import { nearest } from "./nearest.ts";
import { checkBoard, checkPairing } from "./pairings.ts";
import { checkTable } from "./tables.ts";
import { DATE, isAmount, NUMBER, PERSON, type Type, UNKNOWN } from "./types.ts";
import { fit } from "./units.ts";

type C<Kind extends Item["kind"], Checked> = { readonly kind: Kind; readonly checked: Checked };

/** A declaration, understood. One of inputs may name several. */
export type CheckedItem =
  | C<"Input", readonly CheckedInput[]>
  | C<"Param", CheckedParam>
  | C<"Measure", CheckedMeasure>
  | C<"Tree", CheckedTree>
  | C<"Ranks", CheckedLadder>
  | C<"Table", CheckedTable>
  | C<"Bonus", CheckedBonus>
  | C<"Pool", CheckedPool>
  | C<"Limit", CheckedLimit>
  | C<"Pairing", CheckedPairing>
  | C<"Board", CheckedBoard>
  | C<"Ensure", CheckedEnsure>
  | C<"Example", CheckedExample>;

/** Checks one declaration among the others of a plan, and reports what is wrong with it. */
export function checkItem(context: Context, item: Item): CheckedItem {
  checkClockWord(context, item);
  const isAboutAll = item.kind === "Example" || item.kind === "Ensure";
  context.rule.clock = isAboutAll ? null : clockOfItem(item, context.clock);
  switch (item.kind) {
    case "Input":
      return { kind: item.kind, checked: checkInput(context, item) };
    case "Param":
      return { kind: item.kind, checked: checkParam(context, item) };
    case "Measure":
      return { kind: item.kind, checked: checkMeasure(context, item) };
    case "Tree":
      return { kind: item.kind, checked: checkTree(context, item) };
    case "Ranks":
      return { kind: item.kind, checked: checkLadder(context, item) };
    case "Table":
      return { kind: item.kind, checked: checkTable(context, item) };
    case "Bonus":
      return { kind: item.kind, checked: checkBonus(context, item) };
    case "Pool":
      return { kind: item.kind, checked: checkPool(context, item) };
    case "Limit":
      return { kind: item.kind, checked: checkLimit(context, item) };
    case "Pairing":
      return { kind: item.kind, checked: checkPairing(context, item) };
    case "Board":
      return { kind: item.kind, checked: checkBoard(context, item) };
    case "Ensure":
      return { kind: item.kind, checked: checkEnsure(context, item) };
    case "Example":
      return { kind: item.kind, checked: checkExample(context, item) };
  }
}

const typeWords = [
  "volume",
  "money",
  "percent",
  "number",
  "count",
  "yes/no",
  "date",
  "text",
  "person",
  "choice",
];

function checkType(context: Context, type: Node<"TypeName">, allowVolume = true): void {
  const { declarations } = context;
  if (type.word === "" || (typeWords.includes(type.word) && (allowVolume || type.word !== "volume"))) return;
  if (declarations.kindsOfPoints.has(type.word) || declarations.ladders.has(type.word)) return;
  const near = nearest(type.word, [
    ...typeWords,
    ...declarations.kindsOfPoints,
    ...declarations.ladders.keys(),
  ]);
  context.report(diagnose("type/unknown", type.span, { name: type.word, near }));
}

function checkInput(context: Context, input: Node<"Input">): CheckedInput[] {
  checkType(context, input.type);
  return input.names.map((name) => {
    const type = context.inference.typeOf(name.text);
    const scope: Scope = input.inOrders ? { ...PERSON_SCOPE, it: "order" } : PERSON_SCOPE;
    // An own kind of points is worked out of another by a number: `BV : volume = 60 * PV`.
    const fallback = input.fallback ? asInput(context, input.fallback, scope, type, name.text) : null;
    return { name: name.text, span: name.span, type, inOrders: input.inOrders, fallback };
  });
}

function asInput(context: Context, expr: Expr, scope: Scope, type: Type, name: string): Formula {
  const formula = elaborate(context, expr, scope, type);
  const otherPoints = type.kind === "points" && formula.type.kind === "points";
  return otherPoints ? { ...formula, type } : fit(context, formula, type, `\`${name}\``);
}

function checkParam(context: Context, param: Node<"Param">): CheckedParam {
  const { name } = param;
  if (param.type) checkType(context, param.type);
  const type = context.inference.typeOf(name.text);
  const value = demand(context, param.value, NOBODY, type, `\`${name.text}\``);
  const bound = (expr: Node<"Param">["from"]) =>
    expr ? demand(context, expr, NOBODY, type, "the range of a param") : null;
  return {
    name: name.text,
    span: name.span,
    type,
    value,
    from: bound(param.from),
    to: bound(param.to),
    step: bound(param.step),
  };
}

function checkMeasure(context: Context, measure: Node<"Measure">): CheckedMeasure {
  const { name } = measure;
  if (measure.type) checkType(context, measure.type);
  const type = context.inference.typeOf(name.text);
  const parameters = context.inference.parameterTypes(name.text);
  const scope = {
    ...PERSON_SCOPE,
    parameters: new Map(
      // Where a name is defined twice, the types are those of the first, which may have fewer.
      measure.parameters.map(({ text }, index) => [text, { index, type: parameters[index] ?? UNKNOWN }]),
    ),
  };
  const formula = elaborate(context, measure.body, scope, type);
  // A named type converts points of another kind: that is what it is for.
  const converts = measure.type !== null && type.kind === "points" && formula.type.kind === "points";
  const body = converts ? { ...formula, type } : fit(context, formula, type, `\`${name.text}\``);
  return { name: name.text, span: name.span, type, parameters, body };
}

function checkTree(context: Context, tree: Node<"Tree">): CheckedTree {
  const { name, shape, filled } = tree;
  if (shape && shape.text !== "binary" && shape.text !== "")
    context.report(
      diagnose("type/unknown", shape.span, { name: shape.text, near: nearest(shape.text, ["binary"]) }),
    );
  let wide = filled ? demand(context, filled.wide, PERSON_SCOPE, NUMBER, "`filled … wide`") : null;
  if (wide && !isAmount(wide.type)) wide = null;
  return {
    name: name.text,
    span: name.span,
    binary: shape?.text === "binary",
    parent: tree.parent
      ? demand(context, tree.parent, PERSON_SCOPE, PERSON, `the tree \`${name.text}\``)
      : null,
    filled: filled && wide ? { wide, evenly: filled.evenly } : null,
    from: tree.from ? demand(context, tree.from, PERSON_SCOPE, DATE, "`from`") : null,
  };
}

function checkEnsure(context: Context, { span, condition: is }: Node<"Ensure">): CheckedEnsure {
  return { span, condition: condition(context, is, { ...NOBODY, paidByName: true }, "`ensure`") };
}
