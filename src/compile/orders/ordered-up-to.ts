import type { Type } from "../../check/types.ts";
import { at, i32, store } from "../../ir/code.ts";
import { arrayOf, type Code, type Compiling, type Draft, draftOf, reading } from "../code.ts";
import { treeArray } from "../columns/trees.ts";
import { LARGEST } from "../formulas/arithmetic.ts";
import { about, type Order, PERSON } from "../formulas/scope.ts";
import { type Amount, ANYWHERE } from "../formulas/terms.ts";
import { eachOrder, NO_ORDER_DAY } from "./orders.ts";

/** What orders add: each to its buyer's own sum, or to those of everybody above along a tree. */
export type Added = {
  readonly key: string;
  readonly type: Type;
  /** Null: to the buyer's own. */
  readonly tree: string | null;
  readonly added: (code: Code, order: Order) => Amount;
};

/**
 * What has been added when an order has come in: found for all orders together by a machine that goes through them as they
 * happened, so that nobody's orders are gone through for each of them.
 */
export function orderedUpTo(code: Code, added: Added, upTo: Order): Amount {
  const draft = foundDraft(code.compiling, added);
  reading(code.draft, draft, ANYWHERE);
  return { ...(draft.term as Amount), expr: at(draft.room!, "i64", upTo.at) };
}

/** An array with an element for each order, which is what a column without people comes to. */
function byOrder({ compiling, draft }: Code, name: string): number {
  const array = arrayOf(compiling, "i64", { kind: "by order", name });
  draft.room = array;
  return array;
}

function addedDraft(compiling: Compiling, { key, type, added }: Added): Draft {
  const name = `added ${key}`;
  return draftOf(compiling, name, type, (code) => {
    const array = byOrder(code, name);
    const values: Amount[] = [];
    eachOrder(code, PERSON, about(PERSON), (inner, order) => {
      const value = added(inner, order);
      values.push(value);
      inner.block.push(store(array, order.at, value.expr));
    });
    return { ...values[0]!, expr: at(array, "i64", i32(0)) };
  });
}

function foundDraft(compiling: Compiling, of: Added): Draft {
  const name = `ordered ${of.key}`;
  return draftOf(compiling, name, of.type, (code) => {
    const { draft } = code;
    const added = addedDraft(compiling, of);
    reading(draft, added, ANYWHERE);
    const orders = (what: "from" | "day" | "sequence") =>
      arrayOf(compiling, what === "day" ? "i64" : "i32", { kind: "orders", what, past: false });
    const found = byOrder(code, name);
    draft.machine = {
      kind: "so far",
      values: added.room!,
      found,
      from: orders("from"),
      sequence: orders("sequence"),
      days: orders("day"),
      noDay: NO_ORDER_DAY,
      below:
        of.tree === null
          ? null
          : { place: treeArray(code, of.tree, "place"), end: treeArray(code, of.tree, "end") },
    };
    const { scale, mass } = added.term as Amount;
    const isProved = mass !== null && mass <= LARGEST;
    if (!isProved) compiling.watched.add(draft);
    const most = isProved ? mass : LARGEST;
    return { kind: "amount", expr: at(found, "i64", i32(0)), scale, most, mass: null };
  });
}
