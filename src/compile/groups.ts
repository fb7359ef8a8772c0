import type { CheckedGroup, Formula } from "../check/formula.ts";
import {
  at,
  binary,
  type Expr,
  i32,
  i64,
  local,
  loop,
  narrow,
  not,
  select,
  set,
  store,
  when,
  widen,
} from "../ir/code.ts";
import { floored } from "./arithmetic.ts";
import { arrayOf, bind, type Code, fresh, inside } from "./code.ts";
import { amountIn, termOf, truthOf } from "./formulas.ts";
import { impossible } from "./impossible.ts";
import { mayGoOn } from "./levels-down.ts";
import { isThereAt, type Moment, momentsWithin } from "./moment.ts";
import { eachOrder } from "./orders.ts";
import { isThere, peopleNow, periodNow } from "./presence.ts";
import { eachOfKey, sameKeyOf } from "./same-key.ts";
import { NOBODY, type Order, PERSON, type Scope } from "./scope.ts";
import { countStep } from "./step-limits.ts";
import { type Amount, ANYWHERE, beyond, inBranchOf, type Person } from "./terms.ts";
import { inTree, parentOf, sideOf, type When, waitsIn } from "./trees.ts";

type Each = (code: Code, place: Scope) => void;

/** Does something for every member of a group, as the evaluator goes through it: nobody is left out, nothing is shared. */
export function eachMember(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const wanted = wantedOnly(group.where ? [group.where] : [], each);
  if (group.base === "orders" && group.by && !group.pick) {
    eachParty(code, group, group.by, scope, each);
    return;
  }
  if (group.pick) {
    picked(code, group, scope, each);
    return;
  }
  reach(code, group, scope, wanted);
}

/** Does something only for those for whom all conditions hold. */
export const wantedOnly =
  (conditions: readonly Formula[], each: Each): Each =>
  (code, place) => {
    const [condition, ...rest] = conditions;
    if (!condition) {
      each(code, place);
      return;
    }
    const then = inside(code);
    const test = truthOf(code, condition, place);
    wantedOnly(rest, each)(then, place);
    code.block.push(when(test, then.block));
  };

/** Orders of one party together, in the order of each party's first. */
function eachParty(code: Code, group: CheckedGroup, by: Formula, scope: Scope, each: Each): void {
  const { it } = scope;
  const place = (order: Order): Scope => ({ ...scope, order, party: null, leg: null });
  const wanted = (own: Code, order: Order): Expr =>
    group.where ? truthOf(own, group.where, place(order)) : i32(1);
  const keyOfParty = (own: Code, order: Order): Expr => bind(own, termOf(own, by, place(order)).expr);
  eachOrder(code, it, scope, (inner, order) => {
    const name = fresh(inner, "isFirst");
    const then = inside(inner);
    const key = keyOfParty(then, order);
    then.block.push(set(name, i32(1)));
    /** Goes through the orders of the same party that stand before this one, or from it on. */
    const eachOfParty = (own: Code, which: "lt_s" | "ge_s", of: (code: Code, other: Order) => void): void =>
      eachOrder(own, it, scope, (loop, other) => {
        const same = inside(loop);
        const isSame = binary("eq", keyOfParty(same, other), key);
        const found = inside(same);
        of(found, other);
        same.block.push(when(isSame, found.block));
        const test = inside(loop);
        const isWanted = wanted(test, other);
        test.block.push(when(isWanted, same.block));
        loop.block.push(when(binary(which, other.at, order.at), test.block));
      });
    eachOfParty(then, "lt_s", (own) => own.block.push(set(name, i32(0))));
    const party = inside(then);
    each(party, {
      ...scope,
      order: null,
      leg: null,
      party: { forEach: (own, of) => eachOfParty(own, "ge_s", of) },
    });
    then.block.push(when(local(name, "i32"), party.block));
    const isWanted = wanted(inner, order);
    inner.block.push(when(isWanted, then.block));
  });
}

/** Everyone that the base of a group reaches. */
function reach(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const { it } = scope;
  const direct = (of: Person): Scope => ({
    ...scope,
    it: of,
    order: null,
    party: null,
    leg: null,
    level: integer(i32(1)),
    distance: integer(i32(1)),
    fixedLevel: null,
  });
  switch (group.base) {
    case "downline":
      eachChild(code, group.tree, scope, 0, (inner, head) => branch(inner, group, scope, head, each));
      return;
    case "left leg":
    case "right leg":
      eachChild(code, group.tree, scope, group.base === "left leg" ? 1 : 2, (inner, head) =>
        branch(inner, group, scope, head, each),
      );
      return;
    case "leg":
      branch(code, group, scope, scope.leg ?? impossible("a leg outside of `legs`"), each);
      return;
    case "frontline":
    case "legs":
      eachChild(code, group.tree, scope, 0, (inner, child) => {
        const then = inside(inner);
        each(then, { ...direct(child), leg: group.base === "legs" ? child : null });
        present(inner, child, scope, then);
      });
      return;
    case "siblings":
      eachSibling(code, group.tree, scope, (inner, one) => {
        const then = inside(inner);
        each(then, direct(one));
        present(inner, one, scope, then);
      });
      return;
    case "upline":
      up(code, group, scope, each);
      return;
    case "company": {
      const same = sameKeyOf(group, scope);
      if (same) {
        eachOfKey(code, same, scope, (inner, one) => {
          const then = inside(inner);
          each(then, { ...direct(one), level: null, distance: null });
          present(inner, one, scope, then);
        });
        return;
      }
      const name = fresh(code, "one");
      const one = local(name, "i32");
      const person: Person = { kind: "person", expr: one, where: ANYWHERE, sure: true };
      const body = inside(code);
      const then = inside(body);
      each(then, { ...direct(person), level: null, distance: null });
      present(body, person, scope, then);
      if (it !== NOBODY) body.block.unshift(...countStep(code, "group", group.base));
      const people = peopleNow(code);
      code.block.push(
        set(name, i32(0)),
        loop(binary("lt_s", one, people), [...body.block, set(name, binary("add", one, i32(1)))]),
      );
      return;
    }
    case "path":
      eachPassed(code, scope, (inner, one) => each(inner, { ...direct(one), level: null, distance: null }));
      return;
    case "orders":
      eachOrder(code, it, scope, (inner, order) => each(inner, { ...scope, order, party: null, leg: null }));
      return;
    case "periods":
    case "earlier periods":
    case "last periods":
      eachPeriod(code, group, scope, each);
      return;
    case "shorter periods":
      eachShorter(code, group, scope, each);
      return;
  }
}

/**
 * Those whom a journey has passed, the source only where it is a stop itself: the way is gone once more, from where it began
 * to the stop that asks. That takes a step for each of them at every stop, so that they are counted.
 */
export function eachPassed(code: Code, scope: Scope, each: (code: Code, one: Person) => void): void {
  const { source, tree, fromSelf } = scope.path!;
  const name = fresh(code, "passed");
  const one = local(name, "i32");
  const person: Person = { kind: "person", expr: one, where: { relation: "below", tree }, sure: true };
  const body = inside(code);
  body.block.push(...countStep(code, "group", "path"));
  each(body, person);
  const first = fromSelf ? source.expr : parentOf(code, tree, { ...source, sure: true });
  code.block.push(
    set(name, first),
    loop(binary("ne", one, PERSON.expr), [...body.block, set(name, parentOf(code, tree, person))]),
  );
}

/** Does what was written for somebody, if somebody is there. */
function present(code: Code, person: Person, scope: Scope, then: Code): void {
  const there = isThereAt(code, person, scope);
  code.block.push(...(there.op === "const" ? then.block : [when(there, then.block)]));
}

/** A whole number that is counted along. */
export const integer = (expr: Expr): Amount => ({
  kind: "amount",
  expr: widen(expr),
  scale: 0,
  most: 2n ** 31n,
  mass: null,
});

/** The people directly below somebody, in joining order; those of one side where one is asked for. */
export function eachChild(
  code: Code,
  tree: string,
  scope: Pick<Scope, "it" | "period" | "moment">,
  side: 0 | 1 | 2,
  each: (code: Code, child: Person) => void,
): void {
  const { it } = scope;
  const name = fresh(code, "child");
  const one = local(name, "i32");
  const child: Person = { kind: "person", expr: one, where: beyond(it.where, "below", tree), sure: true };
  const body = inside(code);
  each(body, child);
  const done =
    side === 0 ? body.block : [when(binary("eq", sideOf(code, tree, child, scope), i32(side)), body.block)];
  code.block.push(
    set(name, inTree(code, tree, "first", it.expr, scope)),
    loop(binary("ge_s", one, i32(0)), [...done, set(name, inTree(code, tree, "next", one, scope))]),
  );
}

/**
 * Those below the same person, oneself among them. Each goes through all others only where that depends on who asks (see
 * `oncePerParent`), so that the steps are counted. Of nobody they are those below nobody.
 */
function eachSibling(code: Code, tree: string, scope: Scope, each: (code: Code, one: Person) => void): void {
  const { it } = scope;
  if (it === NOBODY) {
    eachTop(code, tree, scope, each);
    return;
  }
  const counted = (inner: Code, one: Person): void => {
    inner.block.push(...countStep(inner, "group", "siblings"));
    each(inner, one);
  };
  const above = bind(code, parentOf(code, tree, it, scope));
  const name = fresh(code, "sibling");
  const one = local(name, "i32");
  const [below, tops] = [inside(code), inside(code)];
  const ofParent = inside(below);
  counted(ofParent, { kind: "person", expr: one, where: ANYWHERE, sure: true });
  below.block.push(
    set(name, inTree(code, tree, "first", above, scope)),
    loop(binary("ge_s", one, i32(0)), [...ofParent.block, set(name, inTree(code, tree, "next", one, scope))]),
  );
  eachTop(tops, tree, scope, counted);
  code.block.push(when(binary("ge_s", above, i32(0)), below.block, tops.block));
}

/** Those below nobody, as they lie in memory, but for those who wait for a place. */
function eachTop(code: Code, tree: string, at: When, each: (code: Code, one: Person) => void): void {
  const name = fresh(code, "top");
  const one = local(name, "i32");
  const person: Person = { kind: "person", expr: one, where: ANYWHERE, sure: true };
  const body = inside(code);
  const found = inside(body);
  each(found, person);
  const waits = waitsIn(body, tree, person, at);
  const hasPlace = waits ? not(waits) : i32(1);
  const isTop = binary("lt_s", parentOf(code, tree, person, at), i32(0));
  body.block.push(when(binary("and", isTop, hasPlace), found.block));
  code.block.push(
    set(name, i32(0)),
    loop(binary("lt_s", one, peopleNow(code)), [...body.block, set(name, binary("add", one, i32(1)))]),
  );
}

/** Down the branch of a head, each before those below: nobody behind a boundary; who is not counted uses up no level. */
function branch(code: Code, group: CheckedGroup, scope: Scope, head: Person, each: Each): void {
  const { tree } = group;
  const [oneName, levelName, distanceName] = [
    fresh(code, "one"),
    fresh(code, "level"),
    fresh(code, "distance"),
  ];
  const [one, level, distance] = [local(oneName, "i32"), local(levelName, "i32"), local(distanceName, "i32")];
  // The level before each of those who stand one above the other here.
  const levels = arrayOf(code.compiling, "i32", { kind: "levels", name: levelName, each: 1, empty: "-1" });
  const person: Person = { kind: "person", expr: one, where: inBranchOf(head.where, tree), sure: true };
  const place = (taken: Expr): Scope => ({
    ...scope,
    it: person,
    order: null,
    party: null,
    leg: null,
    level: integer(taken),
    distance: integer(distance),
    fixedLevel: null,
  });
  const [down, next] = [fresh(code, "down"), binary("add", level, i32(1))];
  const body = inside(code);
  const visit = inside(body);
  const takenName = fresh(code, "taken");
  const taken = local(takenName, "i32");
  const counted = bind(
    visit,
    binary(
      "and",
      isThereAt(visit, person, scope),
      group.counting ? truthOf(visit, group.counting, place(next)) : i32(1),
    ),
  );
  visit.block.push(set(takenName, select(counted, next, level)));
  const member = inside(visit);
  each(member, place(taken));
  visit.block.push(when(counted, member.block));
  const further = {
    ...place(binary("add", taken, i32(1))),
    distance: integer(binary("add", distance, i32(1))),
  };
  const goesOn = group.through ? not(truthOf(visit, group.through, place(taken))) : i32(1);
  visit.block.push(set(down, binary("and", goesOn, mayGoOn(visit, group.where, further))));
  body.block.push(set(takenName, level), set(down, i32(0)));
  if (group.until) body.block.push(when(not(truthOf(body, group.until, place(next))), visit.block));
  else body.block.push(...visit.block);

  const first = inTree(code, tree, "first", one, scope);
  const nextOf = inTree(code, tree, "next", one, scope);
  const atHead = binary("eq", one, head.expr);
  const somebody = select(binary("lt_s", one, i32(0)), i32(0), one);
  const isLast = binary("lt_s", inTree(code, tree, "next", somebody, scope), i32(0));
  const climb = loop(binary("and", binary("ge_s", one, i32(0)), binary("or", atHead, isLast)), [
    when(
      atHead,
      [set(oneName, i32(-1))],
      [set(oneName, parentOf(code, tree, person, scope)), set(distanceName, binary("sub", distance, i32(1)))],
    ),
  ]);
  const turn = when(
    binary("and", local(down, "i32"), binary("ge_s", first, i32(0))),
    [
      set(distanceName, binary("add", distance, i32(1))),
      store(levels, distance, taken),
      set(levelName, taken),
      set(oneName, first),
    ],
    [
      climb,
      when(binary("ge_s", one, i32(0)), [set(oneName, nextOf), set(levelName, at(levels, "i32", distance))]),
    ],
  );
  code.block.push(
    set(oneName, head.expr),
    set(levelName, i32(0)),
    set(distanceName, i32(1)),
    loop(binary("ge_s", one, i32(0)), [...body.block, turn]),
  );
}

function up(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const { tree } = group;
  const [oneName, levelName, distanceName] = [
    fresh(code, "one"),
    fresh(code, "level"),
    fresh(code, "distance"),
  ];
  const [one, level, distance] = [local(oneName, "i32"), local(levelName, "i32"), local(distanceName, "i32")];
  const person: Person = {
    kind: "person",
    expr: one,
    where: beyond(scope.it.where, "above", tree),
    sure: true,
  };
  const place = (taken: Expr): Scope => ({
    ...scope,
    it: person,
    order: null,
    party: null,
    leg: null,
    level: integer(taken),
    distance: integer(distance),
    fixedLevel: null,
  });
  const next = binary("add", level, i32(1));
  const body = inside(code);
  const visit = inside(body);
  const counted = group.counting ? truthOf(visit, group.counting, place(next)) : i32(1);
  const member = inside(visit);
  member.block.push(set(levelName, next));
  each(member, place(level));
  visit.block.push(when(counted, member.block));
  const end = [set(oneName, i32(-1))];
  const further = [set(oneName, parentOf(code, tree, person, scope))];
  if (group.through) visit.block.push(when(truthOf(visit, group.through, place(level)), end, further));
  else visit.block.push(...further);
  body.block.push(set(distanceName, binary("add", distance, i32(1))));
  if (group.until) body.block.push(when(truthOf(body, group.until, place(next)), end, visit.block));
  else body.block.push(...visit.block);
  code.block.push(
    set(oneName, parentOf(code, tree, scope.it, scope)),
    set(levelName, i32(0)),
    set(distanceName, i32(0)),
    loop(binary("ge_s", one, i32(0)), body.block),
  );
}

/** The periods in which the one who asks was there, earliest first; `distance` is how long ago. */
function eachPeriod(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const now = scope.period?.at ?? periodNow(code);
  const last = group.base === "earlier periods" ? bind(code, binary("sub", now, i32(1))) : now;
  const name = fresh(code, "period");
  const period = local(name, "i32");
  const start = inside(code);
  if (group.last) {
    const most = floored(start, amountIn(start, group.last, scope), { n: 1, d: 1 });
    const from = bind(start, binary("add", binary("sub", widen(now), most.expr), i64(1)));
    start.block.push(set(name, select(binary("gt_s", from, i64(0)), narrow(from), i32(0))));
  } else start.block.push(set(name, i32(0)));
  const body = inside(code);
  const then = inside(body);
  each(then, {
    ...scope,
    period: { at: period, over: group.base === "earlier periods" || scope.period?.over === true },
    level: null,
    distance: integer(binary("sub", now, period)),
    fixedLevel: null,
  });
  const there = scope.it === NOBODY ? i32(1) : isThere(body, scope.it, period);
  body.block.push(...(there.op === "const" ? then.block : [when(there, then.block)]));
  code.block.push(
    ...start.block,
    loop(binary("le_s", period, last), [...body.block, set(name, binary("add", period, i32(1)))]),
  );
}

/** The shorter periods within one in which the one who asks was there, earliest first: who does so goes by another clock there. */
function eachShorter(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  if (scope.moment) impossible("shorter periods of another clock for who asks");
  const clock = group.clock!;
  const name = fresh(code, "moment");
  const moment: Moment = { clock, kind: "each within", at: local(name, "i32") };
  const place = { ...scope, moment };
  const count = momentsWithin(code, clock, scope);
  const body = inside(code);
  const then = inside(body);
  each(then, place);
  const there = scope.it === NOBODY ? i32(1) : isThereAt(body, scope.it, place);
  body.block.push(...(there.op === "const" ? then.block : [when(there, then.block)]));
  code.block.push(
    set(name, i32(0)),
    loop(binary("lt_s", moment.at, count), [...body.block, set(name, binary("add", moment.at, i32(1)))]),
  );
}

/**
 * The largest or smallest of a group, of equals who joined earlier: found one after another, each the best of those that
 * come behind the one before.
 */
function picked(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
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
