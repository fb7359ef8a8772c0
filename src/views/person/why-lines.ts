import type { EngineApi } from "../../engine/protocol.ts";

export type WhyReport = NonNullable<Awaited<ReturnType<EngineApi["why"]>>>;
export type Span = NonNullable<WhyReport["span"]>;

/** Parts of a rule stand in under it; the step is person.css's. */
export const depthStyle = (depth: number): Readonly<Record<`--${string}`, number>> => ({ "--depth": depth });

/** The answer that belongs under a column: only that of this person, and only while it is the one asked for. */
export const answerFor = (why: WhyReport | null, person: number, column: string): WhyReport | null =>
  why?.person.person === person && why.column === column ? why : null;
