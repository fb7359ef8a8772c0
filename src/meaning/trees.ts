import type { Exact } from "../base/exact.ts";
import { floor } from "../base/exact.ts";
import { NO_PARENT, type TreeColumn } from "../downline/downline.ts";
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

/**
 * The tree of a name in a period of any clock. One that the data draw is the same in all periods; one that rules build is, as
 * whatever has no clock of its own, that of the period of who goes along it: a week's has what sold in the week.
 */
export function treeOf(run: Run, name: string, period: number): Tree {
  const { plan, world } = run;
  const rule = plan.trees.get(name)?.parent ?? null;
  const since = plan.trees.get(name)?.from ?? null;
  const key = rule || since ? `${name}@${period}` : name;
  const known = run.trees.get(key);
  if (known) return known;

  const given = world.trees.get(name) ?? world.trees.get("sponsor");
  if (!rule && !since && given) {
    const tree = drawn(given);
    run.trees.set(key, tree);
    return tree;
  }
  const parent = rule
    ? new Int32Array(world.size).fill(NO_PARENT)
    : (given?.parent.slice() ?? new Int32Array(world.size).fill(NO_PARENT));
  if (rule) {
    if (plan.trees.get(name)!.filled) fill(run, name, period, parent);
    else
      for (let person = 0; person < world.size; person++)
        parent[person] = column(run, name, person, period) as number;
  }
  const lastDay = run.timeline.daysOf(period)?.last ?? null;
  if (since && lastDay !== null)
    for (let person = 0; person < world.size; person++)
      if ((evaluate(run, since, about(person, period)) as number) > lastDay) parent[person] = IN_HOLDING_TANK;
  const side = given?.side ?? null;
  const tree = growTree(parent, (person) => side?.[person] ?? 0);
  run.trees.set(key, tree);
  return tree;
}

const trees = new WeakMap<TreeColumn, Tree>();
/** A tree as the data draw it: the same for every plan. */
function drawn(given: TreeColumn): Tree {
  let tree = trees.get(given);
  if (!tree) {
    const { parent, side } = given;
    trees.set(given, (tree = growTree(parent.slice(), (person) => side?.[person] ?? 0)));
  }
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
 * right (the first who has a place free), or evenly (who has fewest, on the first level that has room). Everyone knows
 * how far below the nearest room is, so that nobody is searched for.
 */
function fill(run: Run, name: string, period: number, parent: Int32Array): void {
  const tree = run.plan.trees.get(name)!;
  const children: number[][] = Array.from({ length: parent.length }, () => []);
  const widths = Array.from(parent, (_, person) =>
    Number(floor(evaluate(run, tree.filled!.wide, about(person, period)) as Exact)),
  );
  const evenly = tree.filled!.evenly;
  /** Levels down to the nearest room at or below everybody, and how many stand there already (of an even filling). */
  const rooms: Room[] = widths.map((wide) => (wide > 0 ? { down: 0, taken: 0 } : NO_ROOM));
  const roomAt = (person: number): Room => {
    const below = children[person]!;
    if (below.length < widths[person]!) return { down: 0, taken: evenly ? below.length : 0 };
    return below.reduce<Room>((best, child) => {
      const { down, taken } = rooms[child]!;
      const room = { down: down + 1, taken };
      return isNearer(room, best) ? room : best;
    }, NO_ROOM);
  };
  for (let person = 0; person < parent.length; person++) {
    const under = evaluate(run, tree.parent!, about(person, period)) as number;
    if (under === NO_PARENT || under === person || rooms[under] === NO_ROOM) continue;
    let place = under;
    for (let room = rooms[place]!; room.down > 0; room = rooms[place]!)
      place = children[place]!.find(
        (child) => rooms[child]!.down === room.down - 1 && rooms[child]!.taken === room.taken,
      )!;
    children[place]!.push(person);
    parent[person] = place;
    for (let above = place; above >= 0; above = parent[above]!) {
      const room = roomAt(above);
      const before = rooms[above]!;
      if (room.down === before.down && room.taken === before.taken) break;
      rooms[above] = room;
    }
  }
}

type Room = { readonly down: number; readonly taken: number };
const NO_ROOM: Room = { down: Number.POSITIVE_INFINITY, taken: 0 };
const isNearer = (a: Room, b: Room): boolean =>
  a.down < b.down || (a.down === b.down && a.down < NO_ROOM.down && a.taken < b.taken);
