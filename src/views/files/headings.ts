import type { ChosenFile } from "./read-files.ts";

/** What a dropped file is, told by its name and its beginning; null where neither says. */
export type FileKind = "people" | "orders" | "plan";

/** The cells of the heading line, in small letters: commas, semicolons and tabs all separate. */
export function headingsOf(text: string): readonly string[] {
  const line = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  return line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, "").trim().toLowerCase());
}

export function kindOf({ name, head }: ChosenFile): FileKind | null {
  const headings = new Set(headingsOf(head));
  // An order names its person and its day; a person names a sponsor.
  if (headings.has("person") && (headings.has("date") || !headings.has("sponsor"))) return "orders";
  if (headings.has("sponsor") || (headings.has("id") && headings.has("name"))) return "people";
  if ((/\.plan$/i.test(name) && !head.includes("\0")) || /^\s*(#.*\n\s*)*plan\s+"/.test(head)) return "plan";
  return null;
}

export type Sorted = {
  readonly people: ChosenFile | null;
  readonly orders: ChosenFile | null;
  readonly plan: ChosenFile | null;
  readonly unknown: readonly string[];
};

/**
 * Tells files dropped together apart; of two of a kind the last one counts. A file that says nothing is read as people
 * where there are no others: the reader says what it lacks, or that it is a picture.
 */
export function sortFiles(files: readonly ChosenFile[]): Sorted {
  const of = (kind: FileKind | null) => files.findLast((file) => kindOf(file) === kind) ?? null;
  const unknown = of(null);
  const people = of("people") ?? (of("orders") || of("plan") ? null : unknown);
  return {
    people,
    orders: of("orders"),
    plan: of("plan"),
    unknown: files.filter((file) => kindOf(file) === null && file !== people).map(({ name }) => name),
  };
}
