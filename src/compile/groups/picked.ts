import type { CheckedGroup, Formula } from "../../check/formula.ts";
import {
  at,
  binary,
  type Expr,
  i32,
  i64,
  local,
  loop,
  not,
  select,
  set,
  when,
  widen,
} from "../../ir/code.ts";
import { arrayOf, bind, type Code, fresh, inside } from "../code.ts";
import { floored } from "../formulas/arithmetic.ts";
import { amountIn, termOf } from "../formulas/formulas.ts";
import type { Scope } from "../formulas/scope.ts";
import { type Amount, ANYWHERE, type Person } from "../formulas/terms.ts";
import { impossible } from "../impossible.ts";
import { type Each, eachMember } from "./members.ts";

/**
 * The largest or smallest of a group, of equals who joined earlier: found one after another, each the best of those that
 * come behind the one before.
 */
export function picked(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const [isOrders, isPeriods] = [group.base === "orders", group.base.endsWith("periods")];
  const { which, count } = group.pick!;
  const most = bind(code, floored(code, amountIn(code, count, scope), { n: 1, d: 1 }).expr);
  const names = ["taken", "by", "who", "best", "bestBy", "level", "distance"].map((word) =>
    fresh(code, word),
  );
  const [takenName, byName, whoName, bestName, bestByName, levelName, distanceName] = names as [
    ...[string, string, string, string, string, string, string],
  ];
  const [taken, by, who, best, bestBy] = [
    local(takenName, "i64"),
    local(byName, "i64"),
    local(whoName, "i32"),
    local(bestName, "i32"),
    local(bestByName, "i64"),
  ];
  /** Of equals the one with the lower number comes first: the order before it in the file, the earlier period, who joined earlier. */
  const numberOf = (one: Expr): Expr =>
    isOrders || isPeriods
      ? one
      : at(arrayOf(code.compiling, "i32", { kind: "person", what: "joining" }), "i32", one);
  const search = inside(code);
  let where = ANYWHERE;
  eachMember(search, { ...group, pick: null, by: null }, scope, (inner, place) => {
    where = place.it.where;
    const value = group.by ? sortable(inner, group.by, place) : i64(0);
    // The smallest are the largest of what is turned round.
    const key = bind(inner, which === "largest" ? value : binary("sub", i64(0), value));
    const one = isOrders ? place.order!.at : isPeriods ? place.period!.at : place.it.expr;
    const id = bind(inner, numberOf(one));
    const behind = (otherBy: Expr, otherId: Expr): Expr =>
      binary(
        "or",
        binary("lt_s", key, otherBy),
        binary("and", binary("eq", key, otherBy), binary("gt_s", id, otherId)),
      );
    const isNext = binary("or", binary("eq", taken, i64(0)), behind(by, who));
    const isBetter = binary("or", binary("lt_s", best, i32(0)), not(behind(bestBy, numberOf(clamp(best)))));
    inner.block.push(
      when(binary("and", isNext, isBetter), [
        set(bestName, one),
        set(bestByName, key),
        set(levelName, place.level?.expr ?? i64(0)),
        set(distanceName, place.distance?.expr ?? i64(0)),
      ]),
    );
  });
  const found = inside(code);
  const person: Person = { kind: "person", expr: best, where, sure: true };
  const carried = (name: string): Amount => ({
    kind: "amount",
    expr: local(name, "i64"),
    scale: 0,
    most: 2n ** 31n,
    mass: null,
  });
  const within: Scope = { ...scope, order: null, party: null, leg: null, fixedLevel: null };
  const over = group.base === "earlier periods" || scope.period?.over === true;
  if (isOrders)
    each(found, { ...scope, order: { at: best, past: scope.period !== null }, party: null, leg: null });
  else if (isPeriods)
    each(found, {
      ...scope,
      period: { at: best, over },
      level: null,
      distance: carried(distanceName),
      fixedLevel: null,
    });
  else
    each(found, {
      ...within,
      it: person,
      leg: group.base === "legs" ? person : null,
      level: carried(levelName),
      distance: carried(distanceName),
    });
  code.block.push(
    set(takenName, i64(0)),
    loop(binary("lt_s", taken, most), [
      set(bestName, i32(-1)),
      ...search.block,
      when(
        binary("ge_s", best, i32(0)),
        [
          ...found.block,
          set(byName, bestBy),
          set(whoName, numberOf(best)),
          set(takenName, binary("add", taken, i64(1))),
        ],
        [set(takenName, most)],
      ),
    ]),
  );
}

const clamp = (person: Expr): Expr => select(binary("lt_s", person, i32(0)), i32(0), person);

/** What a group is put in order by, as a number. */
function sortable(code: Code, by: Formula, place: Scope): Expr {
  const term = termOf(code, by, place);
  if (term.kind === "amount" || term.kind === "date") return term.expr;
  if (term.kind === "rank") return widen(term.expr);
  return impossible(`a group in the order of ${term.kind}`);
}
