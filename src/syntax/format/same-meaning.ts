import { parseConcrete } from "../concrete.ts";
import type { Parsed } from "../parsed.ts";
import type { Node } from "../syntax.ts";

/** Whether two texts are one plan: the same tree but for where things stand, and the same comments in the same order. */
export const sameMeaning = (a: Parsed, b: Parsed): boolean =>
  meaningOf(a) === meaningOf(b) && commentsOf(a) === commentsOf(b);

const commentsOf = ({ text }: Parsed): string =>
  JSON.stringify(parseConcrete(text).comments.map(({ image }) => image.trimEnd()));

function meaningOf({ plan }: Parsed): string {
  return JSON.stringify(plan, (key, value: unknown) => {
    if (key === "span" || key === "opSpan" || key === "column") return undefined;
    if (typeof value === "bigint") return `${value}n`;
    return isExample(value) ? { ...value, outline: sponsorsOf(value) } : value;
  });
}

const isExample = (value: unknown): value is Node<"Example"> =>
  (value as { kind?: string } | null)?.kind === "Example";

/** What indentation draws: the number of the line under which each person stands. */
function sponsorsOf({ lines }: Node<"Example">): readonly number[] {
  const above: { readonly column: number; readonly index: number }[] = [];
  return lines.flatMap((line, index) => {
    if (line.kind !== "PersonLine") return [];
    while (above.length > 0 && above.at(-1)!.column >= line.column) above.pop();
    const sponsor = above.at(-1)?.index ?? -1;
    above.push({ column: line.column, index });
    return [sponsor];
  });
}
