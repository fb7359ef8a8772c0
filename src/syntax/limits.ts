/** The largest text that is read: some ten thousand lines, far beyond any plan. */
export const TEXT_LENGTH_MOST = 400_000;

/** How deep parentheses may stand within parentheses. Beyond it the call stack of a browser could run out. */
export const NESTING_MOST = 64;

/** How many values one chain of `+`, `and`, `else` and their like may join: the depth of the tree, which later stages walk. */
export const CHAIN_MOST = 400;

/** How many problems of syntax are told of one text. Who has made more than that mends these first. */
export const PROBLEMS_MOST = 100;
