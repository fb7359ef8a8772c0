/** The largest text that is read: some ten thousand lines, far beyond any plan. */
export const TEXT_LENGTH_MOST = 400_000;

/** How deep parentheses may stand within parentheses. */
export const NESTING_MOST = 32;

/** How many values one chain of `+`, `and`, `else` and their like may join. */
export const CHAIN_MOST = 400;

/** How many values may be joined within one outermost parenthesis, whatever its chains. With the two above it bounds the depth of a tree. */
export const JOINED_MOST = 1_000;

/** How many decimals a figure may be written with: as a percentage it has two more, and 18 are what 64 bits hold. */
export const FIGURE_DECIMALS_MOST = 16;

/** How many conditions different legs may serve: every set of them is looked at. */
export const SEPARATE_LEGS_MOST = 6;

/** How many problems of syntax are told of one text. Who has made more than that mends these first. */
export const PROBLEMS_MOST = 100;
