import { type Expr, local, type Type } from "../ir/code.ts";
import type { Code } from "./code.ts";

/**
 * Bases on their way up a tree: what has come from below to somebody at each depth, with what the rules can tell apart of
 * it. Two that agree in that become one, where they may.
 */
export type Travellers = {
  readonly together: boolean;
  /** Whether anybody has come to the person here. */
  readonly hasArrivals: Expr;
  /** Sends a base of the person's own to the one above, with what is in the locals of a prefix. */
  readonly setOut: (code: Code, prefix: string, base: Expr, count: Expr) => void;
  /** Visits all who have come to the person here, who then are here no longer; their words are in the locals of a prefix. */
  readonly eachArrival: (
    code: Code,
    prefix: string,
    visit: (code: Code, traveller: Traveller) => void,
  ) => void;
};

/** A base on its way, which has come to somebody. */
export type Traveller = {
  readonly base: Expr;
  /** How many bases it is. */
  readonly count: Expr;
  /** Goes on to the person above, with what is in the locals of the prefix then. */
  readonly goOn: (code: Code) => void;
  /** Its way has ended. */
  readonly stay: (code: Code) => void;
};

/** Something that goes with a base. */
export type Word = { readonly name: string; readonly type: Type };

/** A sum of bases that fits, or stops the pass. */
export type AddBases = (a: Expr, b: Expr) => Expr;

export const DEPTH: Expr = local("depth", "i32");
export const wordLocal = (prefix: string, { name, type }: Word): Expr => local(`${prefix}${name}`, type);
