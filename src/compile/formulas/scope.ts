import type { Value } from "../../base/value.ts";
import type { Formula } from "../../check/formula.ts";
import type { Type } from "../../check/types.ts";
import { type Expr, local } from "../../ir/code.ts";
import type { Compiling } from "../code.ts";
import type { StaticPlace } from "../statics.ts";
import type { Moment } from "./moment.ts";
import { type Amount, HERE, integer, type Person, type Term } from "./terms.ts";

/** Where a formula is read: who asks, what is gone through, and what is known there (compare `At` of the evaluator). */
export type Scope = {
  readonly it: Person;
  readonly my: Person;
  /** Columns of the source of a journey and of the person just passed, which go with the base, by what is read. */
  readonly carried: ReadonlyMap<string, Term> | null;
  /** The order gone through. */
  readonly order: Order | null;
  readonly party: Party | null;
  /** The order that is the last to have happened; null where all have (`so_far`). */
  readonly upTo: Order | null;
  readonly leg: Person | null;
  readonly level: Amount | null;
  readonly distance: Amount | null;
  readonly generation: Amount | null;
  /** The level, where it is known when the code is made. */
  readonly fixedLevel: number | null;
  readonly total: Amount | null;
  readonly candidate: number;
  readonly blank: Formula | null;
  readonly args: readonly Argument[];
  readonly path: Path | null;
  /** Another period than the one that is worked out. */
  readonly period: Period | null;
  /** A moment by another clock, of which people's parts are brought in from there. */
  readonly moment: Moment | null;
};

/** An order by its number: among those of the period that is worked out, or (`past`) of all periods up to it. */
export type Order = { readonly at: Expr; readonly past: boolean };

/** A period up to the one that is worked out; `over`: surely one before it. */
export type Period = { readonly at: Expr; readonly over: boolean };

/** An argument of a measure; `fixed` where it is the same for everybody. */
export type Argument = { readonly term: Term; readonly fixed: Fixed | null };
export type Fixed = {
  readonly key: string;
  readonly type: Type;
  readonly value: (params: ReadonlyMap<string, Value>) => Value;
};

/** The orders of one party: what is done for each of them. */
export type Party = {
  readonly forEach: (
    inCode: import("../code.ts").Code,
    each: (code: import("../code.ts").Code, order: Order) => void,
  ) => void;
};

/**
 * What a journey has passed: what the rules look for on it, by the formula that looks. For whatever they look for in another
 * way the way itself is known: where it began, whom it passed last, and along which tree it came.
 */
export type Path = {
  readonly known: ReadonlyMap<Formula, (code: import("../code.ts").Code) => Term>;
  readonly source: Person;
  readonly below: Person;
  readonly tree: string;
  readonly fromSelf: boolean;
};

/** The person that a pass stands at. */
export const PERSON: Person = { kind: "person", expr: local("person", "i32"), where: HERE, sure: true };
export const NOBODY: Person = {
  kind: "person",
  expr: { op: "const", type: "i32", value: -1n },
  where: HERE,
  sure: false,
};

/** About one person, or about nobody. */
export const about = (person: Person): Scope => ({
  it: person,
  my: person,
  carried: null,
  order: null,
  party: null,
  upTo: null,
  leg: null,
  level: null,
  distance: null,
  generation: null,
  fixedLevel: null,
  total: null,
  candidate: -1,
  blank: null,
  args: [],
  path: null,
  period: null,
  moment: null,
});

/** What is the same for everybody of a scope. */
export const staticPlace = (
  { candidate, blank, args, fixedLevel }: Scope,
  params: ReadonlyMap<string, Value>,
): StaticPlace => ({
  params,
  candidate,
  blank,
  args: args.map(({ fixed }) => fixed?.value(params) ?? null),
  level: fixedLevel,
});

/** What of a scope columns of their own may depend on, as a key. */
export const keyOf = (
  { numberOf }: Pick<Compiling, "numberOf">,
  { candidate, blank, args }: Scope,
): string =>
  candidate < 0 && !blank && args.length === 0
    ? ""
    : `(${candidate};${blank ? numberOf(blank) : ""};${args.map(({ fixed }) => fixed?.key ?? "?").join(";")})`;

/** A scope about another person, with what is the same for everybody. */
export const elsewhere = ({ candidate, blank, args }: Scope, person: Person): Scope => ({
  ...about(person),
  candidate,
  blank,
  args,
});

/** Of somebody whom a group goes through, at a level of those who are counted, and at a distance of all. */
export const reached = (scope: Scope, it: Person, level: Expr, distance: Expr): Scope => ({
  ...scope,
  ...{ it, order: null, party: null, leg: null, fixedLevel: null },
  ...{ level: integer(level), distance: integer(distance) },
});
