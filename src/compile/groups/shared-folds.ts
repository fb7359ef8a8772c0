import type { CheckedGroup, Formula, FormulaOf } from "../../check/formula.ts";
import { at, binary, type Expr, i32, local, not, select, set, store, when } from "../../ir/code.ts";
import {
  arrayOf,
  below,
  bind,
  type Code,
  type Draft,
  draftOf,
  fieldOf,
  fresh,
  inside,
  inTheMaking,
  reading,
  stored,
} from "../code.ts";
import { ofPerson } from "../columns/of-person.ts";
import { parentOf, sideOf, treeName } from "../columns/trees.ts";
import { truthOf } from "../formulas/formulas.ts";
import { isThere } from "../formulas/presence.ts";
import { isAboutItAlone, partsOfGroup } from "../formulas/reads.ts";
import { elsewhere, keyOf, PERSON, type Scope } from "../formulas/scope.ts";
import { beyond, HERE, type Person, type Term } from "../formulas/terms.ts";
import type { Folded } from "./aggregates.ts";
import { broughtInto, combined, emptyExpr, type Folding, finished, foldingOf, summed } from "./folding.ts";

/**
 * Folds that read nothing but the people gone through are worked out once for everybody: each brings to the person above
 * what its own branch comes to, S(x) = Σ over children c of v(c) + S(c). Null for any other group.
 */
export function sharedFold(code: Code, folded: Folded, group: CheckedGroup, scope: Scope): Term | null {
  if (group.pick || group.by) return null;
  const inLegs = group.base === "legs" || group.base === "frontline";
  const parts = [...folded.parts, ...partsOfGroup(group)];
  if (!parts.every((part) => isAboutItAlone(part, scope, inLegs))) return null;
  const key = `${folded.key}${keyOf(code.compiling, scope)}`;
  const folding = foldingOf(folded.fold, folded.type);
  const read = (draft: Draft, person: Person) =>
    finished(code, folding, ofPerson(code, draft, person, folded.type, scope.period), folded.type);
  switch (group.base) {
    case "downline":
      return read(downlineDraft(code, folded, folding, group, scope, key, 0), scope.it);
    case "left leg":
    case "right leg": {
      const side = group.base === "left leg" ? 1 : 2;
      return read(downlineDraft(code, folded, folding, group, scope, key, side), scope.it);
    }
    case "leg":
      return scope.leg ? read(legDraft(code, folded, folding, group, scope, key), scope.leg) : null;
    case "frontline":
    case "legs":
      return read(frontlineDraft(code, folded, folding, group, scope, key), scope.it);
    case "upline":
      return read(uplineDraft(code, folded, folding, group, scope, key), scope.it);
    case "company":
      return finished(code, folding, companyTerm(code, folded, folding, group, scope, key), folded.type);
    default:
      return null;
  }
}

/** A condition of a group where it is read, yes where there is none. */
const holds = (code: Code, condition: Formula | null, place: Scope): Expr =>
  condition ? truthOf(code, condition, place) : i32(1);

/** Whether somebody is a member: there, counted and wanted. */
function isMember(code: Code, group: CheckedGroup, place: Scope): Expr {
  const parts = [
    isThere(code, place.it, place.period?.at ?? null),
    holds(code, group.counting, place),
    holds(code, group.where, place),
  ];
  return parts.reduce((a, b) => binary("and", a, b), i32(1));
}

/** What somebody adds: what is folded, or what changes nothing, where somebody is not a member. */
function ownValue(code: Code, folded: Folded, folding: Folding, member: Expr, place: Scope): Term {
  const then = inside(code);
  const value = folded.of(then, place);
  if (member.op === "const" && member.value === 1n) {
    code.block.push(...then.block);
    return value;
  }
  if (then.block.length === 0)
    return { ...value, expr: select(member, value.expr, emptyExpr(folding)) } as Term;
  const name = fresh(code, "own");
  then.block.push(set(name, value.expr));
  code.block.push(set(name, emptyExpr(folding)), when(member, then.block));
  return { ...value, expr: local(name, folding.type) } as Term;
}

/** What a branch comes to: its head and everybody below, as far as the group reaches. */
function legDraft(
  code: Code,
  folded: Folded,
  folding: Folding,
  group: CheckedGroup,
  scope: Scope,
  key: string,
): Draft {
  // A branch has the decimals of those in it, which are known when what is below it leads back to it: so that comes first.
  const whole = downlineKey(key, group, 0);
  if (!code.compiling.drafts.has(whole)) downlineDraft(code, folded, folding, group, scope, key, 0);
  return draftOf(code.compiling, `leg ${key} ${group.tree}`, folded.type, (own) => {
    const place = legPlace(scope);
    const outside = group.until ? holds(own, group.until, place) : i32(0);
    const inner = inside(own);
    const value = ownValue(inner, folded, folding, isMember(inner, group, place), place);
    const below =
      inTheMaking(own.compiling, whole) ?? downlineDraft(own, folded, folding, group, scope, key, 0);
    const under = ofPerson(inner, below, PERSON, folded.type);
    const term: Term =
      value.kind === "amount" && folding.how === "add" ? summed(own, value, deepest(own)) : value;
    const all = combined(inner, folding, bind(inner, value.expr), bind(inner, under.expr), term);
    const leg = group.through
      ? select(holds(inner, group.through, place), value.expr, bind(inner, all))
      : all;
    if (outside.op === "const") {
      own.block.push(...inner.block);
      return { ...term, expr: leg } as Term;
    }
    const name = fresh(own, "leg");
    inner.block.push(set(name, leg));
    own.block.push(set(name, emptyExpr(folding)), when(not(outside), inner.block));
    return { ...term, expr: local(name, folding.type) } as Term;
  });
}

/** An order along a tree that the data draw. */
export function orderAlong(
  code: Code,
  order: "deepest first" | "top first",
  tree: string,
): { readonly order: "deepest first" | "top first"; readonly tree: string } {
  treeName(code, tree);
  return { order, tree };
}

const deepest = (code: Code): bigint => BigInt(code.compiling.facts.deepest);
/** In a branch somebody is read about himself; as the head of a leg where one is gone through. */
const legPlace = (scope: Scope): Scope => ({ ...elsewhere(scope, PERSON), leg: PERSON });

const downlineKey = (key: string, { tree }: CheckedGroup, side: 0 | 1 | 2): string =>
  `below ${key} ${tree} ${side}`;

/** What everybody below somebody comes to: the branches of those directly below, of one side where one is asked for. */
function downlineDraft(
  code: Code,
  folded: Folded,
  folding: Folding,
  group: CheckedGroup,
  scope: Scope,
  key: string,
  side: 0 | 1 | 2,
): Draft {
  const { tree } = group;
  return draftOf(code.compiling, downlineKey(key, group, side), folded.type, (own) => {
    own.draft.order = orderAlong(own, "deepest first", tree);
    const field = fieldOf(own, folding.type, folding.empty);
    const leg = legDraft(own, folded, folding, group, scope, key);
    const brings: Code = { ...own, block: own.draft.brings };
    const value = ofPerson(brings, leg, PERSON, folded.type);
    // What a branch comes to says how large all below somebody can be together.
    const brought = broughtInto(brings, field, folding, value.expr, value);
    brings.block.push(
      side === 0 ? brought : when(binary("eq", sideOf(brings, tree, PERSON), i32(side)), [brought]),
    );
    broughtUp(own.draft, tree);
    const { term } = leg;
    return { ...term, expr: below(field, folding.type) } as Term;
  });
}

/** What a draft reads to bring it up, it reads of people below. */
export function broughtUp(draft: Draft, tree: string): void {
  for (const wheres of draft.reads.values())
    wheres.forEach((where, i) => {
      if (where.relation === "self") wheres[i] = { relation: "below", tree };
    });
}

/** What those directly below somebody come to. */
function frontlineDraft(
  code: Code,
  folded: Folded,
  folding: Folding,
  group: CheckedGroup,
  scope: Scope,
  key: string,
): Draft {
  const { tree } = group;
  return draftOf(code.compiling, `frontline ${key} ${tree}`, folded.type, (own) => {
    own.draft.order = orderAlong(own, "deepest first", tree);
    const field = fieldOf(own, folding.type, folding.empty);
    const place = legPlace(scope);
    const brings: Code = { ...own, block: own.draft.brings };
    const member = isMember(brings, { ...group, counting: null }, place);
    const inner = inside(brings);
    const value = folded.of(inner, place);
    const term: Term = value.kind === "amount" && folding.how === "add" ? summed(own, value, 1n) : value;
    inner.block.push(broughtInto(inner, field, folding, value.expr, term));
    brings.block.push(...(member.op === "const" ? inner.block : [when(member, inner.block)]));
    broughtUp(own.draft, tree);
    return { ...term, expr: below(field, folding.type) } as Term;
  });
}

/** What everybody above somebody comes to, from the top down: the one above, and what is above that one. */
function uplineDraft(
  code: Code,
  folded: Folded,
  folding: Folding,
  group: CheckedGroup,
  scope: Scope,
  key: string,
): Draft {
  return draftOf(code.compiling, `above ${key} ${group.tree}`, folded.type, (own) => {
    own.draft.order = orderAlong(own, "top first", group.tree);
    own.draft.keepsMark = folding.marked;
    const name = fresh(own, "above");
    const up = inside(own);
    const sponsor = parentAbove(own, group.tree);
    const place = elsewhere(scope, sponsor);
    const counted = [holds(up, group.counting, place), holds(up, group.where, place)];
    const member = counted.reduce((a, b) => binary("and", a, b));
    const value = ownValue(up, folded, folding, member, place);
    const first = bind(up, value.expr);
    const further = at(stored(own.compiling, own.draft), folding.type, sponsor.expr);
    reading(own.draft, own.draft, sponsor.where);
    const sum: Term =
      value.kind === "amount" && folding.how === "add" ? summed(own, { ...value, mass: null }, 1n) : value;
    const all = combined(up, folding, first, bind(up, further), sum);
    up.block.push(set(name, group.through ? select(holds(up, group.through, place), first, all) : all));
    const outside = inside(own);
    const past = group.until ? holds(outside, group.until, place) : i32(0);
    outside.block.push(...(past.op === "const" ? up.block : [when(not(past), up.block)]));
    own.block.push(set(name, emptyExpr(folding)), when(binary("ge_s", sponsor.expr, i32(0)), outside.block));
    return {
      ...(sum.kind === "amount" ? { ...sum, mass: null } : sum),
      expr: local(name, folding.type),
    } as Term;
  });
}

/** The person above the one that the pass stands at, where there is one. */
function parentAbove(code: Code, tree: string): Person {
  return {
    kind: "person",
    expr: bind(code, parentOf(code, tree, PERSON)),
    where: beyond(HERE, "above", tree),
    sure: true,
  };
}

/** The first upwards who is wanted, found from the top down; null where that depends on who asks. */
export function sharedNearest(code: Code, formula: FormulaOf<"Nearest">, scope: Scope): Person | null {
  const { group } = formula;
  if (group.base !== "upline" || group.pick || group.by) return null;
  if (!partsOfGroup(group).every((part) => isAboutItAlone(part, scope))) return null;
  const { tree } = group;
  const where = beyond(HERE, "above", tree);
  const draft = draftOf(
    code.compiling,
    `nearest ${code.compiling.numberOf(formula)}${keyOf(code.compiling, scope)} ${tree}`,
    { kind: "person" },
    (own) => {
      own.draft.order = orderAlong(own, "top first", tree);
      const name = fresh(own, "nearest");
      const sponsor = parentAbove(own, tree);
      const place = elsewhere(scope, sponsor);
      const up = inside(own);
      const wanted = binary("and", holds(up, group.counting, place), holds(up, group.where, place));
      const further = at(stored(own.compiling, own.draft), "i32", sponsor.expr);
      reading(own.draft, own.draft, sponsor.where);
      const others = group.through ? select(holds(up, group.through, place), i32(-1), further) : further;
      const found = select(wanted, sponsor.expr, bind(up, others));
      up.block.push(
        set(name, group.until ? select(holds(up, group.until, place), i32(-1), bind(up, found)) : found),
      );
      own.block.push(set(name, i32(-1)), when(binary("ge_s", sponsor.expr, i32(0)), up.block));
      return { kind: "person", expr: local(name, "i32"), where, sure: false };
    },
  );
  const person = ofPerson(code, draft, scope.it, formula.type, scope.period) as Person;
  return { ...person, where: beyond(scope.it.where, "above", tree) };
}

/** One figure for the whole company, added up while the people are gone through. */
function companyTerm(
  code: Code,
  folded: Folded,
  folding: Folding,
  group: CheckedGroup,
  scope: Scope,
  key: string,
): Term {
  const draft = draftOf(code.compiling, `company ${key}`, folded.type, (own) => {
    const place = elsewhere(scope, PERSON);
    const room = arrayOf(own.compiling, folding.type, {
      kind: "room",
      working: false,
      name: `company ${key}`,
      elements: 1,
      empty: String(folding.empty),
    });
    own.draft.room = room;
    const member = isMember(own, { ...group, counting: null }, place);
    const value = ownValue(own, folded, folding, member, place);
    const total = at(room, folding.type, i32(0));
    const term: Term = value.kind === "amount" && folding.how === "add" ? summed(own, value, 1n) : value;
    own.block.push(store(room, i32(0), combined(own, folding, total, bind(own, value.expr), term)));
    return { ...(term.kind === "amount" ? { ...term, mass: null } : term), expr: total } as Term;
  });
  return ofPerson(code, draft, PERSON, folded.type, scope.period);
}
