import type { Changes } from "./changes.ts";
import type { KeptBranches } from "./kept-branches.ts";
import type { Waiting } from "./waiting.ts";

/**
 * Who runs a pass for single people, from what is kept of them: code that climbs (`climbing.ts`), or JavaScript one by one
 * (`one-by-one.ts`), where code cannot. What one does the other does.
 */
export type Climber = {
  /** Runs people who bring nothing to anybody, and notes what comes to something else by it, where that is asked for. */
  readonly alone: (who: Waiting, changes: Changes | null) => void;
  /** Runs a small branch, and keeps in a row what it brings and adds. */
  readonly keepBranch: (kept: KeptBranches, place: number, row: number) => void;
  /** Runs everybody with a large branch from what has come to him, and keeps what he brings and adds. */
  readonly keepLarge: (kept: KeptBranches) => void;
  /**
   * Runs a small branch, or one person with a large one, and those above as far as nobody waits (`until`: the highest place
   * of those who do). Says at whom it stopped, who is to be climbed from next; below 0 where nobody is brought anything else.
   */
  readonly climb: (kept: KeptBranches, place: number, row: number, until: number, changes: Changes) => number;
  /** How many people were run by the last climb. */
  readonly people: number;
};
