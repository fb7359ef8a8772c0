import type { FileText } from "../../engine/protocol.ts";

/** What a dropped file is, told by its name and its text; null where neither says. */
export type FileKind = "people" | "orders" | "plan";

/** The cells of the heading line, in small letters: commas, semicolons and tabs all separate. */
export function headingsOf(text: string): readonly string[] {
  const line = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  return line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, "").trim().toLowerCase());
}

export function kindOf({ name, text }: FileText): FileKind | null {
  const headings = new Set(headingsOf(text));
  // An order names its person and its day; a person names a sponsor.
  if (headings.has("person") && (headings.has("date") || !headings.has("sponsor"))) return "orders";
  if (headings.has("sponsor") || (headings.has("id") && headings.has("name"))) return "people";
  if ((/\.plan$/i.test(name) && !text.includes("\0")) || /^\s*(#.*\n\s*)*plan\s+"/.test(text)) return "plan";
  return null;
}

export type Sorted = {
  readonly people: FileText | null;
  readonly orders: FileText | null;
  readonly plan: FileText | null;
  readonly unknown: readonly string[];
};

/**
 * Tells files dropped together apart; of two of a kind the last one counts. A file that says nothing is read as people
 * where there are no others: the reader says what it lacks, or that it is a picture.
 */
export function sortFiles(files: readonly FileText[]): Sorted {
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
