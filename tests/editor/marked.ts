import { type Known, know } from "../../src/editor/known.ts";

/** A text with a mark `¦` in it: what is known of it without the mark, and where the mark was. */
export function marked(text: string): { readonly known: Known; readonly at: number } {
  const at = text.indexOf("¦");
  return { known: know(text.replace("¦", "")), at };
}
