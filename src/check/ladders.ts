import { compare, type Exact } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import type { Cell, Node, Row } from "../syntax/syntax.ts";
import type { CheckedHeader, CheckedLadder, CheckedRank } from "./checked-plan.ts";
import { type Context, NOBODY, PERSON_SCOPE, type Scope } from "./context.ts";
import { type Declarations, wordsOfCell } from "./declarations.ts";
import { condition, demand, elaborate } from "./expressions.ts";
import { visit } from "./expressions-in.ts";
import type { Formula } from "./formula.ts";
import { factName } from "./inference.ts";
import { NUMBER, type Type } from "./types.ts";
import { fit } from "./units.ts";

/** Checks a rank table: its headers (facts and requirements), its rows, and the lines under it. */
export function checkLadder(context: Context, ladder: Node<"Ranks">): CheckedLadder {
  const name = ladder.name.text;
  const headCells = ladder.head?.cells ?? [];
  const headers = headCells
    .slice(1)
    .map((cell, i) => checkHeader(context, name, cell, i + 1, ladder.head!.span));
  const ranks = rowsByRank(context, ladder, headers);
  if (ranks.length === 0 && ladder.head)
    context.report(diagnose("rank/no-rows", ladder.name.span, { ladder: name }));
  const scope = candidateScope(name, null);

  let award: CheckedLadder["award"] = "in order";
  let grace: CheckedLadder["grace"] = null;
  const needs: Formula[] = [];
  for (const policy of ladder.policies) {
    if (policy.kind === "Award") award = policy.policy;
    else if (policy.kind === "Needs") needs.push(condition(context, policy.condition, scope, "`needs`"));
    else
      grace = {
        periods: demand(context, policy.periods, NOBODY, NUMBER, "`grace`"),
        oneStepDown: policy.oneStepDown,
      };
  }
  return { name, span: ladder.name.span, headers, ranks, award, needs, grace };
}

const candidateScope = (ladder: string, blank: Type | null): Scope => ({
  ...PERSON_SCOPE,
  candidate: ladder,
  blank,
});

function checkHeader(
  context: Context,
  ladder: string,
  cell: Cell | null,
  column: number,
  head: Span,
): CheckedHeader {
  const span = cell?.span ?? head;
  const type = context.inference.headerType(ladder, column);
  if (!cell?.value) {
    if (!cell) context.report(diagnose("header/empty", span, { column: column + 1 }));
    return { span, fact: null, requirement: null, type };
  }
  let [hasBlank, isBroken] = [false, false];
  visit(cell.value, (expr) => {
    if (expr.kind === "Blank") hasBlank = true;
    if (expr.kind === "Missing") isBroken = true;
  });
  if (hasBlank) {
    const requirement = condition(
      context,
      cell.value,
      candidateScope(ladder, type),
      "the header of a rank table",
    );
    return { span: cell.value.span, fact: cell.label?.text ?? null, requirement, type };
  }
  const fact = cell.label ? null : factName(cell);
  if (fact === null && !isBroken)
    context.report(
      diagnose("header/neither", cell.span, { written: context.text.slice(cell.span.from, cell.span.to) }),
    );
  return { span: cell.value.span, fact, requirement: null, type };
}

/** Facts that no rule reads, and that have the name of a column which everybody has: a requirement is mostly meant. */
export function reportColumnsAsFacts(
  declarations: Declarations,
  used: ReadonlySet<string>,
  report: (problem: Diagnostic) => void,
): void {
  for (const [ladder, { head }] of declarations.ladders)
    for (const cell of head?.cells.slice(1) ?? []) {
      const column = cell?.label ? null : factName(cell);
      if (!cell?.value || column === null || used.has(`${ladder}.${column}`)) continue;
      if (declarations.inputs.has(column) || declarations.measures.has(column))
        report(diagnose("rank/asks-nothing", cell.value.span, { column }));
    }
}

function rowsByRank(
  context: Context,
  ladder: Node<"Ranks">,
  headers: readonly CheckedHeader[],
): CheckedRank[] {
  const ranks = new Map<string, { span: CheckedRank["span"]; rows: (Formula | null)[][] }>();
  for (const row of ladder.rows) {
    const first = row.cells[0] ?? null;
    const name = wordsOfCell(first);
    if (name === null || name === "") {
      if (first?.value?.kind !== "Missing")
        context.report(
          diagnose("rank/row-without-name", first?.span ?? row.span, { ladder: ladder.name.text }),
        );
      continue;
    }
    reportWidth(context, row, headers.length + 1);
    const cells = headers.map((header, i) =>
      checkCell(context, row.cells[i + 1] ?? null, header, ladder.name.text),
    );
    const known = ranks.get(name);
    if (known) known.rows.push(cells);
    else ranks.set(name, { span: first!.span, rows: [cells] });
  }
  const result = [...ranks].map(([name, { span, rows }]) => ({ name, span, rows }));
  if (!ladder.policies.some((policy) => policy.kind === "Award" && policy.policy === "highest"))
    risingHints(context, ladder, headers, result);
  return result;
}

/** Every cell belongs to the header above it, and every header has a cell. */
export function reportWidth(context: Context, { span, cells }: Row, columns: number): void {
  const facts = { columns, cells: cells.length };
  const extra = cells.slice(columns).find((cell) => cell !== null);
  if (extra) context.report(diagnose("table/too-many-cells", extra.span, facts));
  if (cells.length < columns) context.report(diagnose("table/too-few-cells", span, facts));
}

/** `100 PV` in a cell: only the words of a name may stand side by side. */
export function reportWordsBehind(context: Context, { value, words }: Cell): void {
  if (!value || value.kind === "Path" || words.length === 0) return;
  const last = words.at(-1)!.span.to;
  const at = { from: value.span.from, to: last };
  context.report(
    diagnose("table/words-behind-figure", at, {
      figure: context.text.slice(value.span.from, value.span.to),
      words: context.text.slice(words[0]!.span.from, last),
    }),
  );
}

/** A cell has the type of its column; a word is a rank or a choice. */
export function checkCell(
  context: Context,
  cell: Cell | null,
  header: { readonly type: Type },
  place: string,
): Formula | null {
  if (!cell?.value) return null;
  reportWordsBehind(context, cell);
  const words = wordsOfCell(cell);
  const { type } = header;
  if (words !== null && cell.words.length > 0) {
    const name = { kind: "Name" as const, span: cell.span, text: words, quoted: true };
    const path = {
      kind: "Path" as const,
      span: cell.span,
      steps: [{ kind: "Step" as const, span: cell.span, name, args: null }],
    };
    return fit(context, elaborate(context, path, NOBODY, type), type, `this column of \`${place}\``);
  }
  if (words !== null && type.kind === "unknown" && !context.declarations.names.has(words))
    return { kind: "Const", span: cell.span, type: { kind: "choice", choices: null }, value: words };
  return fit(context, elaborate(context, cell.value, NOBODY, type), type, `this column of \`${place}\``);
}

/** Whether every rank asks less than the one before it, wherever they ask for figures: at least three of them. */
function isUpsideDown(ranks: readonly CheckedRank[], columns: readonly number[]): boolean {
  const figures = columns
    .map((column) => ranks.map(({ rows }) => figureOf(rows[0]![column] ?? null)))
    .filter((column) => column.some((figure) => figure !== null));
  const falls = (column: readonly (Exact | null)[]) =>
    column.slice(1).every((figure, i) => {
      const before = column[i]!;
      return figure === null || (before !== null && compare(figure, before) <= 0);
    });
  const isLower = (column: readonly (Exact | null)[]) =>
    column[0] !== null && (column.at(-1) === null || compare(column.at(-1)!, column[0]!) < 0);
  return (
    ranks.length >= 3 && figures.length > 0 && figures.every((column) => falls(column) && isLower(column))
  );
}

const figureOf = (cell: Formula | null): Exact | null =>
  cell?.kind === "Const" && typeof cell.value === "object" && cell.value !== null && "n" in cell.value
    ? cell.value
    : null;

/** A requirement that asks less of a higher rank is legal, and mostly a slip of the pen. */
function risingHints(
  context: Context,
  ladder: Node<"Ranks">,
  headers: readonly CheckedHeader[],
  ranks: readonly CheckedRank[],
): void {
  const rising = headers.flatMap(({ requirement }, column) =>
    requirement?.kind === "Compare" && requirement.op === ">=" && requirement.right.kind === "Blank"
      ? [column]
      : [],
  );
  if (isUpsideDown(ranks, rising) && ranks.length === ladder.rows.length) {
    const rows = ladder.rows.map(({ span }) => ({ span, text: context.text.slice(span.from, span.to) }));
    const [first] = ranks;
    context.report(
      diagnose("rank/upside-down", first!.span, { ladder: ladder.name.text, highest: first!.name, rows }),
    );
    return;
  }
  rising.forEach((column) => {
    let highest: { value: Exact; rank: string } | null = null;
    for (const rank of ranks) {
      const cell = rank.rows.length === 1 ? rank.rows[0]![column] : null;
      if (
        cell?.kind !== "Const" ||
        typeof cell.value !== "object" ||
        cell.value === null ||
        !("n" in cell.value)
      )
        continue;
      if (highest && compare(cell.value, highest.value) < 0) {
        context.report(
          diagnose("rank/falls", cell.span, {
            rank: rank.name,
            lower: highest.rank,
            ladder: ladder.name.text,
          }),
        );
        return;
      }
      highest = { value: cell.value, rank: rank.name };
    }
  });
}
