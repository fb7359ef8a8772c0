import type { Draft } from "../code.ts";
import type { Knot } from "../schedule.ts";
import type { Structures } from "./structure.ts";

/** Columns that code was made for, by the structure that makes them. */
export type KnownColumns = ReadonlyMap<string, KnownColumn>;
type KnownColumn = {
  /** Which of them lie in memory; those that do not only their pass itself reads. */
  readonly stored: readonly boolean[];
  /** Whether they were new then, and had passes of their own. */
  readonly age: Age;
};

/**
 * How columns stand to those that lie in memory from the run before: `kept` there; `written`: their own rule is another one;
 * `following`: they are new by what they read alone. Their code is the same while somebody goes on to write above them.
 */
export type Age = "kept" | "written" | "following";

function storedOf(knot: Knot): boolean[] {
  const stored: boolean[] = [];
  for (const draft of knot) {
    stored.push(isStored(draft));
    for (const extra of draft.extras) stored.push(isStored(extra));
  }
  return stored;
}

const isStored = ({ array, room }: Draft): boolean => array !== null || room !== null;

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
  const known = new Map<Knot, KnownColumn | undefined>();
  const keys = new Set<string>();
  let isAsBefore = true;
  for (const knot of knots) {
    const key = structures.ofKnot(knot);
    const one = key === null ? undefined : before.get(key);
    known.set(knot, one);
    if (key === null) continue;
    keys.add(key);
    if (!one) isAsBefore = false;
  }
  if (isAsBefore && keys.size === before.size) {
    // What nothing is said of was new where anything was.
    const isSplit = [...before.values()].some(({ age }) => age !== "kept");
    return (knot) => known.get(knot)?.age ?? (isSplit ? "following" : "kept");
  }
  const knotOf = new Map<Draft, Knot>();
  for (const knot of knots) for (const draft of knot) knotOf.set(draft, knot);
  const forEachRead = (knot: Knot, see: (read: Knot) => void): void => {
    for (const { reads } of knot)
      for (const other of reads.keys()) {
        const read = knotOf.get(other);
        if (read) see(read);
      }
  };
  const ages = new Map<Knot, Age>();
  const add = (knot: Knot, age: Age): void => {
    if (ages.has(knot)) return;
    ages.set(knot, age);
    forEachRead(knot, (read) => {
      if (!known.get(read)?.stored.includes(true)) add(read, age);
    });
  };
  const isChanged = (knot: Knot): boolean => known.get(knot) === undefined;
  const isWritten = (knot: Knot): boolean => {
    if (!isChanged(knot)) return false;
    let isBySelf = true;
    forEachRead(knot, (read) => {
      if (read !== knot && isChanged(read)) isBySelf = false;
    });
    return isBySelf;
  };
  for (const knot of knots) if (isWritten(knot)) add(knot, "written");
  for (const knot of knots) {
    const one = known.get(knot);
    if (!one || !hasRoomFor(one, knot)) add(knot, "following");
  }
  return (knot) => ages.get(knot) ?? "kept";
}

/** Whether all that is wanted in memory of columns lies there. */
const hasRoomFor = ({ stored }: KnownColumn, knot: Knot): boolean =>
  storedOf(knot).every((isWanted, i) => !isWanted || stored[i]);

/** What there is to know of the columns of a program, when it is known where they lie. */
export function knownColumns(
  knots: readonly Knot[],
  structures: Structures,
  ageOf: (knot: Knot) => Age,
): KnownColumns {
  const known = new Map<string, KnownColumn>();
  for (const knot of knots) {
    const key = structures.ofKnot(knot);
    if (key !== null) known.set(key, { stored: storedOf(knot), age: ageOf(knot) });
  }
  return known;
}
