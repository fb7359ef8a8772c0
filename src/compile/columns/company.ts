import type { Formula } from "../../check/formula.ts";
import { at, type Expr, i32, store } from "../../ir/code.ts";
import type { ScaledArray } from "../../ir/program.ts";
import { arrayOf, bind, type Code, type Compiling, type Draft, draftOf, reading, stored } from "../code.ts";
import { powerOfTen } from "../formulas/arithmetic.ts";
import { about, NOBODY, type Scope } from "../formulas/scope.ts";
import { type Amount, ANYWHERE, type Term } from "../formulas/terms.ts";
import { impossible } from "../impossible.ts";
import { notBelowZero } from "./of-person.ts";

/** A figure of the company, worked out once: a pot, a limit. */
export function companyFigure(
  compiling: Compiling,
  key: string,
  { type: of }: Pick<Formula, "type">,
  figure: (code: Code, scope: Scope) => Term,
): Draft {
  return draftOf(compiling, key, of, (code) => {
    const { draft } = code;
    draft.once = true;
    const { type } = draft.term.expr;
    const room = arrayOf(compiling, type, {
      kind: "room",
      name: key,
      elements: 1,
      empty: "0",
      working: false,
    });
    draft.room = room;
    // What leads back to it through the period before finds it there already.
    draft.term = { ...draft.term, expr: at(room, type, i32(0)) } as Term;
    const term = figure(code, about(NOBODY));
    code.block.push(store(room, i32(0), term.expr));
    return { ...term, expr: at(room, type, i32(0)) } as Term;
  });
}

/** A figure of the company as it stood in a period that is over. */
export function companyEarlier(code: Code, draft: Draft, room: number, period: Expr): Term {
  const { type } = draft.term.expr;
  const history = arrayOf(code.compiling, type, { kind: "room history", room });
  reading(code.draft, draft, { relation: "before", tree: "" });
  return { ...draft.term, expr: at(history, type, notBelowZero(bind(code, period))) } as Term;
}

/** A column as a machine takes it: the array it lies in, and its decimals. */
export function scaledArray(compiling: Compiling, reader: Draft, draft: Draft): ScaledArray {
  reading(reader, draft, ANYWHERE);
  const { term } = draft;
  if (term.kind !== "amount") return impossible(`${term.kind} in place of an amount`);
  return { array: draft.room ?? stored(compiling, draft), scale: term.scale };
}

/** An amount that a machine gives each person, which is no larger than another, for one and for all together. */
export function machineAmount(draft: Draft, scale: number, { most, mass, scale: own }: Amount): Amount {
  const inUnits = (of: bigint | null): bigint | null => {
    if (of === null) return null;
    return scale < own ? of / powerOfTen(own - scale) + 1n : of * powerOfTen(scale - own);
  };
  return {
    kind: "amount",
    expr: { op: "self", type: "i64", column: draft.id },
    scale,
    most: inUnits(most),
    mass: inUnits(mass),
  };
}
