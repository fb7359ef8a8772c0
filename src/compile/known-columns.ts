import type { Knot } from "./schedule.ts";
import type { Structures } from "./structure.ts";

/** Columns that code was made for, by the structure that makes them. */
export type KnownColumns = ReadonlyMap<
  string,
  {
    /** Which of them lie in memory; those that do not only their pass itself reads. */
    readonly stored: readonly boolean[];
    /** Whether they were new then, and had passes of their own. */
    readonly isNew: boolean;
  }
>;

const storedOf = (knot: Knot): boolean[] =>
  knot.flatMap((draft) => [draft, ...draft.extras].map(({ array, room }) => array !== null || room !== null));

/**
 * Which columns get passes of their own beside those that lie in memory from the run before, so that these need not be
 * worked out again: those that are not there, and what they read of others that are not. Where no column has come or
 * gone it is as before, for the same columns are the same code.
 */
export function newColumns(
  knots: readonly Knot[],
  structures: Structures,
  before: KnownColumns | null,
): (knot: Knot) => boolean {
  if (before === null || before.size === 0) return () => false;
  const keyOf = new Map(knots.map((knot) => [knot, structures.ofKnot(knot)]));
  const known = new Map([...keyOf].map(([knot, key]) => [knot, key === null ? undefined : before.get(key)]));
  const said = knots.filter((knot) => keyOf.get(knot) !== null);
  const keys = new Set(said.map((knot) => keyOf.get(knot)));
  if (keys.size === before.size && said.every((knot) => known.get(knot) !== undefined)) {
    // What nothing is said of was new where anything was.
    const isSplit = [...before.values()].some(({ isNew }) => isNew);
    return (knot) => known.get(knot)?.isNew ?? isSplit;
  }
  const knotOf = new Map(knots.flatMap((knot) => knot.map((draft) => [draft, knot])));
  const isNew = new Set<Knot>();
  const add = (knot: Knot): void => {
    if (isNew.has(knot)) return;
    isNew.add(knot);
    for (const draft of knot)
      for (const other of draft.reads.keys()) {
        const read = knotOf.get(other);
        if (read && !known.get(read)?.stored.includes(true)) add(read);
      }
  };
  for (const knot of knots) {
    const one = known.get(knot);
    if (!one || storedOf(knot).some((isWanted, i) => isWanted && !one.stored[i])) add(knot);
  }
  return (knot) => isNew.has(knot);
}

/** What there is to know of the columns of a program, when it is known where they lie. */
export function knownColumns(
  knots: readonly Knot[],
  structures: Structures,
  isNew: (knot: Knot) => boolean,
): KnownColumns {
  return new Map(
    knots.flatMap((knot) => {
      const key = structures.ofKnot(knot);
      return key === null ? [] : [[key, { stored: storedOf(knot), isNew: isNew(knot) }]];
    }),
  );
}
