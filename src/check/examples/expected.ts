import type { Span } from "../../base/span.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Expr, Node } from "../../syntax/syntax.ts";
import type { Expectation } from "../checked-plan.ts";
import { type Context, NOBODY, type Scope } from "../context.ts";
import { wordsOfCell } from "../declarations.ts";
import { condition } from "../expressions.ts";
import { everyone, expectedColumn, ofSomebody } from "./headers.ts";
import type { Cast } from "./people.ts";
import { cellValue, eachCell, type Table } from "./tables.ts";

/** Reads what an example expects. */
export class ExpectationReader {
  private readonly context: Context;
  private readonly cast: Cast;
  private readonly scope: Scope;

  constructor(context: Context, cast: Cast) {
    this.context = context;
    this.cast = cast;
    this.scope = { ...NOBODY, people: cast.byName, paidByName: true };
  }

  /** A condition that is to hold in a period; `text`: how a report of it is headed. */
  expectation(expr: Expr, period: number, span: Span, text: string): Expectation {
    return { span, period, condition: condition(this.context, expr, this.scope, "`expect`"), text };
  }

  /** The `expect` lines of an example, as they are written. */
  ofLines(example: Node<"Example">, period: number): Expectation[] {
    return example.lines.flatMap((line) =>
      line.kind === "Expect"
        ? line.conditions.map((expr) => this.expectation(expr, period, expr.span, this.written(expr.span)))
        : [],
    );
  }

  /** A table of what is expected: a row for each person, or for `everyone`. */
  ofTable({ head, rows }: Table, period: number): Expectation[] {
    for (const header of head.cells.slice(1))
      if (header?.value && !expectedColumn(header.value))
        this.context.report(diagnose("example/header", header.span, { written: this.written(header.span) }));
    const expectations: Expectation[] = [];
    for (const row of rows) {
      const first = row.cells[0] ?? null;
      const who = wordsOfCell(first);
      if (who === null || (who !== "everyone" && this.cast.find(who, first!.span) === null)) continue;
      eachCell(head, row, (header, cell) => {
        const right = cellValue(cell);
        const expected = header.value && expectedColumn(header.value);
        if (!expected || !right) return;
        const { span } = cell;
        const { column, op } = expected;
        const left =
          who === "everyone"
            ? everyone(column)
            : ofSomebody(column, { kind: "Name", span, text: who, quoted: true });
        const compare: Node<"Compare"> = { kind: "Compare", span, op, opSpan: span, left, right };
        const text = `${who}.${this.written(column.span)} ${op} ${this.written(span).trim()}`;
        expectations.push(this.expectation(compare, period, span, text));
      });
    }
    return expectations;
  }

  private written({ from, to }: Span): string {
    return this.context.text.slice(from, to);
  }
}
