import type { Tried } from "../engine/session/snapshot.ts";
import { type PeopleSource, peopleKey } from "./drafts.ts";
import { remember, remembered } from "./storage.ts";

/** The figures that are tried in place of those of the files, by whose people they are of. */
type TriedOf = { readonly [people: string]: readonly Tried[] };

const KEY = "tried";

/** The figures that were tried when some people were last here. */
export function triedIn(people: PeopleSource): readonly Tried[] {
  const tried = remembered<TriedOf>(KEY)?.[peopleKey(people)];
  return Array.isArray(tried) ? tried.filter(isTried) : [];
}

/** Remembers what is tried among some people now; of files that no plan is looked at with any more it is forgotten. */
export function rememberTried(
  people: PeopleSource,
  tried: readonly Tried[],
  used: readonly PeopleSource[],
): void {
  const before = Object.entries(remembered<TriedOf>(KEY) ?? {});
  const stillUsed = new Set(used.map(peopleKey));
  const others = before.filter(
    ([key]) => key !== peopleKey(people) && (stillUsed.has(key) || key.startsWith("example ")),
  );
  remember(KEY, Object.fromEntries(tried.length > 0 ? [...others, [peopleKey(people), tried]] : others));
}

/** What is remembered may be of an older page, or of somebody who wrote into it. */
const isTried = (value: unknown): value is Tried => {
  const tried = value as Tried | null;
  return (
    (tried?.of === "people" || tried?.of === "orders") &&
    Number.isInteger(tried.row) &&
    [tried.input, tried.cell, tried.was, tried.whose].every((text) => typeof text === "string")
  );
};
