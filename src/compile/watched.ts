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
export function watchedOf(
  { watched, drafts }: Compiling,
  named: ReadonlyMap<string, Draft>,
): readonly string[] {
  if (watched.size === 0) return [];
  const columns = new Set(named.values());
  const readers = new Map<Draft, Draft[]>();
  for (const draft of drafts.values())
    for (const part of draft.reads.keys()) {
      if (columns.has(part)) continue;
      const known = readers.get(part);
      if (known) known.push(draft);
      else readers.set(part, [draft]);
    }
  // What comes in on the way is gone through as well.
  const found = new Set(watched);
  for (const draft of found) for (const reader of readers.get(draft) ?? []) found.add(reader);
  return [...named].flatMap(([name, draft]) => (found.has(draft) ? [name] : []));
}
