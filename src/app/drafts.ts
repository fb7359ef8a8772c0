import type { GalleryEntry } from "./gallery.ts";

/** Whose people a plan is looked at with: those of an example, or files that were loaded. */
export type PeopleSource =
  | { readonly kind: "example"; readonly name: string }
  | { readonly kind: "files"; readonly id: string; readonly title: string };

export const peopleKey = (people: PeopleSource): string =>
  people.kind === "example" ? `example ${people.name}` : `files ${people.id}`;

/** One plan that somebody has in hand. Opening another never ends it: once it was edited it stays in the list. */
export type Draft = {
  readonly key: string;
  readonly text: string;
  /** The example that it began as; null for a text from a file. */
  readonly example: string | null;
  readonly edited: boolean;
  readonly people: PeopleSource;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
};

export type Desk = { readonly current: Draft; readonly others: readonly Draft[] };

export const MOST_DRAFTS = 40;

/** The name in the text's `plan "…"`; plans are called by it everywhere. */
export const titleOf = (text: string): string => /\bplan\s+"([^"\n]+)"/.exec(text)?.[1] ?? "Untitled plan";

export const draftOf = ({ name, plan }: GalleryEntry, now: number): Draft => ({
  key: `${name}-${now.toString(36)}`,
  text: plan,
  example: name,
  edited: false,
  people: { kind: "example", name },
  changedAt: now,
});

export const draftOfText = (text: string, people: PeopleSource, now: number): Draft => ({
  key: `file-${now.toString(36)}`,
  text,
  example: null,
  edited: true,
  people,
  changedAt: now,
});

export const typed = (desk: Desk, text: string, now: number): Desk =>
  text === desk.current.text
    ? desk
    : { ...desk, current: { ...desk.current, text, edited: true, changedAt: now } };

/** Takes another draft to hand. The one before stays in the list if it was worked on, the newest first. */
export function taken(desk: Desk, next: Draft): Desk {
  const { current } = desk;
  const rest = desk.others.filter(({ key }) => key !== next.key && key !== current.key);
  const others = current.edited && current.key !== next.key ? [current, ...rest] : rest;
  return {
    current: next,
    others: others.toSorted((a, b) => b.changedAt - a.changedAt).slice(0, MOST_DRAFTS),
  };
}

export const thrownAway = (desk: Desk, key: string): Desk => ({
  ...desk,
  others: desk.others.filter((draft) => draft.key !== key),
});

/** Whose people any draft is looked at with. */
export const peopleOf = ({ current, others }: Desk): readonly PeopleSource[] =>
  [current, ...others].map(({ people }) => people);

/** The files that any draft still needs. */
export const filesUsed = (desk: Desk): ReadonlySet<string> =>
  new Set(peopleOf(desk).flatMap((people) => (people.kind === "files" ? [people.id] : [])));
