import { type Exact, floor } from "../../base/exact.ts";
import type { CheckedPairing } from "../../check/checked-plan.ts";
import { bareGroup, type Formula, type FormulaOf, type PairingFieldName } from "../../check/formula.ts";
import { NUMBER, type Type as PlanType } from "../../check/types.ts";
import { at, binary, type Expr, i32, i64, local, not, select, set, when } from "../../ir/code.ts";
import {
  bind,
  type Code,
  type Compiling,
  type Draft,
  draftOf,
  extraOf,
  fresh,
  inside,
  reading,
  stored,
} from "../code.ts";
import { otherClock, standingElsewhere } from "../columns/elsewhere.ts";
import { ofPerson } from "../columns/of-person.ts";
import { floored, NOTHING, powerOfTen, rescale } from "../formulas/arithmetic.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { amountIn, personIn, truthOf } from "../formulas/formulas.ts";
import { isThere, periodNow } from "../formulas/presence.ts";
import { about, PERSON, type Scope } from "../formulas/scope.ts";
import type { Amount, Term } from "../formulas/terms.ts";
import { matchSides, type Sizes } from "./cycles.ts";

/** A field of somebody's binary at the end of a period. */
export function pairingFieldTerm(code: Code, formula: FormulaOf<"PairingField">, scope: Scope): Term {
  const person = personIn(code, formula.of, scope);
  const pairing = code.compiling.plan.pairings.get(formula.pairing)!;
  const draft = settlementDraft(code.compiling, pairing, formula.field);
  return ofPerson(code, draft, person, formula.type, scope.period);
}

export function settlementDraft(
  compiling: Compiling,
  pairing: CheckedPairing,
  field: PairingFieldName,
): Draft {
  const clock = otherClock(compiling, pairing.name);
  if (clock)
    return standingElsewhere(
      compiling,
      clock,
      `${pairing.name}.${field}`,
      typeOfField(pairing, field),
      (other) => settlementDraft(other, pairing, field),
    );
  const matched = draftOf(compiling, `${pairing.name}.matched`, pairing.type, (code) =>
    settle(code, pairing),
  );
  return field === "matched" ? matched : compiling.drafts.get(`${pairing.name}.${field}`)!;
}

const typeOfField = (pairing: CheckedPairing, field: PairingFieldName): PlanType =>
  field === "cycles" ? NUMBER : field === "first" ? { kind: "yes/no" } : pairing.type;

/** What the volumes of all periods together must stay below. */
const ROOM = 2n ** 60n;

/** Settles a person's binary: what stands on each side, what is matched, and what is carried over. */
function settle(code: Code, pairing: CheckedPairing): Term {
  const place = about(PERSON);
  const amount = (formula: Formula): Amount => amountIn(code, formula, place);
  const volumes = sideVolumes(code, pairing);
  const own = pairing.fromSelf ? amount(pairing.volume) : NOTHING;
  const size = (of: { readonly strong: Formula; readonly weak: Formula } | null) =>
    of && ([amount(of.strong), amount(of.weak)] as const);
  const [firstCycle, cycle] = [size(pairing.firstCycle), size(pairing.cycle)];
  const steps = pairing.steps?.map(amount) ?? null;
  const limit = pairing.atMost && amount(pairing.atMost.limit);
  const carryMost = pairing.carry.atMost && amount(pairing.carry.atMost);
  const all = [volumes.left, volumes.right, own, ...(firstCycle ?? []), ...(cycle ?? []), ...(steps ?? [])];
  const scale = Math.max(...[...all, limit, carryMost].map((one) => one?.scale ?? 0));
  const units = (of: Amount): Expr => bind(code, rescale(code, of, scale).expr);
  const inUnits = (of: readonly [Amount, Amount] | null): Sizes | null =>
    of && { strong: units(of[0]), weak: units(of[1]) };

  const inAll = ofAllPeriods(code, [volumes.left, volumes.right, own], scale);
  const state = stateOf(code, pairing, scale, [volumes.left, volumes.right, own]);
  const present = isThere(code, PERSON, null);
  const started = startedExpr(code, pairing, present, state);
  const qualified = bind(
    code,
    pairing.needs ? binary("and", present, truthOf(code, pairing.needs.condition, place)) : present,
  );
  const accrues = pairing.needs?.otherwise === "pause" ? binary("and", started, qualified) : started;
  const news = (of: Amount): Expr => bind(code, select(accrues, withRoom(code, of, scale), i64(0)));
  const left = [...state.left, news(volumes.left)];
  const right = [...state.right, news(volumes.right)];
  if (pairing.fromSelf) {
    // One's own volume helps the side that needs it; of equal sides the one that is not strong.
    const name = pairing.ifEqual === "right" ? "le_s" : "lt_s";
    const leftIsWeak = bind(code, binary(name, sumOf(code, left), sumOf(code, right)));
    const mine = news(own);
    left.push(bind(code, select(leftIsWeak, mine, i64(0))));
    right.push(bind(code, select(leftIsWeak, i64(0), mine)));
  }
  const standing = { left: sumOf(code, left), right: sumOf(code, right) };

  const names = ["matched", "cycles", "left", "right"].map((word) => fresh(code, word)) as [
    ...[string, string, string, string],
  ];
  const [matched, cycles, usedLeft, usedRight] = names.map((name) => local(name, "i64")) as [
    Expr,
    Expr,
    Expr,
    Expr,
  ];
  code.block.push(...names.map((name) => set(name, i64(0))));
  const match = inside(code);
  matchSides(match, pairing, standing, {
    ...{ scale, first: inUnits(firstCycle), plain: inUnits(cycle) },
    ...{ steps: steps?.map(units) ?? null, limit: limit && units(limit), everBefore: state.ever },
    ...{ matched: names[0], cycles: names[1], left: names[2], right: names[3] },
  });
  code.block.push(when(qualified, match.block));

  const isFirst = binary("and", not(state.ever), binary("gt_s", cycles, i64(0)));
  let carried = { left: used(code, left, usedLeft), right: used(code, right, usedRight) };
  const drop = (parts: readonly Expr[], test: Expr) =>
    parts.map((part) => bind(code, select(test, i64(0), part)));
  if (pairing.needs?.otherwise === "flush")
    carried = { left: drop(carried.left, not(qualified)), right: drop(carried.right, not(qualified)) };
  if (pairing.carry.sides === "nothing")
    carried = { left: drop(carried.left, qualified), right: drop(carried.right, qualified) };
  if (pairing.carry.sides === "strong") {
    const leftIsStrong = bind(code, binary("ge_s", sumOf(code, carried.left), sumOf(code, carried.right)));
    carried = {
      left: drop(carried.left, binary("and", qualified, not(leftIsStrong))),
      right: drop(carried.right, binary("and", qualified, leftIsStrong)),
    };
  }
  if (carryMost) {
    const most = units(carryMost);
    const kept = (parts: readonly Expr[]) => {
      const over = bind(code, binary("sub", sumOf(code, parts), most));
      return used(code, parts, over);
    };
    carried = { left: kept(carried.left), right: kept(carried.right) };
  }
  state.keep(carried.left, carried.right, started, binary("or", state.ever, binary("gt_s", cycles, i64(0))));
  const volume = (expr: Expr): Amount => ({ kind: "amount", expr, scale, ...inAll });
  const give = (field: PairingFieldName, term: Term) =>
    extraOf(code, `${pairing.name}.${field}`, term).set(term.expr);
  give("left", volume(standing.left));
  give("right", volume(standing.right));
  // A cycle takes at least a unit.
  give("cycles", { kind: "amount", expr: cycles, scale: 0, ...inAll });
  give("first", { kind: "yes/no", expr: pairing.firstCycle ? isFirst : i32(0) });
  give("left_carried", volume(sumOf(code, carried.left)));
  give("right_carried", volume(sumOf(code, carried.right)));
  return volume(matched);
}

/** How much volume can have come together on a side: that of all periods, none of it used. */
function ofAllPeriods(
  code: Code,
  parts: readonly Amount[],
  scale: number,
): { readonly most: bigint; readonly mass: bigint | null } {
  const periods = BigInt(code.compiling.facts.periods + 1);
  const all = (of: (part: Amount) => bigint | null): bigint | null =>
    parts.reduce<bigint | null>((sum, part) => {
      const own = of(part);
      return sum === null || own === null ? null : sum + own * powerOfTen(scale - part.scale) * periods;
    }, 0n);
  const most = all((part) => part.most);
  return { most: most !== null && most < ROOM ? most : ROOM, mass: all((part) => part.mass) };
}

/** The new volume of each side: the sum over its leg that a plan would write. */
function sideVolumes(code: Code, pairing: CheckedPairing): { readonly left: Amount; readonly right: Amount } {
  const known = sums.get(pairing);
  const over = (base: "left leg" | "right leg"): FormulaOf<"Aggregate"> => ({
    kind: "Aggregate",
    span: pairing.span,
    type: pairing.type,
    fold: "sum",
    of: pairing.volume,
    group: bareGroup(base, pairing.tree, pairing.span),
    eachAtMost: null,
  });
  const both = known ?? [over("left leg"), over("right leg")];
  sums.set(pairing, both);
  return { left: amountIn(code, both[0], about(PERSON)), right: amountIn(code, both[1], about(PERSON)) };
}
const sums = new WeakMap<CheckedPairing, readonly [Formula, Formula]>();

/** Volumes of all periods together have room in 64 bits: where that cannot be seen beforehand, a larger one stops the pass. */
function withRoom(code: Code, amount: Amount, scale: number): Expr {
  const { periods } = code.compiling.facts;
  const most = ROOM / BigInt(periods + 1);
  const { expr, most: largest, mass } = rescale(code, amount, scale);
  const value = bind(code, expr);
  if ((largest === null || largest > most) && (mass === null || mass > most))
    code.block.push(
      when(binary("or", binary("gt_s", value, i64(most)), binary("lt_s", value, i64(-most))), [
        { op: "stop", why: 1 },
      ]),
    );
  return value;
}

const sumOf = (code: Code, parts: readonly Expr[]): Expr =>
  bind(
    code,
    parts.reduce((a, b) => binary("add", a, b)),
  );

/**
 * Takes volume away from the oldest part on. Mostly there is none to take: then the parts are left alone, of which there are
 * many where volume expires.
 */
function used(code: Code, parts: readonly Expr[], volume: Expr): Expr[] {
  const name = fresh(code, "left");
  const left = local(name, "i64");
  const rests = parts.map(() => fresh(code, "rest"));
  const taking = inside(code);
  taking.block.push(set(name, volume));
  parts.forEach((part, i) => {
    const smaller = select(binary("lt_s", left, part), left, part);
    const taken = bind(taking, select(binary("gt_s", left, i64(0)), smaller, i64(0)));
    taking.block.push(set(name, binary("sub", left, taken)), set(rests[i]!, binary("sub", part, taken)));
  });
  code.block.push(
    ...rests.map((rest, i) => set(rest, parts[i]!)),
    when(binary("gt_s", volume, i64(0)), taking.block),
  );
  return rests.map((rest) => local(rest, "i64"));
}

/** What a binary remembers from period to period. */
type State = {
  /** Volume carried over, oldest first. */
  readonly left: readonly Expr[];
  readonly right: readonly Expr[];
  readonly ever: Expr;
  readonly started: Expr;
  readonly keep: (left: readonly Expr[], right: readonly Expr[], started: Expr, ever: Expr) => void;
};

/**
 * Where volumes expire, those of each period are kept apart (own volume beside the others'); otherwise only what they add
 * up to matters.
 */
function stateOf(
  code: Code,
  pairing: CheckedPairing,
  scale: number,
  [ofLeft, ofRight, own]: readonly [Amount, Amount, Amount],
): State {
  // Where there is one period only, nothing is carried into another.
  if (code.compiling.facts.periods === 1)
    return { left: [i64(0)], right: [i64(0)], ever: i32(0), started: i32(0), keep() {} };
  const { name, carry, fromSelf } = pairing;
  const perAge = fromSelf ? 2 : 1;
  const ages = carry.periods ? Math.min(code.compiling.facts.periods - 1, oldestIn(carry.periods)) : 0;
  const parts = carry.periods ? ages * perAge : 1;
  const last = bind(code, binary("sub", periodNow(code), i32(1)));
  // What is left of a period's volume is no more than that was: of many periods it lies in the less memory.
  const most = (of: Amount): bigint => {
    const known = carry.periods ? [of.most, of.mass].filter((one) => one !== null) : [];
    return known.reduce(
      (a, b) => (b * powerOfTen(scale - of.scale) < a ? b * powerOfTen(scale - of.scale) : a),
      ROOM,
    );
  };
  const volume = (of: Amount): Amount => ({
    kind: "amount",
    expr: i64(0),
    scale,
    most: most(of),
    mass: null,
  });
  const column = (key: string, term: Term) => extraOf(code, `${name} ${key}`, term);
  const sides = (["left", "right"] as const).map((side) =>
    Array.from({ length: parts }, (_, part) =>
      column(`${side} ${part}`, volume(part % perAge === 1 ? own : side === "left" ? ofLeft : ofRight)),
    ),
  );
  const [ever, started] = [
    column("ever", { kind: "yes/no", expr: i32(0) }),
    column("started", { kind: "yes/no", expr: i32(0) }),
  ];
  // Nobody else reads it: until it is written for a period, it stands as the one before has left it.
  const asItWas = (own: Code, draft: Draft): Term => {
    draft.before = stored(code.compiling, draft);
    reading(own.draft, draft, { relation: "before", tree: "" });
    return { ...draft.term, expr: at(draft.before, draft.term.expr.type, PERSON.expr) } as Term;
  };
  const was = (draft: Draft, zero: Expr): Expr =>
    bind(
      code,
      ifTerm(
        code,
        binary("ge_s", last, i32(0)),
        (then) => asItWas(then, draft),
        () => ({ ...draft.term, expr: zero }) as Term,
      ).expr,
    );
  // The oldest stand first; what is older than it may be is gone.
  const oldest =
    carry.periods &&
    bind(code, floored(code, amountIn(code, carry.periods, about(PERSON)), { n: 1, d: 1 }).expr);
  const before = sides.map((side) =>
    side.map(({ draft }, part) => {
      const volume = was(draft, i64(0));
      if (!oldest) return volume;
      const age = ages - Math.floor(part / perAge);
      return bind(code, select(binary("le_s", i64(age), oldest), volume, i64(0)));
    }),
  );
  return {
    left: before[0]!,
    right: before[1]!,
    ever: was(ever.draft, i32(0)),
    started: was(started.draft, i32(0)),
    keep(left, right, isStarted, everCycled) {
      [left, right].forEach((all, side) => {
        // The oldest are too old in the next period.
        const kept = carry.periods
          ? all.slice(all.length - parts)
          : [all.reduce((a, b) => binary("add", a, b))];
        sides[side]!.forEach((one, i) => one.set(kept[i]!));
      });
      started.set(isStarted);
      ever.set(everCycled);
    },
  };
}

/** How old volume may become, where the plan says it as a figure. */
const oldestIn = (periods: Formula): number =>
  periods.kind === "Const" ? Math.max(0, Number(floor(periods.value as Exact))) : Number.POSITIVE_INFINITY;

function startedExpr(code: Code, { starts }: CheckedPairing, present: Expr, state: State): Expr {
  if (!starts) return present;
  const begins = truthOf(code, starts, about(PERSON));
  return bind(code, binary("and", present, binary("or", state.started, begins)));
}
