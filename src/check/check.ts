import { type ClockUnit, clockUnits } from "../base/calendar.ts";
import { type Exact, isZero, ONE, quotient, toDecimal } from "../base/exact.ts";
import { CENTS, type Rounding } from "../base/rounding.ts";
import type { Span } from "../base/span.ts";
import type { Code } from "../diagnostics/catalogue.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import type { Parsed } from "../syntax/parsed.ts";
import type { Expr, Figure, Node } from "../syntax/syntax.ts";
import { checkBonus, checkLimit, checkPool, roundingOf } from "./bonuses.ts";
import { decimalsOf } from "./bounds/size.ts";
import { checkFiguresForAllTime } from "./by-day.ts";
import { remember, understoodAgain } from "./checked-again.ts";
import type {
  CheckedBoard,
  CheckedBonus,
  CheckedExample,
  CheckedInput,
  CheckedLadder,
  CheckedLimit,
  CheckedMeasure,
  CheckedPairing,
  CheckedParam,
  CheckedPlan,
  CheckedPool,
  CheckedTable,
  CheckedTree,
} from "./checked-plan.ts";
import { checkClockWord, clockOfItem, clocksOf } from "./clocks.ts";
import { type Context, NOBODY, PERSON_SCOPE, type Scope } from "./context.ts";
import { reportOtherCurrencies } from "./currencies.ts";
import { declare } from "./declarations.ts";
import { dependenciesOf } from "./dependencies.ts";
import { doubtsOf } from "./doubts/doubts.ts";
import { checkExample } from "./examples.ts";
import { condition, demand, elaborate } from "./expressions.ts";
import type { Formula } from "./formula.ts";
import { infer } from "./inference.ts";
import { checkLadder, reportColumnsAsFacts } from "./ladders.ts";
import { nearest } from "./nearest.ts";
import { checkOtherMoments } from "./other-moments.ts";
import { checkOwnArguments } from "./own-arguments.ts";
import { checkBoard, checkPairing } from "./pairings.ts";
import { stratify } from "./strata.ts";
import { checkTable } from "./tables.ts";
import { DATE, isAmount, NUMBER, PERSON, type Type, UNKNOWN } from "./types.ts";
import { fit } from "./units.ts";

/** A plan where nothing is wrong, and everything that was noticed. */
export type Checked = { readonly plan: CheckedPlan | null; readonly diagnostics: readonly Diagnostic[] };

/**
 * Understands a parsed plan: resolves every name, gives every value its unit, and orders the rules so that each stands
 * behind what it needs. All problems of the text are found at once; a plan comes out only where none is an error.
 */
export function check(parsed: Parsed): Checked {
  const { plan, told } = understoodAgain(parsed) ?? checkRules(parsed);
  if (plan && parsed.diagnostics.length === 0) remember({ parsed, plan, told });
  const doubts = plan ? doubtsOf(plan, parsed.text) : [];
  return { plan, diagnostics: inTextOrder([...parsed.diagnostics, ...told, ...doubts]) };
}

/** The same without doubts, of a text of which nothing is known. */
function checkRules(parsed: Parsed): {
  readonly plan: CheckedPlan | null;
  readonly told: readonly Diagnostic[];
} {
  const found: Diagnostic[] = [];
  const report = (problem: Diagnostic) => void found.push(problem);
  const { items } = parsed.plan;
  const declarations = declare(parsed.plan, report);
  const header = checkHeader(parsed.plan, report);
  reportOtherCurrencies(parsed.plan, parsed.text, report);
  const clocks = clocksOf(items, header.clock);
  const context: Context = {
    text: parsed.text,
    declarations,
    inference: infer(declarations, items),
    report,
    used: new Set(),
    hasWorth: (points) => header.worth.has(points),
    clock: header.clock,
    clockOf: (name) => clocks.get(name) ?? null,
    rule: { clock: header.clock },
  };

  const inputs = new Map<string, CheckedInput>();
  const params = new Map<string, CheckedParam>();
  const measures = new Map<string, CheckedMeasure>();
  const trees = new Map<string, CheckedTree>();
  const ladders = new Map<string, CheckedLadder>();
  const tables = new Map<string, CheckedTable>();
  const bonuses = new Map<string, CheckedBonus>();
  const pools = new Map<string, CheckedPool>();
  const pairings = new Map<string, CheckedPairing>();
  const boards = new Map<string, CheckedBoard>();
  const limits: CheckedLimit[] = [];
  const ensures: CheckedPlan["ensures"][number][] = [];
  const examples: CheckedExample[] = [];
  /** Of two declarations of one name only the first stands; the second is still checked. */
  const keep = <T extends { readonly name: string }>(map: Map<string, T>, checked: T) => {
    if (checked.name !== "" && !map.has(checked.name)) map.set(checked.name, checked);
  };

  for (const item of items) {
    checkClockWord(context, item);
    context.rule.clock =
      item.kind === "Example" || item.kind === "Ensure" ? null : clockOfItem(item, header.clock);
    switch (item.kind) {
      case "Input":
        for (const input of checkInput(context, item)) keep(inputs, input);
        break;
      case "Param":
        keep(params, checkParam(context, item));
        break;
      case "Measure":
        keep(measures, checkMeasure(context, item));
        break;
      case "Tree":
        keep(trees, checkTree(context, item));
        break;
      case "Ranks":
        keep(ladders, checkLadder(context, item));
        break;
      case "Table":
        keepTable(tables, checkTable(context, item));
        break;
      case "Bonus":
        keep(bonuses, checkBonus(context, item));
        break;
      case "Pool":
        keep(pools, checkPool(context, item));
        break;
      case "Limit":
        limits.push(checkLimit(context, item));
        break;
      case "Pairing":
        keep(pairings, checkPairing(context, item));
        break;
      case "Board":
        keep(boards, checkBoard(context, item));
        break;
      case "Ensure":
        ensures.push({
          span: item.span,
          condition: condition(context, item.condition, { ...NOBODY, paidByName: true }, "`ensure`"),
        });
        break;
      case "Example":
        examples.push(checkExample(context, item));
        break;
    }
  }
  if (!trees.has("sponsor"))
    trees.set("sponsor", {
      name: "sponsor",
      span: { from: 0, to: 0 },
      binary: false,
      parent: null,
      filled: null,
      from: null,
    });

  const plan = {
    title: parsed.plan.title?.text ?? "",
    ...header,
    inputs,
    params,
    measures,
    trees,
    ladders,
    tables,
    bonuses,
    pools,
    limits,
    pairings,
    boards,
    ensures,
    examples,
    clocks,
  };
  const passes = stratify(dependenciesOf(plan), report);
  if (found.every(({ severity }) => severity !== "error")) {
    checkFiguresForAllTime(plan, report);
    checkOwnArguments(plan, report);
    checkOtherMoments(plan, report);
  }
  reportUnused(context);
  reportColumnsAsFacts(context);

  const faultless = [...parsed.diagnostics, ...found].every(({ severity }) => severity !== "error");
  return {
    plan: faultless ? { ...plan, passes } : null,
    told: found.filter(({ code, span }) => !lostParts.has(code) || !isUnread(parsed, span)),
  };
}

/** Parts that a declaration lacks: where some of it could not be read, nobody knows whether it does. */
const lostParts: ReadonlySet<Code> = new Set(["bonus/pays-missing", "pool/part-missing", "group/missing"]);

/** Whether something of the declaration around a place could not be read. */
function isUnread({ plan, diagnostics }: Parsed, at: Span): boolean {
  const item = plan.items.find(({ span }) => span.from <= at.from && at.to <= span.to);
  const next = item && plan.items[plan.items.indexOf(item) + 1];
  const end = next?.span.from ?? Number.POSITIVE_INFINITY;
  return diagnostics.some(
    ({ code, span }) =>
      code === "syntax/unexpected" && item && item.span.from <= span.from && span.from < end,
  );
}

/** A table that is said again from a later day on stands behind the first of its name. */
function keepTable(tables: Map<string, CheckedTable>, table: CheckedTable): void {
  const first = tables.get(table.name);
  if (!first) {
    if (table.name !== "") tables.set(table.name, table);
  } else if (table.from) tables.set(table.name, { ...first, later: [...first.later, table] });
}

/** By place; of several with one code at one place, one is enough. */
function inTextOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter(({ code, span, message }) => {
      const key = `${code} ${span.from} ${span.to} ${message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
}

/** As finely as the worth of a point is proposed. */
const WORTH_DECIMALS = 4;

type Header = {
  currency: string;
  clock: ClockUnit;
  rounding: Rounding;
  roundEachLine: boolean;
  worth: Map<string, Exact>;
};

function checkHeader(plan: Node<"Plan">, report: (problem: Diagnostic) => void): Header {
  const header: Header = {
    currency: "USD",
    clock: "month",
    rounding: CENTS,
    roundEachLine: false,
    worth: new Map(),
  };
  const seen = new Map<string, Node<"Plan">["settings"][number]>();
  for (const setting of plan.settings) {
    const key = setting.kind === "Worth" ? `worth of ${setting.of.text}` : setting.kind.toLowerCase();
    const first = seen.get(key);
    if (first)
      report(
        diagnose("clause/twice", setting.span, { clause: key }, [
          { span: first.span, text: "first said here" },
        ]),
      );
    else seen.set(key, setting);
    switch (setting.kind) {
      case "Currency":
        if (setting.code.text !== "") header.currency = setting.code.text;
        break;
      case "Period": {
        const clock = clockUnits.find((unit) => unit === setting.unit.text);
        if (clock) header.clock = clock;
        else if (setting.unit.text !== "")
          report(
            diagnose("clock/unknown", setting.unit.span, { name: setting.unit.text, clocks: clockUnits }),
          );
        break;
      }
      case "Worth": {
        const value = (figure: Figure) => (figure.kind === "Missing" ? null : figure.value);
        const [count, money] = [value(setting.points), value(setting.money)];
        // Where a figure is missing that is one mistake, and not one wherever the points meet money.
        const worth = count && money && !isZero(count) ? quotient(money, count) : ONE;
        if (decimalsOf(worth) === null)
          report(
            diagnose("worth/endless", setting.span, {
              of: setting.of.text,
              near: toDecimal(worth, WORTH_DECIMALS).replace(/…$/, ""),
            }),
          );
        if (setting.of.text !== "") header.worth.set(setting.of.text, worth);
        break;
      }
      case "Rounding":
        if (setting.to.kind !== "Missing" && !isZero(setting.to.value)) header.rounding = roundingOf(setting);
        header.roundEachLine = setting.eachLine;
        break;
    }
  }
  return header;
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

/** What nothing reads: params and tables, which have no other use. */
function reportUnused({ declarations, used, report }: Context): void {
  for (const [what, map] of [
    ["param", declarations.params],
    ["table", declarations.tables],
  ] as const)
    for (const [name, { name: declared }] of map)
      if (!used.has(name)) report(diagnose("name/unused", declared.span, { name, what }));
}
