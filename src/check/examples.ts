import { type ClockUnit, parseDay, periodOf } from "../base/calendar.ts";
import { toDecimal } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { Day } from "../base/value.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Cell, Expr, Name, Node, Row } from "../syntax/syntax.ts";
import { checkTreeName } from "./bonuses.ts";
import type { CheckedExample, ExampleOrder, ExamplePerson, Expectation, Given } from "./checked-plan.ts";
import { type Context, NOBODY, type Scope } from "./context.ts";
import { wordsOfCell } from "./declarations.ts";
import { condition, demand } from "./expressions.ts";
import type { Formula } from "./formula.ts";
import { visit } from "./inference.ts";
import { nearest } from "./nearest.ts";
import { DATE, NUMBER } from "./types.ts";

/** One `alike: N` line may stand for many people, but an example is no downline. */
const MOST_PEOPLE = 20_000;

type Drawn = {
  name: string;
  span: Span;
  outline: number;
  line: Node<"PersonLine"> | null;
  joined: Day | null;
  customer: boolean;
  parents: Map<string, { parent: number; side: 0 | 1 | 2 }>;
};
type Table = {
  readonly kind: "orders" | "people" | "period" | "case" | "expect";
  readonly head: Row;
  readonly rows: readonly Row[];
};

/** Checks an example: draws its people, reads what is given, and understands what is expected. */
export function checkExample(context: Context, example: Node<"Example">): CheckedExample {
  const { declarations } = context;
  const along = example.along?.text ?? "sponsor";
  if (example.along) checkTreeName(context, example.along);
  const dataTrees = new Set([
    "sponsor",
    along,
    ...[...declarations.trees].filter(([, tree]) => !tree.parent).map(([name]) => name),
  ]);

  const people: Drawn[] = [];
  const byName = new Map<string, number>();
  const given: Given[] = [];
  const orders: ExampleOrder[] = [];
  const tables = example.lines.flatMap((line) =>
    line.kind === "ExampleTable" ? splitTables(context, line.rows) : [],
  );

  drawOutline();
  for (const table of tables) if (table.kind === "people") addPeople(table);
  for (const person of people)
    for (const tree of dataTrees)
      if (!person.parents.has(tree)) person.parents.set(tree, { parent: person.outline, side: 0 });

  const scope: Scope = { ...NOBODY, people: byName, paidByName: true };
  const periodTable = tables.find((table) => table.kind === "period");
  const { labels, first } = readPeriods(periodTable);
  const lastPeriod = labels.length - 1;

  people.forEach((person, index) => {
    if (person.line) readLine(person, index, person.line);
  });
  for (const table of tables) {
    if (table.kind === "people") readPeopleCells(table);
    if (table.kind === "orders") readOrders(table);
  }
  const shared: Expectation[] = [];
  periodTable?.rows.forEach((row, period) => readRow(periodTable.head, row, period, period, given, shared));
  for (const table of tables) if (table.kind === "expect") readExpectations(table);
  for (const line of example.lines)
    if (line.kind === "Expect")
      for (const expr of line.conditions)
        expectCondition(
          expr,
          lastPeriod,
          expr.span,
          context.text.slice(expr.span.from, expr.span.to),
          shared,
        );

  const caseTable = tables.find((table) => table.kind === "case");
  const runs = caseTable
    ? caseTable.rows.map((row) => {
        const own: { given: Given[]; expectations: Expectation[] } = { given: [], expectations: [] };
        readRow(caseTable.head, row, null, lastPeriod, own.given, own.expectations);
        return {
          label: labelOf(row.cells[0] ?? null),
          given: own.given,
          expectations: [...own.expectations, ...shared],
        };
      })
    : [{ label: "", given: [], expectations: shared }];

  const params = new Map<string, Formula>();
  for (const { name, value } of example.given) {
    if (declarations.params.has(name.text))
      params.set(
        name.text,
        demand(context, value, NOBODY, context.inference.typeOf(name.text), `\`${name.text}\``),
      );
    else if (name.text !== "")
      context.report(
        diagnose("example/no-param", name.span, {
          name: name.text,
          near: nearest(name.text, declarations.params.keys()),
        }),
      );
  }
  return {
    title: example.title.text,
    span: example.span,
    params,
    people: people.map(
      ({ name, joined, customer, parents }): ExamplePerson => ({ name, joined, customer, parents }),
    ),
    orders,
    periods: labels,
    first,
    given,
    runs,
  };

  // ---- people

  function addPerson(name: string, span: Span, outline: number, line: Node<"PersonLine"> | null): number {
    const known = byName.get(name);
    if (known !== undefined) {
      context.report(
        diagnose("example/two-people", span, { name }, [
          { span: people[known]!.span, text: "the first is here" },
        ]),
      );
      return known;
    }
    byName.set(name, people.length);
    people.push({ name, span, outline, line, joined: null, customer: false, parents: new Map() });
    return people.length - 1;
  }

  function drawOutline(): void {
    const above: { readonly column: number; readonly person: number }[] = [];
    for (const line of example.lines) {
      if (line.kind !== "PersonLine") continue;
      while (above.length > 0 && above.at(-1)!.column >= line.column) above.pop();
      const parent = above.at(-1)?.person ?? -1;
      const alike = line.given.find(({ path }) => path.length === 1 && path[0]!.text === "alike")?.value;
      let times = alike?.kind === "Number" ? Number(toDecimal(alike.value)) : 1;
      if (!Number.isSafeInteger(times) || times < 1 || times + people.length > MOST_PEOPLE) {
        context.report(diagnose("example/alike", (alike ?? line).span, { most: MOST_PEOPLE }));
        if (times + people.length > MOST_PEOPLE) return;
        times = 1;
      }
      let firstOfLine = -1;
      for (const name of line.names) {
        if (name.text === "") continue;
        const person = addPerson(name.text, name.span, parent, line);
        if (firstOfLine < 0) firstOfLine = person;
        for (let n = 2; n <= times; n++) addPerson(`${name.text}#${n}`, name.span, parent, line);
      }
      if (firstOfLine >= 0) above.push({ column: line.column, person: firstOfLine });
    }
  }

  function addPeople({ rows }: Table): void {
    for (const row of rows) {
      const name = wordsOfCell(row.cells[0] ?? null);
      if (name !== null && !byName.has(name)) addPerson(name, row.cells[0]!.span, -1, null);
    }
  }

  function person(name: string, span: Span): number | null {
    const index = byName.get(name);
    if (index === undefined && name !== "")
      context.report(diagnose("example/nobody", span, { name, near: nearest(name, byName.keys()) }));
    return index ?? null;
  }

  // ---- what is given

  function readLine(drawn: Drawn, index: number, line: Node<"PersonLine">): void {
    const ofOrder = new Map<string, Formula>();
    const when: { day: Day | null } = { day: null };
    const firstInput = declarations.inputs.keys().next().value;
    if (line.figure) {
      if (firstInput === undefined) context.report(diagnose("example/figure", line.figure.span, {}));
      else
        give(
          index,
          { kind: "Name", span: line.figure.span, text: firstInput, quoted: false },
          line.figure,
          null,
          given,
          ofOrder,
          when,
        );
    }
    for (const { path, value } of line.given) {
      const [name] = path;
      if (!name || name.text === "" || name.text === "alike") continue;
      if (path.length > 1)
        context.report(
          diagnose("example/not-to-give", path[1]!.span, { name: path.map((part) => part.text).join(".") }),
        );
      else give(index, name, value, null, given, ofOrder, when);
    }
    if (ofOrder.size > 0) orders.push({ person: index, day: when.day, period: null, values: ofOrder });
    void drawn;
  }

  /** Reads one given column; the order inputs of one line or cell go into `ofOrder`, which becomes one order. */
  function give(
    index: number,
    name: Name,
    value: Expr,
    period: number | null,
    into: Given[],
    ofOrder: Map<string, Formula>,
    when: { day: Day | null },
  ): void {
    const { text, span } = name;
    const drawn = people[index]!;
    const word = value.kind === "Path" && value.steps.length === 1 ? value.steps[0]!.name.text : null;
    if (text === "side" || dataTrees.has(text)) {
      giveParent(drawn, text, word, value, span);
      return;
    }
    if (text === "joined" || text === "date") {
      if (text === "joined") drawn.joined = dayOf(text, value);
      else when.day = dayOf(text, value);
      return;
    }
    if (text === "kind") {
      if (word === "customer" || word === "distributor") drawn.customer = word === "customer";
      else
        context.report(
          diagnose("choice/unknown", value.span, {
            name: word ?? "",
            choices: ["distributor", "customer"],
            near: nearest(word ?? "", ["distributor", "customer"]),
          }),
        );
      return;
    }
    const input = declarations.inputs.get(text);
    if (!isColumn(text)) {
      context.report(
        diagnose("example/no-column", span, {
          name: text,
          near: nearest(text, [...declarations.names.keys(), "side", "joined", "kind", "alike"]),
        }),
      );
      return;
    }
    const formula = valueOfColumn(name, value);
    if (input?.item.inOrders) ofOrder.set(text, formula);
    else into.push({ person: index, column: text, period, value: formula, span });
  }

  function dayOf(column: string, value: Expr): Day | null {
    const formula = demand(context, value, NOBODY, DATE, `\`${column}\``);
    return formula.kind === "Const" && typeof formula.value === "number" ? formula.value : null;
  }

  function valueOfColumn({ text }: Name, value: Expr): Formula {
    context.used.add(text);
    const type = context.inference.typeOf(text);
    const valueScope: Scope = { ...NOBODY, people: type.kind === "person" ? byName : null };
    return demand(context, value, valueScope, type.kind === "unknown" ? NUMBER : type, `\`${text}\``);
  }

  function isColumn(name: string): boolean {
    return (
      name === "age" ||
      (declarations.names.has(name) &&
        !declarations.params.has(name) &&
        !declarations.tables.has(name) &&
        !declarations.pairings.has(name) &&
        !declarations.boards.has(name))
    );
  }

  function giveParent(drawn: Drawn, column: string, word: string | null, value: Expr, span: Span): void {
    if (column === "side") {
      if (word !== "left" && word !== "right") {
        context.report(
          diagnose("choice/unknown", value.span, {
            name: word ?? "",
            choices: ["left", "right"],
            near: nearest(word ?? "", ["left", "right"]),
          }),
        );
        return;
      }
      const side = word === "left" ? 1 : 2;
      for (const tree of dataTrees)
        if (tree === along || declarations.trees.get(tree)?.shape?.text === "binary")
          drawn.parents.set(tree, { parent: drawn.parents.get(tree)?.parent ?? drawn.outline, side });
      return;
    }
    const parent = value.kind === "None" ? -1 : word === null ? null : person(word, value.span);
    if (word === null && value.kind !== "None")
      context.report(diagnose("example/nobody", span, { name: column, near: null }));
    if (parent !== null) drawn.parents.set(column, { parent, side: drawn.parents.get(column)?.side ?? 0 });
  }

  function readPeopleCells({ head, rows }: Table): void {
    for (const row of rows) {
      const index = byName.get(wordsOfCell(row.cells[0] ?? null) ?? "");
      if (index === undefined) continue;
      const ofOrder = new Map<string, Formula>();
      const when: { day: Day | null } = { day: null };
      eachCell(head, row, (header, cell) => {
        const name = nameOfHeader(header);
        const value = cellValue(cell);
        if (name && value) give(index, name, value, null, given, ofOrder, when);
      });
      if (ofOrder.size > 0) orders.push({ person: index, day: when.day, period: null, values: ofOrder });
    }
  }

  function readOrders({ head, rows }: Table): void {
    for (const row of rows) {
      const cell = row.cells[0] ?? null;
      const index = person(wordsOfCell(cell) ?? "", cell?.span ?? row.span);
      const values = new Map<string, Formula>();
      const when: { day: Day | null } = { day: null };
      let period: number | null = null;
      eachCell(head, row, (header, cell) => {
        const name = nameOfHeader(header);
        const value = cellValue(cell);
        if (!name || !value) return;
        if (name.text === "period") {
          period = labels.indexOf(labelOf(cell));
          if (period < 0)
            context.report(diagnose("example/no-period", cell.span, { label: labelOf(cell), labels }));
        } else if (name.text === "date") when.day = dayOf(name.text, value);
        else if (declarations.inputs.get(name.text)?.item.inOrders)
          values.set(name.text, valueOfColumn(name, value));
        else
          context.report(
            diagnose("example/no-order-column", name.span, {
              name: name.text,
              near: nearest(name.text, orderInputs()),
            }),
          );
      });
      if (index !== null && people.length > 0)
        orders.push({
          person: index,
          day: when.day,
          period: period ?? (when.day === null ? lastPeriod : null),
          values,
        });
    }
  }

  function orderInputs(): string[] {
    return [
      "date",
      "period",
      ...[...declarations.inputs].filter(([, input]) => input.item.inOrders).map(([name]) => name),
    ];
  }

  // ---- what is expected

  /** A row of `period` or `case`: a header without a blank gives, one with a blank expects. */
  function readRow(
    head: Row,
    row: Row,
    givenIn: number | null,
    expectedIn: number,
    into: Given[],
    expectations: Expectation[],
  ): void {
    const ofOrders = new Map<number, Map<string, Formula>>();
    eachCell(head, row, (header, cell) => {
      const value = cellValue(cell);
      if (!header.value || !value) return;
      let blank = false;
      visit(header.value, (expr) => {
        if (expr.kind === "Blank") blank = true;
      });
      if (blank) {
        expectCondition(
          withoutBlank(header.value, value),
          expectedIn,
          cell.span,
          writtenOut(context.text, header, cell),
          expectations,
        );
        return;
      }
      const path = header.value.kind === "Path" ? header.value.steps : [];
      if (path.length !== 2 || path.some((step) => step.args)) {
        context.report(
          diagnose("example/header", header.span, {
            written: context.text.slice(header.span.from, header.span.to),
          }),
        );
        return;
      }
      const index = person(path[0]!.name.text, path[0]!.name.span);
      if (index === null) return;
      const ofOrder = ofOrders.get(index) ?? new Map<string, Formula>();
      ofOrders.set(index, ofOrder);
      give(index, path[1]!.name, value, givenIn, into, ofOrder, { day: null });
    });
    for (const [index, values] of ofOrders) {
      if (values.size === 0) continue;
      if (givenIn !== null) orders.push({ person: index, day: null, period: givenIn, values });
      else
        for (const [column, value] of values)
          into.push({ person: index, column, period: null, value, span: row.span });
    }
  }

  function readExpectations({ head, rows }: Table): void {
    for (const header of head.cells.slice(1))
      if (header?.value && !expectedColumn(header.value)) {
        const written = context.text.slice(header.span.from, header.span.to);
        context.report(diagnose("example/header", header.span, { written }));
      }
    for (const row of rows) {
      const first = row.cells[0] ?? null;
      const who = wordsOfCell(first);
      if (who === null || (who !== "everyone" && person(who, first!.span) === null)) continue;
      eachCell(head, row, (header, cell) => {
        const value = cellValue(cell);
        const expected = header.value && expectedColumn(header.value);
        if (!expected || !value) return;
        const left =
          who === "everyone"
            ? everyone(expected.column)
            : ofSomebody(expected.column, { kind: "Name", span: cell.span, text: who, quoted: true });
        const compare: Node<"Compare"> = {
          kind: "Compare",
          span: cell.span,
          op: expected.op,
          opSpan: cell.span,
          left,
          right: value,
        };
        const text = `${who}.${context.text.slice(expected.column.span.from, expected.column.span.to)} ${expected.op} ${context.text.slice(cell.span.from, cell.span.to).trim()}`;
        expectCondition(compare, lastPeriod, cell.span, text, shared);
      });
    }
  }

  function expectCondition(expr: Expr, period: number, span: Span, text: string, into: Expectation[]): void {
    into.push({ span, period, condition: condition(context, expr, scope, "`expect`"), text });
  }

  function readPeriods(table: Table | undefined): { labels: string[]; first: number | null } {
    if (!table || table.rows.length === 0) return { labels: [""], first: null };
    const labels = table.rows.map((row) => labelOf(row.cells[0] ?? null));
    const numbers = labels.map((label) => {
      const day = parseDay(label.length === 7 ? `${label}-01` : label);
      return day === null ? null : periodOf(day, context.clock as ClockUnit);
    });
    const first = numbers[0] ?? null;
    if (first === null) return { labels, first };
    const gap = numbers.findIndex((number, i) => number !== first + i);
    if (gap > 0)
      context.report(
        diagnose("example/period-gap", table.rows[gap]!.span, {
          label: labels[gap]!,
          before: labels[gap - 1]!,
          clock: context.clock,
        }),
      );
    return { labels, first };
  }
}

// ---- tables

const tableWords = ["orders", "people", "period", "case", "expect"] as const;

/** A row that begins with one of the words starts a table; those that follow are its rows. */
function splitTables(context: Context, rows: readonly Row[]): Table[] {
  const tables: { kind: Table["kind"]; head: Row; rows: Row[] }[] = [];
  for (const row of rows) {
    const first = row.cells[0] ?? null;
    const word = first?.word ?? wordsOfCell(first);
    const kind = tableWords.find((known) => known === word);
    if (kind) tables.push({ kind, head: row, rows: [] });
    else if (tables.length > 0) tables.at(-1)!.rows.push(row);
    else context.report(diagnose("example/table", row.span, { words: tableWords }));
  }
  return tables;
}

function eachCell(head: Row, row: Row, see: (header: Cell, cell: Cell) => void): void {
  head.cells.forEach((header, i) => {
    const cell = row.cells[i];
    if (i > 0 && header && cell) see(header, cell);
  });
}

function nameOfHeader(header: Cell): Name | null {
  const { value } = header;
  return value?.kind === "Path" && value.steps.length === 1 ? value.steps[0]!.name : null;
}

/** The value of a cell; one of several words is a name with blanks in it. */
function cellValue(cell: Cell): Expr | null {
  const words = wordsOfCell(cell);
  if (words === null || cell.words.length === 0) return cell.value;
  const name: Name = { kind: "Name", span: cell.span, text: words, quoted: true };
  return { kind: "Path", span: cell.span, steps: [{ kind: "Step", span: cell.span, name, args: null }] };
}

function labelOf(cell: Cell | null): string {
  if (!cell?.value) return "";
  if (cell.value.kind === "Number") return toDecimal(cell.value.value);
  if (cell.value.kind === "Date") return cell.value.text;
  return wordsOfCell(cell) ?? "";
}

/** The header as it is written, with what the cell says in place of every blank. */
function writtenOut(text: string, header: Cell, cell: Cell): string {
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
function withoutBlank(expr: Expr, cell: Expr): Expr {
  if (expr.kind === "Blank") return cell;
  if (expr.kind === "Compare" || expr.kind === "Logic" || expr.kind === "Binary")
    return { ...expr, left: withoutBlank(expr.left, cell), right: withoutBlank(expr.right, cell) };
  if (expr.kind === "Parens") return { ...expr, inner: withoutBlank(expr.inner, cell) };
  if (expr.kind === "Not" || expr.kind === "Minus") return { ...expr, of: withoutBlank(expr.of, cell) };
  return expr;
}

/** What a header of an `expect` table asks: `Team` for an equal amount, or a comparison with a blank, `Team >= _`. */
function expectedColumn(
  header: Expr,
): { readonly column: Node<"Path">; readonly op: Node<"Compare">["op"] } | null {
  if (header.kind === "Path") return { column: header, op: "=" };
  if (header.kind === "Compare" && header.left.kind === "Path" && header.right.kind === "Blank")
    return { column: header.left, op: header.op };
  return null;
}

const stages = ["gross", "earned", "paid"];

/** `Title` of Ann is `Ann.Title`, `gross(Team)` of Ann is `gross(Ann.Team)`. */
function ofSomebody(path: Node<"Path">, who: Name): Node<"Path"> {
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
function everyone(path: Node<"Path">): Node<"Path"> {
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
