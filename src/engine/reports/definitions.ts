import type { Span } from "../../base/span.ts";
import type { Node } from "../../syntax/syntax.ts";

/** Where each name of a plan is defined: from its first word to the end of its block. */
export function definitionsIn({ items }: Node<"Plan">): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  for (const item of items) {
    const names = "name" in item ? [item.name] : "names" in item ? item.names : [];
    for (const { text } of names) if (text !== "") found.set(text, item.span);
  }
  return found;
}

/** The characters of a line, counted from 1, its end included; null where the text has no such line. */
export function spanOfLine(text: string, line: number): Span | null {
  let from = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf("\n", from);
    if (end < 0) return null;
    from = end + 1;
  }
  const end = text.indexOf("\n", from);
  return line < 1 ? null : { from, to: end < 0 ? text.length : end };
}
