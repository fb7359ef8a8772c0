import { add, compare, type Exact, subtract, whole } from "../../base/exact.ts";
import type { Span } from "../../base/span.ts";
import type { CheckedBonus, CheckedLadder, CheckedPlan, CheckedPool } from "../checked-plan.ts";
import { isAmount } from "../types.ts";
import { type DataSize, LARGEST_DATA } from "./data.ts";
import { both, decimalsOf, fits, manyTimes, NOTHING, plus, type Size, sameSize, times } from "./size.ts";
import { eitherOnce, OUTSIDE, Sizes } from "./sizes.ts";

/**
 * How large everything can be that a plan works out, and what of it does not fit into 64 bits, counted in units of its
 * last decimal. Plain data.
 */
export type Bounds = {
  /** Measures without parameters, flows, bonuses and pools, by name. */
  readonly columns: ReadonlyMap<string, Size>;
  /** Per column the first amount on the way to it that can be too large. */
  readonly tooLarge: readonly TooLarge[];
  /** Columns of which nothing proves that they fit, and nothing that they do not. */
  readonly unproved: readonly string[];
};
export type TooLarge = {
  readonly column: string;
  readonly span: Span;
  readonly most: Exact;
  readonly decimals: number;
};

/** Rounds after which only what depends on itself still grows. */
const SETTLED = 4;

/** Bounds of a plan on data of a size: by default on more than any company has. */
export function boundsOf(plan: CheckedPlan, data: DataSize = LARGEST_DATA): Bounds {
  const sizes = new Sizes(plan, data);
  const rules = rulesOf(plan);
  const order = inOrderOfPasses(plan, [...rules.keys()]);
  const { columns } = sizes;
  /** Rules of which every amount on the way fitted when they were worked out last: nearly all, and nothing more is asked of these. */
  const fitting = new Set<string>();
  const work = (name: string): Size =>
    columns.work(name, () => {
      const { value, isFitting } = watching(sizes, () => rules.get(name)!(sizes));
      if (isFitting) fitting.add(name);
      else fitting.delete(name);
      return value;
    });
  /** Goes through all rules but some, as often as that changes anything; gives what columns were before the last time. */
  const settle = (skip: ReadonlySet<string>): ReadonlyMap<string, Size> => {
    let before: ReadonlyMap<string, Size> = new Map();
    for (let i = 0; i < SETTLED; i++) {
      let isSame = true;
      before = columns.now();
      for (const name of order) if (!skip.has(name) && columns.set(name, work(name))) isSame = false;
      if (isSame) break;
    }
    return before;
  };

  const before = settle(new Set());
  const growing = order.filter((name) => !sameSize(before.get(name) ?? NOTHING, columns.of(name)));
  growOn(sizes, work, growing, before, whole(data.deepest + data.periods));
  if (growing.length > 0) settle(new Set(growing));

  const isSure = (name: string): boolean => fitting.has(name) && columns.isSettled(name);
  return {
    columns: columns.now(),
    ...judge(plan, sizes, new Map([...rules].filter(([name]) => !isSure(name)))),
  };
}

/** Works something out, and tells whether every amount on the way fits into 64 bits. */
function watching<T>(sizes: Sizes, work: () => T): { readonly value: T; readonly isFitting: boolean } {
  let isFitting = true;
  sizes.see = (_, size) => {
    if (fits(size) !== true) isFitting = false;
  };
  const value = work();
  sizes.see = null;
  return { value, isFitting };
}

/**
 * What depends on itself grows by as much in every step, of which there are no more than periods and levels; where it
 * grows by more and more, nobody knows how large it becomes.
 */
function growOn(
  sizes: Sizes,
  work: (name: string) => Size,
  growing: readonly string[],
  before: ReadonlyMap<string, Size>,
  steps: Exact,
): void {
  const grown = new Map<string, { size: Size; by: Size }>();
  for (const name of growing) {
    const [old, now] = [before.get(name) ?? NOTHING, sizes.columns.of(name)];
    const by = {
      ...now,
      most: both(now.most, old.most, subtract),
      together: both(now.together, old.together, subtract),
    };
    const all = manyTimes(by, steps);
    const size = {
      ...now,
      rough: true,
      most: both(now.most, all.most, add),
      together: both(now.together, all.together, add),
    };
    grown.set(name, { size, by });
    sizes.columns.set(name, size);
  }
  const endless = new Set<string>();
  for (const [name, { size, by }] of grown) {
    const next = work(name);
    const within = (a: Exact | null, b: Exact | null, step: Exact | null) =>
      a === null || (b !== null && step !== null && compare(subtract(b, a), step) <= 0);
    if (
      !within(size.most, next.most, by.most) ||
      !within(size.together, next.together, by.together) ||
      next.decimals !== size.decimals
    )
      endless.add(name);
  }
  for (const name of endless)
    sizes.columns.set(name, { ...sizes.columns.of(name), most: null, together: null, rough: true });
}

type Rule = (sizes: Sizes) => Size;

function rulesOf(plan: CheckedPlan): Map<string, Rule> {
  return new Map<string, Rule>([
    ...[...plan.measures.values()]
      .filter(({ parameters, body }) => parameters.length === 0 && isAmount(body.type))
      .map(({ name, body }) => [name, (sizes: Sizes) => sizes.of(body)] as const),
    ...[...plan.bonuses.values()].map(
      (bonus) => [bonus.name, (sizes: Sizes) => ofBonus(plan, bonus, sizes)] as const,
    ),
    ...[...plan.pools.values()].map(
      (pool) => [pool.name, (sizes: Sizes) => ofPool(plan, pool, sizes)] as const,
    ),
  ]);
}

/** As the engine works them out: then two rounds are enough for what does not depend on itself. */
function inOrderOfPasses({ passes }: CheckedPlan, names: readonly string[]): readonly string[] {
  const places = new Map(passes.flatMap(({ columns }) => columns).map((name, i) => [name, i]));
  return [...names].sort((a, b) => (places.get(a) ?? -1) - (places.get(b) ?? -1));
}

function ofBonus(plan: CheckedPlan, bonus: CheckedBonus, sizes: Sizes): Size {
  const { journey, pays, atMost, eachAtMost } = bonus;
  const limits = [atMost, eachAtMost].flatMap((limit) => (limit ? [sizes.of(limit)] : []));
  const offered = journey ? ofJourney(bonus, journey, sizes) : sizes.of(pays);
  // A flow is paid to nobody, and rounded only where it says so.
  const rounding = bonus.rounding ?? (bonus.flavour === "flow" ? null : plan.rounding);
  const ending = Math.max(0, ...limits.map(({ decimals }) => decimals));
  if (!rounding) return { ...offered, decimals: Math.max(offered.decimals, ending) };
  const decimals = decimalsOf(rounding.grid) ?? offered.decimals;
  return { ...plus(offered, sizes.eachIsAtMost(rounding.grid, 0)), decimals: Math.max(decimals, ending) };
}

/** Each base below comes to a person once, and to everybody above it. */
function ofJourney(bonus: CheckedBonus, journey: NonNullable<CheckedBonus["journey"]>, sizes: Sizes): Size {
  const { pays } = bonus;
  for (const part of [
    journey.where,
    journey.counting,
    journey.until,
    journey.through,
    journey.generation?.at,
  ])
    if (part) sizes.of(part);
  const base = sizes.of(journey.base);
  const rate = sizes.of(pays);
  const arriving: Size = { ...base, most: base.together, together: sizes.forEachAbove(base.together) };
  if (pays.type.kind === "percent") {
    const lines = times(arriving, { ...rate, together: null });
    sizes.see?.(pays, lines);
    return lines;
  }
  const each = {
    ...rate,
    most: sizes.forEveryone(rate.most),
    together: sizes.forEachAbove(sizes.forEveryone(rate.most)),
  };
  sizes.see?.(pays, each);
  return each;
}

/** Nobody is given more than the pot. */
function ofPool(plan: CheckedPlan, { pot, shares, eachAtMost, rounding }: CheckedPool, sizes: Sizes): Size {
  const whole = sizes.of(pot);
  const parts = sizes.of(shares);
  const limit = eachAtMost ? sizes.of(eachAtMost) : NOTHING;
  const grid = decimalsOf((rounding?.rounding ?? plan.rounding).grid) ?? 0;
  // Where the value of one share is rounded, a part is so many times as fine as shares are.
  const decimals = rounding?.of === "share" ? grid + parts.decimals : grid;
  return { ...whole, together: whole.most, decimals: Math.max(decimals, limit.decimals) };
}

/** Goes once more through rules, and through all ladders, and looks at every amount on the way. */
function judge(
  plan: CheckedPlan,
  sizes: Sizes,
  rules: ReadonlyMap<string, Rule>,
): Pick<Bounds, "tooLarge" | "unproved"> {
  const tooLarge: TooLarge[] = [];
  const unproved: string[] = [];
  const look = (column: string, work: () => void): void => {
    let first: TooLarge | null = null;
    let known = true;
    sizes.see = (formula, size) => {
      const fit = fits(size);
      if (fit === true) return;
      if (fit === null || size.rough) known = false;
      else first ??= { column, span: formula.span, most: size.most!, decimals: size.decimals };
    };
    work();
    sizes.see = null;
    if (first) tooLarge.push(first);
    else if (!known) unproved.push(column);
  };
  for (const [name, rule] of rules) look(name, () => rule(sizes));
  for (const ladder of plan.ladders.values()) {
    // What fits with all cells of a column at once fits with each: larger figures make nothing smaller.
    const { isFitting } = watching(sizes, () => {
      for (const { requirement, cells } of demandsOf(ladder))
        if (cells.length > 0)
          sizes.of(requirement, {
            ...OUTSIDE,
            blank: cells.map((cell) => sizes.of(cell)).reduce(eitherOnce),
          });
      for (const need of ladder.needs) sizes.of(need);
    });
    if (!isFitting)
      look(ladder.name, () => {
        for (const { requirement, cells } of demandsOf(ladder))
          for (const cell of cells) sizes.of(requirement, { ...OUTSIDE, blank: sizes.of(cell) });
        for (const need of ladder.needs) sizes.of(need);
      });
  }
  return { tooLarge, unproved };
}

/** What a ladder asks for in each of its columns, with the cells that stand there. */
const demandsOf = ({ headers, ranks }: CheckedLadder) =>
  headers.flatMap(({ requirement }, i) => {
    const cells = ranks.flatMap(({ rows }) => rows.flatMap((row) => row[i] ?? []));
    return requirement ? [{ requirement, cells }] : [];
  });
