import type { ClockUnit } from "../base/calendar.ts";
import type { Value } from "../base/value.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import type { Type as PlanType } from "../check/types.ts";
import { type Expr, local, type Merge, type Stmt, set, type Type } from "../ir/code.ts";
import type { Facts } from "../ir/facts.ts";
import type {
  Elsewhere,
  Holds,
  Machine,
  Memory,
  Reading,
  StepLimit,
  TravellersSpec,
  UniformSpec,
} from "../ir/program.ts";
import { packed } from "./formulas/lengths.ts";
import { ANYWHERE, HERE, readingOf, type Term, type Where } from "./formulas/terms.ts";
import type { Tallies } from "./money/balances.ts";
import type { Offers } from "./money/offers.ts";
import { type Sliders, WatchedParams } from "./sliders.ts";

/** A plan while code is made for it: what was needed so far, each once. */
export type Compiling = {
  readonly plan: CheckedPlan;
  /** The clock whose periods are worked out. */
  readonly clock: ClockUnit;
  /** What is read of columns by other clocks, by key. */
  readonly elsewhere: Map<string, ReadElsewhere>;
  /** A number for a formula, the same for all programs of a plan. */
  readonly numberOf: (formula: Formula) => number;
  readonly facts: Facts;
  readonly drafts: Map<string, Draft>;
  readonly arrays: { readonly memory: Memory; readonly holds: Holds }[];
  readonly arrayIds: Map<string, number>;
  readonly uniforms: UniformSpec[];
  readonly uniformIds: Map<string, number>;
  /** Amounts of the plan that lie there already, with how fine they are and how large. */
  readonly amounts: Map<
    string,
    { readonly id: number; readonly decimals: number; readonly scale: number; readonly most: bigint }
  >;
  /** Where the plan's sliders may be put: code has room for it. */
  readonly sliders: Sliders;
  /** What has to hold of params that are moved for the same code to do. */
  readonly guards: ((params: ReadonlyMap<string, Value>) => boolean)[];
  /** How the numbers of the plan are worked out again when a param is moved. */
  readonly revalue: ((params: ReadonlyMap<string, Value>) => readonly bigint[] | null)[];
  /** The params that numbers of the plan go by; of those that go by none nothing stands here. */
  readonly paramsOf: Map<number, ReadonlySet<string>>;
  readonly routines: Set<string>;
  /** Columns in which something is watched for overflow. */
  readonly watched: Set<Draft>;
  readonly offers: Offers;
  /** What may go on for so long that its steps are counted. */
  readonly limits: StepLimit[];
  readonly tallies: Map<string, Tallies>;
  /** Words of choices and texts, by the number that stands for them. */
  readonly words: Map<string, number>;
  /** How many decimals columns that lead back to themselves are taken to have, from the round before. */
  readonly assumed: Map<string, number>;
  /** Whether an assumption turned out wrong: then all is done again. */
  wrong: boolean;
  /** How many fields in slots there are. */
  fields: number;
};

/** What a program reads of one by another clock, and how the other one makes it. */
export type ReadElsewhere = { readonly read: Elsewhere; readonly make: (other: Compiling) => Draft };

/** A column on its way to code. */
export type Draft = {
  readonly id: number;
  readonly key: string;
  /** What it comes to, read at the person it belongs to. */
  term: Term;
  pending: boolean;
  readWhilePending: boolean;
  /** How it is worked out, person by person. */
  readonly body: Stmt[];
  /** What it brings to the person above, when everything of this person is known. */
  readonly brings: Stmt[];
  fields: { readonly id: number; readonly type: Type; readonly empty: bigint }[];
  byDepth: boolean;
  readonly travellers: TravellersSpec[];
  /** The order that it needs, whatever it reads. */
  order: { readonly order: "deepest first" | "top first"; readonly tree: string } | null;
  reads: Map<Draft, Where[]>;
  readonly uniforms: Set<number>;
  /** What the data bring, or a machine: it has no code. */
  given: number | null;
  array: number | null;
  history: number | null;
  /** What it was in the period before: an array of its own, or its own one, as long as it has not been written. */
  before: number | null;
  /** Worked out once, for nobody in particular. */
  once: boolean;
  machine: Machine | null;
  /** Columns that are worked out together with this one, by its code. */
  extras: Draft[];
  partOf: Draft | null;
  /** Whether another column reads it, where it is worked out together with one that all who read either wait for. */
  wanted: boolean;
  /** It is no column of people but one number for all: the array that holds it. */
  room: number | null;
  /** Others go on with what stands for nobody in it, which is beyond all figures: it lies in 64 bits, however small these are. */
  keepsMark: boolean;
  /** How many names its code has, wherever that is written. */
  readonly names: { given: number };
};

/** Where code is written: for which column, and into which block. */
export type Code = {
  readonly compiling: Compiling;
  readonly draft: Draft;
  readonly block: Stmt[];
};

/** A name of the draft's own: it is the same whatever others have. */
export const fresh = ({ draft }: Code, word = "t"): string => `${word}${draft.id}.${draft.names.given++}`;

/** Names a value, so that it is worked out once. */
export function bind(code: Code, expr: Expr): Expr {
  if (expr.op === "const" || expr.op === "local" || expr.op === "self") return expr;
  const name = fresh(code);
  code.block.push(set(name, expr));
  return local(name, expr.type);
}

/** A place to write what is done only sometimes. */
export const inside = (code: Code): Code => ({ ...code, block: [] });

const memoryOf = (reading: Reading): Memory => {
  switch (reading.kind) {
    case "amount":
    case "date":
    case "duration":
      return "i64";
    case "yes/no":
      return "u8";
    case "rank":
      return "i8";
    case "person":
    case "word":
      return "i32";
  }
};
export const typeOf = (reading: Reading): Type =>
  reading.kind === "amount" || reading.kind === "date" || reading.kind === "duration" ? "i64" : "i32";

/** What tells an array from others: most hold columns or parts of trees, and are asked for again and again. */
function keyOfHolds(holds: Holds): string {
  switch (holds.kind) {
    case "column":
    case "history":
    case "before":
      return `${holds.kind} ${holds.column}`;
    case "tree":
      return `tree ${holds.what} ${holds.tree}`;
    case "room":
      return `room ${holds.elements} ${holds.empty} ${holds.working} ${holds.name}`;
    case "levels":
      return `levels ${holds.each} ${holds.empty} ${holds.name}`;
    case "person":
      return `person ${holds.what}`;
    default:
      return JSON.stringify(holds);
  }
}

/** An array of the program, made where it is first asked for. */
export function arrayOf(compiling: Compiling, memory: Memory, holds: Holds): number {
  const key = keyOfHolds(holds);
  let id = compiling.arrayIds.get(key);
  if (id === undefined) {
    id = compiling.arrays.length;
    compiling.arrays.push({ memory, holds });
    compiling.arrayIds.set(key, id);
  }
  return id;
}

export const dataArray = (compiling: Compiling, holds: Holds & { readonly as: Reading }): number =>
  arrayOf(compiling, "what" in holds && holds.what === "given" ? "u8" : memoryOf(holds.as), holds);

/** The array that keeps a column, for those who read it elsewhere. */
export function stored(compiling: Compiling, draft: Draft): number {
  if (draft.given !== null) return draft.given;
  draft.array ??= arrayOf(compiling, memoryOf(readingOf(draft.term)), {
    kind: "column",
    column: draft.id,
  });
  return draft.array;
}

/** The array that keeps a column as it stood in every period. */
export function historyOf(compiling: Compiling, draft: Draft): number {
  stored(compiling, draft);
  draft.history ??= arrayOf(compiling, memoryOf(readingOf(draft.term)), {
    kind: "history",
    column: draft.id,
  });
  return draft.history;
}

/** The array that keeps a column as it stood in the period before. */
export function beforeOf(compiling: Compiling, draft: Draft): number {
  stored(compiling, draft);
  draft.before ??= arrayOf(compiling, memoryOf(readingOf(draft.term)), {
    kind: "before",
    column: draft.id,
  });
  return draft.before;
}

/** Writes down that a column reads another. */
export function reading(draft: Draft, other: Draft, where: Where): void {
  if (other.given !== null) return;
  const read = other.partOf ?? other;
  if (other.partOf) other.wanted = true;
  if (where.orHere) reading(draft, other, HERE);
  const known = draft.reads.get(read);
  if (!known) draft.reads.set(read, [where]);
  else if (!known.some(({ relation, tree }) => relation === where.relation && tree === where.tree))
    known.push(where);
}

/** A field in the slots of a draft's pass: what those below bring, and how it comes together. */
export function fieldOf(code: Code, type: Type, empty: bigint): number {
  const id = code.compiling.fields++;
  code.draft.fields.push({ id, type, empty });
  return id;
}

export const below = (field: number, type: Type): Expr => ({ op: "below", type, field });
export const merge = (field: number, how: Merge, value: Expr): Stmt => ({ op: "merge", field, how, value });

/** Where something that a draft brings up stands for the one who reads it. */
export const brought = (where: Where, tree: string): Where =>
  where.relation === "self"
    ? { relation: "below", tree }
    : where.relation === "below" && where.tree === tree
      ? where
      : ANYWHERE;

/** The column of a key, where somebody has asked for it before. */
export function draftThere({ drafts }: Compiling, key: string): Draft | undefined {
  const known = drafts.get(key);
  if (known?.pending) known.readWhilePending = true;
  return known;
}

/**
 * The column of a key: made by `make` where it is first asked for. One that leads back to itself is taken for what the
 * round before made of it, of any size; where that was wrong, there is another round.
 */
export function draftOf(
  compiling: Compiling,
  key: string,
  type: PlanType,
  make: (code: Code) => Term,
): Draft {
  const known = draftThere(compiling, key);
  if (known) return known;
  const id = compiling.drafts.size;
  const provisional = provisionalTerm(id, type, compiling.assumed.get(key) ?? 0);
  const draft: Draft = {
    id,
    key,
    term: provisional,
    pending: true,
    readWhilePending: false,
    body: [],
    brings: [],
    fields: [],
    byDepth: false,
    travellers: [],
    order: null,
    reads: new Map(),
    uniforms: new Set(),
    given: null,
    array: null,
    history: null,
    before: null,
    once: false,
    machine: null,
    extras: [],
    partOf: null,
    keepsMark: false,
    wanted: false,
    room: null,
    names: { given: 0 },
  };
  compiling.drafts.set(key, draft);
  const term = make({ compiling, draft, block: draft.body });
  // In a column every length of time has its unit with it.
  const made = term.kind === "duration" ? packed(term) : term;
  if (draft.given === null && draft.machine === null && draft.room === null)
    draft.body.push({ op: "column", column: id, value: made.expr });
  draft.term =
    draft.room === null ? { ...made, expr: { op: "self", type: made.expr.type, column: id } } : made;
  draft.pending = false;
  if (draft.readWhilePending && made.kind === "amount" && provisional.kind === "amount")
    if (made.scale !== provisional.scale) {
      compiling.assumed.set(key, Math.max(made.scale, provisional.scale));
      compiling.wrong = true;
    }
  return draft;
}

/**
 * A column that is being made, for who reads what it comes to in whatever decimals it will have: nothing that is made of it
 * has to be made again when they are known. Null for any other column.
 */
export function inTheMaking({ drafts }: Compiling, key: string): Draft | null {
  const known = drafts.get(key);
  return known?.pending ? known : null;
}

/** A column that is worked out together with the one whose code is written; `set` gives it its value. */
export function extraOf(
  code: Code,
  key: string,
  term: Term,
): { readonly draft: Draft; readonly set: (value: Expr) => void } {
  const { compiling } = code;
  const draft: Draft = {
    ...code.draft,
    id: compiling.drafts.size,
    key,
    term,
    pending: false,
    readWhilePending: false,
    body: [],
    brings: [],
    fields: [],
    travellers: [],
    extras: [],
    partOf: code.draft,
    wanted: false,
    history: null,
    before: null,
    array: null,
  };
  draft.term = { ...term, expr: { op: "self", type: term.expr.type, column: draft.id } } as Term;
  compiling.drafts.set(key, draft);
  code.draft.extras.push(draft);
  return {
    draft,
    set: (value) => code.block.push({ op: "column", column: draft.id, value }),
  };
}

/** What a column is taken for while it is made. */
function provisionalTerm(column: number, type: PlanType, scale: number): Term {
  const own = (of: Type): Expr => ({ op: "self", type: of, column });
  switch (type.kind) {
    case "yes/no":
      return { kind: "yes/no", expr: own("i32") };
    case "rank":
      return { kind: "rank", expr: own("i32") };
    case "choice":
    case "text":
      return { kind: "word", expr: own("i32") };
    case "person":
      return { kind: "person", expr: own("i32"), where: ANYWHERE, sure: false };
    case "date":
      return { kind: "date", expr: own("i64") };
    case "duration":
      return { kind: "duration", expr: own("i64"), unit: "its own" };
    default:
      return { kind: "amount", expr: own("i64"), scale, most: null, mass: null };
  }
}

/** Where code is begun for a column of its own, about whoever it belongs to. */
export const uniformExpr = (code: Code, uniform: number, type: Type, index: Expr | null = null): Expr => {
  code.draft.uniforms.add(uniform);
  return { op: "uniform", type, uniform, index };
};

/**
 * A number, or a row of numbers, that is known before anybody is looked at; `now`: what it is now and which params
 * it goes by, for who has worked that out already.
 */
export function uniformOf(
  compiling: Compiling,
  key: string,
  { name, type, length }: { readonly name: string; readonly type: Type; readonly length: number },
  values:
    | ((params: ReadonlyMap<string, Value>) => readonly bigint[] | null)
    | "period"
    | "people"
    | "last day",
  now?: { readonly values: readonly bigint[]; readonly params: ReadonlySet<string> },
): number {
  const known = compiling.uniformIds.get(key);
  if (known !== undefined) return known;
  const id = compiling.uniforms.length;
  compiling.uniformIds.set(key, id);
  const asked = new WatchedParams(compiling.facts.params);
  const first = now?.values ?? (typeof values === "string" ? values : values(asked));
  if (first === null) throw new Error(`${key} has no value`);
  compiling.uniforms.push({ id, name, type, length, values: first });
  const params = now?.params ?? asked.asked;
  if (params.size > 0) compiling.paramsOf.set(id, params);
  compiling.revalue.push(typeof values === "string" ? () => null : values);
  return id;
}

/** The number that stands for a word. */
export function wordNumber(compiling: Compiling, word: string | null): number {
  if (word === null) return -1;
  let number = compiling.words.get(word);
  if (number === undefined) compiling.words.set(word, (number = compiling.words.size));
  return number;
}
