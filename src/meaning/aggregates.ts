import {
  add,
  compare,
  type Exact,
  floor,
  least,
  multiply,
  ONE,
  subtract,
  whole,
  ZERO,
} from "../base/exact.ts";
import { carried, divideAsPlansDo } from "../base/rounding.ts";
import type { Value } from "../base/value.ts";
import type { CheckedGroup, Formula, FormulaOf } from "../check/formula.ts";
import { readsOf } from "../check/reads.ts";
import { isAmount } from "../check/types.ts";
import { zeroValue } from "../check/zero.ts";
import { printKey } from "./columns.ts";
import { evaluate, order } from "./evaluate.ts";
import { childrenOf, membersOf, oneByOne } from "./groups.ts";
import { carriedOver } from "./history.ts";
import { isThere } from "./presence.ts";
import { isAboutItAlone, isAboutItAloneAt } from "./reads.ts";
import { type At, NOTHING, type Run } from "./run.ts";
import { treeOf } from "./trees.ts";

/** How values of a group become one. A fold that goes through nobody comes to nothing: 0, no, or (for `all`) yes. */
type Fold = FormulaOf<"Aggregate">["fold"] | "count";

function combine(
  fold: Fold,
  so: Value | typeof NOTHING,
  value: Value | typeof NOTHING,
): Value | typeof NOTHING {
  if (so === NOTHING) return value;
  if (value === NOTHING) return so;
  switch (fold) {
    case "sum":
    case "count":
      return add(so as Exact, value as Exact);
    case "any":
      return so || value;
    case "all":
      return so && value;
    case "max":
      return order(value, so) > 0 ? value : so;
    case "min":
      return order(value, so) < 0 ? value : so;
  }
}

const finish = (fold: Fold, value: Value | typeof NOTHING, formula: Formula): Value =>
  value !== NOTHING ? value : fold === "all" ? true : fold === "any" ? false : zeroValue(formula.type);

export function aggregate(run: Run, formula: FormulaOf<"Aggregate">, at: At): Value {
  if (formula.eachAtMost) return limitedSum(run, formula, formula.eachAtMost, at);
  return foldGroup(run, formula, formula.fold, formula.of, formula.group, at);
}

export const count = (run: Run, formula: FormulaOf<"Count">, at: At): Value =>
  foldGroup(run, formula, "count", null, formula.group, at);

function foldGroup(
  run: Run,
  formula: Formula,
  fold: Fold,
  of: Formula | null,
  group: CheckedGroup,
  at: At,
): Value {
  const shared = sharedFold(run, formula, fold, of, group, at);
  if (shared !== null) return finish(fold, shared, formula);
  if ((formula.kind === "Aggregate" || formula.kind === "Count") && isCarriedOn(formula))
    return finish(fold, foldPath(run, formula, at), formula);
  let result: Value | typeof NOTHING = NOTHING;
  const isPlain = !group.pick && !group.by;
  for (const member of isPlain ? oneByOne(run, group, at) : membersOf(run, group, at)) {
    result = combine(fold, result, of ? valueIn(run, group, of, member) : ONE);
    if ((fold === "any" && result === true) || (fold === "all" && result === false)) break;
  }
  return finish(fold, result, formula);
}

/** What is folded of one of a group; of a period that is over an amount is carried to nine decimals, as `previous` does. */
function valueIn(run: Run, { base }: CheckedGroup, of: Formula, place: At): Value {
  const value = evaluate(run, of, place);
  return base === "earlier periods" && isAmount(of.type) ? carried(value as Exact) : value;
}

/**
 * Sums and their like over a downline, leg or company that read nothing but the people in it: worked out once for
 * everybody, each from the children's, S(x) = Σ over children c of v(c) + S(c). The same value as going through the
 * group, without going through it again at every step up. Null where the group is of another kind.
 */
function sharedFold(
  run: Run,
  formula: Formula,
  fold: Fold,
  of: Formula | null,
  group: CheckedGroup,
  at: At,
): Value | typeof NOTHING | null {
  const { base, until, through, where } = group;
  if (base === "siblings" && areSameForAll(group, of))
    return ofSiblings(run, formula, group, at, () =>
      membersOf(run, group, at).reduce<Value | typeof NOTHING>(
        (so, member) => combine(fold, so, of ? evaluate(run, of, member) : ONE),
        NOTHING,
      ),
    );
  if (group.counting || group.pick || group.by) return null;
  const parts = [of, until, through, where].filter((part) => part !== null);
  if (base === "company") {
    if (!parts.every((part) => isAboutItAlone(part))) return null;
    const values = foldTable(run, formula, `company@${at.period}`);
    values[0] ??=
      knownTotal(run, fold, of, group, at.period) ??
      membersOf(run, group, at).reduce<Value | typeof NOTHING>(
        (so, member) => combine(fold, so, of ? evaluate(run, of, member) : ONE),
        NOTHING,
      );
    return values[0]!;
  }
  if (base === "upline")
    return sharedUpwards(
      run,
      formula,
      of,
      (place) => (of ? evaluate(run, of, place) : ONE),
      (own, above) => combine(fold, own, above),
      group,
      at,
    );
  if ((base === "periods" || base === "earlier periods") && !group.last) {
    if (!parts.every((part) => isAboutItAloneAt(part, at))) return null;
    const until = base === "periods" ? at.period + 1 : at.period;
    const span = { from: run.timeline.startOf(at.period), until };
    return carriedOver<Value | typeof NOTHING>(run, formula, at.it, span, NOTHING, (so, period) => {
      const place: At = { ...at, period };
      if ((at.it >= 0 && !isThere(run, at.it, period)) || (where && !evaluate(run, where, place))) return so;
      return combine(fold, so, of ? valueIn(run, group, of, place) : ONE);
    });
  }
  if (base !== "downline" && base !== "leg" && base !== "left leg" && base !== "right leg") return null;
  if (!parts.every((part) => isAboutItAlone(part, true))) return null;

  const key = parts.every((part) => isAboutItAlone(part)) ? `${at.period}` : keyOf(run, at);
  const below = foldTable(run, formula, key);
  const { children } = treeOf(run, group.tree, at.period);
  const here = (one: number): At => ({ ...at, it: one, order: -1, party: null, leg: -1, path: null });

  /** What a person and all below bring to whoever is above; what is below must be known. */
  const leg = (one: number): Value | typeof NOTHING => {
    const place = here(one);
    if (until && evaluate(run, until, place)) return NOTHING;
    const counts = isThere(run, one, at.period) && (!where || evaluate(run, where, place));
    const own: Value | typeof NOTHING = counts ? (of ? evaluate(run, of, place) : ONE) : NOTHING;
    return through && evaluate(run, through, place)
      ? own
      : combine(fold, own, below[one] as Value | typeof NOTHING);
  };
  const fillBelow = (top: number): void => {
    const stack = [top];
    while (stack.length > 0) {
      const one = stack.at(-1)!;
      const missing =
        below[one] === undefined ? children[one]!.filter((child) => below[child] === undefined) : [];
      if (missing.length > 0) for (const child of missing) stack.push(child);
      else {
        stack.pop();
        below[one] ??= children[one]!.reduce<Value | typeof NOTHING>(
          (so, child) => combine(fold, so, leg(child)),
          NOTHING,
        );
      }
    }
  };

  const top = base === "leg" ? at.leg : at.it;
  fillBelow(top);
  if (base === "downline") return below[top]!;
  if (base === "leg") return leg(top);
  const side = childrenOf(run, group.tree, top, at.period, base === "left leg" ? 1 : 2);
  return side.reduce<Value | typeof NOTHING>((so, child) => combine(fold, so, leg(child)), NOTHING);
}

/** Whether a group of siblings, and what is read of each, is the same whichever of them asks. */
function areSameForAll({ where, pick, by }: CheckedGroup, of: Formula | null): boolean {
  const isSame = !pick || pick.count.kind === "Const" || pick.count.kind === "Param";
  return isSame && [of, where, by].every((part) => part === null || isAboutItAlone(part));
}

/** What siblings come to: worked out once for all of them, under the person above; first of all for those below nobody. */
function ofSiblings(
  run: Run,
  formula: Formula,
  { tree }: CheckedGroup,
  at: At,
  work: () => Value | typeof NOTHING,
): Value | typeof NOTHING {
  const values = foldTable(run, formula, `siblings@${at.period}`);
  const under = Math.max(-1, treeOf(run, tree, at.period).parent[at.it]!) + 1;
  return (values[under] ??= work());
}

/** The same over those above: U(x) = v(parent) + U(parent), from the top down. */
function sharedUpwards(
  run: Run,
  formula: Formula,
  of: Formula | null,
  value: (place: At) => Value,
  join: (own: Value | typeof NOTHING, above: Value | typeof NOTHING) => Value | typeof NOTHING,
  { tree, until, through, where }: CheckedGroup,
  at: At,
): Value | typeof NOTHING | null {
  const parts = [of, until, through, where].filter((part) => part !== null);
  if (!parts.every((part) => isAboutItAlone(part, true))) return null;
  const isKeyed = !parts.every((part) => isAboutItAlone(part));
  const above = foldTable(run, formula, isKeyed ? keyOf(run, at) : `${at.period}`);
  const { parent } = treeOf(run, tree, at.period);
  const way: number[] = [];
  for (let one = at.it; one >= 0 && above[one] === undefined; one = parent[one]!) way.push(one);
  for (const one of way.reverse()) {
    const next = parent[one]!;
    const place: At = { ...at, it: next, order: -1, party: null, leg: -1, path: null };
    if (next < 0 || (until && evaluate(run, until, place))) above[one] = NOTHING;
    else {
      const own = !where || evaluate(run, where, place) ? value(place) : NOTHING;
      above[one] = through && evaluate(run, through, place) ? own : join(own, above[next]!);
    }
  }
  return above[at.it]!;
}

/** The place of a fold that reads arguments, the rank that is tried or its cell: each has a table of its own. */
const keyOf = (run: Run, at: At): string =>
  [
    at.period,
    at.candidate,
    at.blank ? printKey(evaluate(run, at.blank, at)) : "",
    ...at.args.map(printKey),
  ].join("|");

function foldTable(run: Run, formula: Formula, key: string): (Value | undefined | typeof NOTHING)[] {
  let tables = run.folds.get(formula);
  if (!tables) run.folds.set(formula, (tables = new Map()));
  let table = tables.get(key);
  if (!table) tables.set(key, (table = new Array(run.world.size)));
  return table;
}

/** The sum of a plain column over the company, where somebody has worked it out elsewhere. */
function knownTotal(
  run: Run,
  fold: Fold,
  of: Formula | null,
  { until, through, where }: CheckedGroup,
  period: number,
): Exact | undefined {
  const isPlain = fold === "sum" && !until && !through && !where;
  if (!isPlain || of?.kind !== "Column" || of.of.kind !== "It" || of.args.length > 0) return undefined;
  return run.plan.clocks.has(of.name) ? undefined : run.known?.total(of.name, period);
}

/** Whether what is looked for on a path needs nobody to ask: then it can be carried on from stop to stop. */
export const isCarriedOn = (formula: Formula): formula is FormulaOf<"Aggregate" | "Count"> =>
  (formula.kind === "Count" || (formula.kind === "Aggregate" && !formula.eachAtMost)) &&
  formula.group.base === "path" &&
  !formula.group.pick &&
  (formula.kind === "Count" || isAboutItAlone(formula.of)) &&
  (!formula.group.where || isAboutItAlone(formula.group.where));

function foldPath(run: Run, formula: FormulaOf<"Aggregate" | "Count">, at: At): Value | typeof NOTHING {
  const { people, known } = at.path!;
  const last = known.get(formula);
  // In another period they are looked at anew.
  const so: NonNullable<typeof last> =
    last?.period === at.period ? last : { period: at.period, upTo: 0, value: NOTHING };
  for (; so.upTo < people.length; so.upTo++)
    so.value = carriedOn(run, formula, so.value, {
      ...at,
      it: people[so.upTo]!,
      order: -1,
      party: null,
      leg: -1,
      level: 0,
      distance: 0,
    });
  known.set(formula, so);
  return so.value;
}

/** A fold over a path with one more person on it. */
export function carriedOn(
  run: Run,
  formula: FormulaOf<"Aggregate" | "Count">,
  so: Value | typeof NOTHING,
  place: At,
): Value | typeof NOTHING {
  const { where } = formula.group;
  if (where && !evaluate(run, where, place)) return so;
  return formula.kind === "Count"
    ? combine("count", so, ONE)
    : combine(formula.fold, so, evaluate(run, formula.of, place));
}

/** A sum in which no part counts for more than a limit. */
function limitedSum(run: Run, formula: FormulaOf<"Aggregate">, limit: Formula, at: At): Value {
  const members = membersOf(run, formula.group, at);
  const values = members.map((member) => valueIn(run, formula.group, formula.of, member) as Exact);
  if (!readsOf(limit).total)
    return values.reduce(
      (so, value, i) => add(so, least(value, evaluate(run, limit, members[i]!) as Exact)),
      ZERO,
    );

  // The limit is a share of the very total that it limits: T = Σ min(v, a + b·T), b below 1. The largest solution in
  // closed form: with the k largest parts at their limit, T = (rest + k·a) / (1 − k·b), for the first k whose limit a + b·T
  // is not below the next part v, which is where a + b·rest ≥ v·(1 − k·b). Only the quotient is rounded, as every division.
  const limitAt = (total: Exact) => evaluate(run, limit, { ...at, total }) as Exact;
  const fixed = limitAt(ZERO);
  const share = subtract(limitAt(ONE), fixed);
  const sorted = [...values].sort((a, b) => compare(b, a));
  let rest = sorted.reduce(add, ZERO);
  for (let k = 0; k <= sorted.length; k++) {
    const denominator = subtract(ONE, multiply(whole(k), share));
    if (compare(denominator, ZERO) <= 0) break;
    const next = sorted[k];
    if (next === undefined || compare(add(fixed, multiply(share, rest)), multiply(next, denominator)) >= 0)
      return k === 0 ? rest : divideAsPlansDo(add(rest, multiply(whole(k), fixed)), denominator);
    rest = subtract(rest, next);
  }
  return ZERO;
}

/** The first person that a group reaches; -1 where there is none. */
export function nearest(run: Run, formula: FormulaOf<"Nearest">, at: At): Value {
  const { group } = formula;
  if (group.base === "upline" && !group.counting && !group.pick && !group.by) {
    const shared = sharedUpwards(
      run,
      formula,
      null,
      ({ it }) => it,
      (own, above) => (own === NOTHING ? above : own),
      group,
      at,
    );
    if (shared !== null) return shared === NOTHING ? -1 : shared;
  }
  const first = (): number => {
    const members = group.pick || group.by ? membersOf(run, group, at) : oneByOne(run, group, at);
    for (const { it } of members) return it;
    return -1;
  };
  return group.base === "siblings" && areSameForAll(group, null)
    ? (ofSiblings(run, formula, group, at, first) as number)
    : first();
}

/** My number in a group that is put in order; 0 where I am not in it. Of equals who joined earlier stands first. */
export function place(run: Run, formula: FormulaOf<"Place">, at: At): Value {
  const { group, keys } = formula;
  const parts = [...keys.map((key) => key.of), ...(group.where ? [group.where] : [])];
  const shareable = parts.every((part) => isAboutItAlone(part));
  const owner =
    group.base === "company"
      ? ""
      : group.base === "siblings"
        ? `${treeOf(run, group.tree, at.period).parent[at.it]}`
        : null;
  const inOrder = (): ReadonlyMap<number, number> => {
    const members = membersOf(run, group, at).map((member) => ({
      it: member.it,
      values: keys.map((key) => evaluate(run, key.of, member)),
    }));
    members.sort((a, b) => {
      for (let i = 0; i < keys.length; i++) {
        const sign = order(a.values[i]!, b.values[i]!);
        if (sign !== 0) return keys[i]!.lowestFirst ? sign : -sign;
      }
      return a.it - b.it;
    });
    return new Map(members.map((member, i) => [member.it, i + 1]));
  };
  if (!shareable || owner === null) return whole(inOrder().get(at.it) ?? 0);
  let places = run.places.get(formula);
  if (!places) run.places.set(formula, (places = new Map()));
  const key = `${at.period}|${owner}`;
  let list = places.get(key);
  if (!list) places.set(key, (list = inOrder()));
  return whole(list.get(at.it) ?? 0);
}

/**
 * Whether so many different legs serve so many conditions, each leg once: a matching in the graph of conditions and
 * legs, found by augmenting paths (Kuhn 1955).
 */
export function separateLegs(run: Run, formula: FormulaOf<"SeparateLegs">, at: At): boolean {
  const legs = childrenOf(run, formula.tree, at.it, at.period).filter((leg) => isThere(run, leg, at.period));
  const places = legs.map((leg): At => ({ ...at, it: leg, leg, order: -1, party: null }));
  const slots: (readonly boolean[])[] = [];
  for (const slot of formula.slots) {
    const wanted = Number(floor(evaluate(run, slot.count, at) as Exact));
    if (wanted > legs.length) return false;
    const serves = places.map((place) => evaluate(run, slot.condition, place) as boolean);
    for (let n = 0; n < wanted; n++) slots.push(serves);
  }
  if (slots.length > legs.length) return false;
  const takenBy = new Array<number>(legs.length).fill(-1);
  const seat = (slot: number, tried: Set<number>): boolean => {
    for (let leg = 0; leg < legs.length; leg++) {
      if (!slots[slot]![leg] || tried.has(leg)) continue;
      tried.add(leg);
      if (takenBy[leg]! < 0 || seat(takenBy[leg]!, tried)) {
        takenBy[leg] = slot;
        return true;
      }
    }
    return false;
  };
  return slots.every((_, slot) => seat(slot, new Set()));
}
