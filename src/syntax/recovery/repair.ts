import type { Span } from "../../base/span.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Change, Course } from "./course.ts";

/**
 * One way to read on behind a mistake: the change of the tokens, what to tell of it, and how far-fetched it is. The
 * repair that lets the parser read furthest for the least is taken.
 */
export type Repair = Change & {
  readonly cost: number;
  /** Whether the mistake is certain. What is only likely is kept quiet where the same line has told a mistake already. */
  readonly sure: boolean;
  readonly tell: () => Diagnostic;
};

/** What finds repairs for the token at which the grammar sticks. */
export type Finder = (course: Course, at: number) => readonly Repair[];

/** An edit that puts something where nothing stands. */
export const putAt = (offset: number, insert: string): { readonly span: Span; readonly insert: string } => ({
  span: { from: offset, to: offset },
  insert,
});
