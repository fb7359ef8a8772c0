import type { ClockUnit } from "../base/calendar.ts";
import type { Span } from "../base/span.ts";
import type { Value } from "../base/value.ts";
import type { GroupBase } from "../syntax/syntax.ts";
import type { Type } from "./types.ts";

/**
 * A rule of a plan, understood: every name is resolved to what it stands for, every value has a type with its unit, and
 * every change of unit is written out (`Worth`). An evaluator needs no names, no guesses and no messages.
 *
 * A formula is read by somebody about something. `My` is the person whose column is computed (in a journey: the stop);
 * `It` is what is gone through (a person, an order, all orders of one party), and the same as `My` outside of a group.
 */
type F<Kind extends string, Fields extends object> = {
  readonly kind: Kind;
  readonly span: Span;
  readonly type: Type;
} & Readonly<Fields>;

export type Formula =
  | F<"Const", { value: Value }>
  | F<"Param", { name: string }>
  /** The cell of the row that is tried, in the header of a table. */
  | F<"Blank", object>
  /** The rank of the row that is tried. */
  | F<"Candidate", object>
  /** An argument of the measure that is computed. */
  | F<"Argument", { index: number }>
  /** A number that a journey or a group knows about where it stands; `total`: of the sum that limits itself. */
  | F<"Bound", { name: "level" | "distance" | "generation" | "total" }>
  // people
  | F<"It", object>
  | F<"My", object>
  | F<"Source", object>
  /** The person just passed on the way up. */
  | F<"Below", object>
  /** A person of an example, by index. */
  | F<"Someone", { person: number }>
  // columns
  /** A column of a person: an input, measure, rank, tree (who the parent is), bonus (what is paid), flow, or a built-in one. */
  | F<"Column", { name: string; of: Formula; args: readonly Formula[] }>
  /** A column of the order gone through, or its total over the orders of a party. */
  | F<"OrderColumn", { name: string }>
  | F<"Flavour", { ladder: string; flavour: "qualified" | "career"; of: Formula }>
  /** A fact of a rank: a cell of its row. */
  | F<"Fact", { ladder: string; column: number; rank: Formula }>
  | F<"PairingField", { pairing: string; field: PairingFieldName; of: Formula }>
  | F<"BoardField", { board: string; of: Formula }>
  /** What a bonus comes to at a person: before caps, after its own, after every limit. */
  | F<"Amount", { stage: "gross" | "earned" | "paid"; bonus: string; of: Formula }>
  /** Of the whole company: what a bonus offers, or what of it is not paid, for one reason or all (null). */
  | F<"Balance", { bonus: string; what: "offered" | "broken"; reason: string | null }>
  /** `byDay`: other tables take the place of it from a day on. */
  | F<"Lookup", { table: string; keys: readonly Formula[]; byDay: boolean }>
  // working out
  | F<"Not", { of: Formula }>
  | F<"Negate", { of: Formula }>
  | F<"Arithmetic", { op: "+" | "-" | "*" | "/"; left: Formula; right: Formula }>
  | F<"Compare", { op: "=" | "<>" | "<" | "<=" | ">" | ">="; left: Formula; right: Formula }>
  | F<"Logic", { op: "and" | "or"; left: Formula; right: Formula }>
  | F<"If", { condition: Formula; then: Formula; otherwise: Formula }>
  /** Points turned into money by the worth that the header gives them. */
  | F<"Worth", { of: Formula; points: string }>
  | F<"Whole", { of: Formula }>
  | F<"Extreme", { which: "max" | "min"; items: readonly Formula[] }>
  // over groups
  | F<
      "Aggregate",
      {
        fold: "sum" | "max" | "min" | "any" | "all";
        of: Formula;
        group: CheckedGroup;
        eachAtMost: Formula | null;
      }
    >
  | F<"Count", { group: CheckedGroup }>
  | F<"Nearest", { group: CheckedGroup }>
  | F<"Place", { keys: readonly { of: Formula; lowestFirst: boolean }[]; group: CheckedGroup }>
  | F<"SeparateLegs", { tree: string; slots: readonly { count: Formula; condition: Formula }[] }>
  // over time
  /** `clock`: the last finished period of a longer clock, where the rule's own is shorter. */
  | F<"Previous", { of: Formula; clock: ClockUnit | null }>
  /** What the rest of the period has not happened to yet: up to and with the order, or the end of the rule's own period. */
  | F<"SoFar", { of: Formula; clock: ClockUnit | null }>
  | F<"Highest", { of: Formula }>
  | F<"First", { of: Formula }>;

export type PairingFieldName =
  | "left"
  | "right"
  | "matched"
  | "cycles"
  | "first"
  | "left_carried"
  | "right_carried";
export const pairingFields: readonly PairingFieldName[] = [
  "left",
  "right",
  "matched",
  "cycles",
  "first",
  "left_carried",
  "right_carried",
];

export type FormulaKind = Formula["kind"];
export type FormulaOf<K extends FormulaKind> = Extract<Formula, { kind: K }>;

/** Who is gone through, with what is left out, in the words of the plan. `tree` is "" where no tree is needed. */
export type CheckedGroup = {
  readonly span: Span;
  readonly base: Exclude<GroupBase, "days" | "weeks" | "months" | "years"> | "shorter periods";
  /** Which ones, of `shorter periods`. */
  readonly clock: ClockUnit | null;
  readonly tree: string;
  readonly pick: { readonly which: "largest" | "smallest"; readonly count: Formula } | null;
  readonly last: Formula | null;
  readonly by: Formula | null;
  readonly counting: Formula | null;
  readonly until: Formula | null;
  readonly through: Formula | null;
  readonly where: Formula | null;
};

/** A formula directly inside another, with the group it is evaluated in, if it is one. */
export type Part = { readonly part: Formula; readonly group: CheckedGroup | null };

const known = new WeakMap<Formula, readonly Part[]>();

/** Most formulas are one of these: nothing has to be known of them. */
const WITHOUT_PARTS: ReadonlySet<Formula["kind"]> = new Set<Formula["kind"]>([
  ...(["Const", "Param", "Blank", "Candidate", "Argument", "Bound"] as const),
  ...(["It", "My", "Source", "Below", "Someone", "OrderColumn", "Balance"] as const),
]);

/** The formulas directly inside a formula. */
export function partsOf(formula: Formula): readonly Part[] {
  if (WITHOUT_PARTS.has(formula.kind)) return NONE;
  let parts = known.get(formula);
  if (parts) return parts;
  parts = partsIn(formula);
  known.set(formula, parts);
  return parts;
}

const NONE: readonly Part[] = [];
function outside(...parts: readonly (Formula | null)[]): Part[] {
  const found: Part[] = [];
  for (const part of parts) if (part) found.push({ part, group: null });
  return found;
}

function partsIn(formula: Formula): readonly Part[] {
  switch (formula.kind) {
    case "Column":
      return outside(formula.of, ...formula.args);
    case "Flavour":
    case "PairingField":
    case "BoardField":
    case "Amount":
    case "Not":
    case "Negate":
    case "Worth":
    case "Whole":
    case "Previous":
    case "SoFar":
    case "Highest":
    case "First":
      return outside(formula.of);
    case "Fact":
      return outside(formula.rank);
    case "Lookup":
      return outside(...formula.keys);
    case "Arithmetic":
    case "Compare":
    case "Logic":
      return outside(formula.left, formula.right);
    case "If":
      return outside(formula.condition, formula.then, formula.otherwise);
    case "Extreme":
      return outside(...formula.items);
    case "Aggregate": {
      const { of, eachAtMost, group } = formula;
      const own = eachAtMost ? [of, eachAtMost] : [of];
      return [...own.map((part) => ({ part, group })), ...partsOfGroup(group)];
    }
    case "Count":
    case "Nearest":
      return partsOfGroup(formula.group);
    case "Place": {
      const { keys, group } = formula;
      return [...keys.map((key) => ({ part: key.of, group })), ...partsOfGroup(group)];
    }
    case "SeparateLegs": {
      const legs = bareGroup("legs", formula.tree, formula.span);
      return formula.slots.flatMap(({ count, condition }) => [
        ...outside(count),
        { part: condition, group: legs },
      ]);
    }
    default:
      return NONE;
  }
}

function partsOfGroup(group: CheckedGroup): Part[] {
  const { pick, last, by, counting, until, through, where } = group;
  return [
    ...outside(pick?.count ?? null, last),
    ...outside(by, counting, until, through, where).map(({ part }) => ({ part, group })),
  ];
}

/** A group with nothing left out. */
export const bareGroup = (base: CheckedGroup["base"], tree: string, span: Span): CheckedGroup => ({
  span,
  base,
  clock: null,
  tree,
  pick: null,
  last: null,
  by: null,
  counting: null,
  until: null,
  through: null,
  where: null,
});
