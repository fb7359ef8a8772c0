import { parseDay, periodOf } from "../../base/calendar.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Node } from "../../syntax/syntax.ts";
import { checkTreeName } from "../bonuses.ts";
import type { CheckedExample, Expectation, Given } from "../checked-plan.ts";
import { type Context, NOBODY } from "../context.ts";
import { demand } from "../expressions.ts";
import type { Formula } from "../formula.ts";
import { nearest } from "../nearest.ts";
import { ExpectationReader } from "./expected.ts";
import { GivenReader } from "./given.ts";
import { castOf, examplePerson } from "./people.ts";
import { type Readers, readRow } from "./rows.ts";
import { labelOf, splitTables, type Table } from "./tables.ts";

/** Checks an example: draws its people, reads what is given, and understands what is expected. */
export function checkExample(context: Context, example: Node<"Example">): CheckedExample {
  if (example.along) checkTreeName(context, example.along);
  const tables = example.lines.flatMap((line) =>
    line.kind === "ExampleTable" ? splitTables(context, line.rows) : [],
  );
  const of = (kind: Table["kind"]): readonly Table[] => tables.filter((table) => table.kind === kind);

  const cast = castOf(context, example, tables);
  const reader = new GivenReader(context, cast);
  const expecting = new ExpectationReader(context, cast);
  const readers: Readers = { context, cast, reader, expecting };

  const [periods] = of("period");
  const { labels, first } = periodsOf(context, periods);
  const last = labels.length - 1;
  reader.readOutline();
  for (const table of tables) {
    if (table.kind === "people") reader.readPeople(table);
    if (table.kind === "orders") reader.readOrders(table, labels);
  }

  const shared: Expectation[] = [];
  periods?.rows.forEach((row, period) => {
    const when = { given: period, expected: period };
    readRow(readers, periods.head, row, when, { given: reader.given, expectations: shared });
  });
  shared.push(...of("expect").flatMap((table) => expecting.ofTable(table, last)));
  shared.push(...expecting.ofLines(example, last));

  const [cases] = of("case");
  const runs = cases
    ? cases.rows.map((row) => {
        const [given, expectations]: [Given[], Expectation[]] = [[], []];
        readRow(readers, cases.head, row, { given: null, expected: last }, { given, expectations });
        return { label: labelOf(row.cells[0] ?? null), given, expectations: [...expectations, ...shared] };
      })
    : [{ label: "", given: [], expectations: shared }];

  return {
    title: example.title.text,
    span: example.span,
    params: paramsOf(context, example),
    people: cast.people.map(examplePerson),
    orders: reader.orders,
    periods: labels,
    first,
    given: reader.given,
    runs,
  };
}

/** The params that an example has other figures for. */
function paramsOf(context: Context, { given }: Node<"Example">): Map<string, Formula> {
  const { params: known } = context.declarations;
  const params = new Map<string, Formula>();
  for (const {
    name: { text, span },
    value,
  } of given) {
    if (known.has(text))
      params.set(text, demand(context, value, NOBODY, context.inference.typeOf(text), `\`${text}\``));
    else if (text !== "")
      context.report(diagnose("example/no-param", span, { name: text, near: nearest(text, known.keys()) }));
  }
  return params;
}

/** The periods of an example by name, and the number of the first where the names are dates; one without a name where none are. */
function periodsOf(context: Context, table: Table | undefined): { labels: string[]; first: number | null } {
  if (!table || table.rows.length === 0) return { labels: [""], first: null };
  const labels = table.rows.map((row) => labelOf(row.cells[0] ?? null));
  const numbers = labels.map((label) => {
    const day = parseDay(label.length === 7 ? `${label}-01` : label);
    return day === null ? null : periodOf(day, context.clock);
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
