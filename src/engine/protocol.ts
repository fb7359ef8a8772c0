import type { ClockUnit } from "../base/calendar.ts";
import type { Span } from "../base/span.ts";
import type { Type } from "../check/types.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Fault } from "../downline/faults.ts";
import type { Answers, Requests } from "./questions.ts";

/**
 * What the page and the engine say to one another. Plain data, so that it crosses to the worker and back; whole columns
 * never do: the page asks for totals, for windows of people, for one person's reasons.
 *
 * People are named by their index in joining order. Figures are decimal texts (`1234.50`, never rounded further than the
 * plan rounds); the page gives them their look. `size` beside a figure is its nearest double: for scales and sorting of
 * pictures only.
 */
export type EngineApi = {
  /**
   * Reads files and keeps the people, if the files are right or their bad rows may be left out; what was loaded before stays
   * otherwise. Null where it was given up.
   */
  load(request: LoadRequest): Promise<LoadReport | null>;
  /** Others are to be read: what is being read is not wanted any more. */
  giveUpLoading(): Promise<void>;
  /** Checks a text and runs it. The newest results that were run without an error stay behind the questions below. */
  evaluate(request: EvaluateRequest): Promise<Outcome | null>;
  /**
   * There is a newer text: a run of an older one that is under way is given up, and answered with null; a question that takes
   * long is too, and has `undefined` for an answer.
   */
  giveWay(request: { readonly revision: Revision }): Promise<void>;
  tree(request: TreeRequest): Promise<TreeWindow>;
  rows(request: RowsRequest): Promise<RowsWindow>;
  person(request: PersonRequest): Promise<PersonReport | null | GaveWay>;
  search(request: SearchRequest): Promise<readonly Match[]>;
  why(request: WhyRequest): Promise<WhyReport | null>;
  order(request: OrderRequest): Promise<OrderReport | null>;
  affected(request: AffectedRequest): Promise<AffectedReport | null>;
  examples(request: ExamplesRequest): Promise<readonly ExampleReport[] | GaveWay>;
  /** Another figure of one person: what goes by it is worked out, and what is asked then is answered with it. */
  change(request: ChangeRequest): Promise<ChangeReport | null>;
};

export type Revision = number;

/** In place of an answer: the question was given up for a newer text. */
export type GaveWay = undefined;

// ---- loading people

export type FileText = { readonly name: string; readonly text: string };
/** A file as a text or, where it is large, as the browser's own hold on it: the engine reads that itself. */
export type GivenFile = { readonly name: string; readonly text: string | Blob };
export type LoadRequest<File = GivenFile> = {
  readonly title: string;
  readonly synthetic: boolean;
  readonly people: File;
  readonly orders: File | null;
  /** The plan's text: which other trees and inputs the headings may name. */
  readonly plan: string;
  /** What the user chose after reading the faults. */
  readonly leaveOutBadRows: boolean;
};
export type LoadReport = {
  readonly loaded: boolean;
  readonly people: number;
  readonly orders: number;
  /** At most `MOST_FAULTS_SHOWN`, and errors rather than warnings; `faultCount` is how many there are, errors and warnings. */
  readonly faults: readonly FileFault[];
  readonly faultCount: number;
  readonly errorCount: number;
  /** What loads if the bad rows are left out, and how many rows that leaves out. */
  readonly remaining: {
    readonly people: number;
    readonly orders: number;
    readonly leftOutPeople: number;
    readonly leftOutOrders: number;
  } | null;
};
export type FileFault = Fault;
export const MOST_FAULTS_SHOWN = 500;

// ---- evaluating a text

export type EvaluateRequest = {
  readonly text: string;
  readonly revision: Revision;
  /** The period to show; null for the last one. */
  readonly period: string | null;
  /** What is sure to be asked of the results: it is answered with them, so that nobody waits for a second answer. */
  readonly questions?: Requests;
};

export type Outcome = {
  readonly revision: Revision;
  readonly problems: readonly Diagnostic[];
  /** Null where the text has errors: the page keeps the last good results, marked as old. */
  readonly results: Results | null;
  /** Cells of the loaded files that the plan's inputs cannot read. */
  readonly faults: readonly FileFault[];
  /** To what was asked with the text; what has none may be asked by itself. */
  readonly answers?: Answers;
};

export type Results = {
  readonly plan: PlanOutline;
  readonly people: PeopleOutline;
  readonly periods: readonly string[];
  readonly period: string;
  readonly totals: Totals;
  /**
   * By code (`made`: anew, for this text), or by the plain evaluator, and why: the same figures, slower.
   */
  readonly workedOutBy:
    | { readonly kind: "code"; readonly made: boolean }
    | { readonly kind: "evaluator"; readonly because: string };
  readonly milliseconds: { readonly check: number; readonly run: number };
};

/** What a plan has, by name: for legends, choices and headings. */
export type PlanOutline = {
  readonly title: string;
  readonly currency: string;
  readonly clock: ClockUnit;
  /** `sponsor` first. */
  readonly trees: readonly string[];
  readonly ladders: readonly { readonly name: string; readonly ranks: readonly string[] }[];
  /** Whatever a person has one value of, in the order of the text; `payout` (all that is paid, less charges) is the last. */
  readonly columns: readonly ColumnOutline[];
  readonly bonuses: readonly BonusOutline[];
  readonly params: readonly ParamOutline[];
};
export type ColumnOutline = {
  readonly name: string;
  readonly role: "input" | "measure" | "rank" | "bonus" | "flow" | "charge" | "pool" | "pairing" | "payout";
  readonly type: Type;
  /** Where the plan says it; null for what every plan has. */
  readonly span: Span | null;
};
export type BonusOutline = {
  readonly name: string;
  readonly title: string;
  readonly flavour: "bonus" | "charge" | "flow" | "pool";
  readonly span: Span;
};
export type ParamOutline = {
  readonly name: string;
  readonly type: Type;
  readonly value: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly step: string | null;
  /** The figure in the text that a slider writes to. */
  readonly valueSpan: Span;
};
export type PeopleOutline = {
  readonly title: string;
  readonly synthetic: boolean;
  readonly people: number;
  readonly distributors: number;
  readonly customers: number;
  readonly orders: number;
};

/** Totals of the period shown. Money in the plan's currency. */
export type Totals = {
  /** Company totals of the inputs that are amounts, each with its worth in money where the plan gives it one. */
  readonly volumes: readonly {
    readonly name: string;
    readonly type: Type;
    readonly total: string;
    readonly money: string | null;
  }[];
  /** The volume that stands for sales: the first that is money or has a worth. Null where no point has a worth. */
  readonly sales: { readonly name: string; readonly money: string } | null;
  /** All bonuses and pools, less nothing. */
  readonly paid: string;
  /** What charges take off again. */
  readonly charged: string;
  /** paid / sales, as a fraction (0.4213 is 42.13 %), to 6 decimals; null without sales. */
  readonly share: string | null;
  readonly distributors: number;
  readonly paidNothing: number;
  /** Over all distributors, those who are paid nothing included. */
  readonly median: string;
  readonly mean: string;
  readonly highest: string;
  readonly byBonus: readonly BonusTotal[];
  /** One entry a rank of the first ladder, `none` first; empty without a ladder. */
  readonly byRank: readonly {
    readonly rank: string;
    readonly people: number;
    readonly paid: string;
    readonly median: string;
    readonly paidNothing: number;
  }[];
};

export type BonusTotal = {
  readonly name: string;
  readonly title: string;
  readonly flavour: BonusOutline["flavour"];
  readonly total: string;
  readonly people: number;
  /** What the plan's text promises on this volume, before anybody is looked at: offered = total + all that is broken. */
  readonly offered: string;
  readonly broken: readonly { readonly reason: string; readonly amount: string }[];
};

/** The examples of the plan that stands: all of them, whatever is asked. */
export type ExamplesRequest = Readonly<Record<string, never>>;
export type ExampleReport = {
  readonly title: string;
  readonly span: Span;
  readonly passed: number;
  readonly failures: readonly { readonly span: Span; readonly message: string }[];
};

// ---- windows

export type Figure = {
  /** Decimal text of an amount, the rank's name, `yes`/`no`, a date, a word; empty for none. */
  readonly text: string;
  /** Nearest double of an amount; a rank's index; 1 for yes. */
  readonly size: number;
};

export type TreeRequest = {
  readonly tree: string;
  /** Whose branch is drawn; null for the tops of the whole tree. */
  readonly focus: number | null;
  /** Whose branches are open. */
  readonly open: readonly number[];
  readonly columns: readonly string[];
  /** A person's children are shown largest first by this column; null for the order of joining. */
  readonly largestBy: string | null;
  /** At most so many children of one person; the rest are counted in `hidden`. */
  readonly mostChildren: number;
  readonly mostPeople: number;
};
export type TreeNode = {
  readonly person: number;
  /** Index into `nodes` of the parent; -1 for a top of the window. */
  readonly parent: number;
  readonly id: string;
  readonly name: string;
  readonly customer: boolean;
  /** Levels below the top of the whole tree. */
  readonly depth: number;
  readonly side: "" | "left" | "right";
  readonly children: number;
  /** People below, at any depth. */
  readonly below: number;
  readonly open: boolean;
  /** Children that the window leaves out. */
  readonly hidden: number;
  /** As many as columns were asked for. */
  readonly figures: readonly Figure[];
};
/** Parents before children, children in the order they are shown. `ranges` are over all people, for scales that stay still. */
export type TreeWindow = {
  readonly nodes: readonly TreeNode[];
  readonly ranges: readonly { readonly smallest: number; readonly largest: number }[];
};

export type RowsRequest = {
  readonly columns: readonly string[];
  readonly sort: { readonly column: string | "id" | "name"; readonly descending: boolean } | null;
  readonly from: number;
  readonly to: number;
};
export type RowsWindow = {
  readonly total: number;
  readonly rows: readonly {
    readonly person: number;
    readonly id: string;
    readonly name: string;
    readonly customer: boolean;
    readonly figures: readonly Figure[];
  }[];
};

export type SearchRequest = { readonly text: string; readonly tree: string; readonly most: number };
export type Match = {
  readonly person: number;
  readonly id: string;
  readonly name: string;
  readonly upline: readonly PersonName[];
};
/** Nearest first where it is an upline. */
export type PersonName = { readonly person: number; readonly id: string; readonly name: string };

// ---- one person

export type PersonRequest = { readonly person: number; readonly tree: string; readonly mostLines: number };
export type PersonReport = {
  readonly person: number;
  readonly id: string;
  readonly name: string;
  readonly customer: boolean;
  readonly joined: string;
  readonly upline: readonly PersonName[];
  readonly children: number;
  readonly below: number;
  readonly columns: readonly {
    readonly name: string;
    readonly role: ColumnOutline["role"];
    readonly type: Type;
    readonly figure: Figure;
    /** The cell of the file of people that it is read from; null where it stands in none. */
    readonly cell: string | null;
  }[];
  readonly ranks: readonly RankReport[];
  readonly bonuses: readonly BonusReport[];
  readonly payout: string;
  /** Orders of the period, in the order of the file, as many as lines were asked for; `orderCount` is how many there are. */
  readonly orders: readonly OrderOutline[];
  readonly orderCount: number;
};
/** An order of a person. `id` is empty for one that stands in the file of people: it has neither an id nor a day. */
export type OrderOutline = {
  readonly order: number;
  readonly id: string;
  readonly day: string;
  readonly figures: readonly {
    readonly name: string;
    readonly type: Type;
    readonly figure: Figure;
    /** The cell of the file that it is read from; null where it stands in none. */
    readonly cell: string | null;
  }[];
};
export type RankReport = {
  readonly ladder: string;
  /** Paid-as: what counts for pay this period. */
  readonly held: string;
  readonly qualified: string;
  /** The highest ever held; empty where nothing in the plan looks back in time. */
  readonly career: string;
  /** The rank above, and what it asks; null at the top of the ladder. */
  readonly next: { readonly rank: string; readonly requirements: readonly RequirementReport[] } | null;
};
export type RequirementReport = {
  /** The header as the plan writes it. */
  readonly rule: string;
  readonly met: boolean;
  readonly has: string | null;
  readonly needs: string | null;
  /** needs - has where both are amounts and it is not met. */
  readonly missing: string | null;
  readonly type: Type;
};
export type BonusReport = {
  readonly name: string;
  readonly title: string;
  readonly flavour: BonusOutline["flavour"];
  /** Before any cap, after its own `at most`, after every limit that names it. */
  readonly gross: string;
  readonly earned: string;
  readonly paid: string;
  readonly span: Span;
  /** Where it came from, largest first: for a bonus that travels, one line a source and stop. Of very many people the nearest. */
  readonly lines: readonly BonusLine[];
  /** How many lines there are, null where nobody counted; and what those not shown add up to (exact, before rounding). */
  readonly lineCount: number | null;
  readonly restOfLines: string;
  /** Of a bonus by another clock, a sentence on its periods; empty where it runs by the plan's own. */
  readonly when: string;
  /** Whether it is of a longer clock, whose period does not end in this one. */
  readonly notDue: boolean;
  /** For a bonus that is worked out of the person's own columns: the names that the rule reads, with their values. */
  readonly reads: readonly { readonly rule: string; readonly figure: Figure; readonly type: Type }[];
};
/** Why a column of a person is what it is; a column of another person that it reads can be asked for in turn. */
export type WhyRequest = { readonly person: number; readonly column: string };
export type WhyReport = {
  readonly person: PersonName;
  readonly column: string;
  readonly figure: Figure;
  readonly type: Type;
  /** Where the plan defines it. */
  readonly span: Span | null;
  /** The first condition that keeps a bonus from being paid; null where it is paid, or has none. */
  readonly whyNot: string | null;
  readonly lines: readonly WhyLine[];
};
export type WhyLine = {
  readonly depth: number;
  readonly text: string;
  readonly span: Span | null;
  readonly person: number | null;
};

/** Where the money of one order went, under every bonus that travels. */
export type OrderRequest = { readonly order: number };
export type OrderReport = {
  readonly order: OrderOutline;
  readonly buyer: PersonName;
  /** By all bonuses together, exact, before any cap and rounding of a bonus as a whole. */
  readonly paid: string;
  readonly flows: readonly OrderFlowReport[];
  /** Titles of bonuses and pools in which no single order can be followed. */
  readonly unfollowed: readonly string[];
};
export type OrderFlowReport = {
  readonly bonus: string;
  readonly title: string;
  /** The period of another clock that the bonus runs by: `the week to 2026-07-05`; empty where it is the plan's own. */
  readonly when: string;
  readonly span: Span;
  /** offered = paid + all that is broken, exactly. */
  readonly offered: string;
  readonly paid: string;
  readonly journeys: readonly {
    readonly source: PersonName;
    readonly tree: string;
    readonly base: string;
    readonly baseType: Type;
    readonly stages: readonly OrderStage[];
  }[];
  readonly broken: readonly { readonly reason: string; readonly amount: string }[];
};
export type OrderStage = {
  readonly person: PersonName;
  readonly what: "paid" | "not paid" | "not counted" | "customer" | "boundary";
  readonly level: number;
  readonly rate: string;
  readonly rateType: Type;
  readonly amount: string;
};

/**
 * A figure that is tried in place of the one in the files: a cell of a person or of an order, as it would stand there. An
 * empty text is no figure. An order that stands in the file of people has the number behind all others, by person.
 */
export type ChangeRequest = {
  readonly of: "people" | "orders";
  readonly row: number;
  readonly input: string;
  readonly cell: string;
};
export type ChangeReport =
  | { readonly kind: "refused"; readonly because: string }
  | {
      readonly kind: "changed";
      /** The cell as it stood before. */
      readonly was: string;
      /** Columns that were worked out anew for the person and those above alone, and columns that were for everybody. */
      readonly alone: readonly string[];
      readonly everybody: readonly string[];
    };

/** Whom a line of the plan is about; lines are counted from 1. */
export type AffectedRequest = {
  readonly line: number;
  /** The people that are drawn: of others only the number is told. */
  readonly among: readonly number[];
};
export type AffectedReport = {
  readonly line: number;
  /** One sentence that says how many, and one of what else hangs on the line (empty: nothing). Names stand between backquotes. */
  readonly who: string;
  readonly what: string;
  readonly people: readonly number[];
};

export type BonusLine = {
  readonly source: PersonName;
  readonly level: number;
  readonly base: string;
  readonly baseType: Type;
  /** A fraction (0.05 is 5 %), or money where the rule pays an amount. */
  readonly rate: string;
  readonly rateType: Type;
  /** Exact, before rounding, in money. */
  readonly amount: string;
};
