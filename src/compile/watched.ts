import type { Code, Compiling, Draft } from "./code.ts";

/** A step that could overflow by what is known: it is watched when it runs, and stops the run rather than come to a wrong figure. */
export function watch(code: Code, routine: "add" | "sub" | "mul" | "divide"): void {
  code.compiling.routines.add(routine);
  code.compiling.watched.add(code.draft);
}

/**
 * The columns, by name, of which nothing proves that they fit into 64 bits: those with a watched step in them, or in what
 * is worked out for nobody else.
 */
export function watchedOf({ watched }: Compiling, named: ReadonlyMap<string, Draft>): readonly string[] {
  const columns = new Set(named.values());
  const isWatched = (draft: Draft, seen: Set<Draft>): boolean => {
    if (watched.has(draft)) return true;
    seen.add(draft);
    const inner = [...draft.reads.keys()].filter((part) => !columns.has(part) && !seen.has(part));
    return inner.some((part) => isWatched(part, seen));
  };
  return [...named].flatMap(([name, draft]) => (isWatched(draft, new Set()) ? [name] : []));
}
