import type { Edit } from "../diagnostics/diagnostic.ts";

/**
 * The changes that turn a text into the same text laid out otherwise: one a line, as small as may be, so that the caret,
 * the folds and the marks of all that stays stay where they are. Lines are paired by their order; blank ones may come and go.
 */
export function lineChanges(before: string, after: string): readonly Edit[] {
  const [old, now] = [lineEnds(before), lineEnds(after)];
  const arePaired = old.length === now.length;
  const [ends, newEnds] = arePaired
    ? [old, now]
    : [
        [0, before.length],
        [0, after.length],
      ];
  return ends
    .slice(1)
    .map((to, i) => smallest(before.slice(ends[i], to), after.slice(newEnds[i], newEnds[i + 1]), ends[i]!))
    .filter(({ span, insert }) => span.from < span.to || insert !== "");
}

/** Where each line ends on which something stands, without the blanks behind it; before these the start, after them the end. */
function lineEnds(text: string): readonly number[] {
  const ends = [0];
  let from = 0;
  for (const line of text.split("\n")) {
    const written = line.trimEnd();
    if (written !== "") ends.push(from + written.length);
    from += line.length + 1;
  }
  return [...ends, text.length];
}

/** One change, without what both begin and end with. */
function smallest(before: string, after: string, at: number): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return {
    span: { from: at + start, to: at + before.length - end },
    insert: after.slice(start, after.length - end),
  };
}
