/**
 * The one table of words. The lexer, the colours, completion, hovers and the reference all read it, so that a word is
 * spelled, coloured and explained in one place. A key is the name of a token: a word of the language is its own name,
 * everything else (signs, figures, names) begins with a capital letter.
 */
export type Style =
  | "opening"
  | "keyword"
  | "setting"
  | "number"
  | "money"
  | "date"
  | "text"
  | "name"
  | "operator"
  | "bracket"
  | "punctuation"
  | "comment";

/**
 * Where a word may not be used as a name: everywhere, as the first word of a line, or nowhere (it means something at
 * its place only, and is free as a name elsewhere). Signs and figures are never names.
 */
export type Reserved = "everywhere" | "first on a line" | "at its place" | "no word";

export type Word = {
  /** The spelling, or for figures and names the form. */
  readonly pattern: string | RegExp;
  readonly style: Style;
  readonly reserved: Reserved;
  /** One line in plain words, for hovers and the reference. */
  readonly doc: string;
};

/** Words that begin a declaration. They are words of the language only where they stand first on a line. */
const openings = {
  plan: "The header of the plan: its name, currency, period, what a point is worth, and rounding.",
  input: "A figure that the data brings for every person, or for every order (`in orders`).",
  param: "A named figure with a range: a slider in the page.",
  measure: "A value that is worked out for every person, in every period.",
  tree: "Who stands under whom: a tree that the data brings, or one that a rule builds.",
  ranks: "A ladder of ranks, the lowest first, with what each asks for and what each is given.",
  table: "A lookup table: a value for each key, or for each row and column.",
  bonus: "Money that is paid to people, each by their own figures or along a tree.",
  charge: "Money that is taken off what a person is paid: a fee or a tax.",
  flow: "Something that travels a tree like a bonus and is paid to nobody: other rules read it by its name.",
  pool: "A pot of money that is divided by shares.",
  limit: "The most that bonuses may come to together. What is above it is scaled down.",
  pairing: "A binary: left and right volume is matched, paid in cycles or steps, and the rest is carried.",
  board: "A board of a few places: when it is full, the person at its top cycles and the board splits.",
  ensure: "A promise about the whole plan, watched on every downline that is open.",
  example: "A small downline with what it must come to: a page of the brochure, kept as a test.",
  daily: "Before a declaration: worked out for every day.",
  weekly: "Before a declaration: worked out for every week.",
  monthly: "Before a declaration: worked out for every month.",
  quarterly: "Before a declaration: worked out for every quarter of a year.",
  yearly: "Before a declaration: worked out for every calendar year.",
} as const;

/** Words that are never names, unless in quotes. */
const reservedWords = {
  if: "`amount if condition`: the amount where the condition holds, nothing where it does not.",
  else: "What holds where the `if` before it does not.",
  and: "Both conditions hold.",
  or: "At least one of the two conditions holds.",
  not: "The condition does not hold.",
  in: "Which group is gone through: `sum(PV in downline)`.",
  of: "A percentage of something: `5% of PV`. Or the tree of a group: `downline of placement`.",
  where: "Keeps those for whom a condition holds.",
  by: "What the largest or smallest are picked by, or what orders are put together by.",
  each: "The sum is limited for each one: `each at most $500`.",
  from: "From this figure on (`from 100`), or where a range or a journey begins.",
  over: "Above this figure: the threshold itself is not enough.",
  counting: "Only people for whom this holds take up a level; the others are passed by (compression).",
  until: "Stops at the first for whom this holds, and leaves that one out.",
  through: "Stops at the first for whom this holds, and takes that one in.",
  downline: "Everyone below a person, at any depth; the person is not in it.",
  frontline: "The people directly below a person.",
  legs: "The people directly below, each standing for everything below as well.",
  leg: "The whole leg that is just gone through, its head included.",
  upline: "The people above a person, the nearest first.",
  company: "Everyone there is.",
  orders: "The orders of the person in this period.",
  path: "The people that the amount has passed on its way up, before it reached this person.",
  siblings: "The people who stand under the same person, oneself included.",
  periods: "The periods of a person's own history, this one included.",
  last: "The latest periods or months, this one included: `last 3 periods`.",
  earlier: "`earlier periods`: a person's own history without this period.",
  largest: "Only the largest few: `largest 2 legs by GV`.",
  smallest: "Only the smallest few: `smallest 2 legs by GV`.",
  earliest: "In `place`: the earliest comes first; in a limit who is earliest gives way first.",
  lowest: "In `place`: the lowest comes first; in a limit who has the lowest gives way first.",
  yes: "A condition that holds.",
  no: "A condition that does not hold.",
  none: "No rank, no choice, nobody.",
  days: "A length of time, `60 days`; or the days of the period, to go through.",
  weeks: "A length of time, `8 weeks`; or the weeks of the period, to go through.",
  months: "A length of time, `3 months`; or the months of the period, to go through.",
  years: "A length of time, `2 years`; or years to go through.",
  expect: "In an example: what must come out.",
} as const;

/** Words that mean something at their place, and are free as names everywhere else. */
const settingWords = {
  currency: "The currency of the plan: `currency USD`.",
  period: "How often the plan settles: `period month`.",
  rounding: "How amounts are rounded: `rounding half even to $0.01`.",
  half: "`half even`, the banker's way, or `half up`: where a figure in the middle goes.",
  even: "Rounds a figure in the middle to the even neighbour.",
  up: "The tree that the amount travels upwards: `up sponsor`. Of rounding: away from 0.",
  down: "Of rounding: what is over is cut off. Of a grace period: one rank lower.",
  to: "Up to this figure, or to this place.",
  line: "`each line`: every single payment is rounded, not only their sum.",
  choice: "One of a few words: `choice of basic, business`.",
  step: "How far one notch of the slider goes; of ranks, one row of the ladder.",
  filled: "A tree that is filled in joining order: `sponsor filled 3 wide`.",
  wide: "How many people stand next to one another under one person.",
  evenly: "Everyone gets a first person below before anyone gets a second.",
  deep: "How many rows a board has below the person at its top.",
  award: "How the ladder is climbed: `highest`, `in order` (the rule), or `one step` at a time.",
  highest: "The highest row whose requirements hold, whatever the rows below ask for.",
  order: "`in order`: every row below must hold as well.",
  one: "`one step`: never more than one rank at a time.",
  needs: "A condition for every row of the ladder, or for every settlement of a pairing.",
  grace: "How long a title is kept after it has been missed: `grace 2 periods`.",
  then: "What happens when the grace is over: `then one step down`.",
  marginal: "Each slice is paid at its own rate, as income tax is; the table gives the amount.",
  on: "What is paid on: a volume, an amount, or the orders one by one.",
  self: "`from self`: the person's own volume is the first stop, at level 0.",
  generation: "Where a generation turns: `generation closes at Title >= Gold`.",
  opens: "The person for whom it holds is the first of the next generation.",
  closes: "The person for whom it holds is the last of the generation.",
  at: "`at most`, or the place where a generation turns.",
  most: "`at most`: an upper limit.",
  pays: "What is paid: a percentage of the base, or an amount of money.",
  takes: "What a charge takes off.",
  gives: "What a flow gives to whoever it reaches.",
  missed: "What becomes of an amount whose person may not be paid.",
  rolls: "`missed rolls up`: it goes on to the next person above who may be paid.",
  is: "`missed is lost`, `rest is kept`: what becomes of it.",
  lost: "Nobody is paid what was missed.",
  pot: "The money that a pool divides.",
  shares: "How many shares of the pool a person has.",
  share: "`rounding share`: the value of one share is rounded first.",
  parts: "`rounding parts`: every person's part is rounded.",
  sharing: "`sharing the rest`: what a limit cuts off is divided again among the others.",
  the: "`sharing the rest`.",
  rest: "What is left over.",
  for: "`for each person`, `for each owner`, or for how long something is carried.",
  owner: "The person to whom several positions belong.",
  person: "`for each person`: a limit on what everybody is paid by themselves.",
  scaling: "Which bonuses give way when the limit binds.",
  latest: "In a limit: who is latest gives way first, `latest joined first`.",
  along: "The tree that is meant: `along placement`.",
  volume: "Points. Of a pairing: what is matched.",
  cycle: "What one cycle takes from either side: `cycle 200 strong, 100 weak`.",
  cycles: "How many cycles at most: `at most 10 cycles`.",
  steps: "The weaker side is matched in whole steps: `steps of 125, 250, 500`.",
  strong: "The side with more volume.",
  weak: "The side with less volume.",
  side: "Left or right in a binary.",
  sides: "`both sides`: left and right.",
  chosen: "When the strong side is found: `once`, or before `each cycle`.",
  once: "The strong side is found once in every settlement.",
  left: "The left side of a binary.",
  right: "The right side of a binary.",
  equal: "`left if equal`: which side is strong when both have the same.",
  first: "`first cycle`: a first cycle that takes other volumes.",
  carry: "What is carried into the next period: `both sides`, `strong side` or `nothing`.",
  both: "`both sides`: left and right.",
  nothing: "Nothing is carried.",
  flush: "What is carried is lost.",
  keep: "What is carried stays.",
  pause: "What is carried stays, and new volume does not count.",
  kept: "What a limit cuts off stays on the legs.",
  used: "What a limit cuts off is used up.",
  starts: "From when on: `starts when CV >= 50`.",
  when: "From the time this first holds.",
  size: "How large a board is: `size 2 wide, 2 deep`.",
  newcomers: "Which board a new person joins: the `oldest`, or the `sponsor`'s.",
  oldest: "The board that was opened first.",
  sponsor: "Who brought a person in. It is also the name of the tree that is meant when none is named.",
  top: "What becomes of the person at the top of a full board.",
  returns: "`returns to oldest`: enters another board at its bottom.",
  leaves: "Does not enter another board.",
  with: "Other figures for the plan's params in this example.",
} as const;

/** Signs. A few are also read in the spelling that a word processor makes of them. */
const signs = {
  Range: ["..", "operator", "From one key to another: `5..7`; `8..` has no end."],
  LessOrEqual: [/<=|≤/, "operator", "At most."],
  GreaterOrEqual: [/>=|≥/, "operator", "At least."],
  NotEqual: [/<>|≠/, "operator", "Is not."],
  Less: ["<", "operator", "Less than."],
  Greater: [">", "operator", "More than."],
  Equal: ["=", "operator", "Is. In a declaration: what the name stands for."],
  Plus: ["+", "operator", "Added together."],
  Minus: [/[-−]/, "operator", "Less; before a figure, below 0."],
  Times: [/[*×]/, "operator", "Multiplied."],
  Divide: ["/", "operator", "Divided, to nine decimals; by 0 it is 0."],
  Dot: [".", "punctuation", "Something of somebody: `sponsor.Title`."],
  OpenParen: ["(", "bracket", "Opens what belongs together, or what a function is about."],
  CloseParen: [")", "bracket", "Closes what `(` has opened."],
  OpenBrace: ["{", "bracket", "Opens the lines of a declaration."],
  CloseBrace: ["}", "bracket", "Closes the lines of a declaration."],
  Comma: [",", "punctuation", "Between the things of a list. Before a digit it wants a space."],
  Colon: [":", "punctuation", "Before a type, a value of an example, or the header that a label belongs to."],
  Backslash: [
    "\\",
    "punctuation",
    "In the corner of a table: the keys of the rows \\ the keys of the columns.",
  ],
  Blank: ["_", "operator", "In the header of a table: the value of the cell."],
  RowStart: ["|", "punctuation", "The first bar of a line begins a row of a table."],
  Bar: ["|", "punctuation", "Between two cells of a table."],
  RowEnd: ["|", "punctuation", "The last bar of a line ends the row."],
} as const;

/** A figure without sign: `10,000` as printed (`10_000` is read too), with decimals behind a point. */
const FIGURE = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*)(?:\.\d+)?`;
/** A figure ends where no digit goes on: `10,0000` is not `10` and something, but a figure that is spelled wrong. */
const END = String.raw`(?![.,'’_]?\d|[kKmM]\b)`;

/** Figures, names and texts: known by their form. */
const forms = {
  Date: [
    /\d{4}-\d{2}(?:-\d{2})?(?![\d-])/,
    "date",
    "A day, `2026-03-21`, or the first of a month, `2026-03`.",
  ],
  Percent: [new RegExp(`${FIGURE}%`), "number", "A percentage: `5%`, `2.5%`."],
  Money: [
    new RegExp(String.raw`\p{Sc}${FIGURE}${END}`, "u"),
    "money",
    "An amount: a currency sign and a figure, `$1,000.00`.",
  ],
  Number: [new RegExp(FIGURE + END), "number", "A figure: `10,000` or `2.5`."],
  Quoted: [/"[^"\n\r]*"/, "text", "A name of several words, or a title."],
  YesNo: [/yes\/no\b/, "setting", "The type of a condition."],
  Name: [
    /\p{L}[\p{L}\p{M}\p{N}_]*(?![\p{L}\p{M}\p{N}_]|['’]\p{L})/u,
    "name",
    "A name: letters, digits and `_`, with a letter first. Capitals matter.",
  ],
  Comment: [/#[^\n\r]*/, "comment", "A remark, to the end of the line."],
} as const;

type Signs = typeof signs;
type Forms = typeof forms;
/** The words that open a declaration. */
export type OpeningWord = keyof typeof openings;
/** Every word of the language. */
export type LanguageWord = OpeningWord | keyof typeof reservedWords | keyof typeof settingWords;
/** The name of every token: a word of the language itself, or the name of a sign or a form. */
export type WordName = LanguageWord | keyof Signs | keyof Forms;

const words = (of: Readonly<Record<string, string>>, style: Style, reserved: Reserved) =>
  Object.entries(of).map(([word, doc]) => [word, { pattern: word, style, reserved, doc }]);
const others = (of: Readonly<Record<string, readonly [string | RegExp, Style, string]>>) =>
  Object.entries(of).map(([name, [pattern, style, doc]]) => [
    name,
    { pattern, style, reserved: "no word", doc },
  ]);

/** Every word, sign and form, by its name. */
export const vocabulary: Readonly<Record<WordName, Word>> = Object.fromEntries([
  ...words(openings, "opening", "first on a line"),
  ...words(reservedWords, "keyword", "everywhere"),
  ...words(settingWords, "setting", "at its place"),
  ...others(signs),
  ...others(forms),
]);

/** The words of the language in the order of the table: declarations, reserved words, words at their place. */
export const languageWords = [openings, reservedWords, settingWords].flatMap((group) =>
  Object.keys(group),
) as LanguageWord[];

/** The words that may stand before a declaration and say how often it is worked out. */
export const clockWords = ["daily", "weekly", "monthly", "quarterly", "yearly"] as const;
/** The words that open a declaration themselves (`plan` opens the header). */
export const declarationWords = [
  "input",
  "param",
  "measure",
  "tree",
  "ranks",
  "table",
  "bonus",
  "charge",
  "flow",
  "pool",
  "limit",
  "pairing",
  "board",
  "ensure",
  "example",
] as const satisfies readonly OpeningWord[];
