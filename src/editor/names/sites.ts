import { unreachable } from "../../base/unreachable.ts";
import { type Context, NOBODY, PERSON_SCOPE, type Scope } from "../../check/context.ts";
import { visit } from "../../check/expressions-in.ts";
import { MONEY, NUMBER, PERCENT, PERSON, type Type, UNKNOWN, YES_NO } from "../../check/types.ts";
import type { Clause, Expr, Item, Node, PairingSetting, Setting, TypeName } from "../../syntax/syntax.ts";
import { noteCell, wordsNameOf } from "./cell-sites.ts";
import { noteExample } from "./example-sites.ts";
import { noteExpression } from "./expression-sites.ts";
import { type Collecting, note, type Site } from "./site.ts";

/**
 * Every name of a plan with what its place tells about it: what it does there, which names may stand there, what a value
 * should be. It follows the check step by step, and works in broken text, where the check only says what is wrong.
 */
export function sitesOf(context: Context, plan: Node<"Plan">): readonly Site[] {
  const into: Site[] = [];
  for (const setting of plan.settings) noteSetting({ context, item: null, into }, setting);
  for (const item of plan.items) noteItem({ context, item, into }, item);
  return into.sort((a, b) => a.span.from - b.span.from);
}

function noteSetting(collecting: Collecting, setting: Setting): void {
  if (setting.kind === "Currency") note(collecting, setting.code, "currency");
  else if (setting.kind === "Period") note(collecting, setting.unit, "clock");
  else if (setting.kind === "Worth") note(collecting, setting.of, "points");
}

function noteItem(collecting: Collecting, item: Item): void {
  const { inference } = collecting.context;
  const expression = (expr: Expr | null, scope: Scope, type: Type = UNKNOWN): void =>
    noteExpression(collecting, expr, scope, type);
  switch (item.kind) {
    case "Input":
      for (const name of item.names) note(collecting, name, "declares");
      noteType(collecting, item.type);
      expression(
        item.fallback,
        item.inOrders ? { ...PERSON_SCOPE, it: "order" } : PERSON_SCOPE,
        inference.typeOf(item.names[0]?.text ?? ""),
      );
      return;
    case "Param": {
      note(collecting, item.name, "declares");
      if (item.type) noteType(collecting, item.type);
      for (const value of [item.value, item.from, item.to, item.step])
        expression(value, NOBODY, inference.typeOf(item.name.text));
      return;
    }
    case "Measure": {
      note(collecting, item.name, "declares");
      if (item.type) noteType(collecting, item.type);
      const types = inference.parameterTypes(item.name.text);
      const parameters = new Map(
        item.parameters.map(({ text }, index) => [text, { index, type: types[index] ?? UNKNOWN }]),
      );
      for (const parameter of item.parameters) note(collecting, parameter, "declares parameter");
      expression(
        item.body,
        { ...PERSON_SCOPE, parameters },
        item.type ? inference.typeOf(item.name.text) : UNKNOWN,
      );
      return;
    }
    case "Tree":
      note(collecting, item.name, "declares");
      if (item.shape) note(collecting, item.shape, "shape");
      expression(item.parent, PERSON_SCOPE, PERSON);
      expression(item.filled?.wide ?? null, PERSON_SCOPE, NUMBER);
      return;
    case "Ranks":
      noteLadder(collecting, item);
      return;
    case "Table":
      noteTable(collecting, item);
      return;
    case "Bonus":
      note(collecting, item.name, "declares");
      for (const clause of item.clauses) noteClause(collecting, item, clause);
      return;
    case "Pool":
      note(collecting, item.name, "declares");
      for (const clause of item.clauses)
        if (clause.kind === "Pot") expression(clause.amount, NOBODY, MONEY);
        else if (clause.kind === "Shares") expression(clause.shares, PERSON_SCOPE, NUMBER);
        else if (clause.kind === "EachAtMost") expression(clause.limit, PERSON_SCOPE, MONEY);
      return;
    case "Limit":
      noteBonuses(collecting, item.what);
      expression(item.to, NOBODY, MONEY);
      for (const name of item.scaling ?? []) note(collecting, name, "bonus");
      return;
    case "Pairing":
      note(collecting, item.name, "declares");
      note(collecting, item.tree, "tree");
      for (const setting of item.settings)
        notePairingSetting(collecting, setting, inference.typeOf(item.name.text));
      return;
    case "Board":
      note(collecting, item.name, "declares");
      for (const setting of item.settings)
        if (setting.kind === "Size")
          for (const part of [setting.wide, setting.deep]) expression(part, NOBODY, NUMBER);
        else if (setting.kind === "MostCycles") expression(setting.cycles, NOBODY, NUMBER);
        else if (setting.kind === "Starts") expression(setting.condition, PERSON_SCOPE, YES_NO);
      return;
    case "Ensure":
      expression(item.condition, { ...NOBODY, paidByName: true }, YES_NO);
      return;
    case "Example":
      noteExample(collecting, item);
      return;
    default:
      unreachable(item);
  }
}

function noteType(collecting: Collecting, { word, span, choices }: TypeName): void {
  if (word !== "choice" && word !== "yes/no") note(collecting, { text: word, span }, "type");
  for (const choice of choices) note(collecting, choice, "declares choice");
}

function noteLadder(collecting: Collecting, ladder: Node<"Ranks">): void {
  const { inference } = collecting.context;
  const { text } = ladder.name;
  note(collecting, ladder.name, "declares");
  const types = ladder.head?.cells.map((_, column) => inference.headerType(text, column)) ?? [];
  ladder.head?.cells.forEach((cell, column) => {
    if (!cell || column === 0) return;
    const scope: Scope = { ...PERSON_SCOPE, candidate: text, blank: types[column]! };
    if (cell.label) note(collecting, cell.label, "declares fact");
    const fact = cell.label ? null : wordsNameOf(cell);
    if (fact) note(collecting, fact, "declares fact", { scope, isCell: true });
    else noteExpression(collecting, cell.value, scope, YES_NO);
  });
  for (const row of ladder.rows)
    row.cells.forEach((cell, column) => {
      const rank = cell && column === 0 ? wordsNameOf(cell) : null;
      if (rank) note(collecting, rank, "declares rank", { isCell: true });
      else if (cell && column > 0) noteCell(collecting, cell, NOBODY, types[column] ?? UNKNOWN);
    });
  for (const policy of ladder.policies)
    if (policy.kind === "Needs")
      noteExpression(collecting, policy.condition, { ...PERSON_SCOPE, candidate: text }, YES_NO);
    else if (policy.kind === "Grace") noteExpression(collecting, policy.periods, NOBODY, NUMBER);
}

function noteTable(collecting: Collecting, table: Node<"Table">): void {
  const { inference } = collecting.context;
  note(collecting, table.name, "declares");
  for (const parameter of table.parameters) note(collecting, parameter, "declares parameter");
  const types = inference.parameterTypes(table.name.text);
  const [head, ...rows] = table.rows;
  const corner = head?.cells[0] ?? null;
  const across = corner?.across ?? null;
  const cornerName = corner && wordsNameOf(corner);
  if (cornerName) note(collecting, cornerName, "parameter", { isCell: true });
  if (across) note(collecting, across.name, "parameter", { isCell: true });
  const [rowType, columnType] = across ? [types[0], types[1]] : [UNKNOWN, types[0]];
  for (const cell of head?.cells.slice(1) ?? [])
    if (cell) noteCell(collecting, cell, NOBODY, columnType ?? UNKNOWN);
  for (const row of rows)
    row.cells.forEach((cell, column) => {
      const type = column === 0 ? (rowType ?? UNKNOWN) : inference.tableType(table.name.text);
      if (cell && (column > 0 || across)) noteCell(collecting, cell, NOBODY, type);
    });
}

function noteClause(collecting: Collecting, bonus: Node<"Bonus">, clause: Clause): void {
  const goesUp = bonus.clauses.some(({ kind }) => kind === "Up");
  const turns = bonus.clauses.some(({ kind }) => kind === "Generation");
  const bound = new Map<string, Type>([
    ["level", NUMBER],
    ["distance", NUMBER],
    ...(turns ? [["generation", NUMBER] as const] : []),
  ]);
  const stop: Scope = goesUp ? { ...PERSON_SCOPE, journey: true, bound } : PERSON_SCOPE;
  switch (clause.kind) {
    case "On": {
      const source: Scope = clause.inOrders ? { ...PERSON_SCOPE, it: "order" } : PERSON_SCOPE;
      noteExpression(collecting, clause.base, source, MONEY);
      noteExpression(collecting, clause.where, source, YES_NO);
      return;
    }
    case "Up":
      note(collecting, clause.tree, "tree");
      return;
    case "Counting":
    case "Until":
    case "Through":
      noteExpression(collecting, clause.condition, stop, YES_NO);
      return;
    case "Generation":
      noteExpression(collecting, clause.at, { ...PERSON_SCOPE, journey: true }, YES_NO);
      return;
    case "Pays":
      noteExpression(collecting, clause.amount, stop, goesUp ? PERCENT : MONEY);
      return;
    case "EachAtMost":
      noteExpression(collecting, clause.limit, stop, MONEY);
      return;
    case "AtMost":
      noteExpression(collecting, clause.limit, PERSON_SCOPE, MONEY);
      return;
    default:
      return;
  }
}

/** `Team + Match`, or `all`. */
const noteBonuses = (collecting: Collecting, what: Expr): void =>
  visit(what, (expr) => {
    if (expr.kind === "Path") for (const step of expr.steps) note(collecting, step.name, "bonus");
  });

function notePairingSetting(collecting: Collecting, setting: PairingSetting, volume: Type): void {
  const expression = (expr: Expr | null, type: Type): void =>
    noteExpression(collecting, expr, PERSON_SCOPE, type);
  switch (setting.kind) {
    case "Volume":
      expression(setting.volume, UNKNOWN);
      return;
    case "Cycle":
      expression(setting.strong, volume);
      expression(setting.weak, volume);
      return;
    case "Steps":
      for (const step of setting.steps) expression(step, volume);
      return;
    case "PairingAtMost":
      expression(setting.limit, setting.cycles ? NUMBER : volume);
      return;
    case "Carry":
      expression(setting.atMost, volume);
      expression(setting.periods, NUMBER);
      return;
    case "PairingNeeds":
    case "Starts":
      expression(setting.condition, YES_NO);
      return;
    default:
      return;
  }
}
