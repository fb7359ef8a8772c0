import type { Exact } from "../base/exact.ts";
import { floor } from "../base/exact.ts";
import { NO_PARENT } from "../downline/downline.ts";
import { column } from "./columns.ts";
import { evaluate } from "./evaluate.ts";
import { about, type Run } from "./run.ts";

/** A tree of the people in one period. Children are in joining order. */
export type Tree = {
  readonly parent: Int32Array;
  readonly children: readonly (readonly number[])[];
  readonly tops: readonly number[];
  /** Everyone, parents before children. */
  readonly topFirst: Int32Array;
  /** 0 not said, 1 left, 2 right. */
  readonly side: (person: number) => number;
};

/** Not in the tree: has nobody above, and is nobody's (semantics.md 1.1: unplaced is not the same as a top). */
const IN_HOLDING_TANK = -2;

/** The tree of a name in a period. One that the data draw is the same in all periods; one that rules build may change. */
export function treeOf(run: Run, name: string, period: number): Tree {
  const { plan, world } = run;
  const rule = plan.trees.get(name)?.parent ?? null;
  const base = run.timeline.toBase(period); // trees stand still inside of the plan's own periods
  const since = plan.trees.get(name)?.from ?? null;
  const key = rule || since ? `${name}@${base}` : name;
  const known = run.trees.get(key);
  if (known) return known;

  const given = world.trees.get(name) ?? world.trees.get("sponsor");
  const parent = rule
    ? new Int32Array(world.size).fill(NO_PARENT)
    : (given?.parent.slice() ?? new Int32Array(world.size).fill(NO_PARENT));
  if (rule) {
    if (plan.trees.get(name)!.filled) fill(run, name, base, parent);
    else
      for (let person = 0; person < world.size; person++)
        parent[person] = column(run, name, person, base) as number;
  }
  const lastDay = run.timeline.daysOf(base)?.last ?? null;
  if (since && lastDay !== null)
    for (let person = 0; person < world.size; person++)
      if ((evaluate(run, since, about(person, base)) as number) > lastDay) parent[person] = IN_HOLDING_TANK;
  const side = given?.side ?? null;
  const tree = growTree(parent, (person) => side?.[person] ?? 0);
  run.trees.set(key, tree);
  return tree;
}

/** A tree out of its parents. */
export function growTree(parent: Int32Array, side: (person: number) => number): Tree {
  const children: number[][] = Array.from({ length: parent.length }, () => []);
  const tops: number[] = [];
  for (let person = 0; person < parent.length; person++) {
    const above = parent[person]!;
    if (above === IN_HOLDING_TANK) continue;
    if (above === NO_PARENT) tops.push(person);
    else children[above]!.push(person);
  }
  // Who waits for a place comes last, with those below: they are in nobody's tree, and still have columns.
  const waiting = [...parent.keys()].filter((person) => parent[person] === IN_HOLDING_TANK);
  const topFirst = new Int32Array(parent.length);
  let filled = 0;
  const stack = [...tops, ...waiting].reverse();
  while (stack.length > 0) {
    const person = stack.pop()!;
    topFirst[filled++] = person;
    const below = children[person]!;
    for (let i = below.length - 1; i >= 0; i--) stack.push(below[i]!);
  }
  return { parent, children, tops, topFirst, side };
}

/**
 * Places everybody in joining order under the person that the rule names, where there is room: from the top, left to
 * right (the first who has a place free), or evenly (who has fewest, on the first level that has room).
 */
function fill(run: Run, name: string, period: number, parent: Int32Array): void {
  const tree = run.plan.trees.get(name)!;
  const children: number[][] = Array.from({ length: parent.length }, () => []);
  const wide = (person: number): number =>
    Number(floor(evaluate(run, tree.filled!.wide, about(person, period)) as Exact));
  for (let person = 0; person < parent.length; person++) {
    const under = evaluate(run, tree.parent!, about(person, period)) as number;
    if (under === NO_PARENT) continue;
    let level = [under];
    while (level.length > 0) {
      const free = level.filter(
        (candidate) => candidate !== person && children[candidate]!.length < wide(candidate),
      );
      if (free.length > 0) {
        const place = tree.filled!.evenly
          ? free.reduce((a, b) => (children[b]!.length < children[a]!.length ? b : a))
          : free[0]!;
        children[place]!.push(person);
        parent[person] = place;
        break;
      }
      level = level.flatMap((candidate) => children[candidate]!);
    }
  }
}
