/** Why code stops before its end: what its number in memory says. */
export type Stop = "overflow" | "no memory" | "too deep" | "unknown";

/** A figure that does not fit, or no more room: the numbers of the pass are not to be used. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly why: Stop;
  readonly step: string;
  constructor(why: Stop, step: string) {
    super(`${step}: ${why}`);
    this.why = why;
    this.step = step;
  }
}
