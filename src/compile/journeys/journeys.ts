import type { CheckedBonus } from "../../check/checked-plan.ts";
import { binary, call, type Expr, i32, i64, local, set, when } from "../../ir/code.ts";
import { bind, type Code, type Compiling, type Draft, fresh, inside } from "../code.ts";
import { LARGEST, NOTHING, plus } from "../formulas/arithmetic.ts";
import { amountIn, truthOf } from "../formulas/formulas.ts";
import { isThere } from "../formulas/presence.ts";
import { about, PERSON, type Scope } from "../formulas/scope.ts";
import type { Amount, Term } from "../formulas/terms.ts";
import type { paidUpTo } from "../formulas/turning-points.ts";
import { summedOverOrders } from "../groups/folding.ts";
import { broughtUp, orderAlong } from "../groups/shared-folds.ts";
import { impossible } from "../impossible.ts";
import { roundingOf } from "../money/bonuses.ts";
import { booksOf, figureOf, losesAt, settleEnd, settleStart } from "../money/books.ts";
import { eachOrder } from "../orders/orders.ts";
import { paramsBehind } from "../sliders.ts";
import { watch } from "../watched.ts";
import { lastOf } from "./ends.ts";
import { type Baggage, baggageOf, type Counted, rulesOf } from "./state.ts";
import { travellersInLists } from "./traveller-lists.ts";
import { fitsInRows, type SmallWord, travellersInRows } from "./traveller-rows.ts";
import type { AddFigures, Travellers, Word } from "./travellers.ts";
import { massOf, Visits, type Way } from "./visits.ts";
import { waitingOf } from "./waiting.ts";
import { packUp, wordsOf } from "./words.ts";

/**
 * What journeys up a tree pay to each person on the way (semantics.md 1.5). Everybody receives what has come up from
 * below, takes what the rules give, and sends it on with his own: one pass from the deepest person up.
 */
export function journeyTerm(code: Code, bonus: CheckedBonus): Term {
  const journey = bonus.journey!;
  const { compiling, draft } = code;
  draft.order = orderAlong(code, "deepest first", journey.tree);
  draft.byDepth = true;
  const { rounding, eachLine } = roundingOf(compiling, bonus);
  const isRounded = eachLine && bonus.flavour !== "flow";
  const baggage = baggageOf(compiling, bonus, isRounded);
  const waits = baggage.rollsUp ? waitingOf(compiling, bonus, lastOf(code, bonus)) : null;
  const mayJoin = baggage.together && (waits?.together ?? true);
  // No two bases come from the same source.
  const together = mayJoin && !baggage.source;
  const prefix = `${fresh(code, "j")}.`;

  // What somebody sends up is read before it is known what is done with it: it says how large bases are.
  const sender: Draft = { ...draft, reads: new Map() };
  const sending: Code = { compiling, draft: journey.fromSelf ? draft : sender, block: [] };
  const packed = inside(sending);
  const carried = packUp(packed, bonus, baggage, waits, prefix);
  const words = wordsOf(baggage, waits, carried);
  const books = booksOf(code, bonus);
  if (books?.countsPaid) words.push({ name: "paidRates", type: "i64" });
  if (books?.countsPaid) packed.block.push(set(`${prefix}paidRates`, i64(0)));
  const way = { bonus, baggage, waits, prefix, carried, books, together };
  const visits = new Visits(code, way, isRounded ? rounding : null);
  type Known = { readonly travellers: Travellers; readonly kind: Amount };
  let known: Known | null = null;
  eachLoad(sending, bonus, mayJoin && !journey.fromSelf, (inner, load, count) => {
    const figure = figureOf(bonus, load, timesOf(code, bonus, count));
    known ??= { kind: figure, travellers: travellersOf(code, way, words, adding(code, figure)) };
    const { travellers } = known;
    inner.block.push(...packed.block);
    if (books) settleStart(inner, books, figure);
    if (journey.fromSelf) {
      visits.ofOwn(inner, figure, travellers);
      return;
    }
    travellers.setOut(inner, prefix, figure.expr);
    // Whoever has nobody above sends it to nobody.
    if (!books || !losesAt(books, "no upline")) return;
    const atTop = inside(inner);
    settleEnd(atTop, books, "no upline", { from: i32(0), waiting: null }, null, figure);
    inner.block.push(when(binary("eq", local("depth", "i32"), i32(0)), atTop.block));
  });
  if (!known) return impossible("a journey without a base");
  const { travellers, kind } = known as Known;
  if (!journey.fromSelf) {
    draft.brings.push(...sending.block);
    broughtUp(sender, journey.tree);
    for (const [other, wheres] of sender.reads)
      draft.reads.set(other, [...(draft.reads.get(other) ?? []), ...wheres]);
  }
  const paid = visits.ofArrivals(journey.fromSelf ? sending.block : [], kind, travellers);
  const payees = BigInt(compiling.facts.deepest);
  const most = paid.most === null ? null : paid.most * (waits ? BigInt(waits.most) : 1n);
  return { ...paid, most, mass: most === null ? null : most * payees };
}

/** How many bases go on as one: everybody sends one, or one for each order. */
function timesOf({ compiling }: Code, bonus: CheckedBonus, count: Expr): Amount {
  const most = bonus.journey!.ofOrders ? null : BigInt(compiling.facts.people);
  return { ...NOTHING, expr: count, most, mass: most };
}

/** Sums of figures: they are never more than what everybody sends. */
const adding =
  (code: Code, figure: Amount): AddFigures =>
  (a, b) => {
    const mass = massOf(code, figure);
    if (mass !== null && mass <= LARGEST) return binary("add", a, b);
    watch(code, "add");
    return call("add", "i64", a, b);
  };

/** In rows where bases are told apart by a few numbers only, or else in lists. */
function travellersOf(
  code: Code,
  { bonus, baggage, together }: Way,
  words: readonly Word[],
  add: AddFigures,
): Travellers {
  const { compiling } = code;
  const small = together ? smallestRows(compiling, bonus, baggage, words) : null;
  if (!small) return travellersInLists(code, bonus.name, words, together, add);
  compiling.guards.push((params) => {
    const others = smallWords(baggage, words, params);
    return others?.every(({ values }, i) => values <= small[i]!.values) ?? false;
  });
  return travellersInRows(code, bonus.name, small, add);
}

/** Rows with room for all that a slider may be put to, where those fit; null where not even those of now do. */
function smallestRows(
  { plan, facts, sliders }: Compiling,
  bonus: CheckedBonus,
  baggage: Baggage,
  words: readonly Word[],
): readonly SmallWord[] | null {
  const now = smallWords(baggage, words, facts.params);
  if (!now || !fitsInRows(now, facts.deepest)) return null;
  const atEnds = sliders
    .ends(paramsBehind(plan, rulesOf(bonus)))
    .map((params) => smallWords(baggage, words, params))
    .filter((others) => others !== null);
  const wide = now.map((word, i) => ({
    ...word,
    values: Math.max(word.values, ...atEnds.map((others) => others[i]!.values)),
  }));
  return fitsInRows(wide, facts.deepest) ? wide : now;
}

type Params = Parameters<ReturnType<typeof paidUpTo>>[0];

/** A param that moves a little needs no other rows. */
const VALUES_AT_ONCE = 4;

/** Words that are counted and told apart up to some number, or are one of a few; null where there are others. */
function smallWords(baggage: Baggage, words: readonly Word[], params: Params): SmallWord[] | null {
  const counted = new Map<string, Counted>([
    ["level", baggage.level],
    ["distance", baggage.distance],
    ["turned", baggage.boundaries],
  ]);
  const told = new Map<string, number>();
  const small: SmallWord[] = [];
  baggage.folds.forEach(({ known, folding }, i) => {
    const values = known ? known.length + 1 : folding.how === "or" || folding.how === "and" ? 2 : null;
    if (values !== null) told.set(`fold${i}`, values);
  });
  for (const word of words) {
    const most = counted.get(word.name)?.most?.(params) ?? null;
    const values =
      most === null ? told.get(word.name) : VALUES_AT_ONCE * Math.ceil((most + 1) / VALUES_AT_ONCE);
    if (values === undefined) return null;
    small.push({ ...word, values });
  }
  return small;
}

/** What somebody sends up: a base of their own, or one for each order. Bases of 0 stay at home. */
function eachLoad(
  code: Code,
  { journey }: CheckedBonus,
  together: boolean,
  send: (code: Code, base: Amount, count: Expr) => void,
): void {
  const { base, where, ofOrders } = journey!;
  const there = isThere(code, PERSON, null);
  const outer = inside(code);
  const wanted = (inner: Code, scope: Scope, then: (code: Code, base: Amount) => void): void => {
    const rest = inside(inner);
    const amount = amountIn(rest, base, scope);
    const value = { ...amount, expr: bind(rest, amount.expr) };
    const some = inside(rest);
    then(some, value);
    rest.block.push(when(binary("ne", value.expr, i64(0)), some.block));
    if (!where) inner.block.push(...rest.block);
    else inner.block.push(when(truthOf(inner, where, scope), rest.block));
  };
  if (!ofOrders) wanted(outer, about(PERSON), (inner, value) => send(inner, value, i64(1)));
  else if (!together)
    eachOrder(outer, PERSON, about(PERSON), (inner, order) =>
      wanted(inner, { ...about(PERSON), order }, (own, value) => {
        const mass = massOf(own, summedOverOrders(own, value, [base]));
        send(own, { ...value, mass }, i64(1));
      }),
    );
  else {
    const [sumName, countName] = [fresh(code, "sum"), fresh(code, "count")];
    let all: Amount = NOTHING;
    const loops = inside(outer);
    eachOrder(loops, PERSON, about(PERSON), (inner, order) =>
      wanted(inner, { ...about(PERSON), order }, (own, value) => {
        all = { ...summedOverOrders(own, value, [base]), expr: local(sumName, "i64") };
        const total = plus(own, { ...all, mass: null }, { ...value, most: 0n, mass: null });
        own.block.push(
          set(sumName, total.expr),
          set(countName, binary("add", local(countName, "i64"), i64(1))),
        );
      }),
    );
    outer.block.push(set(sumName, i64(0)), set(countName, i64(0)), ...loops.block);
    const some = inside(outer);
    send(some, all, local(countName, "i64"));
    outer.block.push(when(binary("ne", local(countName, "i64"), i64(0)), some.block));
  }
  code.block.push(...(there.op === "const" ? outer.block : [when(there, outer.block)]));
}
