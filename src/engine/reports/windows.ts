import { compare, type Exact } from "../../base/exact.ts";
import { SIDES } from "../../downline/downline.ts";
import { column } from "../../meaning/columns.ts";
import { order } from "../../meaning/evaluate.ts";
import { isThere } from "../../meaning/presence.ts";
import type { Run } from "../../meaning/run.ts";
import { type Tree, treeOf } from "../../meaning/trees.ts";
import type { Numbers, PeriodColumns } from "../code/period-columns.ts";
import type {
  ColumnOutline,
  Match,
  PersonName,
  RowsRequest,
  RowsWindow,
  SearchRequest,
  TreeNode,
  TreeRequest,
  TreeWindow,
} from "../protocol.ts";
import { columnFigure } from "./figures.ts";
import { columnsOf } from "./outline.ts";

type Names = (person: number) => PersonName;

/** Depths and sizes of all branches of a tree: worked out once, for the windows on it. */
export type Shape = { readonly depth: Int32Array; readonly below: Int32Array };

export function shapeOf({ parent, topFirst }: Tree): Shape {
  const depth = new Int32Array(parent.length);
  const below = new Int32Array(parent.length);
  for (const person of topFirst) if (parent[person]! >= 0) depth[person] = depth[parent[person]!]! + 1;
  for (let i = topFirst.length - 1; i >= 0; i--) {
    const person = topFirst[i]!;
    if (parent[person]! >= 0) below[parent[person]!]! += below[person]! + 1;
  }
  return { depth, below };
}

/** The part of a tree that is on the screen: open branches, level by level, until the window is full. */
export function treeWindow(
  run: Run,
  request: TreeRequest,
  period: number,
  shape: Shape,
  nameOf: Names,
  worked: PeriodColumns | null = null,
): TreeWindow {
  const tree = treeOf(run, request.tree, period);
  const columns = outlines(run, request.columns);
  const open = new Set(request.open);
  const largestFirst = request.largestBy === null ? null : (outlines(run, [request.largestBy])[0] ?? null);
  const nodes: TreeNode[] = [];
  const place = (person: number, parent: number) => {
    const children = present(run, tree.children[person]!, period);
    nodes.push({
      person,
      parent,
      id: nameOf(person).id,
      name: nameOf(person).name,
      customer: run.world.customer[person] === 1,
      depth: shape.depth[person]!,
      side: SIDES[tree.side(person)] ?? "",
      children: children.length,
      below: shape.below[person]!,
      open: open.has(person) && children.length > 0,
      hidden: 0,
      figures: columns.map((outline) => columnFigure(run, outline, person, period)),
    });
  };
  const chosen = (people: readonly number[]): readonly number[] => {
    if (people.length <= request.mostChildren || !largestFirst) return people.slice(0, request.mostChildren);
    const keep = new Set(
      [...people]
        .sort(
          (a, b) =>
            order(column(run, largestFirst.name, b, period), column(run, largestFirst.name, a, period)) ||
            a - b,
        )
        .slice(0, request.mostChildren),
    );
    return people.filter((person) => keep.has(person));
  };

  for (const person of request.focus === null
    ? present(run, tree.tops, period).slice(0, request.mostPeople)
    : [request.focus])
    place(person, -1);
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]!;
    if (!node.open) continue;
    const children = present(run, tree.children[node.person]!, period);
    const shown = chosen(children).slice(0, Math.max(0, request.mostPeople - nodes.length));
    nodes[at] = { ...node, hidden: children.length - shown.length };
    for (const child of shown) place(child, at);
  }
  return { nodes, ranges: columns.map((outline) => rangeOf(run, outline, period, worked)) };
}

const present = (run: Run, people: readonly number[], period: number): readonly number[] =>
  people.filter((person) => isThere(run, person, period));

const outlines = (run: Run, names: readonly string[]): ColumnOutline[] => {
  const all = new Map(columnsOf(run.plan).map((outline) => [outline.name, outline]));
  return names.flatMap((name) => all.get(name) ?? []);
};

function rangeOf(
  run: Run,
  outline: ColumnOutline,
  period: number,
  worked: PeriodColumns | null,
): TreeWindow["ranges"][number] {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const range = worked?.rangeOf(outline.name, worked.marksOf(run.world, period).there);
  if (range) {
    ({ smallest, largest } = range);
    const unit = 10 ** range.scale;
    return smallest > largest
      ? { smallest: 0, largest: 0 }
      : { smallest: smallest / unit, largest: largest / unit };
  }
  for (let person = 0; person < run.world.size; person++) {
    if (!isThere(run, person, period)) continue;
    const value = column(run, outline.name, person, period);
    const size =
      typeof value === "object" && value !== null && "n" in value
        ? Number(value.n) / Number(value.d)
        : typeof value === "number"
          ? value
          : value === true
            ? 1
            : 0;
    smallest = Math.min(smallest, size);
    largest = Math.max(largest, size);
  }
  return smallest > largest ? { smallest: 0, largest: 0 } : { smallest, largest };
}

/** A window of the table of everybody, sorted by a column or in joining order. */
export function rowsWindow(
  run: Run,
  request: RowsRequest,
  period: number,
  nameOf: Names,
  ids: readonly string[],
  worked: PeriodColumns | null = null,
): RowsWindow {
  const columns = outlines(run, request.columns);
  const people = Array.from({ length: run.world.size }, (_, person) => person).filter((person) =>
    isThere(run, person, period),
  );
  if (request.sort) {
    const { column: by, descending } = request.sort;
    const sign = descending ? -1 : 1;
    const words = by === "id" ? ids : by === "name" ? run.world.names : null;
    const outline = words ? null : outlines(run, [by])[0];
    const numbers = outline && worked?.numbers(by);
    const keys = numbers && worked ? byPerson(numbers, worked.order) : null;
    const values =
      outline && !keys ? new Map(people.map((person) => [person, column(run, by, person, period)])) : null;
    const before = (a: number, b: number): number => {
      if (keys) return sign * (keys[a]! - keys[b]!);
      if (words) return sign * words[a]!.localeCompare(words[b]!);
      const [left, right] = [values?.get(a), values?.get(b)];
      if (left === undefined || right === undefined) return 0;
      if (typeof left === "string" || left === null)
        return sign * String(left ?? "").localeCompare(String(right ?? ""));
      if (typeof left === "object" && "n" in left) return sign * compare(left, right as Exact);
      return sign * (Number(left) - Number(right));
    };
    people.sort((a, b) => before(a, b) || a - b);
  }
  return {
    total: people.length,
    rows: people.slice(request.from, request.to).map((person) => ({
      ...nameOf(person),
      customer: run.world.customer[person] === 1,
      figures: columns.map((outline) => columnFigure(run, outline, person, period)),
    })),
  };
}

/** Numbers by joining order. */
function byPerson({ values }: Numbers, order: Int32Array): Float64Array {
  const keys = new Float64Array(values.length);
  for (let place = 0; place < order.length; place++) keys[order[place]!] = values[place]!;
  return keys;
}

/** People whose id or name begins with the text, then those that hold it anywhere. */
export function search(
  run: Run,
  { text, tree: treeName, most }: SearchRequest,
  period: number,
  nameOf: Names,
): Match[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  const tree = treeOf(run, treeName, period);
  const beginning: number[] = [];
  const holding: number[] = [];
  for (let person = 0; person < run.world.size && beginning.length < most; person++) {
    if (!isThere(run, person, period)) continue;
    const { id, name } = nameOf(person);
    const [lowerId, lowerName] = [id.toLowerCase(), name.toLowerCase()];
    if (lowerId.startsWith(wanted) || lowerName.startsWith(wanted)) beginning.push(person);
    else if (holding.length < most && (lowerId.includes(wanted) || lowerName.includes(wanted)))
      holding.push(person);
  }
  return [...beginning, ...holding].slice(0, most).map((person) => {
    const upline: PersonName[] = [];
    for (let above = tree.parent[person]!; above >= 0; above = tree.parent[above]!)
      upline.push(nameOf(above));
    return { ...nameOf(person), upline };
  });
}
