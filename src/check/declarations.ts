import { kept } from "../base/kept.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import { inItsFirstPlace } from "../syntax/moved.ts";
import type { Name, Node } from "../syntax/syntax.ts";

/** Everything that the plan gives a name, by that name. Of two with one name the first stands. */
export type Declarations = {
  readonly inputs: ReadonlyMap<string, { readonly name: Name; readonly item: Node<"Input"> }>;
  readonly params: ReadonlyMap<string, Node<"Param">>;
  readonly measures: ReadonlyMap<string, Node<"Measure">>;
  readonly trees: ReadonlyMap<string, Node<"Tree">>;
  readonly ladders: ReadonlyMap<string, Node<"Ranks">>;
  readonly tables: ReadonlyMap<string, Node<"Table">>;
  /** Tables that are said again from a later day on. */
  readonly tablesByDay: ReadonlySet<string>;
  readonly bonuses: ReadonlyMap<string, Node<"Bonus">>;
  readonly pools: ReadonlyMap<string, Node<"Pool">>;
  readonly pairings: ReadonlyMap<string, Node<"Pairing">>;
  readonly boards: ReadonlyMap<string, Node<"Board">>;
  /** Where each name is declared. */
  readonly names: ReadonlyMap<string, Name>;
  /** Kinds of points: every volume input, and whatever the header gives a worth. */
  readonly kindsOfPoints: ReadonlySet<string>;
};

/** Columns that every person has without a declaration. */
export const builtInColumns = ["age", "joined", "kind", "payout", "sponsor"] as const;
/** Words with a meaning of their own, which may not be declared again. */
const builtInNames = new Set<string>(
  (
    "age joined kind payout my source below rank level distance generation total " +
    "sum count any all max min nearest place separate_legs whole worth previous so_far " +
    "highest first gross earned paid offered broken"
  ).split(" "),
);

/** Collects the names of a plan, and reports those that are taken. */
export function declare(plan: Node<"Plan">, report: (problem: Diagnostic) => void): Declarations {
  const names = new Map<string, Name>();
  const kindsOfPoints = new Set<string>();
  const tablesByDay = new Set<string>();
  const maps = {
    inputs: new Map<string, { name: Name; item: Node<"Input"> }>(),
    params: new Map<string, Node<"Param">>(),
    measures: new Map<string, Node<"Measure">>(),
    trees: new Map<string, Node<"Tree">>(),
    ladders: new Map<string, Node<"Ranks">>(),
    tables: new Map<string, Node<"Table">>(),
    bonuses: new Map<string, Node<"Bonus">>(),
    pools: new Map<string, Node<"Pool">>(),
    pairings: new Map<string, Node<"Pairing">>(),
    boards: new Map<string, Node<"Board">>(),
  };

  const take = (name: Name, orderInput = false): boolean => {
    if (name.text === "") return false;
    const first = names.get(name.text);
    if (first) {
      report(
        diagnose("name/duplicate", name.span, { name: name.text }, [
          { span: first.span, text: "first defined here" },
        ]),
      );
      return false;
    }
    // An order may have a `kind` of its own: it has no column at the person (ruling 22).
    if (builtInNames.has(name.text) && !(orderInput && name.text === "kind")) {
      report(diagnose("name/built-in", name.span, { name: name.text }));
      return false;
    }
    names.set(name.text, name);
    return true;
  };

  for (const setting of plan.settings)
    if (setting.kind === "Worth" && setting.of.text !== "") kindsOfPoints.add(setting.of.text);
  for (const item of plan.items) {
    switch (item.kind) {
      case "Input":
        for (const name of item.names) {
          if (!take(name, item.inOrders)) continue;
          maps.inputs.set(name.text, { name, item });
          if (item.type.word === "volume") kindsOfPoints.add(name.text);
        }
        break;
      case "Param":
        if (take(item.name)) maps.params.set(item.name.text, item);
        break;
      case "Measure":
        if (take(item.name)) maps.measures.set(item.name.text, item);
        break;
      case "Tree":
        if (take(item.name)) maps.trees.set(item.name.text, item);
        break;
      case "Ranks":
        if (take(item.name)) maps.ladders.set(item.name.text, item);
        break;
      case "Table":
        // A table may be said again from a later day on.
        if (item.from && maps.tables.has(item.name.text)) {
          tablesByDay.add(item.name.text);
          break;
        }
        if (take(item.name)) maps.tables.set(item.name.text, item);
        break;
      case "Bonus":
        if (take(item.name)) maps.bonuses.set(item.name.text, item);
        break;
      case "Pool":
        if (take(item.name)) maps.pools.set(item.name.text, item);
        break;
      case "Pairing":
        if (take(item.name)) maps.pairings.set(item.name.text, item);
        break;
      case "Board":
        if (take(item.name)) maps.boards.set(item.name.text, item);
        break;
      default:
        break;
    }
  }
  return { ...maps, names, kindsOfPoints, tablesByDay };
}

/** The names of a ladder's ranks, lowest first, each once: the first cells of its rows. */
export const rankNames = (ladder: Node<"Ranks">): readonly string[] =>
  kept(inItsFirstPlace(ladder), "rank names", () => [
    ...new Set(ladder.rows.flatMap((row) => wordsOfCell(row.cells[0] ?? null) ?? [])),
  ]);

/** The words of a cell that is a name (`Blue Diamond`), or null where it is something else. */
export function wordsOfCell(cell: Node<"Cell"> | null): string | null {
  const value = cell?.value;
  if (!cell || value?.kind !== "Path" || value.steps.length !== 1 || value.steps[0]!.args) return null;
  return [value.steps[0]!.name.text, ...cell.words.map((word) => word.text)].join(" ");
}
