import { type Exact, ZERO } from "../../base/exact.ts";
import type { CheckedBonus } from "../../check/checked-plan.ts";
import type { Formula } from "../../check/formula.ts";
import { NUMBER } from "../../check/types.ts";
import {
  binary,
  call,
  type Expr,
  i32,
  i64,
  local,
  narrow,
  not,
  type Stmt,
  select,
  set,
  when,
  widen,
} from "../../ir/code.ts";
import { bind, type Code, fresh, inside, uniformExpr, uniformOf } from "../code.ts";
import { isCustomer } from "../columns/data.ts";
import { compared, extreme, minus, NOTHING, plus, rounded } from "../formulas/arithmetic.ts";
import { compareTerm } from "../formulas/choosing.ts";
import { amountsTerm, DECIMALS_OF_PERCENT } from "../formulas/fixed.ts";
import { amountIn, termOf, truthOf } from "../formulas/formulas.ts";
import { inOrder } from "../formulas/known-values.ts";
import { isThere } from "../formulas/presence.ts";
import { about, NOBODY, PERSON, type Scope } from "../formulas/scope.ts";
import type { Amount, Person, Term, Where } from "../formulas/terms.ts";
import { integer } from "../formulas/terms.ts";
import type { paidUpTo } from "../formulas/turning-points.ts";
import { BEYOND, emptyExpr, finished } from "../groups/folding.ts";
import { eachPassed } from "../groups/passed.ts";
import { tally } from "../money/balances.ts";
import { type Books, losesAt, settleEnd, settleStop, worthOf } from "../money/books.ts";
import { countStep } from "../step-limits.ts";
import { watch } from "../watched.ts";
import { ENDLESS, endOf } from "./ends.ts";
import type { Baggage, Comparison } from "./state.ts";
import type { Traveller, Travellers } from "./travellers.ts";
import type { Waiting } from "./waiting.ts";
import { type Carried, comparable, foldType, NOBODY_YET } from "./words.ts";

/** What a journey is written from. */
export type Way = {
  readonly bonus: CheckedBonus;
  readonly baggage: Baggage;
  readonly waits: Waiting | null;
  /** Of the locals that hold what goes with a base. */
  readonly prefix: string;
  readonly carried: readonly Carried[];
  readonly books: Books | null;
  readonly together: boolean;
};

export const massOf = ({ compiling }: Code, { mass, most }: Amount): bigint | null =>
  mass ?? (most === null ? null : most * BigInt(compiling.facts.people));

/** What happens to each traveller that comes to a person: the code of one visit. */
export class Visits {
  private readonly code: Code;
  private readonly bonus: CheckedBonus;
  private readonly baggage: Baggage;
  private readonly waits: Waiting | null;
  private readonly prefix: string;
  private readonly carried: readonly Carried[];
  private readonly books: Books | null;
  private readonly together: boolean;
  private readonly rounding: Parameters<typeof rounded>[2] | null;
  private readonly kinds: Term[] = [];
  /** What the person adds, written in front of all visits. */
  private readonly marking: Code;
  private readonly totalName: string;
  /** Whether the visit that is written is that of the source. */
  private isAtSource = false;
  private total: Amount = NOTHING;
  /** What was paid of a base so far, as parts of it. */
  private paidRates: Amount | null = null;

  constructor(
    code: Code,
    { bonus, baggage, waits, prefix, carried, books, together }: Way,
    rounding: Parameters<typeof rounded>[2] | null,
  ) {
    this.code = code;
    this.bonus = bonus;
    this.baggage = baggage;
    this.waits = waits;
    this.prefix = prefix;
    this.carried = carried;
    this.books = books;
    this.together = together;
    this.rounding = rounding;
    this.marking = inside(code);
    this.totalName = fresh(code, "total");
  }

  /** The visit of a base to the person it is of, where the way begins with that one. */
  ofOwn(code: Code, kind: Amount, travellers: Travellers): void {
    const own: Traveller = {
      figure: bind(code, kind.expr),
      goOn: (inner) => travellers.setOut(inner, this.prefix, own.figure),
      stay: () => {},
    };
    this.visit(code, own, kind, true);
  }

  /** Writes the visits of all who come from below, with those of the person's own; gives what they pay together. */
  ofArrivals(ofOwn: readonly Stmt[], kind: Amount, travellers: Travellers): Amount {
    const { code } = this;
    const some = inside(code);
    travellers.eachArrival(some, this.prefix, (body, traveller) => this.visit(body, traveller, kind, false));
    const arrived = when(travellers.hasArrivals, this.ownFirst(ofOwn.length === 0, some.block));
    code.block.push(set(this.totalName, i64(0)));
    if (ofOwn.length > 0) code.block.push(...this.marking.block, ...ofOwn);
    code.block.push(arrived);
    const total = local(this.totalName, "i64");
    if (this.books && !this.rounding) {
      const paid = inside(code);
      tally(paid, this.bonus.name, "unrounded", { ...this.total, expr: total });
      code.block.push(when(binary("ne", total, i64(0)), paid.block));
    }
    return { ...this.total, expr: total };
  }

  private ownFirst(isAlone: boolean, visits: readonly Stmt[]): readonly Stmt[] {
    return isAlone ? [...this.marking.block, ...visits] : visits;
  }

  /** One visit; `isSource`: to the person who the base is of. */
  private visit(body: Code, traveller: Traveller, kind: Amount, isSource: boolean): void {
    const { waits } = this;
    const journey = this.bonus.journey!;
    const mine = this.marked();
    this.isAtSource = isSource;
    if (!this.together && (waits || this.baggage.source))
      body.block.push(...countStep(this.code, "journey", this.bonus.name));
    const goesName = fresh(this.code, "goes");
    const goes = local(goesName, "i32");
    const generation = this.generation(body);
    body.block.push(set(goesName, isSource ? i32(1) : this.isWithin(body, generation)));
    // All that go together are never more than what everybody sends, and each base comes by everybody above once.
    const most = massOf(this.code, kind);
    const mass = most === null ? null : most * BigInt(this.code.compiling.facts.deepest + 3);
    const figure: Amount = { ...kind, expr: traveller.figure, most, mass };
    const endings: (() => void)[] = [];
    const settle = (inner: Code, ended: "no upline" | "boundary", level: Expr, test: Expr): void => {
      const { books } = this;
      if (!books || !losesAt(books, ended)) return;
      const end = inside(inner);
      const from = waits ? this.word("stops", "i32") : level;
      const waiting = waits && this.eachWaiting(waits);
      inner.block.push(when(test, end.block));
      // What is paid on a way is known when the stops are written.
      endings.push(() => settleEnd(end, books, ended, { from, waiting }, this.paidRates, figure));
    };
    if (!isSource) settle(body, "no upline", this.level(), not(goes));

    // The source is a stop of its own, before all levels.
    const next = isSource ? this.level() : bind(body, binary("add", this.level(), i32(1)));
    const distance = bind(body, binary("add", this.distance(), i32(1)));
    const at = (level: Expr): Scope => this.place(level, distance, generation);
    if (journey.until && !isSource) {
      const asked = inside(body);
      const ends = truthOf(asked, journey.until, at(next));
      asked.block.push(set(goesName, not(ends)));
      settle(asked, "boundary", this.level(), not(goes));
      body.block.push(when(goes, asked.block));
    }
    const visit = inside(body);
    const counted = bind(visit, this.isCounted(visit, at(next)));
    const taken = isSource ? next : bind(visit, select(counted, next, this.level()));
    const isLast = journey.through ? bind(visit, truthOf(visit, journey.through, at(taken))) : i32(0);
    const pay = inside(visit);
    const payAt = (inner: Code, level: Expr, then: (code: Code) => void = () => {}): void => {
      this.total = this.pay(inner, at(level), { level, generation }, figure, then);
    };
    if (waits) this.rollUp(waits, pay, payAt, goesName);
    else payAt(pay, taken);
    visit.block.push(when(counted, pay.block));
    const reached = isSource ? this.level() : binary("add", this.level(), counted);
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
    traveller.goOn(on);
    const ended = inside(body);
    waits?.letGo(ended, `${this.prefix}waiting`);
    traveller.stay(ended);
    body.block.push(when(goes, on.block, ended.block));
  }

  /** What the person himself adds to a path, worked out once for all who pass. */
  private ownMarks(code: Code): Marks {
    const { generation } = this.bonus.journey!;
    const place = about(PERSON);
    const turns =
      generation && this.baggage.boundaries.read ? bind(code, truthOf(code, generation.at, place)) : i32(0);
    const folds = this.baggage.folds.map((fold, i) => {
      const { formula, folding } = fold;
      const { where } = formula.group;
      const then = inside(code);
      const term: Term =
        formula.kind === "Count" ? { ...NOTHING, expr: i64(1), most: 1n } : termOf(then, formula.of, place);
      this.kinds[i] = term;
      const name = fresh(code, "mark");
      then.block.push(set(name, fold.known ? this.placeAmong(then, i, term as Amount) : term.expr));
      if (where) {
        const test = truthOf(code, where, place);
        code.block.push(set(name, fold.known ? NOBODY_YET : emptyExpr(folding)), when(test, then.block));
      } else code.block.push(...then.block);
      return local(name, foldType(fold));
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

  /** One of the few values that a fold can come to: the first is what it comes to where nobody was counted. */
  private knownValue(code: Code, index: number, place: Expr): Amount {
    const { known, fold, formula } = this.baggage.folds[index]!;
    const sorted = new WeakMap<Params, readonly Exact[]>();
    const of = (params: Params): readonly Exact[] => {
      let values = sorted.get(params);
      if (!values) {
        values = inOrder(known!, params);
        sorted.set(params, (values = [ZERO, ...(fold === "min" ? values.toReversed() : values)]));
      }
      return values;
    };
    return amountsTerm(
      code,
      `${fold} ${index} on the ways of ${this.bonus.name}`,
      [ZERO, ...known!].map((_, i) => (params) => of(params)[i]!),
      place,
      { decimals: formula.type.kind === "percent" ? DECIMALS_OF_PERCENT : 0 },
    );
  }

  /** The place of a value among the few: behind all that are no further than it is. */
  private placeAmong(code: Code, index: number, value: Amount): Expr {
    const { known, fold } = this.baggage.folds[index]!;
    const own = { ...value, expr: bind(code, value.expr) };
    const isReached = fold === "min" ? "le_s" : "ge_s";
    return known!
      .map((_, i) => compared(code, isReached, own, this.knownValue(code, index, i32(i + 1))))
      .reduce((a, b) => binary("add", a, b));
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
    code.block.push(...(this.isAtSource ? [] : way.block));
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
      const end = code.compiling.offers(this.bonus.name, params, code.compiling.facts.deepest).ends[what];
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
    return limits.reduce((a, b) => binary("and", a, b), i32(1));
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
    this.baggage.folds.forEach(({ formula, folding, known: few }, i) =>
      known.set(formula, (own) => {
        if (few) return this.knownValue(own, i, this.word(`fold${i}`, "i32"));
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
      const { term } = this.marked().comparisons[index]!;
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
  private marked(): Marks {
    return (this.marks ??= this.ownMarks(this.marking));
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
    figure: Amount,
    then: (code: Code) => void,
  ): Amount {
    const { bonus, books, rounding, totalName: total } = this;
    const rate = amountIn(code, bonus.pays, scope);
    const value = { ...rate, expr: bind(code, rate.expr) };
    const paid = inside(code);
    const uncapped = worthOf(paid, bonus, figure, value);
    const capped = bonus.eachAtMost
      ? extreme(paid, "min", uncapped, amountIn(paid, bonus.eachAtMost, scope))
      : uncapped;
    const amount = rounding ? rounded(paid, capped, rounding) : capped;
    // Each base comes by once, so that all of them together are no more than one of the largest would be.
    const isBounded = this.together && amount.most !== null;
    const so: Amount = { ...amount, expr: local(total, "i64"), most: isBounded ? 0n : null, mass: null };
    const sum = plus(paid, so, amount);
    paid.block.push(set(total, sum.expr));
    if (books) {
      if (bonus.eachAtMost) tally(paid, bonus.name, "each at most", minus(paid, uncapped, capped));
      if (rounding) tally(paid, bonus.name, "unrounded", capped);
      if (this.baggage.rollsUp) settleStop(paid, books, scope, at, value, figure);
      if (books.countsPaid) paid.block.push(this.addPaid(paid, value));
    }
    then(paid);
    code.block.push(when(binary("gt_s", value.expr, i64(0)), paid.block));
    if (books && !this.baggage.rollsUp) {
      const taken = { ...value, expr: select(binary("gt_s", value.expr, i64(0)), value.expr, i64(0)) };
      settleStop(code, books, scope, at, { ...taken, expr: bind(code, taken.expr) }, figure);
    }
    return { ...sum, most: isBounded ? amount.most : null, mass: amount.mass };
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
      // Behind the last level it is all one how far behind: bases that wait for the same levels go on as one.
      set(stopsName, select(binary("le_s", stops, last), binary("add", stops, i32(1)), stops)),
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
  private pass(code: Code, counted: Expr, isSource: boolean, distance: Expr, mine: Marks): void {
    const { baggage } = this;
    const put = (name: string, value: Expr): Stmt => set(`${this.prefix}${name}`, value);
    const clipped = (value: Expr, name: "level" | "distance" | "boundaries"): Expr => {
      const { most } = baggage[name];
      if (!most) return value;
      const end = this.number(code, `told ${name}`, most);
      const bound = bind(code, value);
      return select(binary("gt_s", bound, end), end, bound);
    };
    if (baggage.level.read && !isSource)
      code.block.push(put("level", clipped(binary("add", this.level(), counted), "level")));
    if (baggage.distance.read) code.block.push(put("distance", clipped(distance, "distance")));
    if (baggage.boundaries.read && !isSource)
      code.block.push(
        put("turned", clipped(binary("add", this.word("turned", "i32"), mine.turns), "boundaries")),
      );
    baggage.folds.forEach((fold, i) => {
      const { folding, known } = fold;
      const [so, own] = [this.word(`fold${i}`, foldType(fold)), mine.folds[i]!];
      const merged =
        known || folding.how === "max"
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
          // Generations begin above the source.
          formula === null && isSource ? i64(most ? -BEYOND : BEYOND) : mark,
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
  }

  private checked(code: Code, how: "add" | "or" | "and", a: Expr, b: Expr): Expr {
    if (how !== "add") return binary(how, a, b);
    watch(code, "add");
    return call("add", "i64", a, b);
  }
}

type Params = Parameters<ReturnType<typeof paidUpTo>>[0];

type Marks = {
  readonly turns: Expr;
  readonly folds: readonly Expr[];
  readonly comparisons: readonly { readonly term: Term; readonly value: Expr }[];
  readonly below: readonly { readonly name: string; readonly value: Expr }[];
};
