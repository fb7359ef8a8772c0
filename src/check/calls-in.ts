import { kept } from "../base/kept.ts";
import { inItsFirstPlace } from "../syntax/moved.ts";
import type { Arg, Expr, Item, Node } from "../syntax/syntax.ts";
import type { Declarations } from "./declarations.ts";
import { expressionsIn, visit } from "./expressions-in.ts";

/** A call of a measure or table, and where it stands. */
export type Call = {
  readonly args: readonly Arg[];
  readonly ladder: string | null;
  readonly column: number | null;
  readonly enclosing: Node<"Measure"> | null;
};

/** Every call of a measure or table anywhere in the plan: what its parameters are is told by what it is given. */
export function collectCalls(
  { measures, tables }: Declarations,
  items: readonly Item[],
): Map<string, Call[]> {
  const calls = new Map<string, Call[]>();
  for (const item of items)
    for (const { name, call } of callsIn(item)) {
      if (!measures.has(name) && !tables.has(name)) continue;
      const known = calls.get(name);
      if (known) known.push(call);
      else calls.set(name, [call]);
    }
  return calls;
}

type NamedCall = { readonly name: string; readonly call: Call };

/** Whatever a declaration calls: kept with it wherever it moves to, for types do not go by places. */
const callsIn = (item: Item): readonly NamedCall[] => {
  const first = inItsFirstPlace(item);
  return kept(first, "calls", () => findCalls(first));
};

function findCalls(item: Item): readonly NamedCall[] {
  const found: NamedCall[] = [];
  const look = (
    expr: Expr | null,
    ladder: string | null,
    column: number | null,
    enclosing: Node<"Measure"> | null,
  ) =>
    visit(expr, (inner) => {
      if (inner.kind !== "Path") return;
      for (const { name, args } of inner.steps)
        if (args) found.push({ name: name.text, call: { args, ladder, column, enclosing } });
    });
  if (item.kind === "Measure") look(item.body, null, null, item);
  else if (item.kind === "Ranks") {
    item.head?.cells.forEach((cell, column) => look(cell?.value ?? null, item.name.text, column, null));
    for (const policy of item.policies)
      if (policy.kind === "Needs") look(policy.condition, item.name.text, null, null);
  } else for (const expr of expressionsIn(item, [])) look(expr, null, null, null);
  return found;
}
