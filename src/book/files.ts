import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Chapter } from "./chapters.ts";

/** The book on the disk: its chapters are read, and what is made of them is written. */
const GRAMMAR = new URL("../../grammar/", import.meta.url);
const CHAPTERS = new URL("book/", GRAMMAR);
const DIAGRAMS = new URL("diagrams/", GRAMMAR);

/** The chapters in the order of their numbers. */
export const readChapters = (): readonly Chapter[] =>
  readdirSync(CHAPTERS)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => ({ file, text: readFileSync(new URL(file, CHAPTERS), "utf8") }));

/** What stands in a file of the book, or null. */
export function readBookFile(file: string): string | null {
  const at = new URL(file, GRAMMAR);
  return existsSync(at) ? readFileSync(at, "utf8") : null;
}

/** The diagrams that lie there, whoever made them. */
export const diagramsThere = (): readonly string[] =>
  existsSync(DIAGRAMS) ? readdirSync(DIAGRAMS).map((file) => `diagrams/${file}`) : [];

/** Writes what has changed, and takes away the diagrams of rules that are no more. */
export function writeBook(files: ReadonlyMap<string, string>): readonly string[] {
  mkdirSync(DIAGRAMS, { recursive: true });
  const changed = [...files].filter(([file, text]) => readBookFile(file) !== text);
  const gone = diagramsThere().filter((file) => !files.has(file));
  for (const [file, text] of changed) writeFileSync(new URL(file, GRAMMAR), text);
  for (const file of gone) rmSync(new URL(file, GRAMMAR));
  return [...changed.map(([file]) => file), ...gone];
}
