import { add, type Exact, floor, greatest, isZero, ONE, ZERO } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import { type Formula, type FormulaOf, partsOf } from "../check/formula.ts";
import { type Bases, settleEnd, settleStop } from "./accounts.ts";
import { carriedOn, isCarriedOn } from "./aggregates.ts";
import { printKey } from "./columns.ts";
import { evaluate, order } from "./evaluate.ts";
import { loadsOf, mostStopsIn, tooManySteps, type Walk } from "./journeys.ts";
import type { Ledger } from "./ledger.ts";
import { isAboutItAlone } from "./reads.ts";
import { about, NOTHING, type Path, type Run } from "./run.ts";
import { endsOf, paidAt, passed, type State, startOf, UNPAID, visit } from "./stops.ts";
import { turningPoints } from "./supremum.ts";
import { treeOf } from "./trees.ts";

/**
 * Journeys that come to a person in the same state go on as one: what happens above depends on the state alone, and what
 * is paid grows with the base. So a tree is gone through once, from the deepest person up, with a few states a person,
 * however long its ways are. `travel` is the definition; the tests hold this to it.
 */
export function goingTogether(
  run: Run,
  bonus: CheckedBonus,
  way: Way,
  period: number,
  pay: (payee: number, amount: Exact) => void,
  ledger: Ledger | null,
): Together {
  const journey = bonus.journey!;
  const { children, parent } = treeOf(run, journey.tree, period);
  const leaving = new Array<Travellers | undefined>(run.world.size);
  const walk: Walk = { steps: 0 };

  const pass = (group: Group, person: number, source: number, below: number, leave: Travellers): void => {
    if (++walk.steps > mostStopsIn(run)) throw tooManySteps(bonus.name, mostStopsIn(run));
    const place = { person, source, below, period };
    const seen = visit(run, bonus, group.state, place);
    if (seen.ends) {
      if (ledger)
        settleEnd(
          run,
          bonus,
          ledger,
          group.state,
          seen.ends === "boundary" ? "boundary" : "no upline",
          group,
        );
      return;
    }
    const paid = seen.counted ? paidAt(run, bonus, seen.at, group.base, group.count) : UNPAID;
    if (!isZero(paid.amount)) pay(person, paid.amount);
    if (seen.counted && ledger) settleStop(run, bonus, ledger, seen.at, paid, group);
    const next = passed(run, bonus, group.state, place, seen, paid.rate);
    const state = way.told({ ...next, path: way.onto(next.path, person, period) });
    if (seen.isLast) {
      if (ledger) settleEnd(run, bonus, ledger, state, "boundary", group);
    } else join(leave, way.keyOf(state, period), { ...group, state });
  };

  return {
    arrive(person) {
      const leave: Travellers = new Map();
      for (const child of children[person]!) {
        for (const group of leaving[child]?.values() ?? []) pass(group, person, NOT_HERE, child, leave);
        leaving[child] = undefined;
      }
      leaving[person] = leave;
    },
    setOff(person) {
      const leave = leaving[person]!;
      const loads = loadsOf(run, bonus, person, period);
      if (loads.length > 0) {
        const own: Group = {
          state: startOf(run, bonus, person, period),
          base: loads.reduce((so, { base }) => add(so, base), ZERO),
          count: loads.reduce((so) => add(so, ONE), ZERO),
        };
        if (journey.fromSelf) pass(own, person, person, person, leave);
        else join(leave, way.keyOf(own.state, period), own);
      }
      if (parent[person]! >= 0) return;
      if (ledger)
        for (const group of leave.values()) settleEnd(run, bonus, ledger, group.state, "no upline", group);
      leaving[person] = undefined;
    },
  };
}

/** To be asked for everybody, from the deepest person up: first what comes from below arrives, then their own sets off. */
export type Together = {
  readonly arrive: (person: number) => void;
  readonly setOff: (person: number) => void;
};

/** The source of a group of journeys is nobody in particular. */
const NOT_HERE = -1;

/** Bases that travel on in one state. */
type Group = Bases & { readonly state: State };
type Travellers = Map<string, Group>;

function join(travellers: Travellers, key: string, group: Group): void {
  const known = travellers.get(key);
  travellers.set(
    key,
    known ? { ...known, base: add(known.base, group.base), count: add(known.count, group.count) } : group,
  );
}

/** What of a state the rules of a bonus can tell apart. */
export type Way = {
  /** A state with as much as can be told of it. */
  readonly told: (state: State) => State;
  readonly keyOf: (state: State, period: number) => string;
  /** A path with one more person: what the rules look for on it. */
  readonly onto: (path: Path, person: number, period: number) => Path;
};

type PathFold = FormulaOf<"Aggregate" | "Count">;
/**
 * A look at the path that compares each with the one who asks, as in `any(Title >= my.Title in path)`: whoever it is, the
 * few with the most (or the least) of it decide.
 */
type Comparison = {
  readonly of: Formula;
  readonly most: boolean;
  readonly where: readonly Formula[];
  readonly keep: number;
};
const MOST_KEPT = 16;

/** How the journeys of a bonus can go together; null where what is paid depends on each of them by itself. */
export function wayTogether(run: Run, bonus: CheckedBonus, eachLine: boolean): Way | null {
  const { generation, missedRollsUp, fromSelf, counting, until, through } = bonus.journey!;
  if (missedRollsUp || bonus.eachAtMost || eachLine) return null;
  const rules = [bonus.pays, counting, until, through].filter((rule) => rule !== null);
  const folds: PathFold[] = [];
  const comparisons: Comparison[] = [];
  const clipOf = (is: (formula: Formula) => boolean) => lastTold(run, rules, is);
  if (generation && !isAboutItAlone(generation.at)) {
    if (generation.turn === "opens" || fromSelf) return null;
    const keep = clipOf(isBound("generation"));
    const comparison = comparisonOf(generation.at, keep);
    if (comparison === null) return null;
    comparisons.push(comparison);
  }
  /** `earlier`: in a period gone through, of which nothing goes along. */
  const sorted = (rule: Formula, earlier: boolean): boolean => {
    if (rule.kind === "Source") return false;
    if ("group" in rule && rule.group.base === "path") {
      if (earlier) return false;
      if (isCarriedOn(rule)) folds.push(rule);
      else {
        const comparison = comparisonOfFold(rule, clipOf);
        if (comparison === null) return false;
        comparisons.push(comparison);
      }
      return true;
    }
    const then = earlier || looksBack.has(rule.kind);
    return partsOf(rule).every(({ part, group }) =>
      sorted(part, then || group?.base.endsWith("periods") === true),
    );
  };
  if (!rules.every((rule) => sorted(rule, false))) return null;

  const [levels, distances, boundaries] = (["level", "distance", "generation"] as const).map((name) =>
    clipOf(isBound(name)),
  ) as [number, number, number];
  const { top } = endsOf(run, bonus);
  const kept = (comparison: Comparison, people: readonly number[], period: number) =>
    keptOf(run, comparison, people, period);
  return {
    told: (state) => ({
      ...state,
      level: Math.min(state.level, levels),
      distance: Math.min(state.distance, distances),
      boundaries: Math.min(state.boundaries, boundaries),
    }),
    keyOf: ({ level, distance, boundaries: turned, paidRates, path }, period) =>
      [
        ...[level, distance, turned, top ? printKey(paidRates) : ""],
        ...folds.map((fold) => {
          const value = path.known.get(fold)?.value;
          return value === undefined || value === NOTHING ? "" : printKey(value);
        }),
        ...comparisons.map((one) => kept(one, path.people, period).map(({ value }) => printKey(value))),
      ].join("|"),
    onto(path, person, period) {
      const all = [...path.people, person];
      const people = [
        ...new Set(comparisons.flatMap((one) => kept(one, all, period).map(({ person: found }) => found))),
      ];
      const known: Path["known"] = new Map();
      for (const fold of folds)
        known.set(fold, {
          period,
          upTo: people.length,
          value: carriedOn(run, fold, path.known.get(fold)?.value ?? NOTHING, about(person, period)),
        });
      return { people, known };
    },
  };
}

const looksBack: ReadonlySet<Formula["kind"]> = new Set<Formula["kind"]>([
  ...(["Previous", "SoFar", "Highest", "First"] as const),
]);

const isBound =
  (name: "level" | "distance" | "generation") =>
  (formula: Formula): boolean =>
    formula.kind === "Bound" && formula.name === name;

/**
 * The last value of a number that the rules tell from the next: they compare it with figures of the text, or look it up.
 * 0 where they do not read it, infinite where they reckon with it.
 */
function lastTold(run: Run, rules: readonly Formula[], is: (formula: Formula) => boolean): number {
  let [isRead, isReckoned] = [false, false];
  const isFixed = (formula: Formula) => formula.kind === "Const" || formula.kind === "Param";
  const look = (formula: Formula, compared: boolean): void => {
    if (is(formula)) {
      isRead = true;
      if (!compared) isReckoned = true;
    }
    for (const { part, group } of partsOf(formula)) {
      if (group) continue;
      const besides =
        formula.kind === "Compare" && isFixed(part === formula.left ? formula.right : formula.left);
      look(part, besides || formula.kind === "Lookup");
    }
  };
  for (const rule of rules) look(rule, false);
  if (!isRead) return 0;
  if (isReckoned) return Number.POSITIVE_INFINITY;
  const points = rules.flatMap((rule) => turningPoints(run, rule));
  return Number(floor(points.reduce(greatest, ZERO))) + 1;
}

function comparisonOfFold(
  rule: Formula,
  clipOf: (is: (formula: Formula) => boolean) => number,
): Comparison | null {
  if (rule.kind === "Count" && rule.group.where && !rule.group.pick)
    return comparisonOf(
      rule.group.where,
      clipOf((formula) => formula === rule),
    );
  if (rule.kind !== "Aggregate" || rule.group.pick || (rule.fold !== "any" && rule.fold !== "all"))
    return null;
  const where = rule.group.where ? conditionsOf(rule.group.where) : [];
  const found = comparisonOf(rule.of, 1);
  if (!found || !where.every((one) => isAboutItAlone(one))) return null;
  if (rule.fold === "any") return { ...found, where: [...found.where, ...where] };
  // All hold where not even the one who would fail first fails.
  return found.where.length > 0 ? null : { ...found, most: !found.most, where };
}

/** A condition that compares something of those on the path with something of the one who asks. */
function comparisonOf(condition: Formula, keep: number): Comparison | null {
  if (!(keep >= 1 && keep <= MOST_KEPT)) return null;
  const parts = conditionsOf(condition);
  const where = parts.filter((part) => isAboutItAlone(part));
  const [compared, ...others] = parts.filter((part) => !isAboutItAlone(part));
  if (compared?.kind !== "Compare" || others.length > 0) return null;
  const { left, right, op } = compared;
  if (op === "=" || op === "<>") return null;
  if (isAboutItAlone(left) && isOfAsker(right)) return { of: left, most: op.startsWith(">"), where, keep };
  if (isAboutItAlone(right) && isOfAsker(left)) return { of: right, most: op.startsWith("<"), where, keep };
  return null;
}

const conditionsOf = (condition: Formula): readonly Formula[] =>
  condition.kind === "Logic" && condition.op === "and"
    ? [...conditionsOf(condition.left), ...conditionsOf(condition.right)]
    : [condition];

/** A column of the one who asks, or a fact of the rank held. */
const isOfAsker = (formula: Formula): boolean =>
  (formula.kind === "Column" && formula.of.kind === "My" && formula.args.length === 0) ||
  (formula.kind === "Flavour" && formula.of.kind === "My") ||
  (formula.kind === "Fact" && isOfAsker(formula.rank)) ||
  (formula.kind === "Worth" && isOfAsker(formula.of));

/** The few of some people who decide a comparison, whoever asks. */
function keptOf(
  run: Run,
  { of, most, where, keep }: Comparison,
  people: readonly number[],
  period: number,
): { readonly person: number; readonly value: Value }[] {
  return people
    .filter((person) => where.every((one) => evaluate(run, one, about(person, period))))
    .map((person) => ({ person, value: evaluate(run, of, about(person, period)) }))
    .sort((a, b) => (most ? order(b.value, a.value) : order(a.value, b.value)))
    .slice(0, keep);
}
