import { kept } from "../base/kept.ts";
import { inItsFirstPlace } from "../syntax/moved.ts";
import type { Node } from "../syntax/syntax.ts";
import type { Declarations } from "./declarations.ts";
import { visit } from "./expressions-in.ts";

/** The names that the rule of a measure has in it. */
function namesRead(measure: Node<"Measure">): readonly string[] {
  const found: string[] = [];
  visit(measure.body, (inner) => {
    if (inner.kind === "Path") for (const step of inner.steps) found.push(step.name.text);
  });
  return found;
}

/** Every name, those that a measure reads before it: thousands may read one another in a row. */
export function whatIsReadFirst({ names, measures }: Declarations): readonly string[] {
  const read = (name: string): readonly string[] => {
    const measure = measures.get(name);
    if (!measure) return [];
    const first = inItsFirstPlace(measure);
    return kept(first, "names read", () => namesRead(first));
  };
  const order = new Set<string>();
  const begun = new Set<string>();
  for (const name of names.keys()) {
    const stack = [name];
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const open = begun.has(top) ? [] : read(top).filter((one) => !begun.has(one) && measures.has(one));
      begun.add(top);
      if (open.length > 0) stack.push(...open);
      else {
        order.add(top);
        stack.pop();
      }
    }
  }
  return [...order];
}
