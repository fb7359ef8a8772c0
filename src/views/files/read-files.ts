import type { FileText } from "../../engine/protocol.ts";

/** Reads chosen or dropped files as text; what is no text comes out as what it looks like, and is refused by who reads it. */
export const readFiles = (files: Iterable<File>): Promise<FileText[]> =>
  Promise.all(Array.from(files, async (file) => ({ name: file.name, text: await file.text() })));

/** Asks the browser for files. */
export function chooseFiles(chosen: (files: readonly FileText[]) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = ".csv,.tsv,.txt,.plan,text/csv,text/plain";
  input.addEventListener("change", () => void readFiles(input.files ?? []).then(chosen));
  input.click();
}
