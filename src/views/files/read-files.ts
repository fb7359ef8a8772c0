import type { GivenFile } from "../../engine/protocol.ts";

/** A file that was dropped or chosen, with its beginning: that says what it is. */
export type ChosenFile = GivenFile & { readonly head: string };

/** Larger ones are read by who needs them: a long text is not carried from thread to thread. */
const LONGEST_TEXT = 2 ** 22;
const HEAD = 2 ** 16;

/** Reads chosen or dropped files; what is no text comes out as what it looks like, and is refused by who reads it. */
export const readFiles = (files: Iterable<File>): Promise<ChosenFile[]> =>
  Promise.all(
    Array.from(files, async (file): Promise<ChosenFile> => {
      const { name } = file;
      if (file.size > LONGEST_TEXT) return { name, text: file, head: await file.slice(0, HEAD).text() };
      const text = await file.text();
      return { name, text, head: text };
    }),
  );

/** Asks the browser for files. */
export function chooseFiles(chosen: (files: readonly ChosenFile[]) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = ".csv,.tsv,.txt,.plan,text/csv,text/plain";
  input.addEventListener("change", () => void readFiles(input.files ?? []).then(chosen));
  input.click();
}
