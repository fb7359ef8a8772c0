import type { CstNode } from "chevrotain";
import { cover } from "../../base/span.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Cell, ExampleLine, Expr, Name, Node, Row } from "../syntax.ts";
import {
  type Lowering,
  nameOf,
  nameOfNode,
  nodeOf,
  nodesOf,
  oneOf,
  spanOf,
  spanOfToken,
  tokenOf,
  tokensOf,
} from "./cst.ts";
import { behind, lowerExpression, lowerFigure, lowerLiteral } from "./expressions.ts";
import { lowerRows } from "./tables.ts";

/** The lines of an example, in their order: people, tables, what is expected. */
export function lowerExampleLines(lowering: Lowering, node: CstNode): readonly ExampleLine[] {
  const lines: ExampleLine[] = [
    ...nodesOf(node, "rows").flatMap((rows) => tablesOf(lowerRows(lowering, rows))),
    ...nodesOf(node, "expectLine").map((line) => lowerExpect(lowering, line)),
    ...lowerPeople(lowering, nodesOf(node, "personLine")),
  ];
  return lines.sort((a, b) => a.span.from - b.span.from);
}

function lowerExpect(lowering: Lowering, node: CstNode): Node<"Expect"> {
  const span = spanOf(node);
  return {
    kind: "Expect",
    span,
    conditions: nodesOf(node, "expression").map((expr) => lowerExpression(lowering, expr, span.to)),
  };
}

const headings = ["people", "period", "case"];

/** Rows that stand together are several tables where a row begins with the first word of another. */
function tablesOf(rows: readonly Row[]): readonly Node<"ExampleTable">[] {
  const tables: Row[][] = [];
  for (const row of rows) {
    if (tables.length === 0 || beginsTable(row.cells[0] ?? null)) tables.push([row]);
    else tables.at(-1)!.push(row);
  }
  return tables.map((of) => ({ kind: "ExampleTable", span: cover(of[0]!.span, of.at(-1)!.span), rows: of }));
}

function beginsTable(cell: Cell | null): boolean {
  if (cell?.word) return true;
  const value = cell?.value;
  if (value?.kind !== "Path" || value.steps.length !== 1 || cell!.words.length > 0) return false;
  const { name, args } = value.steps[0]!;
  return args === null && !name.quoted && headings.includes(name.text);
}

/** The people of an outline. A line is one person's, or that of several who are alike; what else stands on it is a slip. */
function lowerPeople(lowering: Lowering, nodes: readonly CstNode[]): readonly Node<"PersonLine">[] {
  const people: Node<"PersonLine">[] = [];
  const persons = nodes.map((node) => lowerPerson(lowering, node));
  for (let i = 0; i < persons.length; i++) {
    const person = persons[i]!;
    const before = people.at(-1);
    if (person.firstOnLine || !before) people.push(person);
    else {
      const next = persons[i + 1];
      const column = columnWithoutColon(person, next && !next.firstOnLine ? next : null);
      people[people.length - 1] = column
        ? withColumn(lowering, before, column)
        : withName(lowering, before, person);
      if (column?.takesNext) i++;
    }
  }
  return people;
}

function lowerPerson(lowering: Lowering, node: CstNode): Node<"PersonLine"> {
  const span = spanOf(node);
  const names = nodesOf(node, "nameOrQuoted").map((name) => nameOfNode(name, span.from));
  const figure = nodeOf(node, "figure");
  let lineStart = span.from;
  while (lineStart > 0 && !/[\n\r]/.test(lowering.text[lineStart - 1]!)) lineStart--;
  return {
    kind: "PersonLine",
    span,
    names,
    figure: figure ? lowerFigure(figure, span.to) : null,
    given: nodesOf(node, "givenColumn").map((given) => lowerGiven(given)),
    column: span.from - lineStart,
    firstOnLine: lowering.text.slice(lineStart, span.from).trim() === "",
  };
}

function lowerGiven(node: CstNode): { readonly path: readonly Name[]; readonly value: Expr } {
  const { from } = spanOf(node);
  const at = behind(tokenOf(node, "Colon"), from);
  return {
    path: tokensOf(node, "Name").map((name) => nameOf(name, from)),
    value: lowerGivenValue(nodeOf(node, "givenValue"), at),
  };
}

function lowerGivenValue(node: CstNode | undefined, otherwise: number): Expr {
  const literal = oneOf(node, ["Date", "yes", "no", "none"]);
  if (literal) return lowerLiteral(tokenOf(node, literal)!, literal);
  const word = nodeOf(node, "nameOrQuoted");
  if (word) return pathOf(nameOfNode(word, otherwise));
  return lowerFigure(nodeOf(node, "figure"), otherwise);
}

const pathOf = (name: Name): Expr =>
  name.text === "" && !name.quoted
    ? { kind: "Missing", span: name.span }
    : { kind: "Path", span: name.span, steps: [{ kind: "Step", span: name.span, name, args: null }] };

type Column = {
  readonly name: Name;
  readonly value: Expr;
  readonly rest: Node<"PersonLine">;
  readonly takesNext: boolean;
};

/** `side left`, `LRP 100`: a column that lacks its colon, and not another person. */
function columnWithoutColon(person: Node<"PersonLine">, next: Node<"PersonLine"> | null): Column | null {
  const [name] = person.names;
  if (!name || name.quoted || person.names.length > 1) return null;
  if (person.figure)
    return looksLikeColumn(name.text) ? { name, value: person.figure, rest: person, takesNext: false } : null;
  const [value] = next?.names ?? [];
  if (person.given.length > 0 || !next || !value || next.names.length > 1) return null;
  return { name, value: pathOf(value), rest: next, takesNext: true };
}

/** Columns are mostly `small` or `CAPITALS`, and people have a capital letter and small ones. */
const looksLikeColumn = (text: string): boolean => !/^\p{Lu}.*\p{Ll}/u.test(text);

function withColumn(
  lowering: Lowering,
  line: Node<"PersonLine">,
  { name, value, rest, takesNext }: Column,
): Node<"PersonLine"> {
  const at = { from: name.span.to, to: name.span.to };
  lowering.report(diagnose("syntax/sign-missing", at, { sign: ":", after: name.text, before: "" }));
  const figure = line.figure ?? (takesNext ? rest.figure : null);
  return {
    ...line,
    span: cover(line.span, rest.span),
    figure,
    given: [...line.given, { path: [name], value }, ...rest.given],
  };
}

/**
 * A second name on a person's line is mostly the second word of a name (`Title: Blue Diamond`, `Mary Ann 100`), which
 * wants quotes; the tree takes it so. Elsewhere it is a person who should have had a line.
 */
function withName(
  lowering: Lowering,
  before: Node<"PersonLine">,
  extra: Node<"PersonLine">,
): Node<"PersonLine"> {
  const [second] = extra.names;
  const last = before.given.at(-1);
  const first = last ? nameOfValue(last.value) : before.figure === null ? before.names.at(-1)! : null;
  const adjoins =
    first !== null && second !== undefined && extra.names.length === 1 && first.span.to <= second.span.from;
  const between = adjoins ? lowering.text.slice(first.span.to, second.span.from) : "";
  const line = { ...before, span: cover(before.span, extra.span), figure: before.figure ?? extra.figure };
  if (!adjoins || between.trim() !== "") {
    lowering.report(
      diagnose("syntax/person-not-first-on-line", extra.names[0]?.span ?? extra.span, {
        name: second?.text ?? "",
        indent: before.column,
      }),
    );
    return { ...line, given: [...before.given, ...extra.given] };
  }
  const span = cover(first.span, second.span);
  const name: Name = { kind: "Name", span, text: `${first.text} ${second.text}`, quoted: true };
  lowering.report(diagnose("syntax/quotes-missing", span, { words: name.text }));
  if (!last) return { ...line, names: [...before.names.slice(0, -1), name], given: extra.given };
  return { ...line, given: [...before.given.slice(0, -1), { ...last, value: pathOf(name) }, ...extra.given] };
}

const nameOfValue = (value: Expr): Name | null =>
  value.kind === "Path" && value.steps.length === 1 ? value.steps[0]!.name : null;

/** `with param = value, …` */
export function lowerGivenParams(lowering: Lowering, node: CstNode): Node<"Example">["given"] {
  return nodesOf(node, "givenParam").map((given) => {
    const { from } = spanOf(given);
    const equal = tokenOf(given, "Equal");
    const at = equal ? spanOfToken(equal).to : from;
    return {
      name: nameOf(tokenOf(given, "Name"), from),
      value: lowerExpression(lowering, nodeOf(given, "expression"), at),
    };
  });
}
