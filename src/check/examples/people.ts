import { toDecimal } from "../../base/exact.ts";
import type { Span } from "../../base/span.ts";
import type { Day } from "../../base/value.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Node } from "../../syntax/syntax.ts";
import type { ExamplePerson } from "../checked-plan.ts";
import type { Context } from "../context.ts";
import { wordsOfCell } from "../declarations.ts";
import { nearest } from "../nearest.ts";
import type { Table } from "./tables.ts";

/** One `alike: N` line may stand for many people, but an example is no downline. */
const MOST_PEOPLE = 20_000;

/** Somebody of an example, while more is read about them. */
export type Drawn = {
  readonly name: string;
  readonly span: Span;
  /** Whom the outline has them under; -1 for the top. */
  readonly outline: number;
  /** The line that the figures behind a name stand in; null for who is only in a table. */
  readonly line: Node<"PersonLine"> | null;
  joined: Day | null;
  customer: boolean;
  /** By tree. */
  readonly parents: Map<string, { parent: number; side: 0 | 1 | 2 }>;
};

/** The people of an example, and the trees that they stand in. */
export type Cast = {
  readonly people: readonly Drawn[];
  readonly byName: ReadonlyMap<string, number>;
  /** The tree that the outline draws. */
  readonly along: string;
  /** The trees that people are given in; others are built by rules. */
  readonly trees: ReadonlySet<string>;
  /** A person by name; null, and a problem, where there is none. */
  readonly find: (name: string, span: Span) => number | null;
};

/** Draws the people of an example: those of the outline, and behind them those that only its tables name. */
export function castOf(context: Context, example: Node<"Example">, tables: readonly Table[]): Cast {
  const along = example.along?.text ?? "sponsor";
  const ofData = [...context.declarations.trees].filter(([, tree]) => !tree.parent).map(([name]) => name);
  const trees = new Set(["sponsor", along, ...ofData]);
  const people: Drawn[] = [];
  const byName = new Map<string, number>();

  function add(name: string, span: Span, outline: number, line: Node<"PersonLine"> | null): number {
    const known = byName.get(name);
    if (known !== undefined) {
      const first = { span: people[known]!.span, text: "the first is here" };
      context.report(diagnose("example/two-people", span, { name }, [first]));
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
        const person = add(name.text, name.span, parent, line);
        if (firstOfLine < 0) firstOfLine = person;
        for (let n = 2; n <= times; n++) add(`${name.text}#${n}`, name.span, parent, line);
      }
      if (firstOfLine >= 0) above.push({ column: line.column, person: firstOfLine });
    }
  }

  drawOutline();
  for (const { kind, rows } of tables) {
    if (kind !== "people") continue;
    for (const row of rows) {
      const name = wordsOfCell(row.cells[0] ?? null);
      if (name !== null && !byName.has(name)) add(name, row.cells[0]!.span, -1, null);
    }
  }
  for (const { parents, outline } of people)
    for (const tree of trees) parents.set(tree, { parent: outline, side: 0 });

  const find = (name: string, span: Span): number | null => {
    const person = byName.get(name);
    if (person === undefined && name !== "")
      context.report(diagnose("example/nobody", span, { name, near: nearest(name, byName.keys()) }));
    return person ?? null;
  };
  return { people, byName, along, trees, find };
}

/** Somebody as an example has them, when all has been read. */
export const examplePerson = ({ name, joined, customer, parents }: Drawn): ExamplePerson => ({
  ...{ name, joined, customer, parents },
});
