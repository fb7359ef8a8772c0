import { compare, type Exact } from "../base/exact.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Cell, Expr, Node } from "../syntax/syntax.ts";
import type { CheckedKey, CheckedKeys, CheckedTable } from "./checked-plan.ts";
import { type Context, NOBODY } from "./context.ts";
import { demand, elaborate } from "./expressions.ts";
import type { Formula } from "./formula.ts";
import { keyWords } from "./inference.ts";
import { checkCell, reportWidth, reportWordsBehind } from "./ladders.ts";
import { DATE, isAmount, nameOfType, PERCENT, type Type, UNKNOWN } from "./types.ts";
import { fit } from "./units.ts";

/** Checks a lookup table: `| keys | … |` over one row of results, or `| rows \ columns | … |`. */
export function checkTable(context: Context, table: Node<"Table">): CheckedTable {
  const { name, parameters, marginal, rows } = table;
  const [head, ...body] = rows;
  const types = context.inference.parameterTypes(name.text);
  const type = context.inference.tableType(name.text);
  const corner = head?.cells[0] ?? null;
  const two = corner?.across != null;
  const from = table.from ? demand(context, table.from, NOBODY, DATE, "`from`") : null;
  const result = (keys: readonly CheckedKeys[], cells: CheckedTable["cells"]): CheckedTable => ({
    name: name.text,
    span: name.span,
    type,
    marginal,
    keys,
    cells,
    from,
    later: [],
  });

  const wanted = two ? 2 : 1;
  if (parameters.length !== wanted) {
    context.report(
      diagnose("table/keys", corner?.span ?? name.span, {
        table: name.text,
        parameters: parameters.length,
        keys: wanted,
      }),
    );
    return result([], []);
  }
  if (body.length === 0) {
    if (head) context.report(diagnose("table/no-results", head.span, { table: name.text }));
    return result([], []);
  }

  const columnThreshold = two ? corner.across!.threshold : (corner?.threshold ?? null);
  const columnType = types[two ? 1 : 0] ?? UNKNOWN;
  const columns = (head?.cells.slice(1) ?? []).map((cell) =>
    checkKey(context, cell, columnType, columnThreshold, name.text),
  );
  const columnKeys: CheckedKeys = { type: columnType, entries: columns.filter((key) => key !== null) };
  rising(context, columnKeys);

  for (const row of body) reportWidth(context, row, head!.cells.length);
  const width = columns.length;
  const cellsOf = (cells: readonly (Cell | null)[]) =>
    columns.map((_, i) => checkCell(context, cells[i + 1] ?? null, { type }, name.text)).slice(0, width);

  if (!two) {
    for (const row of body.slice(1))
      context.report(diagnose("table/one-row", row.span, { table: name.text }));
    if (marginal && (columnThreshold === null || !(isAmount(columnType) || columnType.kind === "unknown")))
      context.report(diagnose("table/marginal", name.span, { table: name.text }));
    const cells = cellsOf(body[0]!.cells);
    if (marginal) ratesAlike(context, cells, name.text);
    return result([columnKeys], [cells]);
  }
  if (marginal) context.report(diagnose("table/marginal", name.span, { table: name.text }));
  const rowType = types[0] ?? UNKNOWN;
  const rowKeys = body.map((row) =>
    checkKey(context, row.cells[0] ?? null, rowType, corner.threshold, name.text),
  );
  const keptRows = body.filter((_, i) => rowKeys[i] !== null);
  const keys: CheckedKeys = { type: rowType, entries: rowKeys.filter((key) => key !== null) };
  rising(context, keys);
  return result(
    [keys, columnKeys],
    keptRows.map((row) => cellsOf(row.cells)),
  );
}

function checkKey(
  context: Context,
  cell: Cell | null,
  type: Type,
  threshold: "from" | "over" | null,
  table: string,
): CheckedKey | null {
  if (!cell) return null;
  const { span } = cell;
  const words = keyWords(cell);
  const match = cell.threshold ?? threshold ?? (cell.range ? "range" : "is");
  if (words !== null && (!cell.value || cell.words.length > 0 || cell.value.kind === "Path")) {
    const name = { kind: "Name" as const, span, text: words, quoted: true };
    const path = { kind: "Path" as const, span, steps: [{ kind: "Step" as const, span, name, args: null }] };
    const at = fit(context, elaborate(context, path, NOBODY, type), type, `a key of \`${table}\``);
    const to = cell.range?.to ? demand(context, cell.range.to, NOBODY, type, `a key of \`${table}\``) : null;
    if (match !== "is" && at.type.kind === "choice")
      context.report(diagnose("table/no-order", span, { table, type: nameOfType(at.type) }));
    return { span, match, at, to };
  }
  if (!cell.value) {
    context.report(diagnose("table/key-missing", span, { table }));
    return null;
  }
  reportWordsBehind(context, cell);
  const { value } = cell;
  if (value.kind === "Binary" && value.op === "-" && [value.left, value.right].every(isFigure)) {
    const written = ({ span: { from, to } }: Expr) => context.text.slice(from, to);
    const write = `${written(value.left)}..${written(value.right)}`;
    context.report(diagnose("table/range-sign", value.span, { write }));
    return null;
  }
  const at = demand(context, cell.value, NOBODY, type, `a key of \`${table}\``);
  const to = cell.range?.to ? demand(context, cell.range.to, NOBODY, type, `a key of \`${table}\``) : null;
  if (
    match !== "is" &&
    at.type.kind !== "unknown" &&
    !isAmount(at.type) &&
    at.type.kind !== "rank" &&
    at.type.kind !== "date"
  )
    context.report(diagnose("table/no-order", span, { table, type: nameOfType(at.type) }));
  return { span, match, at, to };
}

/** A marginal table has rates of one kind: beside percentages a bare figure has lost its sign. */
function ratesAlike(context: Context, cells: readonly (Formula | null)[], table: string): void {
  if (!cells.some((cell) => cell?.type.kind === "percent")) return;
  for (const cell of cells) if (cell) fit(context, cell, PERCENT, `this column of \`${table}\``);
}

const isFigure = ({ kind }: Expr): boolean => kind === "Number" || kind === "Percent" || kind === "Money";

/** Thresholds and ranges must rise, and no key may stand twice: a key out of order would never be reached. */
function rising(context: Context, { entries }: CheckedKeys): void {
  let before: { value: Exact | number; key: CheckedKey } | null = null;
  for (const key of entries) {
    const value = constantOf(key.at);
    if (value === null) {
      before = null;
      continue;
    }
    if (before) {
      const order = inOrder(constantOf(before.key.to ?? before.key.at) ?? before.value, value);
      const open = before.key.match === "range" && before.key.to === null;
      if (order >= 0 || open) {
        context.report(
          diagnose("table/keys-not-rising", key.span, {}, [
            { span: before.key.span, text: "this key stands before it" },
          ]),
        );
        return;
      }
    }
    before = { value, key };
  }
}

const inOrder = (a: Exact | number, b: Exact | number): number =>
  typeof a === "number" || typeof b === "number" ? Number(a) - Number(b) : compare(a, b);

function constantOf(formula: CheckedKey["at"]): Exact | number | null {
  if (formula.kind !== "Const") return null;
  const { value } = formula;
  if (typeof value === "number") return value;
  return typeof value === "object" && value !== null && "n" in value ? value : null;
}
