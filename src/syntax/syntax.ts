import type { Exact } from "../base/exact.ts";
import type { RoundingMode } from "../base/rounding.ts";
import type { Span } from "../base/span.ts";

/**
 * The tree of a plan text. Every node has one shape: a kind, the text it came from, and its own fields. Plain data,
 * no classes and no parents, so that it can be cloned, printed and compared.
 *
 * Broken text still has a tree: what is not there is `Missing` (an expression) or a name with empty text, and later
 * stages pass over it in silence, because the parser has already spoken.
 */
type N<Kind extends string, Fields extends object> = {
  readonly kind: Kind;
  readonly span: Span;
} & Readonly<Fields>;

export type Syntax =
  | N<"Plan", { title: Text | null; settings: readonly Setting[]; items: readonly Item[] }>
  /** `text` is without quotes; `quoted` remembers them. An empty text stands for a name that is missing. */
  | N<"Name", { text: string; quoted: boolean }>
  | N<"Text", { text: string }>
  // the header
  | N<"Currency", { code: Name }>
  | N<"Period", { unit: Name }>
  | N<"Worth", { points: Figure; of: Name; money: Figure }>
  | N<"Rounding", { mode: RoundingMode; to: Figure; eachLine: boolean }>
  // declarations
  | N<
      "Input",
      {
        clock: Clock | null;
        names: readonly Name[];
        type: TypeName;
        inOrders: boolean;
        fallback: Expr | null;
      }
    >
  | N<
      "Param",
      {
        clock: Clock | null;
        name: Name;
        type: TypeName | null;
        value: Expr;
        from: Expr | null;
        to: Expr | null;
        step: Expr | null;
      }
    >
  | N<
      "Measure",
      { clock: Clock | null; name: Name; parameters: readonly Name[]; type: TypeName | null; body: Expr }
    >
  | N<
      "Tree",
      {
        clock: Clock | null;
        name: Name;
        shape: Name | null;
        parent: Expr | null;
        filled: { wide: Expr; evenly: boolean } | null;
        from: Expr | null;
      }
    >
  | N<
      "Ranks",
      {
        clock: Clock | null;
        name: Name;
        head: Row | null;
        rows: readonly Row[];
        policies: readonly RankPolicy[];
      }
    >
  | N<
      "Table",
      {
        clock: Clock | null;
        name: Name;
        parameters: readonly Name[];
        marginal: boolean;
        from: Expr | null;
        rows: readonly Row[];
      }
    >
  | N<
      "Bonus",
      {
        clock: Clock | null;
        flavour: "bonus" | "charge" | "flow";
        name: Name;
        title: Text | null;
        clauses: readonly Clause[];
      }
    >
  | N<"Pool", { clock: Clock | null; name: Name; title: Text | null; clauses: readonly PoolClause[] }>
  | N<
      "Limit",
      {
        clock: Clock | null;
        what: Expr;
        to: Expr;
        forEach: "person" | "owner" | null;
        /** Who gives way first: those with the lowest, or the highest. */
        givesWay: { readonly by: Expr; readonly end: "lowest" | "highest" } | null;
        scaling: readonly Name[] | null;
      }
    >
  | N<"Pairing", { clock: Clock | null; name: Name; tree: Name; settings: readonly PairingSetting[] }>
  | N<"Board", { clock: Clock | null; name: Name; settings: readonly BoardSetting[] }>
  | N<"Ensure", { clock: Clock | null; condition: Expr }>
  | N<
      "Example",
      {
        clock: Clock | null;
        title: Text;
        along: Name | null;
        given: readonly { name: Name; value: Expr }[];
        lines: readonly ExampleLine[];
      }
    >
  | N<"Clock", { word: "daily" | "weekly" | "monthly" | "quarterly" | "yearly" }>
  /** `word`: `volume`, `money`, `percent`, `number`, `count`, `date`, `text`, `person`, `yes/no`, `choice`, a kind of points, a ladder. */
  | N<"TypeName", { word: string; choices: readonly Name[] }>
  // lines under a rank table
  | N<"Award", { policy: "highest" | "in order" | "one step" }>
  | N<"Needs", { condition: Expr }>
  | N<"Grace", { periods: Expr; oneStepDown: boolean }>
  // clauses of bonus, charge and flow
  | N<"On", { base: Expr; inOrders: boolean; where: Expr | null }>
  | N<"FromSelf", object>
  | N<"Up", { tree: Name }>
  | N<"Counting", { condition: Expr }>
  | N<"Until", { condition: Expr }>
  | N<"Through", { condition: Expr }>
  | N<"Generation", { turn: "opens" | "closes"; at: Expr }>
  | N<"Pays", { verb: "pays" | "takes" | "gives"; amount: Expr }>
  | N<"Missed", { rollsUp: boolean }>
  | N<"EachAtMost", { limit: Expr; sharingTheRest: boolean }>
  | N<"AtMost", { limit: Expr }>
  | N<"RoundingClause", { rounding: Node<"Rounding"> }>
  // clauses of a pool (and EachAtMost)
  | N<"Pot", { amount: Expr }>
  | N<"Shares", { shares: Expr }>
  | N<"PoolRounding", { of: "share" | "parts"; rounding: Node<"Rounding"> }>
  // settings of a pairing
  /** `fromSelf`: one's own volume counts too, on the weaker side. */
  | N<"Volume", { volume: Expr; fromSelf: boolean }>
  | N<"Cycle", { first: boolean; strong: Expr; weak: Expr }>
  | N<"Steps", { steps: readonly Expr[] }>
  | N<"StrongSide", { chosen: "once" | "each cycle"; ifEqual: "left" | "right" | null }>
  | N<"PairingAtMost", { limit: Expr; cycles: boolean; restKept: boolean | null }>
  | N<"Carry", { sides: "both" | "strong" | "nothing"; atMost: Expr | null; periods: Expr | null }>
  | N<"PairingNeeds", { condition: Expr; otherwise: "flush" | "keep" | "pause" }>
  | N<"Starts", { condition: Expr }>
  // settings of a board (and Starts)
  | N<"Size", { wide: Expr; deep: Expr }>
  | N<"Newcomers", { to: "oldest" | "sponsor" }>
  | N<"Top", { goes: "returns to oldest" | "returns to sponsor" | "leaves" }>
  | N<"MostCycles", { cycles: Expr }>
  // tables
  | N<"Row", { cells: readonly (Cell | null)[] }>
  /**
   * One cell, of any table. `word` is `orders` or `expect` (they begin a table of an example); `label: expr`; a key
   * that is a threshold (`from Gold`, `over 100`); a range `5..7` or `8..` (`open`); a value of several words (`Blue
   * Diamond`: the first word is `value`, a path; the others are `words`); and, in a corner, `rows \ columns`.
   */
  | N<
      "Cell",
      {
        word: "orders" | "expect" | null;
        label: Name | null;
        threshold: "from" | "over" | null;
        value: Expr | null;
        range: { to: Expr | null } | null;
        words: readonly Name[];
        across: { threshold: "from" | "over" | null; name: Name } | null;
      }
    >
  // lines of an example
  /** `column` is the column of the first letter, counted from 0: indentation draws the tree. `firstOnLine`: nothing stands before it. */
  | N<
      "PersonLine",
      {
        names: readonly Name[];
        figure: Expr | null;
        given: readonly { path: readonly Name[]; value: Expr }[];
        column: number;
        firstOnLine: boolean;
      }
    >
  | N<"ExampleTable", { rows: readonly Row[] }>
  | N<"Expect", { conditions: readonly Expr[] }>
  // expressions
  | N<"Number", { value: Exact }>
  | N<"Percent", { value: Exact }>
  | N<"Money", { sign: string; value: Exact }>
  | N<"Date", { text: string }>
  | N<"Duration", { count: Expr; unit: "days" | "weeks" | "months" | "years" }>
  | N<"YesNo", { value: boolean }>
  | N<"None", object>
  /** `_`: the value of the cell, in the header of a table. */
  | N<"Blank", object>
  /** `a.b(c).d`: names and calls, from left to right. */
  | N<"Path", { steps: readonly Step[] }>
  | N<"If", { condition: Expr; then: Expr; otherwise: Expr | null }>
  | N<"Logic", { op: "and" | "or"; left: Expr; right: Expr }>
  | N<"Not", { of: Expr }>
  | N<"Compare", { op: ComparisonSign; opSpan: Span; left: Expr; right: Expr }>
  | N<"Binary", { op: "+" | "-" | "*" | "/" | "of"; opSpan: Span; left: Expr; right: Expr }>
  | N<"Minus", { of: Expr }>
  /** An expression in parentheses: kept, so that the formatter and the checker see what was written. */
  | N<"Parens", { inner: Expr }>
  | N<"Missing", object>
  | N<"Step", { name: Name; args: readonly Arg[] | null }>
  /** One argument of a call: `[earliest|lowest] value [where cond] [in group]`, a bare group, or `each at most value`. */
  | N<
      "Arg",
      {
        role: "value" | "each at most";
        order: "earliest" | "lowest" | null;
        value: Expr | null;
        where: Expr | null;
        group: Group | null;
      }
    >
  | N<
      "Group",
      {
        pick: { which: "largest" | "smallest"; count: Expr } | null;
        base: GroupBase;
        /** N of `last N periods` (a number, or a duration as in `last 3 months`). */
        last: Expr | null;
        tree: Name | null;
        by: Expr | null;
        counting: Expr | null;
        until: Expr | null;
        through: Expr | null;
        where: Expr | null;
      }
    >;

export type ComparisonSign = "=" | "<>" | "<" | "<=" | ">" | ">=";
export const groupBases = [
  "downline",
  "frontline",
  "legs",
  "leg",
  "left leg",
  "right leg",
  "upline",
  "siblings",
  "company",
  "path",
  "orders",
  "periods",
  "earlier periods",
  "last periods",
  "days",
  "weeks",
  "months",
  "years",
] as const;
export type GroupBase = (typeof groupBases)[number];

export type Kind = Syntax["kind"];
export type Node<K extends Kind> = Extract<Syntax, { kind: K }>;

export type Name = Node<"Name">;
export type Text = Node<"Text">;
export type Clock = Node<"Clock">;
export type TypeName = Node<"TypeName">;
export type Row = Node<"Row">;
export type Cell = Node<"Cell">;
export type Step = Node<"Step">;
export type Arg = Node<"Arg">;
export type Group = Node<"Group">;
/** A figure of the header: a number or an amount of money. */
export type Figure = Node<"Number" | "Money" | "Missing">;
export type Setting = Node<"Currency" | "Period" | "Worth" | "Rounding">;
export type Item = Node<
  | "Input"
  | "Param"
  | "Measure"
  | "Tree"
  | "Ranks"
  | "Table"
  | "Bonus"
  | "Pool"
  | "Limit"
  | "Pairing"
  | "Board"
  | "Ensure"
  | "Example"
>;
export type RankPolicy = Node<"Award" | "Needs" | "Grace">;
export type Clause = Node<
  | "On"
  | "FromSelf"
  | "Up"
  | "Counting"
  | "Until"
  | "Through"
  | "Generation"
  | "Pays"
  | "Missed"
  | "EachAtMost"
  | "AtMost"
  | "RoundingClause"
>;
export type PoolClause = Node<"Pot" | "Shares" | "EachAtMost" | "PoolRounding">;
export type PairingSetting = Node<
  "Volume" | "Cycle" | "Steps" | "StrongSide" | "PairingAtMost" | "Carry" | "PairingNeeds" | "Starts"
>;
export type BoardSetting = Node<"Size" | "Newcomers" | "Top" | "Starts" | "MostCycles">;
export type ExampleLine = Node<"PersonLine" | "ExampleTable" | "Expect">;
export type Expr = Node<
  | "Number"
  | "Percent"
  | "Money"
  | "Date"
  | "Duration"
  | "YesNo"
  | "None"
  | "Blank"
  | "Path"
  | "If"
  | "Logic"
  | "Not"
  | "Compare"
  | "Binary"
  | "Minus"
  | "Parens"
  | "Missing"
>;

/** What stands where an expression is missing. */
export const missing = (at: number): Node<"Missing"> => ({ kind: "Missing", span: { from: at, to: at } });
