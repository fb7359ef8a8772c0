import type { Draft } from "../code.ts";
import type { Knot } from "../schedule.ts";

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
  const parts = partsOf(knots, paramsOf);
  const sets = new Map(parts.map(({ params }) => [params, written(params)]));
  const isCoarse = new Set(sets.values()).size > MOST_SETS;
  for (const part of parts) part.movedBy = isCoarse && part.params.size > 0 ? BY_ANY : sets.get(part.params)!;
  joinReaders(parts);
  joinAlong(parts, home);
  const all = written(new Set([...sets.keys()].flatMap((params) => [...params])));
  const isSpared = ({ trees, movedBy }: Part): boolean =>
    trees.size > 0 && movedBy !== all && movedBy !== BY_ANY;
  if (!parts.some(isSpared)) return () => BY_NONE;
  const movedBy = new Map(parts.map((part) => [part.knot, part.movedBy]));
  return (knot) => movedBy.get(knot)!;
}

const written = (params: ReadonlySet<string>): MovedBy => [...params].sort().join(" ");

/** Columns that hang together, with what decides by what they are moved. */
type Part = {
  readonly knot: Knot;
  /** What they read of others. */
  readonly reads: readonly Draft[];
  /** The trees that are gone through for them. */
  readonly trees: ReadonlySet<string>;
  /** The params that they go by. */
  readonly params: ReadonlySet<string>;
  movedBy: MovedBy;
};

function partsOf(knots: readonly Knot[], paramsOf: ReadonlyMap<number, ReadonlySet<string>>): Part[] {
  const paramsBehind = new Map<Draft, ReadonlySet<string>>();
  return knots.map((knot) => {
    const reads: Draft[] = [];
    const trees = new Set<string>();
    let params = NO_PARAMS;
    for (const draft of knot) {
      if (draft.order) trees.add(draft.order.tree);
      for (const id of draft.uniforms) params = joined(params, paramsOf.get(id));
      for (const [read, wheres] of draft.reads) {
        if (!knot.includes(read)) reads.push(read);
        params = joined(params, paramsBehind.get(read));
        for (const { relation, tree } of wheres)
          if (relation === "below" || relation === "above") trees.add(tree);
      }
    }
    for (const draft of knot) paramsBehind.set(draft, params);
    return { knot, reads, trees, params, movedBy: BY_NONE };
  });
}

const NO_PARAMS: ReadonlySet<string> = new Set();

/** What stands in either of two sets: one of them where nothing of the other is missing in it, as nearly always. */
function joined(one: ReadonlySet<string>, other: ReadonlySet<string> = NO_PARAMS): ReadonlySet<string> {
  if (isWithin(other, one)) return one;
  return isWithin(one, other) ? other : new Set([...one, ...other]);
}

function isWithin(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one === other) return true;
  for (const name of one) if (!other.has(name)) return false;
  return true;
}

/** Lets columns that have no place in memory go with those that alone read them: for others they would have to get one. */
function joinReaders(parts: readonly Part[]): void {
  const readers = new Map<Draft, Set<MovedBy>>();
  // From those that others need no more to those that all need: who reads a column is known when it is asked about.
  for (const part of parts.toReversed()) {
    const { knot, reads } = part;
    const [one, another] = new Set(knot.flatMap((draft) => [...(readers.get(draft) ?? [])]));
    if (one !== undefined && another === undefined && knot.every(isNowhere)) part.movedBy = one;
    for (const read of reads) {
      const known = readers.get(read);
      if (known) known.add(part.movedBy);
      else readers.set(read, new Set([part.movedBy]));
    }
  }
}

/** Lets what nothing else waits for go with those for whom a tree is gone through that people do not stand in. */
function joinAlong(parts: readonly Part[], home: string): void {
  const isElsewhere = (tree: string): boolean => tree !== home;
  const isMoved = ({ movedBy }: Part): boolean => movedBy !== BY_NONE;
  const along = new Map<string, MovedBy>();
  for (const part of parts)
    for (const tree of part.trees)
      if (isElsewhere(tree) && !along.has(tree) && isMoved(part)) along.set(tree, part.movedBy);
  if (along.size === 0) return;
  const waitedFor = new Set<Draft>();
  for (const part of parts.toReversed()) {
    const isFree =
      !isMoved(part) &&
      part.knot.every((draft) => draft.machine === null && !waitedFor.has(draft)) &&
      [...part.trees].every(isElsewhere);
    if (!isFree) for (const read of part.reads) waitedFor.add(read);
  }
  const joinedTo = new Map<Draft, MovedBy>();
  for (const part of parts) {
    const { knot, trees, reads } = part;
    if (isMoved(part) || knot.some((draft) => waitedFor.has(draft))) continue;
    const others = [...[...trees].map((tree) => along.get(tree)), ...reads.map((read) => joinedTo.get(read))];
    const one = others.find((other) => other !== undefined);
    if (one === undefined) continue;
    part.movedBy = one;
    for (const draft of knot) joinedTo.set(draft, one);
  }
}

/** Whether a column has no place in memory yet: it gets one where another pass reads it. */
const isNowhere = ({ array, room, machine }: Draft): boolean =>
  array === null && room === null && machine === null;
