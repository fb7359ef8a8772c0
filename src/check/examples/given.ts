import type { Span } from "../../base/span.ts";
import type { Day } from "../../base/value.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Expr, Name } from "../../syntax/syntax.ts";
import type { ExampleOrder, Given } from "../checked-plan.ts";
import { type Context, NOBODY, type Scope } from "../context.ts";
import { wordsOfCell } from "../declarations.ts";
import { demand } from "../expressions.ts";
import type { Formula } from "../formula.ts";
import { nearest } from "../nearest.ts";
import { DATE, NUMBER } from "../types.ts";
import type { Cast, Drawn } from "./people.ts";
import { cellValue, eachCell, labelOf, nameOfHeader, type Table } from "./tables.ts";

/** What one line or row gives of an order: with it comes at most one. */
export type OrderGiven = { day: Day | null; readonly values: Map<string, Formula> };
export const noOrder = (): OrderGiven => ({ day: null, values: new Map() });

/** Where a figure of a line or row goes: to the person, or into the order that the line or row places. */
export type Into = {
  /** Null for what is given for all periods. */
  readonly period: number | null;
  readonly given: Given[];
  readonly order: OrderGiven;
};

/** Reads what an example gives: figures of people and their places in trees, and orders. */
export class GivenReader {
  readonly given: Given[] = [];
  readonly orders: ExampleOrder[] = [];
  private readonly context: Context;
  private readonly cast: Cast;

  constructor(context: Context, cast: Cast) {
    this.context = context;
    this.cast = cast;
  }

  /** What stands behind somebody's name in the outline: the first input without its name, others with theirs. */
  readOutline(): void {
    this.cast.people.forEach(({ line }, person) => {
      if (!line) return;
      const into: Into = { period: null, given: this.given, order: noOrder() };
      const firstInput = this.context.declarations.inputs.keys().next().value;
      if (line.figure && firstInput === undefined)
        this.context.report(diagnose("example/figure", line.figure.span, {}));
      else if (line.figure) {
        const name: Name = { kind: "Name", span: line.figure.span, text: firstInput!, quoted: false };
        this.give(person, name, line.figure, into);
      }
      for (const { path, value } of line.given) {
        const [name] = path;
        if (!name || name.text === "" || name.text === "alike") continue;
        if (path.length > 1) {
          const written = path.map((part) => part.text).join(".");
          this.context.report(diagnose("example/not-to-give", path[1]!.span, { name: written }));
        } else this.give(person, name, value, into);
      }
      this.place(person, into.order);
    });
  }

  /** A table of people: a row for each. */
  readPeople({ head, rows }: Table): void {
    for (const row of rows) {
      const person = this.cast.byName.get(wordsOfCell(row.cells[0] ?? null) ?? "");
      if (person === undefined) continue;
      const into: Into = { period: null, given: this.given, order: noOrder() };
      eachCell(head, row, (header, cell) => {
        const [name, value] = [nameOfHeader(header), cellValue(cell)];
        if (name && value) this.give(person, name, value, into);
      });
      this.place(person, into.order);
    }
  }

  /** A table of orders, in the periods that `labels` names; one that says nothing of when is placed in the last. */
  readOrders({ head, rows }: Table, labels: readonly string[]): void {
    const { context, cast } = this;
    for (const row of rows) {
      const first = row.cells[0] ?? null;
      const person = cast.find(wordsOfCell(first) ?? "", first?.span ?? row.span);
      const order = noOrder();
      let period: number | null = null;
      eachCell(head, row, (header, cell) => {
        const [name, value] = [nameOfHeader(header), cellValue(cell)];
        if (!name || !value) return;
        if (name.text === "period") {
          const label = labelOf(cell);
          period = labels.indexOf(label);
          if (period < 0) context.report(diagnose("example/no-period", cell.span, { label, labels }));
        } else if (name.text === "date") order.day = this.dayOf(name.text, value);
        else if (context.declarations.inputs.get(name.text)?.item.inOrders)
          order.values.set(name.text, this.valueOf(name.text, value));
        else {
          const near = nearest(name.text, this.columnsOfOrders());
          context.report(diagnose("example/no-order-column", name.span, { name: name.text, near }));
        }
      });
      if (person === null || cast.people.length === 0) continue;
      period ??= order.day === null ? labels.length - 1 : null;
      this.orders.push({ person, day: order.day, period, values: order.values });
    }
  }

  /** Reads one figure of somebody under the name of its column. */
  give(person: number, { text, span }: Name, value: Expr, { period, given, order }: Into): void {
    const drawn = this.cast.people[person]!;
    if (text === "side") this.giveSide(drawn, value);
    else if (this.cast.trees.has(text)) this.giveParent(drawn, text, value, span);
    else if (text === "kind") this.giveKind(drawn, value);
    else if (text === "joined") drawn.joined = this.dayOf(text, value);
    else if (text === "date") order.day = this.dayOf(text, value);
    else if (!this.isColumn(text)) {
      const known = [...this.context.declarations.names.keys(), "side", "joined", "kind", "alike"];
      this.context.report(diagnose("example/no-column", span, { name: text, near: nearest(text, known) }));
    } else {
      const formula = this.valueOf(text, value);
      if (this.context.declarations.inputs.get(text)?.item.inOrders) order.values.set(text, formula);
      else given.push({ person, column: text, period, value: formula, span });
    }
  }

  private place(person: number, { day, values }: OrderGiven): void {
    if (values.size > 0) this.orders.push({ person, day, period: null, values });
  }

  private giveKind(drawn: Drawn, value: Expr): void {
    const kind = this.choice(value, ["distributor", "customer"]);
    if (kind !== null) drawn.customer = kind === "customer";
  }

  /** A side is one in the tree that is drawn, and in every tree of two sides. */
  private giveSide(drawn: Drawn, value: Expr): void {
    const word = this.choice(value, ["left", "right"]);
    if (word === null) return;
    const side = word === "left" ? 1 : 2;
    const { trees, along } = this.cast;
    for (const tree of trees)
      if (tree === along || this.context.declarations.trees.get(tree)?.shape?.text === "binary")
        drawn.parents.set(tree, { ...drawn.parents.get(tree)!, side });
  }

  private giveParent(drawn: Drawn, tree: string, value: Expr, span: Span): void {
    const word = wordOf(value);
    if (value.kind !== "None" && word === null) {
      this.context.report(diagnose("example/nobody", span, { name: tree, near: null }));
      return;
    }
    const parent = word === null ? -1 : this.cast.find(word, value.span);
    if (parent !== null) drawn.parents.set(tree, { ...drawn.parents.get(tree)!, parent });
  }

  /** One of the words; null, and a problem, where it is another. */
  private choice(value: Expr, choices: readonly string[]): string | null {
    const name = wordOf(value) ?? "";
    if (choices.includes(name)) return name;
    const near = nearest(name, choices);
    this.context.report(diagnose("choice/unknown", value.span, { name, choices, near }));
    return null;
  }

  private dayOf(column: string, value: Expr): Day | null {
    const formula = demand(this.context, value, NOBODY, DATE, `\`${column}\``);
    return formula.kind === "Const" && typeof formula.value === "number" ? formula.value : null;
  }

  private valueOf(column: string, value: Expr): Formula {
    this.context.used.add(column);
    const type = this.context.inference.typeOf(column);
    const scope: Scope = { ...NOBODY, people: type.kind === "person" ? this.cast.byName : null };
    return demand(this.context, value, scope, type.kind === "unknown" ? NUMBER : type, `\`${column}\``);
  }

  private isColumn(name: string): boolean {
    const { names, params, tables, pairings, boards } = this.context.declarations;
    const isOther = [params, tables, pairings, boards].some((others) => others.has(name));
    return name === "age" || (names.has(name) && !isOther);
  }

  private columnsOfOrders(): string[] {
    const inputs = [...this.context.declarations.inputs].filter(([, { item }]) => item.inOrders);
    return ["date", "period", ...inputs.map(([name]) => name)];
  }
}

/** A value that is one word. */
const wordOf = (value: Expr): string | null =>
  value.kind === "Path" && value.steps.length === 1 ? value.steps[0]!.name.text : null;
