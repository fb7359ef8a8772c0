/** How long the page waits for its engine before it takes it to be stuck, stops it and says so. */

/** A run may take this long however few the people are: the first one also compiles the engine itself. */
export const LONGEST_RUN_BASE_MS = 4_000;
/** And this much more for each thousand people. */
export const LONGEST_RUN_PER_THOUSAND_PEOPLE_MS = 200;
/** A question about results that are there already: a window, a person, a search. */
export const LONGEST_QUESTION_MS = 15_000;
/** Reading files. */
export const LONGEST_LOAD_MS = 120_000;
/** An engine that dies so often before it has answered anything does not run here at all. */
export const MOST_DEATHS_IN_A_ROW = 3;

export const longestRunMs = (people: number): number =>
  LONGEST_RUN_BASE_MS + (people / 1000) * LONGEST_RUN_PER_THOUSAND_PEOPLE_MS;
