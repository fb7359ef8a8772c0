/**
 * What every plan has without declaring it: functions, names that mean something at their place, groups, and the fields
 * behind a dot. Completion, hover and the language book read this table; the tests work out every example.
 */
export type Builtin = {
  readonly name: string;
  readonly kind: "function" | "column" | "place" | "field" | "group";
  readonly signature: string;
  /** One line for a designer. */
  readonly doc: string;
  /** A rule and what it comes to for Ann of `sampleExample`; null where the name means something only in a journey or a table. */
  readonly example: { readonly rule: string; readonly value: string } | null;
};

/** The plan that the examples are worked out in; `answer` is the example's rule. */
export const samplePlan = (rule: string): string => `plan "Sample" {
  currency USD
  period   month
  1 PV = $1.00
}

tree sponsor
tree placement : binary

input PV    : volume
input CV    : volume in orders
input party : text in orders

measure GV     = PV + sum(PV in downline)
measure active = PV >= 100

ranks Title {
  | rank   | share | PV >= _ |
  | Member |    5% |         |
  | Silver |   10% |     100 |
}

pairing Sides along placement {
  volume PV
}

board Cycler {
  size 2 wide, 1 deep
}

bonus Retail {
  pays 20% of PV
  at most $25
}

limit Retail to $30

measure answer = ${rule}
`;

/** Ann has two legs: Bob with Cy below him, and Dee. She bought twice this month. */
export const sampleExample = (value: string): string => `example "Ann" {
  Ann     150
    Bob   120  side: left
      Cy  200
    Dee    80  side: right
  | orders | date       | CV | party |
  | Ann    | 2026-03-04 | 60 | Mia   |
  | Ann    | 2026-03-20 | 40 | Zoe   |
  expect Ann.answer = ${value}
}
`;

const of =
  (kind: Builtin["kind"]) =>
  (name: string, signature: string, doc: string, rule?: string, value?: string): Builtin => ({
    name,
    kind,
    signature,
    doc,
    example: rule === undefined || value === undefined ? null : { rule, value },
  });
const [fn, column, place, field, group] = [
  of("function"),
  of("column"),
  of("place"),
  of("field"),
  of("group"),
];

export const builtins: readonly Builtin[] = [
  fn(
    "sum",
    "sum(VALUE in GROUP[, each at most LIMIT])",
    "Adds a value over a group; with a limit no part counts for more than it.",
    "sum(PV in downline)",
    "400",
  ),
  fn("count", "count(GROUP)", "How many there are in a group.", "count(frontline where active)", "1"),
  fn(
    "any",
    "any(CONDITION in GROUP)",
    "Yes if the condition holds for at least one of a group.",
    "any(PV >= 200 in downline)",
    "yes",
  ),
  fn(
    "all",
    "all(CONDITION in GROUP)",
    "Yes if the condition holds for everyone of a group; for an empty one it does.",
    "all(PV >= 100 in frontline)",
    "no",
  ),
  fn(
    "max",
    "max(VALUE in GROUP), max(A, B, …)",
    "The largest of a group or of some values; 0 for nobody.",
    "max(GV in legs)",
    "320",
  ),
  fn(
    "min",
    "min(VALUE in GROUP), min(A, B, …)",
    "The smallest of a group or of some values; 0 for nobody.",
    "min(PV, 100)",
    "100",
  ),
  fn(
    "nearest",
    "nearest(GROUP)",
    "The first person that a group comes to.",
    "nearest(upline where active) = none",
    "yes",
  ),
  fn(
    "place",
    "place([earliest|lowest] KEY, … in GROUP)",
    "My number in a group that is put in order, highest first; of equals who joined earlier; 0 if I am not in it.",
    "place(PV in company)",
    "2",
  ),
  fn(
    "separate_legs",
    "separate_legs(N where CONDITION, …)",
    "Yes if so many different legs meet the conditions, each leg for one.",
    "separate_legs(1 where GV >= 300, 1 where PV >= 80)",
    "yes",
  ),
  fn("whole", "whole(NUMBER)", "The number without its fraction, rounded down.", "whole(GV / 200)", "2"),
  fn(
    "worth",
    "worth(POINTS)",
    "Points as money, by the worth that the header gives them.",
    "worth(PV)",
    "$150",
  ),
  fn(
    "previous",
    "previous(VALUE)",
    "The value of the period before; of a longer clock, of the last one that is finished. Nothing in the first.",
    "previous(PV)",
    "0",
  ),
  fn(
    "so_far",
    "so_far(VALUE)",
    "What a longer clock stands at now; in a clause about orders, up to and with the order.",
    "sum(so_far(CV) in orders)",
    "160",
  ),
  fn("highest", "highest(VALUE)", "The highest there ever was, this period included.", "highest(PV)", "150"),
  fn(
    "first",
    "first(CONDITION)",
    "Yes in the first period in which the condition holds, and in no other.",
    "first(active)",
    "yes",
  ),
  fn("gross", "gross(BONUS)", "What a bonus comes to before any cap.", "gross(Retail)", "$30"),
  fn("earned", "earned(BONUS)", "What a bonus comes to after its own `at most`.", "earned(Retail)", "$25"),
  fn(
    "paid",
    "paid(BONUS)",
    "What is paid of a bonus after every limit that names it.",
    "paid(Retail) <= earned(Retail)",
    "yes",
  ),
  fn(
    "offered",
    "offered(BONUS)",
    "What a bonus offers the whole company, before anybody is looked at; in `expect` and `ensure`.",
  ),
  fn(
    "broken",
    "broken(BONUS[, REASON])",
    "What of it is not paid, for one reason or all; in `expect` and `ensure`.",
  ),

  column("joined", "joined", "The day on which the person joined."),
  column("age", "age", "Periods since joining: 0 in the period of joining."),
  column(
    "kind",
    "kind",
    "`distributor` or `customer`. Customers sit in the tree and buy, and are never paid.",
    "count(company where kind = customer)",
    "0",
  ),
  column("payout", "payout", "All bonuses and pools that are paid to the person, less charges."),
  column("sponsor", "sponsor", "Who is above the person in the sponsor tree.", "sponsor = none", "yes"),

  place(
    "my",
    "my.COLUMN",
    "The person whose column is computed, inside of a group; in a journey the one who may be paid.",
    "count(downline where PV > my.PV)",
    "1",
  ),
  place("source", "source.COLUMN", "In a bonus that goes `up`: whose base is travelling."),
  place("below", "below.COLUMN", "In a bonus that goes `up`: the person just passed."),
  place("rank", "rank, rank.FACT", "In a rank table and under it: the rank of the row that is tried."),
  place(
    "level",
    "level",
    "How many counted people there are up to here; in `counting` the level that the person would take.",
    "count(downline where level <= 1)",
    "2",
  ),
  place(
    "distance",
    "distance",
    "How many people there are up to here, counted or not; of periods, how long ago.",
    "max(distance in downline)",
    "2",
  ),
  place("generation", "generation", "In a bonus with a `generation` line: the number of the generation."),
  place(
    "total",
    "total",
    "Behind `each at most`: the very total that is limited.",
    "sum(GV in legs, each at most 50% of (PV + total))",
    "310",
  ),

  field(
    "qualified",
    "Title.qualified",
    "The rank that this period's own requirements give.",
    "Title.qualified >= Silver",
    "yes",
  ),
  field("career", "Title.career", "The highest rank ever held.", "Title.career >= Silver", "yes"),
  field(
    "left",
    "PAIRING.left",
    "What stands on the left before matching: carried over, and new.",
    "Sides.left",
    "320",
  ),
  field("right", "PAIRING.right", "What stands on the right before matching.", "Sides.right", "80"),
  field("matched", "PAIRING.matched", "What was matched, of the weaker side.", "Sides.matched", "80"),
  field("cycles", "PAIRING.cycles, BOARD.cycles", "How many cycles there were.", "Cycler.cycles", "1"),
  field(
    "left_carried",
    "PAIRING.left_carried",
    "What is carried over on the left.",
    "Sides.left_carried",
    "240",
  ),
  field(
    "right_carried",
    "PAIRING.right_carried",
    "What is carried over on the right.",
    "Sides.right_carried",
    "0",
  ),

  group("downline", "in downline [of TREE]", "Everyone below, at any depth.", "count(downline)", "3"),
  group("frontline", "in frontline [of TREE]", "Those directly below.", "sum(PV in frontline)", "200"),
  group(
    "legs",
    "in legs [of TREE]",
    "The legs, each by its head; the whole one is `leg` inside.",
    "count(legs where any(PV >= 200 in leg))",
    "1",
  ),
  group(
    "leg",
    "in leg",
    "Inside `legs`: the whole leg gone through, head included.",
    "max(PV in legs where count(leg) >= 2)",
    "120",
  ),
  group(
    "left leg",
    "in left leg of TREE",
    "Everyone on the left of a binary tree.",
    "sum(PV in left leg of placement)",
    "320",
  ),
  group(
    "right leg",
    "in right leg of TREE",
    "Everyone on the right of a binary tree.",
    "sum(PV in right leg of placement)",
    "80",
  ),
  group("upline", "in upline [of TREE]", "Everyone above, nearest first.", "count(upline)", "0"),
  group(
    "siblings",
    "in siblings [of TREE]",
    "Those with the same person above, oneself included.",
    "count(siblings)",
    "1",
  ),
  group("company", "in company", "Everybody.", "sum(PV in company)", "550"),
  group("path", "in path", "In a bonus that goes `up`: those passed so far."),
  group(
    "orders",
    "in orders [by COLUMN]",
    "One's orders of the period; by a column, those alike together.",
    "max(CV in orders)",
    "60",
  ),
  group(
    "periods",
    "in periods, in earlier periods, in last N periods",
    "One's own periods, this one included unless `earlier`.",
    "sum(PV in last 3 periods)",
    "150",
  ),
];
