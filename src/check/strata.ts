import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import type { Pass } from "./checked-plan.ts";
import type { Dependencies, Edge } from "./dependencies.ts";

/**
 * Orders the columns of a plan so that each stands behind all that it needs, and reports the rules that depend on
 * themselves. A plan is well defined when every circle of columns goes strictly down one tree, strictly up one, or back
 * in time: a knot (a strongly connected part of the columns, Tarjan 1972) may hold no edge to everybody, no edges along
 * two trees or in two directions, and no circle within one person.
 */
export function stratify(dependencies: Dependencies, report: (problem: Diagnostic) => void): Pass[] {
  return knots(dependencies).map((knot) => {
    const members = new Set(knot);
    const inside = knot.flatMap((name) =>
      (dependencies.get(name) ?? []).filter((edge) => members.has(edge.to)).map((edge) => ({ name, edge })),
    );
    const travelling = inside.filter(({ edge }) => edge.relation !== "self");
    const [first] = travelling;
    const bad =
      travelling.find(({ edge }) => edge.relation === "all") ??
      travelling.find(
        ({ edge }) => edge.relation !== first!.edge.relation || edge.tree !== first!.edge.tree,
      ) ??
      null;
    const circle = bad
      ? circleThrough(dependencies, members, bad.name, bad.edge)
      : circleWithin(dependencies, members);
    const trees = new Set(travelling.flatMap(({ edge }) => (edge.relation === "all" ? [] : [edge.tree])));
    if (circle) reportCircle(circle, [...trees], report);
    const order =
      first?.edge.relation === "below"
        ? "deepest first"
        : first?.edge.relation === "above"
          ? "top first"
          : "any";
    return { columns: knot, order, tree: first?.edge.tree ?? "" };
  });
}

type Use = { readonly name: string; readonly edge: Edge };

/** Strongly connected parts, each behind those that it needs. Iterative: a plan may have thousands of columns in a row. */
function knots(dependencies: Dependencies): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const result: string[][] = [];
  for (const root of dependencies.keys()) {
    if (index.has(root)) continue;
    const work: { name: string; next: number }[] = [{ name: root, next: 0 }];
    while (work.length > 0) {
      const frame = work.at(-1)!;
      const { name } = frame;
      if (frame.next === 0) {
        index.set(name, index.size);
        low.set(name, index.get(name)!);
        stack.push(name);
        onStack.add(name);
      }
      const edges = dependencies.get(name) ?? [];
      let descended = false;
      while (frame.next < edges.length) {
        const { to } = edges[frame.next++]!;
        if (!dependencies.has(to)) continue;
        if (!index.has(to)) {
          work.push({ name: to, next: 0 });
          descended = true;
          break;
        }
        if (onStack.has(to)) low.set(name, Math.min(low.get(name)!, index.get(to)!));
      }
      if (descended) continue;
      if (edges.length === 0) frame.next = 1;
      work.pop();
      const above = work.at(-1);
      if (above) low.set(above.name, Math.min(low.get(above.name)!, low.get(name)!));
      if (low.get(name) !== index.get(name)) continue;
      const knot: string[] = [];
      for (;;) {
        const member = stack.pop()!;
        onStack.delete(member);
        knot.push(member);
        if (member === name) break;
      }
      result.push(knot.reverse());
    }
  }
  return result;
}

/** The shortest circle that begins with a use. */
function circleThrough(
  dependencies: Dependencies,
  members: ReadonlySet<string>,
  name: string,
  edge: Edge,
): Use[] {
  const way = shortestWay(dependencies, members, edge.to, name, () => true);
  return [{ name, edge }, ...(way ?? [])];
}

/** A shortest circle of rules about one and the same person, if there is one. */
function circleWithin(dependencies: Dependencies, members: ReadonlySet<string>): Use[] | null {
  let best: Use[] | null = null;
  for (const name of members)
    for (const edge of dependencies.get(name) ?? []) {
      if (edge.relation !== "self" || !members.has(edge.to)) continue;
      const way = shortestWay(dependencies, members, edge.to, name, (use) => use.relation === "self");
      if (way && (best === null || way.length + 1 < best.length)) best = [{ name, edge }, ...way];
    }
  return best;
}

function shortestWay(
  dependencies: Dependencies,
  members: ReadonlySet<string>,
  from: string,
  to: string,
  allowed: (edge: Edge) => boolean,
): Use[] | null {
  if (from === to) return [];
  const reached = new Map<string, Use | null>([[from, null]]);
  const queue = [from];
  for (const name of queue) {
    for (const edge of dependencies.get(name) ?? []) {
      if (!members.has(edge.to) || reached.has(edge.to) || !allowed(edge)) continue;
      reached.set(edge.to, { name, edge });
      if (edge.to === to) {
        const way: Use[] = [];
        for (let use = reached.get(to) ?? null; use; use = reached.get(use.name) ?? null) way.unshift(use);
        return way;
      }
      queue.push(edge.to);
    }
  }
  return null;
}

const who: Readonly<Record<Edge["relation"], string>> = {
  self: "of the same person",
  below: "of people below",
  above: "of people above",
  all: "of everybody",
  before: "of earlier periods",
};

function reportCircle(
  circle: readonly Use[],
  trees: readonly string[],
  report: (problem: Diagnostic) => void,
): void {
  const steps = circle.map(({ name, edge }) => ({ name, needs: edge.to, who: who[edge.relation] }));
  const labels = circle.slice(1).map(({ name, edge }) => ({
    span: edge.span,
    text: `\`${name}\` needs \`${edge.to}\` ${who[edge.relation]} here`,
  }));
  report(diagnose("rule/needs-itself", circle[0]!.edge.span, { steps, trees }, labels));
}
