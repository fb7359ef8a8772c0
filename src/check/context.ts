import type { ClockUnit } from "../base/calendar.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Declarations } from "./declarations.ts";
import type { Inference } from "./inference.ts";
import type { Type } from "./types.ts";

/** What every part of the check sees of the whole plan, and where it reports. */
export type Context = {
  /** The text of the plan: headers and expectations are quoted as they were written. */
  readonly text: string;
  readonly declarations: Declarations;
  readonly inference: Inference;
  readonly report: (problem: Diagnostic) => void;
  /** Names that some rule reads. */
  readonly used: Set<string>;
  /** Kinds of points that have a worth in money. */
  readonly hasWorth: (points: string) => boolean;
  readonly clock: ClockUnit;
  /** The clock of a column; null for what has none (inputs, params, trees). */
  readonly clockOf: (name: string) => ClockUnit | null;
  /** The clock of the rule that is checked now; null in examples, where everything may be read. */
  readonly rule: { clock: ClockUnit | null };
};

/** What the names of an expression may refer to, at the place where it stands. */
export type Scope = {
  /** What a bare name is a column of. */
  readonly it: "person" | "order" | "party" | "nobody";
  /** Whether there is a person who asks (`my`). */
  readonly my: boolean;
  /** Inside the clauses of a journey: `source`, `below` and `path` are known. */
  readonly journey: boolean;
  /** `level`, `distance`, `generation`, `total`, as far as they are known here. */
  readonly bound: ReadonlyMap<string, Type>;
  /** Inside `legs`: the tree whose leg `leg` is. */
  readonly leg: string | null;
  /** In a rank table or under it: the ladder whose row is tried. */
  readonly candidate: string | null;
  /** In the header of a rank table: the type of the cells. */
  readonly blank: Type | null;
  readonly parameters: ReadonlyMap<string, { readonly index: number; readonly type: Type }>;
  /** The clock of what is read, where it is not the rule's own: inside of `previous(…)`, `so_far(…)` and `… in weeks`. */
  readonly clock?: ClockUnit;
  /** In `ensure` and `expect` a bonus by its bare name is what is paid; in a rule it is asked which stage is meant. */
  readonly paidByName: boolean;
  /** In an example: its people, who win over columns at the head of a dotted name. */
  readonly people: ReadonlyMap<string, number> | null;
};

const NOTHING_BOUND: ReadonlyMap<string, Type> = new Map();

/** Where nothing and nobody is known: pots, limits, cells, params. */
export const NOBODY: Scope = {
  it: "nobody",
  my: false,
  journey: false,
  bound: NOTHING_BOUND,
  leg: null,
  candidate: null,
  blank: null,
  parameters: new Map(),
  paidByName: false,
  people: null,
};

/** A rule about one person. */
export const PERSON_SCOPE: Scope = { ...NOBODY, it: "person", my: true };
