import type { CheckedGroup, Formula } from "../../check/formula.ts";
import { isAmount, type Type } from "../../check/types.ts";
import {
  at,
  binary,
  type Expr,
  i32,
  i64,
  local,
  loop,
  narrow,
  select,
  set,
  store,
  when,
  widen,
} from "../../ir/code.ts";
import { arrayOf, bind, type Code, type Draft, draftOf, fresh, inside, reading } from "../code.ts";
import { ofPerson } from "../columns/of-person.ts";
import { powerOfTen } from "../formulas/arithmetic.ts";
import { conjunctsOf } from "../formulas/conditions.ts";
import { isFixed } from "../formulas/fixed.ts";
import { termOf, truthOf } from "../formulas/formulas.ts";
import { isThere } from "../formulas/presence.ts";
import { isAboutItAlone } from "../formulas/reads.ts";
import { elsewhere, keyOf, PERSON, type Scope } from "../formulas/scope.ts";
import { ANYWHERE, type Person, type Term } from "../formulas/terms.ts";
import { countStep } from "../step-limits.ts";
import type { Folded } from "./aggregates.ts";
import { combined, emptyExpr, finished, foldingOf, summed } from "./folding.ts";
import { isSame } from "./levels-down.ts";

/**
 * Of everybody those with the same key as the asker wants: `company where number = my.number - 1`. People with one key are
 * found by it, so that nobody goes through everybody.
 */
export type SameKey = { readonly key: Formula; readonly wanted: Formula; readonly rest: readonly Formula[] };

const isHashed = (type: Type): boolean =>
  isAmount(type) || ["date", "rank", "choice", "text", "person"].includes(type.kind);

/** The equality of a group by which its people can be found; null where it has none. */
export function sameKeyOf(group: CheckedGroup, scope: Scope): SameKey | null {
  if (group.base !== "company" || scope.period !== null || scope.moment !== null) return null;
  const conditions = conjunctsOf(group.where);
  for (const condition of conditions) {
    if (condition.kind !== "Compare" || condition.op !== "=") continue;
    const rest = conditions.filter((other) => other !== condition);
    for (const [key, wanted] of [
      [condition.left, condition.right],
      [condition.right, condition.left],
    ] as const)
      if (isHashed(key.type) && isSame(wanted) && isOfMember(key, scope)) return { key, wanted, rest };
  }
  return null;
}

const isOfMember = (key: Formula, scope: Scope): boolean =>
  !isSame(key) && !isFixed(key, scope) && isAboutItAlone(key, scope);

/** Goes through those who have the key; they come in no order. */
export function eachOfKey(
  code: Code,
  { key, wanted }: SameKey,
  scope: Scope,
  each: (code: Code, person: Person) => void,
): void {
  const chain = chainOf(code, key, scope);
  const asked = valueIn(code, termOf(code, wanted, scope), chain.key.term);
  const name = fresh(code, "one");
  const one = local(name, "i32");
  const person: Person = { kind: "person", expr: one, where: ANYWHERE, sure: true };
  const body = inside(code);
  body.block.push(...countStep(code, "group", "company"));
  const found = inside(body);
  each(found, person);
  body.block.push(when(binary("eq", wide(keyAt(body, chain, key, person)), asked.value), found.block));
  body.block.push(set(name, ofPerson(body, chain.next, person, { kind: "person" }).expr));
  code.block.push(
    set(name, select(asked.isWhole, at(chain.heads, "i32", bucketOf(chain, asked.value)), i32(-1))),
    loop(binary("ge_s", one, i32(0)), body.block),
  );
}

/**
 * A fold in which nothing but the key is about the asker is worked out once for each key, at the person found first by it.
 * Null for any other.
 */
export function foldOfKey(code: Code, folded: Folded, group: CheckedGroup, scope: Scope): Term | null {
  if (group.pick || group.by) return null;
  const same = sameKeyOf(group, scope);
  if (!same || ![...folded.parts, ...same.rest].every((part) => isAboutItAlone(part, scope))) return null;
  const { compiling } = code;
  const folding = foldingOf(folded.fold, folded.type);
  const place = elsewhere(scope, PERSON);
  const draft = draftOf(
    compiling,
    `by key ${compiling.numberOf(same.key)} ${folded.key}${keyOf(compiling, scope)}`,
    folded.type,
    (own) => {
      const chain = chainOf(own, same.key, scope);
      const mine = bind(own, wide(keyAt(own, chain, same.key, PERSON)));
      const name = fresh(own, "fold");
      const loops = inside(own);
      let shape: Term | null = null;
      const sumOf = (one: Term): Term =>
        one.kind === "amount" && folding.how === "add" ? summed(own, one, 1n) : one;
      eachInChain(loops, chain, same.key, mine, (inner, person) => {
        const then = inside(inner);
        const at = elsewhere(scope, person);
        const member = inside(then);
        shape = folded.of(member, at);
        const so = local(name, folding.type);
        const value = bind(member, shape.expr);
        member.block.push(set(name, combined(member, folding, so, value, sumOf(shape))));
        const tests = [
          isThere(then, person, null),
          ...same.rest.map((condition) => truthOf(then, condition, at)),
        ];
        then.block.push(
          when(
            tests.reduce((a, b) => binary("and", a, b), i32(1)),
            member.block,
          ),
        );
        inner.block.push(...then.block);
      });
      const first = firstInChain(own, chain, same.key, mine);
      own.block.push(set(name, emptyExpr(folding)), when(binary("eq", first, place.it.expr), loops.block));
      const each = shape as Term | null;
      return { ...sumOf(each!), expr: local(name, folding.type) } as Term;
    },
  );
  const chain = chainOf(code, same.key, scope);
  const asked = valueIn(code, termOf(code, same.wanted, scope), chain.key.term);
  const found = inside(code);
  const name = fresh(code, "first");
  found.block.push(set(name, firstInChain(found, chain, same.key, asked.value)));
  code.block.push(set(name, i32(-1)), when(asked.isWhole, found.block));
  const one = local(name, "i32");
  const some = inside(code);
  const sure: Person = { kind: "person", expr: one, where: ANYWHERE, sure: true };
  const value = ofPerson(some, draft, sure, folded.type);
  const result = fresh(code, "ofKey");
  some.block.push(set(result, value.expr));
  code.block.push(set(result, emptyExpr(folding)), when(binary("ge_s", one, i32(0)), some.block));
  // Many may ask for one key.
  const term: Term = value.kind === "amount" ? { ...value, mass: null } : value;
  return finished(code, folding, { ...term, expr: local(result, folding.type) } as Term, folded.type);
}

/** Everybody in chains: those whose keys fall into one bucket, each with the one who came before. */
type Chain = { readonly key: Draft; readonly next: Draft; readonly heads: number; readonly bits: number };

function chainOf(code: Code, key: Formula, scope: Scope): Chain {
  const { compiling } = code;
  const name = `${compiling.numberOf(key)}${keyOf(compiling, scope)}`;
  const keyDraft = draftOf(compiling, `key ${name}`, key.type, (own) =>
    termOf(own, key, elsewhere(scope, PERSON)),
  );
  const bits = Math.max(4, Math.ceil(Math.log2(compiling.facts.people + 1)));
  const heads = arrayOf(compiling, "i32", {
    kind: "room",
    name: `first by key ${name}`,
    elements: 2 ** bits,
    empty: "-1",
    working: false,
  });
  const next = draftOf(compiling, `next by key ${name}`, { kind: "person" }, (own) => {
    const value = wide(ofPerson(own, keyDraft, PERSON, key.type).expr);
    const bucket = bind(own, bucketOf({ bits }, value));
    const before = bind(own, at(heads, "i32", bucket));
    own.block.push(store(heads, bucket, PERSON.expr));
    return { kind: "person", expr: before, where: ANYWHERE, sure: false };
  });
  reading(code.draft, next, ANYWHERE);
  return { key: keyDraft, next, heads, bits };
}

const keyAt = (code: Code, { key: draft }: Chain, { type }: Formula, person: Person): Expr =>
  ofPerson(code, draft, person, type).expr;

function eachInChain(
  code: Code,
  chain: Chain,
  key: Formula,
  value: Expr,
  each: (code: Code, person: Person) => void,
): void {
  const name = fresh(code, "one");
  const one = local(name, "i32");
  const person: Person = { kind: "person", expr: one, where: ANYWHERE, sure: true };
  const body = inside(code);
  const found = inside(body);
  each(found, person);
  body.block.push(
    when(binary("eq", wide(keyAt(body, chain, key, person)), value), found.block),
    set(name, ofPerson(body, chain.next, person, { kind: "person" }).expr),
  );
  code.block.push(
    set(name, at(chain.heads, "i32", bucketOf(chain, value))),
    loop(binary("ge_s", one, i32(0)), body.block),
  );
}

/** The one whom a chain has first of those with a key; -1 for nobody. */
function firstInChain(code: Code, chain: Chain, key: Formula, value: Expr): Expr {
  const name = fresh(code, "first");
  const goOn = fresh(code, "looks");
  const one = local(name, "i32");
  const person: Person = { kind: "person", expr: one, where: ANYWHERE, sure: true };
  const body = inside(code);
  const further = inside(body);
  further.block.push(
    set(name, ofPerson(further, chain.next, person, { kind: "person" }).expr),
    set(goOn, binary("ge_s", one, i32(0))),
  );
  body.block.push(
    when(binary("eq", wide(keyAt(body, chain, key, person)), value), [set(goOn, i32(0))], further.block),
  );
  code.block.push(
    set(name, at(chain.heads, "i32", bucketOf(chain, value))),
    set(goOn, binary("ge_s", one, i32(0))),
    loop(local(goOn, "i32"), body.block),
  );
  return one;
}

/** The odd number next to 2^64 by the golden ratio: neighbours fall far from one another. */
const SPREAD = -7046029254386353131n;

const bucketOf = ({ bits }: Pick<Chain, "bits">, value: Expr): Expr =>
  narrow(binary("shr_u", binary("mul", value, i64(SPREAD)), i64(64 - bits)));

const wide = (expr: Expr): Expr => (expr.type === "i32" ? widen(expr) : expr);

/** What is wanted with the decimals of the keys, and whether it can be so written. */
function valueIn(code: Code, wanted: Term, key: Term): { readonly value: Expr; readonly isWhole: Expr } {
  const own = bind(code, wide(wanted.expr));
  if (wanted.kind !== "amount" || key.kind !== "amount" || wanted.scale === key.scale)
    return { value: own, isWhole: i32(1) };
  if (wanted.scale < key.scale) {
    const more = i64(powerOfTen(key.scale - wanted.scale));
    const value = bind(code, binary("mul", own, more));
    // What does not fit with so many decimals is nobody's.
    return { value, isWhole: bind(code, binary("eq", binary("div_s", value, more), own)) };
  }
  const factor = i64(powerOfTen(wanted.scale - key.scale));
  return {
    value: bind(code, binary("div_s", own, factor)),
    isWhole: bind(code, binary("eq", binary("rem_s", own, factor), i64(0))),
  };
}
