import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Row } from "../../syntax/syntax.ts";
import type { Expectation, Given } from "../checked-plan.ts";
import type { Context } from "../context.ts";
import type { ExpectationReader } from "./expected.ts";
import { type GivenReader, noOrder, type OrderGiven } from "./given.ts";
import { hasBlank, withoutBlank, writtenOut } from "./headers.ts";
import type { Cast } from "./people.ts";
import { cellValue, eachCell } from "./tables.ts";

/** What reads an example, all of it. */
export type Readers = {
  readonly context: Context;
  readonly cast: Cast;
  readonly reader: GivenReader;
  readonly expecting: ExpectationReader;
};

/** When a row gives and expects: `given` is null for what is given for all periods. */
export type When = { readonly given: number | null; readonly expected: number };

/** Reads a row of a `period` or `case` table: a header without a blank gives, one with a blank expects. */
export function readRow(
  { context, cast, reader, expecting }: Readers,
  head: Row,
  row: Row,
  when: When,
  into: { readonly given: Given[]; readonly expectations: Expectation[] },
): void {
  const orders = new Map<number, OrderGiven>();
  eachCell(head, row, (header, cell) => {
    const value = cellValue(cell);
    if (!header.value || !value) return;
    if (hasBlank(header.value)) {
      const asked = withoutBlank(header.value, value);
      const text = writtenOut(context.text, header, cell);
      into.expectations.push(expecting.expectation(asked, when.expected, cell.span, text));
      return;
    }
    const path = header.value.kind === "Path" ? header.value.steps : [];
    if (path.length !== 2 || path.some((step) => step.args)) {
      const written = context.text.slice(header.span.from, header.span.to);
      context.report(diagnose("example/header", header.span, { written }));
      return;
    }
    const [who, what] = path as [(typeof path)[number], (typeof path)[number]];
    const person = cast.find(who.name.text, who.name.span);
    if (person === null) return;
    const order = orders.get(person) ?? noOrder();
    orders.set(person, order);
    reader.give(person, what.name, value, { period: when.given, given: into.given, order });
  });
  // The row says when: a day of an order would have nothing to say here.
  for (const [person, { values }] of orders) {
    if (values.size === 0) continue;
    if (when.given !== null) reader.orders.push({ person, day: null, period: when.given, values });
    else
      for (const [column, value] of values)
        into.given.push({ person, column, period: null, value, span: row.span });
  }
}
