import type { Progress } from "../../base/pieces.ts";
import type { ChangeRequest, Outcome, Results, Revision } from "../protocol.ts";
import type { QuestionName, Questions } from "../questions.ts";

/** An answer with the question it answers and the version of the results it was answered from. */
export type Answered<N extends QuestionName> = {
  readonly request: Questions[N]["request"];
  readonly answer: Questions[N]["answer"];
  readonly version: number;
  /** The set of people whose indices the answer names. */
  readonly peopleVersion: number;
};

/**
 * What the figures on the screen are worth. `fresh`: they are those of the text. `updating`: a newer text is being run.
 * The two kinds of old: the last good ones, kept because the text cannot be run or its run was given up.
 */
export type Staleness =
  | "fresh"
  | "updating"
  | "old because the text has errors"
  | "old because the run was stopped";

/** Why there is no answer, as a sentence for the reader, and what was seen, for a report to us. */
export type Failure = { readonly sentence: string; readonly seen: string };

/** A figure that is tried in place of one of the files, which are left as they are. */
export type Tried = ChangeRequest & {
  /** The cell as it stands in the file. */
  readonly was: string;
  /** Whose it is, in words. */
  readonly whose: string;
};

/** Whether two figures stand in the same cell. */
export const isSameCell = (one: ChangeRequest, other: ChangeRequest): boolean =>
  one.of === other.of && one.row === other.row && one.input === other.input;

export type Snapshot = {
  readonly text: string;
  readonly period: string | null;
  /** Counts every change of text, period and people. */
  readonly revision: Revision;
  /** The newest answer, perhaps to an older text; its problems belong to the text only if the revisions are equal. */
  readonly outcome: Outcome | null;
  /** The last good results; see `staleness`. */
  readonly results: Results | null;
  /** The text that the results are of: the places in it are what they name. */
  readonly resultsText: string;
  /** Counts results: an answer with another version was asked of older ones. */
  readonly version: number;
  /** Counts the sets of people that were loaded: a person's index means the same within one. */
  readonly peopleVersion: number;
  readonly staleness: Staleness;
  readonly loading: boolean;
  /** How far the engine is with what takes long; null where nothing does. */
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  /** Figures of the people that are there, in the order they were tried in. */
  readonly tried: readonly Tried[];
  readonly answers: { readonly [N in QuestionName]: Answered<N> | null };
};

export const NOTHING_YET: Snapshot = {
  text: "",
  period: null,
  revision: 0,
  outcome: null,
  results: null,
  resultsText: "",
  version: 0,
  peopleVersion: 0,
  staleness: "updating",
  loading: false,
  progress: null,
  failure: null,
  tried: [],
  answers: {
    tree: null,
    person: null,
    focus: null,
    rows: null,
    search: null,
    why: null,
    order: null,
    affected: null,
    examples: null,
  },
};

/** The staleness that follows from what else is known. */
export function stalenessOf({
  revision,
  outcome,
  failure,
}: Pick<Snapshot, "revision" | "outcome" | "failure">): Staleness {
  if (failure) return "old because the run was stopped";
  if (outcome?.revision !== revision) return "updating";
  return outcome.results ? "fresh" : "old because the text has errors";
}
