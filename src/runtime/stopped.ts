import type { StepLimit } from "../ir/program.ts";

/** Why code stops before its end: what its number in memory says. */
export type Stop = "overflow" | "no memory" | "too deep" | "too many steps" | "unknown";

/** A figure that does not fit, or no more room: the numbers of the pass are not to be used. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly why: Stop;
  readonly step: string;
  /** What took too many steps. */
  readonly limit: StepLimit | null;
  constructor(why: Stop, step: string, limit: StepLimit | null = null) {
    super(`${step}: ${why}`);
    this.limit = limit;
    this.why = why;
    this.step = step;
  }
}
