import type { Draft } from "./code.ts";
import type { Knot } from "./schedule.ts";

/** The params that columns come to something else by, in one order: only those that the same ones move share a pass. */
export type MovedBy = string;

/** Of more sets of params than these each would move too little: then there is what any of them moves, and what none does. */
const MOST_SETS = 6;
const BY_NONE: MovedBy = "";
const BY_ANY: MovedBy = "params";

/**
 * Parts columns by the params that move them, of themselves or by what they read: they get passes of their own, so that a
 * slider that is dragged runs no others. What would lie in memory for others alone goes with these, and what nothing else
 * waits for goes with those for whom a tree is gone through anyway. All stay together where that spares nothing: where
 * everything that goes through a tree is moved by every param, or earlier periods are looked back to, of which nothing is
 * left.
 *
 * @param knots columns in parts that hang together, each behind those that it needs.
 * @param paramsOf the params that numbers of the plan go by.
 * @param home the tree in whose order people stand.
 */
export function movedByOf(
  knots: readonly Knot[],
  paramsOf: ReadonlyMap<number, ReadonlySet<string>>,
  { home, isLookingBack }: { readonly home: string; readonly isLookingBack: boolean },
): (knot: Knot) => MovedBy {
  if (isLookingBack || paramsOf.size === 0) return () => BY_NONE;
  const params = paramsBehind(knots, paramsOf);
  const isCoarse = new Set([...params.values()].map(written)).size > MOST_SETS;
  const movedBy = new Map<Knot, MovedBy>();
  for (const [knot, own] of params) movedBy.set(knot, isCoarse && own.size > 0 ? BY_ANY : written(own));
  joinReaders(knots, movedBy);
  joinAlong(knots, movedBy, home);
  const all = written(new Set([...params.values()].flatMap((own) => [...own])));
  const isSpared = (knot: Knot): boolean =>
    treesOf(knot).size > 0 && ![all, BY_ANY].includes(movedBy.get(knot)!);
  return knots.some(isSpared) ? (knot) => movedBy.get(knot)! : () => BY_NONE;
}

const written = (params: ReadonlySet<string>): MovedBy => [...params].sort().join(" ");

/** The params that each knot goes by. */
function paramsBehind(
  knots: readonly Knot[],
  paramsOf: ReadonlyMap<number, ReadonlySet<string>>,
): ReadonlyMap<Knot, ReadonlySet<string>> {
  const ofDraft = new Map<Draft, ReadonlySet<string>>();
  const ofKnot = new Map<Knot, ReadonlySet<string>>();
  for (const knot of knots) {
    const params = new Set<string>();
    for (const { uniforms, reads } of knot) {
      for (const id of uniforms) for (const name of paramsOf.get(id) ?? []) params.add(name);
      for (const one of reads.keys()) for (const name of ofDraft.get(one) ?? []) params.add(name);
    }
    for (const draft of knot) ofDraft.set(draft, params);
    ofKnot.set(knot, params);
  }
  return ofKnot;
}

/** Lets columns that have no place in memory go with those that alone read them: for others they would have to get one. */
function joinReaders(knots: readonly Knot[], movedBy: Map<Knot, MovedBy>): void {
  const readers = new Map<Draft, Set<MovedBy>>();
  // From those that others need no more to those that all need: who reads a column is known when it is asked about.
  for (const knot of knots.toReversed()) {
    const [one, another] = new Set(knot.flatMap((draft) => [...(readers.get(draft) ?? [])]));
    if (one !== undefined && another === undefined && knot.every(isNowhere)) movedBy.set(knot, one);
    const own = movedBy.get(knot)!;
    for (const read of readBy(knot)) {
      const known = readers.get(read);
      if (known) known.add(own);
      else readers.set(read, new Set([own]));
    }
  }
}

/** Lets what nothing else waits for go with those for whom a tree is gone through that people do not stand in. */
function joinAlong(knots: readonly Knot[], movedBy: Map<Knot, MovedBy>, home: string): void {
  const isElsewhere = (tree: string): boolean => tree !== home;
  const isMoved = (knot: Knot): boolean => movedBy.get(knot) !== BY_NONE;
  const along = new Map<string, MovedBy>();
  for (const knot of knots)
    for (const tree of treesOf(knot))
      if (isElsewhere(tree) && !along.has(tree) && isMoved(knot)) along.set(tree, movedBy.get(knot)!);
  if (along.size === 0) return;
  const waitedFor = new Set<Draft>();
  for (const knot of knots.toReversed()) {
    const isFree =
      !isMoved(knot) &&
      knot.every((draft) => draft.machine === null && !waitedFor.has(draft)) &&
      [...treesOf(knot)].every(isElsewhere);
    if (!isFree) for (const read of readBy(knot)) waitedFor.add(read);
  }
  const joined = new Map<Draft, MovedBy>();
  for (const knot of knots) {
    if (isMoved(knot) || knot.some((draft) => waitedFor.has(draft))) continue;
    const others = [
      ...[...treesOf(knot)].map((tree) => along.get(tree)),
      ...readBy(knot).map((read) => joined.get(read)),
    ];
    const one = others.find((other) => other !== undefined);
    if (one === undefined) continue;
    movedBy.set(knot, one);
    for (const draft of knot) joined.set(draft, one);
  }
}

/** What is read of other knots. */
const readBy = (knot: Knot): Draft[] =>
  knot.flatMap(({ reads }) => [...reads.keys()].filter((one) => !knot.includes(one)));

/** Whether a column has no place in memory yet: it gets one where another pass reads it. */
const isNowhere = ({ array, room, machine }: Draft): boolean =>
  array === null && room === null && machine === null;

/** The trees that are gone through for columns. */
function treesOf(knot: Knot): ReadonlySet<string> {
  const trees = new Set<string>();
  for (const { order, reads } of knot) {
    if (order) trees.add(order.tree);
    for (const wheres of reads.values())
      for (const { relation, tree } of wheres)
        if (relation === "below" || relation === "above") trees.add(tree);
  }
  return trees;
}
