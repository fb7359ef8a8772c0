import type { FormulaOf } from "../check/formula.ts";
import { isAmount, type Type } from "../check/types.ts";
import { at, binary, i32, i64, select, store } from "../ir/code.ts";
import { LARGEST } from "./arithmetic.ts";
import { arrayOf, type Code, type Compiling, type Draft, draftOf, reading } from "./code.ts";
import { termOf, truthOf } from "./formulas.ts";
import { eachOrder, NO_ORDER_DAY, orderCell } from "./orders.ts";
import { isThere } from "./presence.ts";
import { isAboutItAlone } from "./reads.ts";
import { goesByOtherOrders, readsOrders } from "./reads-orders.ts";
import { about, elsewhere, keyOf, numberOf, PERSON, type Scope } from "./scope.ts";
import { inItsPeriod } from "./so-far.ts";
import { type Amount, ANYWHERE, type Term } from "./terms.ts";
import { isBuilt, treeArray } from "./trees.ts";

/**
 * What everybody below the buyer has ordered when an order comes in: found for all orders together by a machine that goes
 * through them as they happened. Null for any other sum.
 */
export function orderedBelow(code: Code, formula: FormulaOf<"Aggregate">, scope: Scope): Term | null {
  const { fold, of, group, eachAtMost } = formula;
  if (fold !== "sum" || group.base !== "downline" || eachAtMost || isBuilt(code.compiling, group.tree))
    return null;
  if (group.pick || group.by || group.counting || group.until || group.through) return null;
  if (of.kind !== "Column" || of.of.kind !== "It" || of.args.length > 0 || !isAmount(of.type)) return null;
  const input = code.compiling.plan.inputs.get(of.name);
  if (!input?.inOrders || (input.fallback && goesByOtherOrders(code, input.fallback))) return null;
  const { where } = group;
  if (where && (readsOrders(code, where) || !isAboutItAlone(where, scope))) return null;
  return inItsPeriod(
    code,
    scope,
    (own, { upTo }) => {
      const draft = belowDraft(own.compiling, formula, of.name, scope);
      reading(own.draft, draft, ANYWHERE);
      return { ...(draft.term as Amount), expr: at(draft.room!, "i64", upTo!) };
    },
    (over, place) => termOf(over, formula, place),
  );
}

/** An array with an element for each order, with room for it where it is made. */
function byOrder(code: Code, name: string): number {
  const array = arrayOf(code.compiling, "i64", { kind: "by order", name });
  code.draft.room = array;
  return array;
}

/** What each order adds: nothing where the buyer is not wanted. */
function addedDraft(
  compiling: Compiling,
  formula: FormulaOf<"Aggregate">,
  name: string,
  scope: Scope,
): Draft {
  const key = `added by orders ${numberOf(formula)}${keyOf(scope)}`;
  return draftOf(compiling, key, formula.type, (code) => {
    const array = byOrder(code, key);
    const { where } = formula.group;
    const wanted = where ? truthOf(code, where, elsewhere(scope, PERSON)) : i32(1);
    const isMember = binary("and", isThere(code, PERSON, null), wanted);
    const values: Amount[] = [];
    eachOrder(code, PERSON, about(PERSON), (inner, order) => {
      const value = orderCell(inner, name, order, about(PERSON)) as Amount;
      values.push(value);
      inner.block.push(store(array, order, select(isMember, value.expr, i64(0))));
    });
    return { ...values[0]!, expr: at(array, "i64", i32(0)) };
  });
}

function belowDraft(
  compiling: Compiling,
  formula: FormulaOf<"Aggregate">,
  name: string,
  scope: Scope,
): Draft {
  const key = `ordered below ${numberOf(formula)}${keyOf(scope)}`;
  const type: Type = formula.type;
  return draftOf(compiling, key, type, (code) => {
    const { draft } = code;
    const added = addedDraft(compiling, formula, name, scope);
    reading(draft, added, ANYWHERE);
    const orders = (what: "from" | "day" | "sequence") =>
      arrayOf(compiling, what === "day" ? "i64" : "i32", { kind: "orders", what });
    const found = byOrder(code, key);
    draft.machine = {
      kind: "so far",
      values: added.room!,
      found,
      from: orders("from"),
      sequence: orders("sequence"),
      days: orders("day"),
      noDay: NO_ORDER_DAY,
      place: treeArray(code, formula.group.tree, "place"),
      end: treeArray(code, formula.group.tree, "end"),
    };
    const { scale, mass } = added.term as Amount;
    const isProved = mass !== null && mass <= LARGEST;
    if (!isProved) compiling.watched.add(draft);
    return {
      kind: "amount",
      expr: at(found, "i64", i32(0)),
      scale,
      most: isProved ? mass : LARGEST,
      mass: null,
    };
  });
}
