import type { ClockUnit } from "../base/calendar.ts";
import type { Merge, Routine, Stmt, Type } from "./code.ts";

/**
 * A plan as steps over columns: plain data, with nothing of the plan's text in it. People stand in one order in memory,
 * the preorder of the home tree; every column has one element a person in that order.
 */
export type Program = {
  /** The tree in whose preorder the people stand: a branch is a range, and children come behind their parents. */
  readonly home: string;
  readonly arrays: readonly ArraySpec[];
  readonly uniforms: readonly UniformSpec[];
  readonly columns: readonly ColumnSpec[];
  readonly steps: readonly Step[];
  readonly routines: readonly Routine[];
  /** What is to be found where, by name: `GV`, `Title.qualified`, `earned Team`. */
  readonly outputs: ReadonlyMap<string, Output>;
  /** What bonuses and pools offer and do not pay, by name. */
  readonly balances: ReadonlyMap<string, BalanceSpec>;
  /** Outputs of which nothing proves that they fit into 64 bits: they are watched, and stop the run where they do not. */
  readonly watched: readonly string[];
  /** What stops the run where it takes too many steps, by the number that its code stops with. */
  readonly limits: readonly StepLimit[];
  /** Whether a period needs those before it. */
  readonly looksBack: boolean;
  /** Whether only the period before is left of what it needs: then no earlier one can be worked out again by itself. */
  readonly keepsOnlyLast: boolean;
  /** What it reads of programs by other clocks, which whoever runs them brings in. */
  readonly elsewhere: readonly Elsewhere[];
};

/** A column of a program by another clock, as one by this clock reads it for one of its periods. */
export type Elsewhere = {
  readonly key: string;
  readonly clock: ClockUnit;
  /** The output of the other program. */
  readonly column: string;
  readonly when: When;
  readonly per: Per;
};

/** What there is a value for: each person, the company, each order of the period, or everybody with each of these. */
export type Per = "person" | "company" | "order" | "person by order";

/**
 * Which of the other clock's periods are read: all shorter ones within, which become one, or each by itself (`each within`);
 * the last of them; the longer one that ends in the plan's own period; the longer one that is running; the one before that;
 * or the one that is running, as it stands at the end of the shorter period, or with each order that comes in (`by order`: of
 * its buyer).
 */
export type When =
  | { readonly kind: "within"; readonly how: Merge; readonly empty: bigint }
  | {
      readonly kind:
        | ("each within" | "last within" | "ending" | "running")
        | ("before" | "so far" | "by order");
    };

/** How an element lies in memory. */
export type Memory = "u8" | "i8" | "u16" | "i16" | "i32" | "i64";
export const sizeOf: Readonly<Record<Memory, number>> = { u8: 1, i8: 1, u16: 2, i16: 2, i32: 4, i64: 8 };

/** An array in memory; who runs the program fills it, unless it is a column that a pass computes. */
export type ArraySpec = {
  readonly id: number;
  readonly memory: Memory;
  readonly holds: Holds;
  /** The structure that makes it: the same over the same people holds the same; null where nothing is said of that. */
  readonly made: string | null;
};
export type Holds =
  | { readonly kind: "column"; readonly column: number }
  /** A column as it stood in each period. */
  | { readonly kind: "history"; readonly column: number }
  /** A column as it stood in the period before. */
  | { readonly kind: "before"; readonly column: number }
  /** A figure of the company, which lies in a room, as it stood in each period. */
  | { readonly kind: "room history"; readonly room: number }
  /** A value of the data for each person; `given`: whether there is one. */
  | { readonly kind: "input"; readonly name: string; readonly what: "value" | "given"; readonly as: Reading }
  /** The sum of a column of the orders of each person. */
  | { readonly kind: "bought"; readonly name: string; readonly as: Reading }
  /** A column that is given in place of its rule. */
  | {
      readonly kind: "override";
      readonly name: string;
      readonly what: "value" | "given";
      readonly as: Reading;
    }
  | { readonly kind: "person"; readonly what: "joining" | "customer" | "joined period" | "joined" }
  | { readonly kind: "tree"; readonly tree: string; readonly what: TreeArray }
  /** The same of a tree of rules, as it stood in each period. */
  | { readonly kind: "past tree"; readonly tree: string; readonly what: PastTreeArray }
  /** Those of the period, or (`past`) of all periods up to it: of each as many as the one with the most of them has. */
  | { readonly kind: "orders"; readonly what: "from" | "day" | "sequence"; readonly past: boolean }
  | {
      readonly kind: "order";
      readonly name: string;
      readonly what: "value" | "given";
      readonly as: Reading;
      readonly past: boolean;
    }
  /**
   * A column of a program by another clock (see `Elsewhere`), with room for so many moments of it, one behind the other;
   * `past`: what was read for each period up to the one that is worked out.
   */
  | {
      readonly kind: "elsewhere";
      readonly key: string;
      readonly as: Reading;
      readonly per: Per;
      readonly moments: number;
      readonly past: boolean;
    }
  /** An amount for each order of the period, in the order of `orders`. */
  | { readonly kind: "by order"; readonly name: string }
  /** Room to work in, filled with `empty` before a period: so many elements for each level of the deepest tree, or in all. */
  | { readonly kind: "levels"; readonly name: string; readonly each: number; readonly empty: string }
  /** Room at the end of memory, which grows as it is used. */
  | { readonly kind: "pool" }
  /** The last day of each period. */
  | { readonly kind: "last days" }
  | {
      readonly kind: "room";
      readonly name: string;
      readonly elements: number;
      readonly empty: string;
      /** Only a pass itself works with it: nothing is kept in it for others. */
      readonly working: boolean;
    };

/**
 * `order`: who stands where in the preorder of the tree; `depth`: how deep, in that order; `parent`, `first` (child), `next`
 * (sibling), `side`, `place` in the preorder, `end` of the branch (the first place behind it): by person.
 */
export type TreeArray = "order" | "depth" | "parent" | "first" | "next" | "place" | "end" | "side";

export type PastTreeArray = Extract<TreeArray, "parent" | "first" | "next" | "side">;

/** How a value of the plan becomes a whole number, and back. */
export type Reading =
  | { readonly kind: "amount"; readonly scale: number }
  | { readonly kind: "yes/no" }
  | { readonly kind: "rank" }
  | { readonly kind: "person" }
  | { readonly kind: "date" }
  /** A length of time with its unit (see `packedDuration`). */
  | { readonly kind: "duration" }
  | { readonly kind: "word" };

/** One number of the plan, or a row of them. Two that are set by the one who runs it: the period, and how many people there are. */
export type UniformSpec = {
  readonly id: number;
  readonly name: string;
  readonly type: Type;
  readonly length: number;
  readonly values: readonly bigint[] | "period" | "people" | "last day";
};

export type ColumnSpec = {
  readonly id: number;
  readonly name: string;
  readonly type: Type;
  readonly as: Reading;
  /** The array that it is kept in; null where only the pass itself reads it. */
  readonly array: number | null;
  /** No value of it is further from 0, in units of its last decimal; null where that is not known. */
  readonly most: bigint | null;
  /** Numbers of the plan that it is worked out with, and columns. */
  readonly uniforms: readonly number[];
  readonly reads: readonly number[];
};

/** A bonus that travels, a group that is gone through, or how things stood with each order: so many steps it may take in a period. */
export type StepLimit = {
  readonly kind: "journey" | "group" | "order by order";
  readonly name: string;
  readonly most: number;
};

export type Output = { readonly array: number; readonly as: Reading };

/** One of the amounts that a balance is added up from: all elements of an array, in units of its last decimal. */
export type Part = {
  readonly sign: 1 | -1;
  readonly scale: number;
  readonly array: number;
  /** The array has two elements: the lower 32 bits added up, and the upper ones. */
  readonly halves: boolean;
};
export type BalanceSpec = {
  readonly offered: readonly Part[];
  /** `where`: only if an array is nothing but zeros, or only if it is not. */
  readonly broken: readonly {
    readonly reason: string;
    readonly parts: readonly Part[];
    readonly where: { readonly array: number; readonly isNothing: boolean } | null;
  }[];
};

export type Step = Pass | MachineStep;

/** A loop over all people along a tree, children first or parents first; `once`: what is about nobody. */
export type Pass = {
  readonly kind: "pass";
  readonly name: string;
  readonly order: "deepest first" | "top first" | "once";
  readonly tree: string;
  /** What is brought from person to person above, in a slot for each depth. */
  readonly fields: readonly Field[];
  /** Whether the code wants to know how deep a person stands. */
  readonly byDepth: boolean;
  /** Bases that travel to the person above. */
  readonly travellers: readonly TravellersSpec[];
  readonly body: readonly Stmt[];
  readonly computes: readonly number[];
};
/**
 * What has come to somebody at each depth from below. In lists an entry is a row of the pool: the next one, a figure, and
 * `words` more; two with the same words become one where they travel together. In rows each depth has a place
 * for all that the words can be, the last of them the fastest, and in it a figure.
 */
export type TravellersSpec =
  | {
      readonly kind: "lists";
      readonly pool: number;
      readonly heads: number;
      readonly ends: number;
      readonly free: number;
      readonly words: number;
      readonly together: boolean;
    }
  | {
      readonly kind: "rows";
      readonly rows: number;
      /** The highest place that is taken in the row of a depth, below 0 where none is. */
      readonly highest: number;
      /** How many each word can be, from 0 on. */
      readonly values: readonly number[];
    };
export type Field = { readonly id: number; readonly type: Type; readonly empty: bigint };

/** What is no loop over people along a tree: a pot that is divided, a limit that is held. */
export type MachineStep = {
  readonly kind: "machine";
  readonly name: string;
  readonly machine: Machine;
  readonly computes: readonly number[];
};

export type Machine =
  | PoolMachine
  | LimitMachine
  | TreeMachine
  | PlaceMachine
  | BoardMachine
  | SoFarMachine
  | { readonly kind: "done before" };

/** How figures are rounded here, in units of the last decimal of what is rounded. */
export type RoundingSpec = {
  readonly mode: "half even" | "half up" | "down";
  /** The grid as a fraction. */
  readonly grid: readonly [bigint, bigint];
};

/** People put in order: everybody's number among all who are members, or among those below the same person. */
export type PlaceMachine = {
  readonly kind: "place";
  readonly keys: readonly { readonly array: number; readonly lowestFirst: boolean }[];
  readonly member: number;
  readonly parent: number | null;
  readonly place: number;
};

/** A board that people enter, period after period. */
export type BoardMachine = {
  readonly kind: "board";
  readonly name: string;
  readonly wide: number;
  readonly deep: number;
  readonly mostCycles: number | null;
  readonly newcomers: "oldest" | "sponsor";
  readonly top: "returns to oldest" | "returns to sponsor" | "leaves";
  readonly enters: number;
  readonly sponsor: number;
  readonly cycles: number;
};

/** What was ordered by each buyer, or below, up to and with each order; `sequence`: the orders as they happened. */
export type SoFarMachine = {
  readonly kind: "so far";
  /** What each order adds, and what is found for each. */
  readonly values: number;
  readonly found: number;
  readonly from: number;
  readonly sequence: number;
  readonly days: number;
  /** The day of an order without one. */
  readonly noDay: number;
  /** The tree whose branches are ranges; null: each buyer's own is added up. */
  readonly below: { readonly place: number; readonly end: number } | null;
};

/** A tree as the data draw it, beside the one that rules make of it. */
export const drawnTree = (tree: string): string => `${DRAWN}${tree}`;
export const DRAWN = "drawn: ";

/** A tree that rules build: from a column of who is above whom, or by filling the places below whoever it names. */
export type TreeMachine = {
  readonly kind: "tree";
  readonly tree: string;
  /** The tree of the data that its sides are taken from. */
  readonly drawn: string;
  readonly above: number;
  readonly filled: { readonly wide: number; readonly evenly: boolean } | null;
  /** Who waits for the day of being placed: the array that says so. */
  readonly waits: number | null;
  /** The column of who is above whom then. */
  readonly parent: number;
};

/** A pot that is divided by shares. Amounts are arrays with their decimals. */
export type PoolMachine = {
  readonly kind: "pool";
  readonly pot: ScaledArray;
  readonly shares: ScaledArray;
  readonly mostEach: ScaledArray | null;
  readonly sharingTheRest: boolean;
  readonly of: "share" | "parts" | "pot";
  readonly rounding: RoundingSpec;
  /** The grid that the plan pays on. */
  readonly grid: readonly [bigint, bigint];
  readonly parts: ScaledColumn;
};

/** Limits that hang together, in the order of the text. */
export type LimitMachine = {
  readonly kind: "limits";
  readonly amounts: readonly {
    readonly name: string;
    readonly earned: ScaledArray;
    readonly paid: ScaledColumn;
  }[];
  readonly limits: readonly {
    /** One figure for everybody together; or for each person, read at an owner where positions are taken together. */
    readonly allowed: ScaledArray;
    readonly bonuses: readonly string[];
    readonly scaling: readonly string[];
    readonly forEach: "person" | "owner" | null;
    readonly owner: number | null;
    readonly givesWay: { readonly array: number; readonly end: "lowest" | "highest" } | null;
  }[];
  readonly grid: readonly [bigint, bigint];
};
export type ScaledArray = { readonly array: number; readonly scale: number };
export type ScaledColumn = { readonly column: number; readonly scale: number };
