import { type Expr, local, type Type } from "../../ir/code.ts";
import type { Code } from "../code.ts";

/**
 * Bases on their way up a tree: what has come from below to somebody at each depth, with what the rules can tell apart of
 * it. Two that agree in that become one, where they may. A traveller is known by one figure: its base, or, where an amount
 * is paid for each, how many it is.
 */
export type Travellers = {
  readonly together: boolean;
  /** Whether anybody has come to the person here. */
  readonly hasArrivals: Expr;
  /** Sends a figure of the person's own to the one above, with what is in the locals of a prefix. */
  readonly setOut: (code: Code, prefix: string, figure: Expr) => void;
  /** Visits all who have come to the person here, who then are here no longer; their words are in the locals of a prefix. */
  readonly eachArrival: (
    code: Code,
    prefix: string,
    visit: (code: Code, traveller: Traveller) => void,
  ) => void;
};

/** A base on its way, which has come to somebody. */
export type Traveller = {
  readonly figure: Expr;
  /** Goes on to the person above, with what is in the locals of the prefix then. */
  readonly goOn: (code: Code) => void;
  /** Its way has ended. */
  readonly stay: (code: Code) => void;
};

/** Something that goes with a base. */
export type Word = { readonly name: string; readonly type: Type };

/** A sum of figures that fits, or stops the pass. */
export type AddFigures = (a: Expr, b: Expr) => Expr;

export const DEPTH: Expr = local("depth", "i32");
export const wordLocal = (prefix: string, { name, type }: Word): Expr => local(`${prefix}${name}`, type);
