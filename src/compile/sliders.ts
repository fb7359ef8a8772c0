import { add, compare, type Exact } from "../base/exact.ts";
import { sliderStep } from "../base/slider-step.ts";
import type { Value } from "../base/value.ts";
import type { CheckedParam, CheckedPlan } from "../check/checked-plan.ts";
import { type Formula, partsOf } from "../check/formula.ts";
import { asking } from "./again/watched-plan.ts";
import { evaluateStatic, isStatic, nobody } from "./statics.ts";

export type Params = ReadonlyMap<string, Value>;

const NO_ENDS: readonly Params[] = [];

/** Of more sliders than these not all that they can be together is tried. */
const MOST_TOGETHER = 3;

/**
 * Where the sliders of a plan may be put, as far as code has to leave room for it: figures that grow on the way to an end,
 * tables that get longer. Code that has room for both ends of a slider needs no other code while it is dragged.
 */
class Sliders {
  private readonly plan: CheckedPlan;
  private readonly now: Params;
  private readonly places = new Map<string, readonly Exact[]>();
  private readonly known = new Map<string, readonly Params[]>();

  constructor(plan: CheckedPlan, now: Params) {
    this.plan = plan;
    this.now = now;
  }

  /**
   * The params with the sliders of `names` at their ends, each alone and all together, and each a step from its lower end,
   * where it has all its decimals. Empty where none of them has ends.
   */
  ends(names: Iterable<string>): readonly Params[] {
    const moved = [...new Set(names)].filter((name) => this.placesOf(name).length > 0).sort();
    if (moved.length === 0) return NO_ENDS;
    const key = moved.join(" ");
    let ends = this.known.get(key);
    if (!ends) this.known.set(key, (ends = this.endsOf(moved)));
    return ends;
  }

  /** The largest that a number is now and at these ends; null where it has no end now. */
  most(names: Iterable<string>, number: (params: Params) => number | null): number | null {
    const now = number(this.now);
    return now === null ? null : Math.max(now, ...this.ends(names).map((params) => number(params) ?? 0));
  }

  private endsOf(names: readonly string[]): readonly Params[] {
    const alone = names.flatMap((name) =>
      this.placesOf(name).map((place): [string, Value][] => [[name, place]]),
    );
    const isLow = (corner: number, i: number) => ((corner >> i) & 1) === 0;
    const corners =
      names.length <= MOST_TOGETHER
        ? Array.from({ length: 2 ** names.length }, (_, corner) => corner)
        : [0, 2 ** names.length - 1];
    const together = corners.map((corner) =>
      names.map((name, i): [string, Value] => {
        const [low, high] = this.placesOf(name) as readonly [Exact, Exact];
        return [name, isLow(corner, i) ? low : high];
      }),
    );
    return (names.length > 1 ? [...alone, ...together] : alone).map(
      (places) => new Map([...this.now, ...places]),
    );
  }

  /** Both ends of a slider, and the place a step from the lower one; none where a param has no slider. */
  private placesOf(name: string): readonly Exact[] {
    let places = this.places.get(name);
    if (!places) this.places.set(name, (places = placesOf(this.plan, this.plan.params.get(name), this.now)));
    return places;
  }
}

const known = new WeakMap<CheckedPlan, { readonly now: Params; readonly sliders: Sliders }>();

/** The sliders of a plan: the same as long as its params are, so that what was worked out for their ends is known yet. */
export function slidersOf(plan: CheckedPlan, now: Params): Sliders {
  let found = known.get(plan);
  if (found?.now !== now) known.set(plan, (found = { now, sliders: new Sliders(plan, now) }));
  return found.sliders;
}

function placesOf(plan: CheckedPlan, param: CheckedParam | undefined, params: Params): readonly Exact[] {
  if (!param?.from || !param.to) return [];
  const amount = (formula: Formula): Exact | null => {
    const value = isFixed(formula) ? evaluateStatic(plan, formula, nobody(params)) : null;
    return typeof value === "object" && value !== null && "n" in value ? value : null;
  };
  const [value, from, to] = [amount(param.value), amount(param.from), amount(param.to)];
  if (!value || !from || !to || compare(from, to) >= 0) return [];
  const step =
    (param.step && amount(param.step)) ?? sliderStep({ value, from, to }, param.type.kind === "percent");
  return [from, to, add(from, step)];
}

const isFixed = (formula: Formula): boolean => isStatic(formula, { blank: null, args: [], level: false });

export type { Sliders };

/** Params that write down which of them are asked for. */
export class WatchedParams extends Map<string, Value> {
  readonly asked = new Set<string>();
  private readonly params: Params;

  constructor(params: Params) {
    super();
    this.params = params;
  }

  override get(name: string): Value | undefined {
    this.asked.add(name);
    return this.params.get(name);
  }
}

/** All params that formulas go by: their own, and those of measures, cells and keys that they read. */
export const paramsBehind = (plan: CheckedPlan, formulas: readonly Formula[]): ReadonlySet<string> =>
  asking(plan, (one) => findParamsBehind(one, formulas));

function findParamsBehind(plan: CheckedPlan, formulas: readonly Formula[]): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<Formula>();
  const look = (formula: Formula): void => {
    if (formula.kind === "Const" || seen.has(formula)) return;
    seen.add(formula);
    for (const { part } of partsOf(formula)) look(part);
    if (formula.kind === "Param") names.add(formula.name);
    else if (formula.kind === "Column") {
      const measure = plan.measures.get(formula.name);
      if (measure) look(measure.body);
    } else if (formula.kind === "Fact") {
      for (const { rows } of plan.ladders.get(formula.ladder)!.ranks) {
        const cell = rows[0]![formula.column];
        if (cell) look(cell);
      }
    } else if (formula.kind === "Lookup") {
      const table = plan.tables.get(formula.table)!;
      for (const { keys, cells } of [table, ...table.later]) {
        for (const { entries } of keys)
          for (const { at, to } of entries) [at, to].forEach((end) => end && look(end));
        for (const cell of cells.flat()) if (cell) look(cell);
      }
    }
  };
  for (const formula of formulas) look(formula);
  return names;
}
