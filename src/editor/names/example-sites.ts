import { NOBODY, type Scope } from "../../check/context.ts";
import { wordsOfCell } from "../../check/declarations.ts";
import { visit } from "../../check/expressions-in.ts";
import { DATE, PERSON, type Type, UNKNOWN, YES_NO } from "../../check/types.ts";
import type { Cell, Expr, Node, Row } from "../../syntax/syntax.ts";
import { noteCell, wordsNameOf } from "./cell-sites.ts";
import { noteExpression } from "./expression-sites.ts";
import { type Collecting, note, typeOf } from "./site.ts";

const tableWords = ["orders", "people", "period", "case", "expect"] as const;
type Table = { readonly kind: (typeof tableWords)[number]; readonly head: Row; readonly rows: Row[] };

/** Notes the names of an example: its people, what is given of them, and what is expected. */
export function noteExample(collecting: Collecting, example: Node<"Example">): void {
  const tables = example.lines.flatMap((line) => (line.kind === "ExampleTable" ? tablesOf(line.rows) : []));
  const people = new Map(peopleOf(example, tables).map((name, i) => [name, i]));
  const scope: Scope = { ...NOBODY, people, paidByName: true };

  if (example.along) note(collecting, example.along, "tree", { scope });
  for (const { name, value } of example.given) {
    note(collecting, name, "param", { scope });
    noteExpression(collecting, value, NOBODY, collecting.context.inference.typeOf(name.text));
  }
  for (const line of example.lines) {
    if (line.kind === "PersonLine") notePerson(collecting, line, scope);
    if (line.kind === "Expect")
      for (const condition of line.conditions) noteExpression(collecting, condition, scope, YES_NO);
  }
  const seen = new Set(
    example.lines.flatMap((line) => (line.kind === "PersonLine" ? line.names.map(({ text }) => text) : [])),
  );
  for (const table of tables) noteTable(collecting, table, scope, seen);
}

/** A row that begins with one of the words starts a table; those that follow are its rows. */
function tablesOf(rows: readonly Row[]): Table[] {
  const tables: Table[] = [];
  for (const row of rows) {
    const first = row.cells[0] ?? null;
    const word = first?.word ?? wordsOfCell(first);
    const kind = tableWords.find((known) => known === word);
    if (kind) tables.push({ kind, head: row, rows: [] });
    else tables.at(-1)?.rows.push(row);
  }
  return tables;
}

function peopleOf(example: Node<"Example">, tables: readonly Table[]): string[] {
  const drawn = example.lines.flatMap((line) =>
    line.kind === "PersonLine" ? line.names.map(({ text }) => text) : [],
  );
  const listed = tables
    .filter(({ kind }) => kind === "people")
    .flatMap(({ rows }) => rows.flatMap((row) => wordsOfCell(row.cells[0] ?? null) ?? []));
  return [...new Set([...drawn, ...listed])].filter((name) => name !== "");
}

function notePerson(collecting: Collecting, line: Node<"PersonLine">, scope: Scope): void {
  for (const name of line.names) note(collecting, name, "declares person", { scope });
  for (const { path, value } of line.given) {
    const [column] = path;
    if (!column) continue;
    note(collecting, column, "column", { scope });
    noteExpression(
      collecting,
      value,
      givenScope(collecting, column.text, scope),
      givenType(collecting, column.text),
    );
  }
}

/** What may be given for a column: of a tree somebody of the example, of a binary one also the side. */
function givenType({ context: { declarations, inference } }: Collecting, column: string): Type {
  if (column === "side") return { kind: "choice", choices: ["left", "right"] };
  if (column === "sponsor" || declarations.trees.has(column)) return PERSON;
  return column === "joined" || column === "date" ? DATE : inference.typeOf(column);
}
const givenScope = (collecting: Collecting, column: string, scope: Scope): Scope =>
  givenType(collecting, column).kind === "person" ? scope : NOBODY;

function noteTable(
  collecting: Collecting,
  { kind, head, rows }: Table,
  scope: Scope,
  seen: Set<string>,
): void {
  const columns = head.cells.map((header, i) =>
    i > 0 && header ? noteHeader(collecting, kind, header, scope) : null,
  );
  for (const row of rows) {
    const first = row.cells[0] ?? null;
    if (first && (kind === "people" || kind === "orders" || kind === "expect")) {
      const name = wordsNameOf(first);
      const isNew = kind === "people" && name !== null && !seen.has(name.text);
      if (name) note(collecting, name, isNew ? "declares person" : "person", { scope, isCell: true });
      if (isNew) seen.add(name.text);
    }
    row.cells.forEach((cell, i) => {
      const column = columns[i];
      if (cell && column) noteCell(collecting, cell, column.scope, column.type);
    });
  }
}

/** Notes a header, and tells what the cells below it are. */
function noteHeader(
  collecting: Collecting,
  kind: Table["kind"],
  header: Cell,
  scope: Scope,
): { readonly scope: Scope; readonly type: Type } {
  const { value } = header;
  if (kind === "orders" || kind === "people") {
    const name = wordsNameOf(header);
    if (!name) return { scope: NOBODY, type: UNKNOWN };
    note(collecting, name, kind === "orders" ? "order column" : "column", { scope, isCell: true });
    return { scope: givenScope(collecting, name.text, scope), type: givenType(collecting, name.text) };
  }
  if (kind === "expect") {
    const ofPerson: Scope = { ...scope, it: "person" };
    noteExpression(collecting, value, ofPerson);
    return { scope: NOBODY, type: value ? typeOf(collecting, value, ofPerson) : UNKNOWN };
  }
  const path = value?.kind === "Path" && value.steps.length === 2 ? value.steps : null;
  if (!path || path.some((step) => step.args)) {
    noteExpression(collecting, value, scope, YES_NO);
    return { scope: NOBODY, type: value ? besideBlank(collecting, value, scope) : UNKNOWN };
  }
  const [who, column] = path;
  note(collecting, who!.name, "person", { scope, isAlone: false });
  note(collecting, column!.name, "column", { scope, owner: { kind: "value", type: PERSON } });
  return {
    scope: givenScope(collecting, column!.name.text, scope),
    type: givenType(collecting, column!.name.text),
  };
}

/** The type of what a blank of a header is compared with. */
function besideBlank(collecting: Collecting, header: Expr, scope: Scope): Type {
  let type: Type = UNKNOWN;
  visit(header, (inner) => {
    if (inner.kind !== "Compare") return;
    if (inner.right.kind === "Blank") type = typeOf(collecting, inner.left, scope);
    else if (inner.left.kind === "Blank") type = typeOf(collecting, inner.right, scope);
  });
  return type;
}
