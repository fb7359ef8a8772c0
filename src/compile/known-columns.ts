import type { Knot } from "./schedule.ts";
import type { Structures } from "./structure.ts";

/** Columns that code was made for, by the structure that makes them. */
export type KnownColumns = ReadonlyMap<
  string,
  {
    /** Which of them lie in memory; those that do not only their pass itself reads. */
    readonly stored: readonly boolean[];
    /** Whether they were new then, and had passes of their own. */
    readonly age: Age;
  }
>;

/**
 * How columns stand to those that lie in memory from the run before: `kept` there; `written`: their own rule is another one;
 * `following`: they are new by what they read alone. Their code is the same while somebody goes on to write above them.
 */
export type Age = "kept" | "written" | "following";

const storedOf = (knot: Knot): boolean[] =>
  knot.flatMap((draft) => [draft, ...draft.extras].map(({ array, room }) => array !== null || room !== null));

/**
 * Which columns get passes of their own beside those that lie in memory from the run before, so that these need not be
 * worked out again: those that are not there, and what they read of others that are not. Where no column has come or
 * gone it is as before, for the same columns are the same code.
 */
export function agesOf(
  knots: readonly Knot[],
  structures: Structures,
  before: KnownColumns | null,
): (knot: Knot) => Age {
  if (before === null || before.size === 0) return () => "kept";
  const keyOf = new Map(knots.map((knot) => [knot, structures.ofKnot(knot)]));
  const known = new Map([...keyOf].map(([knot, key]) => [knot, key === null ? undefined : before.get(key)]));
  const said = knots.filter((knot) => keyOf.get(knot) !== null);
  const keys = new Set(said.map((knot) => keyOf.get(knot)));
  if (keys.size === before.size && said.every((knot) => known.get(knot) !== undefined)) {
    // What nothing is said of was new where anything was.
    const isSplit = [...before.values()].some(({ age }) => age !== "kept");
    return (knot) => known.get(knot)?.age ?? (isSplit ? "following" : "kept");
  }
  const knotOf = new Map(knots.flatMap((knot) => knot.map((draft) => [draft, knot])));
  const readBy = (knot: Knot): Knot[] =>
    knot.flatMap(({ reads }) =>
      [...reads.keys()].flatMap((other) => {
        const read = knotOf.get(other);
        return read ? [read] : [];
      }),
    );
  const ages = new Map<Knot, Age>();
  const add = (knot: Knot, age: Age): void => {
    if (ages.has(knot)) return;
    ages.set(knot, age);
    for (const read of readBy(knot)) if (!known.get(read)?.stored.includes(true)) add(read, age);
  };
  const isChanged = (knot: Knot): boolean => known.get(knot) === undefined;
  const isWritten = (knot: Knot): boolean =>
    isChanged(knot) && !readBy(knot).some((read) => read !== knot && isChanged(read));
  for (const knot of knots) if (isWritten(knot)) add(knot, "written");
  for (const knot of knots) {
    const one = known.get(knot);
    if (!one || storedOf(knot).some((isWanted, i) => isWanted && !one.stored[i])) add(knot, "following");
  }
  return (knot) => ages.get(knot) ?? "kept";
}

/** What there is to know of the columns of a program, when it is known where they lie. */
export function knownColumns(
  knots: readonly Knot[],
  structures: Structures,
  ageOf: (knot: Knot) => Age,
): KnownColumns {
  return new Map(
    knots.flatMap((knot) => {
      const key = structures.ofKnot(knot);
      return key === null ? [] : [[key, { stored: storedOf(knot), age: ageOf(knot) }]];
    }),
  );
}
