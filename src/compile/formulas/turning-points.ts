import { type Exact, floor, greatest, isZero, ZERO } from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import { type Formula, partsOf } from "../../check/formula.ts";
import { evaluateStatic, isStatic, nobody, positionStatic, type StaticPlace } from "../statics.ts";

type Params = ReadonlyMap<string, Value>;
type Counting = "level" | "distance" | "generation";

/**
 * The last value of a number that rules tell from the next: they compare it with figures of the text, or look it up. 0 where
 * they do not read it, null where they reckon with it.
 */
export function lastTold(
  plan: CheckedPlan,
  rules: readonly Formula[],
  is: (formula: Formula) => boolean,
): ((params: Params) => number) | null {
  let [isRead, isReckoned] = [false, false];
  const figures: ((params: Params) => readonly Exact[])[] = [];
  const look = (formula: Formula, compared: boolean): void => {
    if (is(formula)) {
      isRead = true;
      if (!compared) isReckoned = true;
    }
    for (const { part, group } of partsOf(formula)) {
      if (group) continue;
      const other =
        formula.kind === "Compare" ? (part === formula.left ? formula.right : formula.left) : null;
      const known = other && figuresOf(plan, other);
      if (known && is(part)) figures.push(known);
      if (formula.kind === "Lookup" && is(part)) figures.push(keysOf(plan, formula.table));
      look(part, known !== null || formula.kind === "Lookup");
    }
  };
  for (const rule of rules) look(rule, false);
  if (!isRead) return () => 0;
  if (isReckoned) return null;
  return (params) => Number(floor(figures.flatMap((of) => of(params)).reduce(greatest, ZERO))) + 1;
}

/** All figures that a formula of the text can come to, where that does not depend on data. */
function figuresOf(plan: CheckedPlan, formula: Formula): ((params: Params) => readonly Exact[]) | null {
  if (isFixed(formula)) return (params) => [evaluateStatic(plan, formula, nobody(params)) as Exact];
  if (formula.kind !== "Fact") return null;
  const cells = plan.ladders
    .get(formula.ladder)!
    .ranks.map(({ rows }) => rows[0]![formula.column])
    .filter((cell) => cell !== null && cell !== undefined);
  return (params) => cells.map((cell) => evaluateStatic(plan, cell, nobody(params)) as Exact);
}

function keysOf(plan: CheckedPlan, table: string): (params: Params) => readonly Exact[] {
  const one = plan.tables.get(table)!;
  const ends = [one, ...one.later].flatMap(({ keys }) =>
    keys.flatMap(({ entries }) => entries.flatMap(({ at, to }) => (to ? [at, to] : [at]))),
  );
  return (params) =>
    ends
      .map((end) => evaluateStatic(plan, end, nobody(params)))
      .filter((value): value is Exact => typeof value === "object" && value !== null && "n" in value);
}

const isFixed = (formula: Formula): boolean => isStatic(formula, { blank: null, args: [], level: false });
/**
 * The level or generation from which on the text pays nothing to anybody; null where it sets no end. `last`: see
 * `lastTold`: from there on all are alike.
 */
export function paidUpTo(
  plan: CheckedPlan,
  pays: Formula,
  what: Counting,
  last: (params: Params) => number,
): (params: Params) => number | null {
  return (params) => {
    const end = last(params);
    if (!isNothing(plan, pays, { ...nobody(params), [what]: end })) return null;
    let from = end;
    while (from > 0 && isNothing(plan, pays, { ...nobody(params), [what]: from - 1 })) from--;
    return from;
  };
}

const isKnown = (formula: Formula, place: StaticPlace): boolean =>
  isStatic(formula, {
    blank: null,
    args: [],
    level: place.level !== null,
    generation: place.generation !== undefined,
    distance: place.distance !== undefined,
  });

/** Whether a rate comes to nothing at a place for everybody. */
function isNothing(plan: CheckedPlan, formula: Formula, place: StaticPlace): boolean {
  if (isKnown(formula, place)) {
    const value = evaluateStatic(plan, formula, place);
    return typeof value === "object" && value !== null && "n" in value && isZero(value);
  }
  const of = (part: Formula) => isNothing(plan, part, place);
  switch (formula.kind) {
    case "If": {
      const held = decided(plan, formula.condition, place);
      if (held !== null) return of(held ? formula.then : formula.otherwise);
      return of(formula.then) && of(formula.otherwise);
    }
    case "Lookup": {
      const table = plan.tables.get(formula.table)!;
      if (table.marginal || table.later.length > 0) return false;
      const at = formula.keys.map((key, i) =>
        isKnown(key, place)
          ? positionStatic(plan, table.keys[i]!, evaluateStatic(plan, key, place), place)
          : null,
      );
      const [rowAt, columnAt] = table.keys.length === 2 ? [at[0]!, at[1]!] : [null, at[0]!];
      return table.cells.every((row, r) =>
        row.every(
          (cell, c) =>
            (rowAt !== null && r !== rowAt) ||
            (columnAt !== null && c !== columnAt) ||
            cell === null ||
            isZero(evaluateStatic(plan, cell, nobody(place.params)) as Exact),
        ),
      );
    }
    case "Arithmetic":
      if (formula.op === "*") return of(formula.left) || of(formula.right);
      return (
        (formula.op === "+" || formula.op === "/") &&
        of(formula.left) &&
        (formula.op === "/" || of(formula.right))
      );
    case "Worth":
    case "Negate":
      return of(formula.of);
    case "Extreme":
      return formula.items.every(of);
    default:
      return false;
  }
}

/** What a condition comes to for everybody; null where that depends on who it is. */
function decided(plan: CheckedPlan, condition: Formula, place: StaticPlace): boolean | null {
  if (isKnown(condition, place)) return evaluateStatic(plan, condition, place) as boolean;
  if (condition.kind === "Not") {
    const held = decided(plan, condition.of, place);
    return held === null ? null : !held;
  }
  if (condition.kind === "Logic") {
    const [left, right] = [decided(plan, condition.left, place), decided(plan, condition.right, place)];
    const wins = condition.op === "or";
    if (left === wins || right === wins) return wins;
    return left === null || right === null ? null : !wins;
  }
  if (condition.kind === "Compare" && condition.left.kind === "Fact")
    return againstFact(plan, condition, place);
  return null;
}

/** `Title.depth >= level`: false for everybody where no rank reaches so deep. */
function againstFact(
  plan: CheckedPlan,
  { op, left, right }: Extract<Formula, { kind: "Compare" }>,
  place: StaticPlace,
): boolean | null {
  const figures = figuresOf(plan, left)?.(place.params);
  if (!figures || !isKnown(right, place) || (op !== ">=" && op !== ">")) return null;
  const bound = evaluateStatic(plan, right, place) as Exact;
  const highest = [...figures, ZERO].reduce(greatest);
  const difference = BigInt(highest.n) * BigInt(bound.d) - BigInt(bound.n) * BigInt(highest.d);
  return difference < 0n || (op === ">" && difference === 0n) ? false : null;
}
