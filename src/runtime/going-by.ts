import type { Program } from "../ir/program.ts";
import type { Touches } from "./touches.ts";

/**
 * The arrays that go by some numbers of the plan, in whatever period: those that steps fill which read such a number, or an
 * array that goes by one, now or as it stood before.
 */
export function goingBy(
  program: Program,
  touches: readonly Touches[],
  numbers: ReadonlySet<number>,
): ReadonlySet<number> {
  const going = new Set<number>();
  const some = (of: ReadonlySet<number>, among: ReadonlySet<number>) => [...of].some((one) => among.has(one));
  for (let before = -1; before < going.size; ) {
    before = going.size;
    for (const { reads, uniforms, writes } of touches)
      if (some(uniforms, numbers) || some(reads, going)) for (const array of writes) going.add(array);
    for (const { id, holds } of program.arrays) {
      const now =
        holds.kind === "history" || holds.kind === "before"
          ? program.columns[holds.column]!.array
          : holds.kind === "room history"
            ? holds.room
            : null;
      if (now !== null && going.has(now)) going.add(id);
    }
  }
  return going;
}
