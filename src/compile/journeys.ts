import type { CheckedBonus } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import { NUMBER } from "../check/types.ts";
import {
  binary,
  call,
  type Expr,
  i32,
  i64,
  local,
  loop,
  narrow,
  not,
  type Stmt,
  select,
  set,
  when,
  widen,
} from "../ir/code.ts";
import { extreme, LARGEST, minus, NOTHING, plus, rounded } from "./arithmetic.ts";
import { tally } from "./balances.ts";
import { roundingOf } from "./bonuses.ts";
import {
  type Bases,
  type Books,
  booksOf,
  losesAt,
  settleEnd,
  settleStart,
  settleStop,
  worthOf,
} from "./books.ts";
import { bind, type Code, type Draft, fresh, inside, uniformExpr, uniformOf } from "./code.ts";
import { isCustomer } from "./columns.ts";
import { finished } from "./folding.ts";
import { amountIn, compareTerm, termOf, truthOf } from "./formulas.ts";
import { eachPassed, integer } from "./groups.ts";
import { impossible } from "./impossible.ts";
import { type Baggage, baggageOf, type Comparison, columnKey } from "./journey-state.ts";
import { inDays } from "./lengths.ts";
import { eachOrder } from "./orders.ts";
import { isThere } from "./presence.ts";
import { about, NOBODY, PERSON, type Scope } from "./scope.ts";
import { broughtUp, orderAlong } from "./shared-folds.ts";
import { countStep } from "./step-limits.ts";
import type { Amount, Person, Term, Where } from "./terms.ts";
import {
  arrivals,
  baseOf,
  countOf,
  letGo,
  nextOf,
  putInFront,
  sendOn,
  setArrivals,
  type Travellers,
  takeTraveller,
  travellersOf,
  unpack,
  type Word,
} from "./travellers.ts";
import { paidUpTo } from "./turning-points.ts";
import { type Waiting, waitingOf } from "./waiting.ts";
import { watch } from "./watched.ts";

/** A value beyond all that are compared on a path: nobody stands there. */
const BEYOND = 2n ** 62n;

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
  const waits = baggage.rollsUp ? waitingOf(compiling, bonus, lastOf(code, bonus, baggage)) : null;
  const mayJoin = baggage.together && (waits?.together ?? true);
  // No two bases come from the same source.
  const together = mayJoin && !baggage.source;
  const prefix = `${fresh(code, "j")}.`;

  // What somebody sends up is read before it is known what is done with it: it says how large bases are.
  const sender: Draft = { ...draft, reads: new Map() };
  const sending: Code = { compiling, draft: journey.fromSelf ? draft : sender, block: [] };
  const packed = inside(sending);
  const carried = packUp(packed, bonus, baggage, waits, prefix);
  const words = wordsOf(bonus, baggage, waits, carried);
  const books = booksOf(code, bonus);
  if (books?.countsPaid) words.push({ name: "paidRates", type: "i64" });
  if (books?.countsPaid) packed.block.push(set(`${prefix}paidRates`, i64(0)));
  let travellers: Travellers | null = null;
  let base: Amount = NOTHING;
  const name = fresh(code, "own");
  const mine = local(name, "i32");
  eachLoad(sending, bonus, mayJoin && !journey.fromSelf, (inner, load, count) => {
    base = load;
    travellers ??= travellersOf(code, bonus.name, words, together, adding(code, load));
    inner.block.push(...takeTraveller(travellers, name), ...packed.block);
    if (journey.fromSelf) inner.block.push(...putInFront(travellers, mine, prefix, load.expr, count, "here"));
    else sendOn(inner, travellers, mine, prefix, load.expr, count);
    if (!books) return;
    const bases = { base: load, count: timesOf(code, bonus, count) };
    settleStart(inner, books, bases);
    // Whoever has nobody above sends it to nobody.
    if (journey.fromSelf || !losesAt(books, "no upline")) return;
    const atTop = inside(inner);
    settleEnd(atTop, books, "no upline", { from: i32(0), waiting: null }, null, bases);
    inner.block.push(when(binary("eq", local("depth", "i32"), i32(0)), atTop.block));
  });
  const list = travellers as Travellers | null;
  if (!list) return impossible("a journey without a base");
  if (journey.fromSelf) code.block.push(...sending.block);
  else {
    draft.brings.push(...sending.block);
    broughtUp(sender, journey.tree);
    for (const [other, wheres] of sender.reads)
      draft.reads.set(other, [...(draft.reads.get(other) ?? []), ...wheres]);
  }

  const visits = new Visits(code, bonus, baggage, waits, list, prefix, carried, base, books);
  const paid = visits.write(isRounded ? rounding : null);
  const payees = BigInt(compiling.facts.deepest);
  const most = paid.most === null ? null : paid.most * (waits ? BigInt(waits.most) : 1n);
  return { ...paid, most, mass: most === null ? null : most * payees };
}

/** How many bases go on as one. */
const timesOf = ({ compiling }: Code, bonus: CheckedBonus, count: Expr): Amount => ({
  ...NOTHING,
  expr: count,
  most: bonus.journey!.ofOrders ? null : BigInt(compiling.facts.people),
  mass: null,
});

/** Sums of bases: they are never more than what everybody sends. */
const adding =
  (code: Code, base: Amount): Travellers["add"] =>
  (a, b) => {
    const mass = massOf(code, base);
    if (mass !== null && mass <= LARGEST) return binary("add", a, b);
    watch(code, "add");
    return call("add", "i64", a, b);
  };

const massOf = ({ compiling }: Code, { mass, most }: Amount): bigint | null =>
  mass ?? (most === null ? null : most * BigInt(compiling.facts.people));

/** A column that goes with a base: of the source, or of the person just passed. */
type Carried = { readonly key: string; readonly word: Word; readonly term: Term; readonly of: Formula };

/** Writes what goes with a base when it starts. */
function packUp(
  code: Code,
  bonus: CheckedBonus,
  baggage: Baggage,
  waits: Waiting | null,
  prefix: string,
): Carried[] {
  const journey = bonus.journey!;
  const put = (name: string, value: Expr) => code.block.push(set(`${prefix}${name}`, value));
  if (baggage.level.read) put("level", i32(0));
  if (baggage.distance.read) put("distance", i32(journey.fromSelf ? -1 : 0));
  if (baggage.boundaries.read)
    put(
      "turned",
      journey.generation?.turn === "opens" ? truthOf(code, journey.generation.at, about(PERSON)) : i32(0),
    );
  baggage.folds.forEach(({ folding }, i) =>
    put(`fold${i}`, folding.type === "i64" ? i64(folding.empty) : i32(Number(folding.empty))),
  );
  const opens = journey.generation?.turn === "opens";
  baggage.comparisons.forEach(({ keep, most, formula, of, where }, i) => {
    const nobody = i64(most ? -BEYOND : BEYOND);
    for (let k = 0; k < keep; k++) put(`kept${i}.${k}`, nobody);
    // Where generations open, the source may open the first.
    if (!opens || formula !== null || keep === 0) return;
    const own = inside(code);
    const { expr } = comparable(own, termOf(own, of, about(PERSON)));
    own.block.push(set(`${prefix}kept${i}.0`, expr.type === "i32" ? widen(expr) : expr));
    const tests = where.map((condition) => truthOf(code, condition, about(PERSON)));
    code.block.push(
      when(
        tests.reduce((a, b) => binary("and", a, b), i32(1)),
        own.block,
      ),
    );
  });
  if (waits) {
    put("stops", i32(0));
    put("waiting", waits.none);
  }
  if (journey.fromSelf) put("isSource", i32(1));
  if (baggage.source) put("source", PERSON.expr);
  if (baggage.below) put("below", PERSON.expr);
  const carry = (formula: Formula, i: number, from: "source" | "below"): Carried => {
    const term = termOf(code, ofPerson(formula), about(PERSON));
    const word: Word = { name: `${from}${i}`, type: term.expr.type };
    put(word.name, term.expr);
    return { key: columnKey(formula), word, term, of: ofPerson(formula) };
  };
  return [
    ...baggage.ofSource.map((formula, i) => carry(formula, i, "source")),
    ...baggage.ofBelow.map((formula, i) => carry(formula, i, "below")),
  ];
}

/** The same column, of whoever it is about. */
const ofPerson = (formula: Formula): Formula =>
  ({ ...formula, of: { ...(formula as Extract<Formula, { of: Formula }>).of, kind: "It" } }) as Formula;

function wordsOf(
  bonus: CheckedBonus,
  baggage: Baggage,
  waits: Waiting | null,
  carried: readonly Carried[],
): Word[] {
  const number = (name: string, isThere: boolean): Word[] => (isThere ? [{ name, type: "i32" }] : []);
  return [
    ...number("level", baggage.level.read),
    ...number("distance", baggage.distance.read),
    ...number("turned", baggage.boundaries.read),
    ...baggage.folds.map(({ folding }, i): Word => ({ name: `fold${i}`, type: folding.type })),
    ...baggage.comparisons.flatMap(({ keep }, i) =>
      Array.from({ length: keep }, (_, k): Word => ({ name: `kept${i}.${k}`, type: "i64" })),
    ),
    ...(waits ? [{ name: "stops", type: "i32" } as const, waits.word] : []),
    ...number("isSource", bonus.journey!.fromSelf),
    ...number("source", baggage.source),
    ...number("below", baggage.below),
    ...carried.map(({ word }) => word),
  ];
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
      wanted(inner, { ...about(PERSON), order }, (own, value) => send(own, value, i64(1))),
    );
  else {
    const [sumName, countName] = [fresh(code, "sum"), fresh(code, "count")];
    let all: Amount = NOTHING;
    const loops = inside(outer);
    eachOrder(loops, PERSON, about(PERSON), (inner, order) =>
      wanted(inner, { ...about(PERSON), order }, (own, value) => {
        all = { ...value, expr: local(sumName, "i64"), most: value.mass, mass: value.mass };
        const total = plus(
          own,
          { ...value, expr: all.expr, most: value.mass, mass: null },
          { ...value, most: 0n, mass: null },
        );
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

/** What happens to each traveller that comes to a person: the code of one visit. */
class Visits {
  private readonly code: Code;
  private readonly bonus: CheckedBonus;
  private readonly baggage: Baggage;
  private readonly waits: Waiting | null;
  private readonly list: Travellers;
  private readonly prefix: string;
  private readonly carried: readonly Carried[];
  private readonly base: Amount;
  private readonly books: Books | null;
  private readonly kinds: Term[] = [];
  /** What was paid of a base so far, as parts of it. */
  private paidRates: Amount | null = null;

  constructor(
    code: Code,
    bonus: CheckedBonus,
    baggage: Baggage,
    waits: Waiting | null,
    list: Travellers,
    prefix: string,
    carried: readonly Carried[],
    base: Amount,
    books: Books | null,
  ) {
    this.books = books;
    this.code = code;
    this.bonus = bonus;
    this.baggage = baggage;
    this.waits = waits;
    this.list = list;
    this.prefix = prefix;
    this.carried = carried;
    this.base = base;
  }

  /** Writes the visits of all who came; gives what they pay together. */
  write(rounding: Parameters<typeof rounded>[2] | null): Amount {
    const { code, list, waits } = this;
    const journey = this.bonus.journey!;
    const [oneName, nextName, totalName] = ["one", "next", "total"].map((word) => fresh(code, word)) as [
      string,
      string,
      string,
    ];
    const one = local(oneName, "i32");
    const some = inside(code);
    const mine = this.ownMarks(some);
    this.marks = mine;
    const body = inside(some);
    if (!list.together && (waits || this.baggage.source))
      body.block.push(...countStep(code, "journey", this.bonus.name));
    body.block.push(set(nextName, nextOf(list, one)), ...unpack(list, one, this.prefix));
    const goesName = fresh(code, "goes");
    const goes = local(goesName, "i32");
    const isSource = journey.fromSelf ? this.word("isSource", "i32") : i32(0);
    const generation = this.generation(body);
    body.block.push(set(goesName, this.isWithin(body, generation)));
    const bases = this.bases(one);
    const endings: (() => void)[] = [];
    const settle = (inner: Code, ended: "no upline" | "boundary", level: Expr, test: Expr): void => {
      const { books } = this;
      if (!books || !losesAt(books, ended)) return;
      const end = inside(inner);
      const from = waits ? this.word("stops", "i32") : level;
      const waiting = waits && this.eachWaiting(waits);
      inner.block.push(when(test, end.block));
      // What is paid on a way is known when the stops are written.
      endings.push(() => settleEnd(end, books, ended, { from, waiting }, this.paidRates, bases));
    };
    settle(body, "no upline", this.level(), not(goes));

    const next = bind(body, binary("add", this.level(), select(isSource, i32(0), i32(1))));
    const distance = bind(body, binary("add", this.distance(), i32(1)));
    const at = (level: Expr): Scope => this.place(level, distance, generation);
    if (journey.until) {
      const asked = inside(body);
      const ends = truthOf(asked, journey.until, at(next));
      asked.block.push(set(goesName, binary("or", isSource, not(ends))));
      settle(asked, "boundary", this.level(), not(goes));
      body.block.push(when(goes, asked.block));
    }
    const visit = inside(body);
    const counted = bind(visit, this.isCounted(visit, at(next)));
    const taken = bind(visit, select(binary("or", counted, isSource), next, this.level()));
    const isLast = journey.through ? bind(visit, truthOf(visit, journey.through, at(taken))) : i32(0);
    const pay = inside(visit);
    let total: Amount = NOTHING;
    const payAt = (inner: Code, level: Expr, then: (code: Code) => void = () => {}): void => {
      total = this.pay(inner, at(level), { level, generation }, bases, totalName, rounding, then);
    };
    if (waits) this.rollUp(waits, pay, payAt, goesName);
    else payAt(pay, taken);
    visit.block.push(when(counted, pay.block));
    const reached = binary("add", this.level(), binary("and", counted, not(isSource)));
    if (journey.through) {
      settle(visit, "boundary", reached, isLast);
      visit.block.push(when(isLast, [set(goesName, i32(0))]));
    }
    body.block.push(when(goes, visit.block));
    const hasUpline = binary("gt_s", local("depth", "i32"), i32(0));
    settle(body, "no upline", reached, binary("and", goes, not(hasUpline)));
    body.block.push(set(goesName, binary("and", goes, hasUpline)));

    for (const end of endings) end();

    const on = inside(body);
    this.pass(on, counted, isSource, distance, mine);
    sendOn(on, list, one, this.prefix, baseOf(list, one), countOf(list, one));
    const ended = inside(body);
    waits?.letGo(ended, `${this.prefix}waiting`);
    ended.block.push(...letGo(list, one));
    body.block.push(when(goes, on.block, ended.block), set(oneName, local(nextName, "i32")));
    some.block.push(
      set(oneName, arrivals(list, "here")),
      setArrivals(list, "here", i32(-1)),
      loop(binary("ge_s", one, i32(0)), body.block),
    );
    code.block.push(set(totalName, i64(0)), when(binary("ge_s", arrivals(list, "here"), i32(0)), some.block));
    if (this.books && !rounding) {
      const paid = inside(code);
      tally(paid, this.bonus.name, "unrounded", { ...total, expr: local(totalName, "i64") });
      code.block.push(when(binary("ne", local(totalName, "i64"), i64(0)), paid.block));
    }
    return { ...total, expr: local(totalName, "i64") };
  }

  /** The bases of a traveller. */
  private bases(one: Expr): Bases {
    const { code, base, list } = this;
    const mass = massOf(code, base);
    return {
      base: { ...base, expr: baseOf(list, one), most: mass, mass: null },
      count: timesOf(code, this.bonus, countOf(list, one)),
    };
  }

  /** What the person himself adds to a path, worked out once for all who pass. */
  private ownMarks(code: Code): Marks {
    const { generation } = this.bonus.journey!;
    const place = about(PERSON);
    const turns =
      generation && this.baggage.boundaries.read ? bind(code, truthOf(code, generation.at, place)) : i32(0);
    const folds = this.baggage.folds.map(({ formula, folding }, i) => {
      const { where } = formula.group;
      const then = inside(code);
      const term: Term =
        formula.kind === "Count" ? { ...NOTHING, expr: i64(1), most: 1n } : termOf(then, formula.of, place);
      this.kinds[i] = term;
      const name = fresh(code, "mark");
      const empty = folding.type === "i64" ? i64(folding.empty) : i32(Number(folding.empty));
      then.block.push(set(name, term.expr));
      if (where) {
        const test = truthOf(code, where, place);
        code.block.push(set(name, empty), when(test, then.block));
      } else code.block.push(...then.block);
      return local(name, folding.type);
    });
    const comparisons = this.baggage.comparisons.map(({ of, where, most }) => {
      const then = inside(code);
      const term = comparable(then, termOf(then, of, place));
      const name = fresh(code, "mark");
      then.block.push(set(name, term.expr.type === "i32" ? widen(term.expr) : term.expr));
      const tests = where.map((condition) => truthOf(code, condition, place));
      code.block.push(
        set(name, i64(most ? -BEYOND : BEYOND)),
        when(
          tests.reduce((a, b) => binary("and", a, b), i32(1)),
          then.block,
        ),
      );
      return { term, value: local(name, "i64") };
    });
    const below = this.carried
      .filter(({ word }) => word.name.startsWith("below"))
      .map(({ of, word }) => {
        const term = termOf(code, of, place);
        return { name: word.name, value: bind(code, term.expr) };
      });
    return { turns, folds, comparisons, below };
  }

  private word(name: string, type: "i32" | "i64"): Expr {
    return local(`${this.prefix}${name}`, type);
  }

  private level(): Expr {
    return this.baggage.level.read ? this.word("level", "i32") : i32(0);
  }

  private distance(): Expr {
    return this.baggage.distance.read ? this.word("distance", "i32") : i32(0);
  }

  private generation(code: Code): Expr {
    const { generation } = this.bonus.journey!;
    if (!generation) return i32(0);
    const first = i32(generation.turn === "opens" ? 0 : 1);
    if (this.baggage.generationByWay) return this.generationByWay(code, first);
    const relative = this.baggage.comparisons.findIndex(({ formula }) => formula === null);
    if (relative >= 0) return bind(code, binary("add", first, narrow(this.comparison(code, relative))));
    return this.baggage.boundaries.read ? binary("add", first, this.word("turned", "i32")) : first;
  }

  /** Those between the source and the stop at whom a generation turns for the one who asks, and the source where it opens one. */
  private generationByWay(code: Code, first: Expr): Expr {
    const { at, turn } = this.bonus.journey!.generation!;
    const { path } = this.place(i32(0), i32(0), i32(0));
    const name = fresh(code, "generation");
    const turns = (inner: Code, one: Person): void => {
      const scope: Scope = { ...about(one), my: PERSON, path: { ...path!, below: NOBODY } };
      const ends = truthOf(inner, at, { ...scope, carried: this.carriedOf("source") });
      inner.block.push(set(name, binary("add", local(name, "i32"), ends)));
    };
    code.block.push(set(name, first));
    if (turn === "opens") turns(code, path!.source);
    const way = inside(code);
    // The source of a way that begins at itself is none of those between.
    eachPassed(way, { ...about(PERSON), path: { ...path!, fromSelf: false } }, turns);
    code.block.push(
      ...(this.bonus.journey!.fromSelf ? [when(not(this.word("isSource", "i32")), way.block)] : way.block),
    );
    return local(name, "i32");
  }

  /** What goes with a base of columns of the source, or of the person just passed too. */
  private carriedOf(whom: "source" | "both"): ReadonlyMap<string, Term> {
    return new Map(
      this.carried
        .filter(({ word }) => whom === "both" || word.name.startsWith("source"))
        .map(({ key, word, term }) => [key, { ...term, expr: this.word(word.name, word.type) } as Term]),
    );
  }

  /** Somebody of whom a base knows the number: the source, which is the stop itself at the beginning of a way from self. */
  private known(word: "source" | "below"): Person {
    const { fromSelf: orHere, tree } = this.bonus.journey!;
    const where: Where = { relation: "below", tree, orHere };
    return { kind: "person", expr: this.word(word, "i32"), where, sure: true };
  }

  /** Whether there is anything to be had so far up. */
  private isWithin(code: Code, generation: Expr): Expr {
    const { pays, journey } = this.bonus;
    const { level, boundaries, rollsUp } = this.baggage;
    const limits: Expr[] = [];
    // Books are kept of all that is offered, even where nobody can have it.
    const offered = (what: "level" | "generation") => (params: Params) => {
      const end =
        code.compiling.offers(this.bonus.name, params, code.compiling.facts.deepest)?.ends[what] ?? null;
      return end === null ? null : end + 1;
    };
    const end = (what: "level" | "generation", most: (params: Params) => number | null) =>
      this.books ? offered(what) : endOf(code, pays, what, most);
    if (level.read && !rollsUp && level.most) {
      const last = this.number(code, "levels", end("level", level.most));
      limits.push(binary("lt_s", this.level(), binary("sub", last, i32(1))));
    }
    if (boundaries.read && boundaries.most && journey!.generation)
      limits.push(
        binary("lt_s", generation, this.number(code, "generations", end("generation", boundaries.most))),
      );
    const isWithin = limits.reduce((a, b) => binary("and", a, b), i32(1));
    // The source is a stop of its own, before all levels.
    return journey!.fromSelf ? binary("or", this.word("isSource", "i32"), isWithin) : isWithin;
  }

  /** A whole number that goes with the text and the params. */
  private number(code: Code, name: string, value: (params: Params) => number | null): Expr {
    const key = `${name} of ${this.bonus.name}`;
    const id = uniformOf(code.compiling, key, { name: key, type: "i32", length: 1 }, (params) => [
      BigInt(value(params) ?? ENDLESS),
    ]);
    return uniformExpr(code, id, "i32");
  }

  private place(level: Expr, distance: Expr, generation: Expr): Scope {
    const known = new Map<Formula, (code: Code) => Term>();
    this.baggage.folds.forEach(({ formula, folding }, i) =>
      known.set(formula, (own) => {
        const kind = this.kinds[i]!;
        const term = { ...kind, expr: this.word(`fold${i}`, folding.type) } as Term;
        const sum: Term =
          term.kind === "amount" && folding.how === "add" ? { ...term, most: null, mass: null } : term;
        return finished(own, folding, sum, formula.kind === "Count" ? NUMBER : formula.type);
      }),
    );
    this.baggage.comparisons.forEach(({ formula, fold }, i) => {
      if (!formula) return;
      known.set(formula, (own) => {
        const value = this.comparison(own, i);
        if (fold === "count") return { kind: "amount", expr: value, scale: 0, most: 64n, mass: null };
        return { kind: "yes/no", expr: narrow(value) };
      });
    });
    return {
      ...about(PERSON),
      carried: this.carriedOf("both"),
      path: {
        known,
        source: this.known("source"),
        below: this.known("below"),
        tree: this.bonus.journey!.tree,
        fromSelf: this.bonus.journey!.fromSelf,
      },
      level: integer(level),
      distance: integer(distance),
      generation: integer(generation),
    };
  }

  /** How many of those kept a comparison holds for; for `all` 1 where it holds for all. */
  private comparison(code: Code, index: number): Expr {
    const comparison: Comparison = this.baggage.comparisons[index]!;
    const asked = termOf(code, comparison.asked, about(PERSON));
    const mark = comparison.most ? -BEYOND : BEYOND;
    const holds = Array.from({ length: comparison.keep }, (_, k) => {
      const kept = this.word(`kept${index}.${k}`, "i64");
      const { term } = this.marked(index);
      const value = { ...term, expr: term.expr.type === "i32" ? narrow(kept) : kept } as Term;
      const met = compareTerm(code, comparison.op, value, asked).expr;
      const isThere = binary("ne", kept, i64(mark));
      return comparison.fold === "all" ? binary("or", not(isThere), met) : binary("and", isThere, met);
    });
    if (comparison.fold === "any") return widen(holds.reduce((a, b) => binary("or", a, b)));
    if (comparison.fold === "all") return widen(holds.reduce((a, b) => binary("and", a, b)));
    return holds.map(widen).reduce((a, b) => binary("add", a, b));
  }

  private marks: Marks | null = null;
  private marked(index: number): Marks["comparisons"][number] {
    return this.marks!.comparisons[index]!;
  }

  private isCounted(code: Code, scope: Scope): Expr {
    const { counting } = this.bonus.journey!;
    const customer = isCustomer(code, PERSON);
    const person = customer.op === "const" ? i32(1) : binary("eq", customer, i32(0));
    const there = binary("and", person, isThere(code, PERSON, null));
    return counting ? binary("and", there, truthOf(code, counting, scope)) : there;
  }

  /** What is paid at a stop: a rate below 0 pays nothing; a negative base takes back what it paid. */
  private pay(
    code: Code,
    scope: Scope,
    at: { readonly level: Expr; readonly generation: Expr },
    bases: Bases,
    total: string,
    rounding: Parameters<typeof rounded>[2] | null,
    then: (code: Code) => void,
  ): Amount {
    const { bonus, list, books } = this;
    const rate = amountIn(code, bonus.pays, scope);
    const value = { ...rate, expr: bind(code, rate.expr) };
    const paid = inside(code);
    const uncapped = worthOf(paid, bonus, bases, value);
    const capped = bonus.eachAtMost
      ? extreme(paid, "min", uncapped, amountIn(paid, bonus.eachAtMost, scope))
      : uncapped;
    const amount = rounding ? rounded(paid, capped, rounding) : capped;
    // Each base comes by once, so that all of them together are no more than one of the largest would be.
    const isBounded = list.together && amount.most !== null;
    const so: Amount = { ...amount, expr: local(total, "i64"), most: isBounded ? 0n : null, mass: null };
    const sum = plus(paid, so, amount);
    paid.block.push(set(total, sum.expr));
    if (books) {
      if (bonus.eachAtMost) tally(paid, bonus.name, "each at most", minus(paid, uncapped, capped));
      if (rounding) tally(paid, bonus.name, "unrounded", capped);
      if (this.baggage.rollsUp) settleStop(paid, books, scope, at, value, bases);
      if (books.countsPaid) paid.block.push(this.addPaid(paid, value));
    }
    then(paid);
    code.block.push(when(binary("gt_s", value.expr, i64(0)), paid.block));
    if (books && !this.baggage.rollsUp) {
      const taken = { ...value, expr: select(binary("gt_s", value.expr, i64(0)), value.expr, i64(0)) };
      settleStop(code, books, scope, at, { ...taken, expr: bind(code, taken.expr) }, bases);
    }
    return { ...sum, most: isBounded ? amount.most : null };
  }

  private addPaid(code: Code, rate: Amount): Stmt {
    const name = "paidRates";
    const so: Amount = { ...rate, expr: this.word(name, "i64") };
    this.paidRates = { ...so, most: null };
    return set(`${this.prefix}${name}`, plus(code, { ...so, most: null }, rate).expr);
  }

  /** Levels that nobody could take yet wait for the next person. */
  private rollUp(
    waits: Waiting,
    code: Code,
    payAt: (code: Code, level: Expr, then: (code: Code) => void) => void,
    goes: string,
  ): void {
    const last = waits.last(code);
    const [stopsName, waiting] = [`${this.prefix}stops`, `${this.prefix}waiting`];
    const stops = this.word("stops", "i32");
    const joins = inside(code);
    waits.add(joins, waiting, stops);
    code.block.push(
      set(stopsName, binary("add", stops, i32(1))),
      when(binary("le_s", stops, last), joins.block),
    );
    waits.each(code, waiting, payAt);
    const isDone = binary("and", binary("ge_s", stops, last), waits.isEmpty(local(waiting, waits.word.type)));
    code.block.push(when(isDone, [set(goes, i32(0))]));
  }

  private eachWaiting =
    (waits: Waiting) =>
    (code: Code, visit: (code: Code, level: Expr) => void): void =>
      waits.each(code, `${this.prefix}waiting`, (inner, level) => visit(inner, level));

  /** What a base takes with it from the person who is passed. */
  private pass(code: Code, counted: Expr, isSource: Expr, distance: Expr, mine: Marks): void {
    const { baggage } = this;
    const put = (name: string, value: Expr): Stmt => set(`${this.prefix}${name}`, value);
    const clipped = (value: Expr, name: "level" | "distance" | "boundaries"): Expr => {
      const { most } = baggage[name];
      if (!most) return value;
      const end = this.number(code, `told ${name}`, most);
      const bound = bind(code, value);
      return select(binary("gt_s", bound, end), end, bound);
    };
    const isNew = not(isSource);
    if (baggage.level.read)
      code.block.push(
        put("level", clipped(binary("add", this.level(), binary("and", counted, isNew)), "level")),
      );
    if (baggage.distance.read) code.block.push(put("distance", clipped(distance, "distance")));
    if (baggage.boundaries.read)
      code.block.push(
        put(
          "turned",
          clipped(binary("add", this.word("turned", "i32"), binary("and", mine.turns, isNew)), "boundaries"),
        ),
      );
    baggage.folds.forEach(({ folding }, i) => {
      const [so, own] = [this.word(`fold${i}`, folding.type), mine.folds[i]!];
      const merged =
        folding.how === "max"
          ? select(binary("gt_s", own, so), own, so)
          : folding.how === "min"
            ? select(binary("lt_s", own, so), own, so)
            : this.checked(code, folding.how, so, own);
      code.block.push(put(`fold${i}`, merged));
    });
    baggage.comparisons.forEach(({ keep, most, formula }, i) => {
      // Somebody who is compared takes the place of the last, and moves up as far as he belongs.
      const name = fresh(code, "moves");
      const moving = local(name, "i64");
      const mark = mine.comparisons[i]!.value;
      code.block.push(
        set(
          name,
          formula === null && this.bonus.journey!.fromSelf
            ? select(isNew, mark, i64(most ? -BEYOND : BEYOND))
            : mark,
        ),
      );
      for (let k = 0; k < keep; k++) {
        const kept = this.word(`kept${i}.${k}`, "i64");
        const goesFirst = binary(most ? "gt_s" : "lt_s", moving, kept);
        const out = fresh(code, "out");
        code.block.push(
          set(out, select(goesFirst, kept, moving)),
          put(`kept${i}.${k}`, select(goesFirst, moving, kept)),
          set(name, local(out, "i64")),
        );
      }
    });
    if (baggage.below) code.block.push(put("below", PERSON.expr));
    for (const { name, value } of mine.below) code.block.push(put(name, value));
    if (this.bonus.journey!.fromSelf) code.block.push(put("isSource", i32(0)));
  }

  private checked(code: Code, how: "add" | "or" | "and", a: Expr, b: Expr): Expr {
    if (how !== "add") return binary(how, a, b);
    watch(code, "add");
    return call("add", "i64", a, b);
  }
}

/** Of several lengths of time the longest is found by its days. */
const comparable = (code: Code, term: Term): Term => (term.kind === "duration" ? inDays(code, term) : term);

type Params = Parameters<ReturnType<typeof paidUpTo>>[0];
type Marks = {
  readonly turns: Expr;
  readonly folds: readonly Expr[];
  readonly comparisons: readonly { readonly term: Term; readonly value: Expr }[];
  readonly below: readonly { readonly name: string; readonly value: Expr }[];
};

const ENDLESS = 2 ** 30;

/** The last level that a bonus whose levels roll up pays anything on. */
function lastOf(
  code: Code,
  { name, pays }: CheckedBonus,
  { level }: Baggage,
): (params: Params) => number | null {
  const { offers, facts } = code.compiling;
  const end = level.most ? endOf(code, pays, "level", level.most) : () => null;
  return (params) => {
    const offer = offers(name, params, facts.deepest);
    if (offer) return offer.ends.level;
    const from = end(params);
    return from === null ? null : from - 1;
  };
}

/** From which level or generation on nothing is paid. */
function endOf(
  { compiling }: Code,
  pays: Formula,
  what: "level" | "generation",
  most: (params: Params) => number | null,
): (params: Params) => number | null {
  const end = paidUpTo(compiling.plan, pays, what, (params) => most(params) ?? ENDLESS);
  return (params) => (most(params) === null ? null : end(params));
}
