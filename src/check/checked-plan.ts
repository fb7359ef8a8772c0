import type { ClockUnit } from "../base/calendar.ts";
import type { Exact } from "../base/exact.ts";
import type { Rounding } from "../base/rounding.ts";
import type { Span } from "../base/span.ts";
import type { Day } from "../base/value.ts";
import type { Formula } from "./formula.ts";
import type { Type } from "./types.ts";

/**
 * A plan in which nothing is wrong: what an evaluator gets. Maps are in the order of the text. There is no error case
 * behind this type: `check` gives one only when it found no error.
 */
export type CheckedPlan = {
  readonly title: string;
  readonly currency: string;
  readonly clock: ClockUnit;
  readonly rounding: Rounding;
  /** `each line`: every line of a bonus is rounded, not only its sum. */
  readonly roundEachLine: boolean;
  /** Money for one point, by kind of points. */
  readonly worth: ReadonlyMap<string, Exact>;
  readonly inputs: ReadonlyMap<string, CheckedInput>;
  readonly params: ReadonlyMap<string, CheckedParam>;
  readonly measures: ReadonlyMap<string, CheckedMeasure>;
  readonly trees: ReadonlyMap<string, CheckedTree>;
  readonly ladders: ReadonlyMap<string, CheckedLadder>;
  readonly tables: ReadonlyMap<string, CheckedTable>;
  readonly bonuses: ReadonlyMap<string, CheckedBonus>;
  readonly pools: ReadonlyMap<string, CheckedPool>;
  readonly limits: readonly CheckedLimit[];
  readonly pairings: ReadonlyMap<string, CheckedPairing>;
  readonly boards: ReadonlyMap<string, CheckedBoard>;
  readonly ensures: readonly CheckedEnsure[];
  readonly examples: readonly CheckedExample[];
  /** Everything that is computed, each behind all that it needs: an evaluator that follows it never waits for itself. */
  readonly passes: readonly Pass[];
  /** The clock of each column that has one: the plan's own, or the one said before its declaration. Inputs and params have none. */
  readonly clocks: ReadonlyMap<string, ClockUnit>;
};

/** Columns that are computed together, person by person: from the deepest up, or from the top down, along a tree. */
export type Pass = {
  readonly columns: readonly string[];
  readonly order: "deepest first" | "top first" | "any";
  readonly tree: string;
};

export type CheckedInput = {
  readonly name: string;
  readonly span: Span;
  readonly type: Type;
  readonly inOrders: boolean;
  readonly fallback: Formula | null;
};
export type CheckedParam = {
  readonly name: string;
  readonly span: Span;
  readonly type: Type;
  readonly value: Formula;
  readonly from: Formula | null;
  readonly to: Formula | null;
  readonly step: Formula | null;
};
export type CheckedMeasure = {
  readonly name: string;
  readonly span: Span;
  readonly type: Type;
  readonly parameters: readonly Type[];
  readonly body: Formula;
};
export type CheckedTree = {
  readonly name: string;
  readonly span: Span;
  readonly binary: boolean;
  /** Null: the data say who is above whom. */
  readonly parent: Formula | null;
  readonly filled: { readonly wide: Formula; readonly evenly: boolean } | null;
  /** The day from which somebody stands in the tree; before it, and below nobody, one is in the holding tank. */
  readonly from: Formula | null;
};

export type CheckedLadder = {
  readonly name: string;
  readonly span: Span;
  readonly headers: readonly CheckedHeader[];
  /** Lowest first. */
  readonly ranks: readonly CheckedRank[];
  readonly award: "highest" | "in order" | "one step";
  readonly needs: readonly Formula[];
  readonly grace: { readonly periods: Formula; readonly oneStepDown: boolean } | null;
};
/** A column of a rank table: a fact that rules may read, a requirement, or both. */
export type CheckedHeader = {
  readonly span: Span;
  readonly fact: string | null;
  readonly requirement: Formula | null;
  readonly type: Type;
};
/** `rows`: several are alternatives, any of which is enough; a cell is null where it asks nothing. Facts are the first row's. */
export type CheckedRank = {
  readonly name: string;
  readonly span: Span;
  readonly rows: readonly (readonly (Formula | null)[])[];
};

export type CheckedTable = {
  readonly name: string;
  readonly span: Span;
  readonly type: Type;
  readonly marginal: boolean;
  /** One a parameter: what its values are compared with. */
  readonly keys: readonly CheckedKeys[];
  /** By the position of the first key, then of the second (or only) one: row by row. With one key there is one row. */
  readonly cells: readonly (readonly (Formula | null)[])[];
  /** The day from which it holds; null: always. */
  readonly from: Formula | null;
  /** The same table from later days on, in the order of the text. */
  readonly later: readonly CheckedTable[];
};
export type CheckedKeys = { readonly type: Type; readonly entries: readonly CheckedKey[] };
/** `is`: equal to it; `from`: reached; `over`: exceeded; `range`: both ends in, open where `to` is null. */
export type CheckedKey = {
  readonly span: Span;
  readonly match: "is" | "from" | "over" | "range";
  readonly at: Formula;
  readonly to: Formula | null;
};

export type CheckedBonus = {
  readonly name: string;
  readonly title: string;
  readonly span: Span;
  readonly flavour: "bonus" | "charge" | "flow";
  /** What a flow's amounts are; money for the others. */
  readonly type: Type;
  /** Null: everyone is paid from their own columns. */
  readonly journey: Journey | null;
  /** Money; on a journey also a percentage of the base. */
  readonly pays: Formula;
  readonly eachAtMost: Formula | null;
  readonly atMost: Formula | null;
  readonly rounding: Rounding | null;
  readonly roundEachLine: boolean;
};
export type Journey = {
  readonly base: Formula;
  readonly ofOrders: boolean;
  readonly where: Formula | null;
  readonly fromSelf: boolean;
  readonly tree: string;
  readonly counting: Formula | null;
  readonly until: Formula | null;
  readonly through: Formula | null;
  readonly generation: { readonly turn: "opens" | "closes"; readonly at: Formula } | null;
  readonly missedRollsUp: boolean;
};
export type CheckedPool = {
  readonly name: string;
  readonly title: string;
  readonly span: Span;
  readonly pot: Formula;
  readonly shares: Formula;
  readonly eachAtMost: Formula | null;
  readonly sharingTheRest: boolean;
  /** Null: the parts add up to the pot, by largest remainder. */
  readonly rounding: { readonly of: "share" | "parts"; readonly rounding: Rounding } | null;
};
export type CheckedLimit = {
  readonly span: Span;
  readonly bonuses: readonly string[];
  readonly to: Formula;
  /** Whose amounts add up: everybody's together, or each person's, or those of each owner's positions. `to` is read at that person. */
  readonly forEach: "person" | "owner" | null;
  /** Those of `bonuses` that give way. */
  readonly scaling: readonly string[];
  /** Who gives way first: those with the lowest, or with the highest; null where all give way alike. */
  readonly givesWay: { readonly by: Formula; readonly end: "lowest" | "highest" } | null;
};
export type CheckedPairing = {
  readonly name: string;
  readonly span: Span;
  readonly tree: string;
  readonly type: Type;
  readonly volume: Formula;
  readonly fromSelf: boolean;
  readonly firstCycle: { readonly strong: Formula; readonly weak: Formula } | null;
  readonly cycle: { readonly strong: Formula; readonly weak: Formula } | null;
  readonly steps: readonly Formula[] | null;
  readonly strongSideChosen: "once" | "each cycle";
  readonly ifEqual: "left" | "right";
  readonly atMost: { readonly limit: Formula; readonly cycles: boolean; readonly restKept: boolean } | null;
  readonly carry: {
    readonly sides: "both" | "strong" | "nothing";
    readonly atMost: Formula | null;
    readonly periods: Formula | null;
  };
  readonly needs: { readonly condition: Formula; readonly otherwise: "flush" | "keep" | "pause" } | null;
  readonly starts: Formula | null;
};
export type CheckedBoard = {
  readonly name: string;
  readonly span: Span;
  readonly wide: Formula;
  readonly deep: Formula;
  readonly newcomers: "oldest" | "sponsor";
  readonly top: "returns to oldest" | "returns to sponsor" | "leaves";
  readonly starts: Formula | null;
  readonly mostCycles: Formula | null;
};

export type CheckedEnsure = { readonly span: Span; readonly condition: Formula };

/** An `example` block: a few people, what is given, and what is expected of them, run by run. */
export type CheckedExample = {
  readonly title: string;
  readonly span: Span;
  readonly params: ReadonlyMap<string, Formula>;
  /** In joining order; parents by tree, -1 at a top. */
  readonly people: readonly ExamplePerson[];
  readonly orders: readonly ExampleOrder[];
  /** Labels of the periods, at least one; `first` is the calendar's number of the first, where the labels are calendar ones. */
  readonly periods: readonly string[];
  readonly first: number | null;
  readonly given: readonly Given[];
  /** One a row of `case`, else one. */
  readonly runs: readonly {
    readonly label: string;
    readonly given: readonly Given[];
    readonly expectations: readonly Expectation[];
  }[];
};
export type ExamplePerson = {
  readonly name: string;
  readonly joined: Day | null;
  readonly customer: boolean;
  readonly parents: ReadonlyMap<string, { readonly parent: number; readonly side: 0 | 1 | 2 }>;
};
/** An order with a day belongs to that day's period; one without to `period`, or where that is null to every period of its person that has no other. */
export type ExampleOrder = {
  readonly person: number;
  readonly day: Day | null;
  readonly period: number | null;
  readonly values: ReadonlyMap<string, Formula>;
};
/** A column given: an input, or one that overrides its rule (of a bonus: the gross amount). */
export type Given = {
  readonly person: number;
  readonly column: string;
  readonly period: number | null;
  readonly value: Formula;
  readonly span: Span;
};
export type Expectation = {
  readonly span: Span;
  readonly period: number;
  readonly condition: Formula;
  readonly text: string;
};
