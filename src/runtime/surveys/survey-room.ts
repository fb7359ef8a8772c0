import { TALLIES } from "../../ir/survey.ts";

/** Where those who look through columns have what they need, in bytes. */
export type SurveyRoom = {
  /** What is found, in words of 64 bits. */
  readonly found: number;
  /** For each group how many people it has, in words of 32 bits. */
  readonly people: number;
  /** For each group what its amounts come to, in words of 64 bits. */
  readonly tallies: number;
  /** Who counts: a byte for each place. */
  readonly marks: number;
  /** A list of places, in words of 32 bits. */
  readonly list: number;
};

/** No more groups than these are told apart. */
export const MOST_GROUPS = 256;
const FOUND_BYTES = 64;
const PEOPLE_AT = FOUND_BYTES;
const TALLIES_AT = PEOPLE_AT + 4 * MOST_GROUPS;
const MARKS_AT = TALLIES_AT + 8 * TALLIES.length * MOST_GROUPS;
const LISTED_BYTES = 4;
const markBytes = (people: number): number => Math.ceil(people / 8) * 8;

/** So much room is taken beside the columns of so many people. */
export const surveyBytes = (people: number): number => MARKS_AT + markBytes(people) + LISTED_BYTES * people;

/** The room that begins at a place of the memory. */
export const surveyRoom = (at: number, people: number): SurveyRoom => ({
  found: at,
  people: at + PEOPLE_AT,
  tallies: at + TALLIES_AT,
  marks: at + MARKS_AT,
  list: at + MARKS_AT + markBytes(people),
});
