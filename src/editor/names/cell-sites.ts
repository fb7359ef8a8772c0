import { cover } from "../../base/span.ts";
import type { Scope } from "../../check/context.ts";
import type { Type } from "../../check/types.ts";
import type { Cell, Name } from "../../syntax/syntax.ts";
import { noteExpression } from "./expression-sites.ts";
import { type Collecting, note } from "./site.ts";

/** The name that a cell is, of one word or several (`Blue Diamond`, `from Gold`); null where it is something else. */
export function wordsNameOf(cell: Cell): Name | null {
  const { value, words } = cell;
  if (value && (value.kind !== "Path" || value.steps.length !== 1 || value.steps[0]!.args)) return null;
  const names = [...(value?.kind === "Path" ? [value.steps[0]!.name] : []), ...words];
  const [first] = names;
  if (!first) return null;
  return {
    ...first,
    text: names.map((name) => name.text).join(" "),
    span: cover(first.span, names.at(-1)!.span),
  };
}

/** Notes what stands in a cell: a name, which may be a word of the column's type, or anything else. */
export function noteCell(collecting: Collecting, cell: Cell, scope: Scope, type: Type): void {
  const name = wordsNameOf(cell);
  if (name) note(collecting, name, "value", { scope, expected: type, isCell: true });
  else noteExpression(collecting, cell.value, scope, type);
  noteExpression(collecting, cell.range?.to ?? null, scope, type);
}
