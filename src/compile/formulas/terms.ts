import type { Duration } from "../../base/value.ts";
import { type Expr, widen } from "../../ir/code.ts";
import type { Reading } from "../../ir/program.ts";

/** Where somebody stands, seen from the person whose column is computed. */
export type Where = {
  readonly relation: "self" | "below" | "above" | "all" | "before";
  readonly tree: string;
  /** Or perhaps the very person whose column is computed. */
  readonly orHere?: boolean;
};
export const HERE: Where = { relation: "self", tree: "" };
export const ANYWHERE: Where = { relation: "all", tree: "" };

/** Further in a direction; both ways, or along two trees, may end anywhere. */
export function beyond(where: Where, relation: "below" | "above", tree: string): Where {
  if (where.relation === "self") return { relation, tree };
  return where.relation === relation && where.tree === tree ? where : ANYWHERE;
}

/** Somewhere in a branch whose head stands there: further down, or the head itself. */
export const inBranchOf = (head: Where, tree: string): Where => ({
  ...beyond(head, "below", tree),
  ...(head.relation === "self" && { orHere: true }),
});

/** A formula as code: what kind of value it comes to, and the expression that works it out. */
export type Term = Amount | Truth | Index | Person | Day | Length;

/**
 * An amount counted in units of its last decimal: `expr` / 10^`scale`. Where `most` is known it is never further from 0
 * than that many units, so that sums and products can be seen not to overflow; `mass` is as much for everybody together.
 */
export type Amount = {
  readonly kind: "amount";
  readonly expr: Expr;
  readonly scale: number;
  readonly most: bigint | null;
  readonly mass: bigint | null;
};
/** A whole number that is counted along. */
export const integer = (expr: Expr): Amount => ({
  kind: "amount",
  expr: widen(expr),
  scale: 0,
  most: 2n ** 31n,
  mass: null,
});

export type Truth = { readonly kind: "yes/no"; readonly expr: Expr };
/** A rank or a word: only its number counts, -1 for none. */
export type Index = { readonly kind: "rank" | "word"; readonly expr: Expr };
/** `sure`: never nobody. */
export type Person = {
  readonly kind: "person";
  readonly expr: Expr;
  readonly where: Where;
  readonly sure: boolean;
};
export type Day = { readonly kind: "date"; readonly expr: Expr };
/** A length of time: so many of one unit, or of a unit `its own` that goes with the number (see `packedDuration`). */
export type Length = {
  readonly kind: "duration";
  readonly expr: Expr;
  readonly unit: Duration["unit"] | "its own";
};

/** How the values of a term are read back. */
export function readingOf(term: Term): Reading {
  return term.kind === "amount" ? { kind: "amount", scale: term.scale } : { kind: term.kind };
}
