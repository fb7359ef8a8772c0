import { type Exact, equal, floor, whole, ZERO } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { CheckedBonus, CheckedPlan } from "../check/checked-plan.ts";
import type { Offer, Offers } from "../compile/offers.ts";
import { offerOf } from "../meaning/offer.ts";
import { newRun, type Run } from "../meaning/run.ts";
import { endsOf } from "../meaning/stops.ts";
import { readsBound, stretches, supremum } from "../meaning/supremum.ts";
import type { World } from "../meaning/world.ts";

/** Levels or generations of their own that a table of offers may have. */
const MOST_ROWS = 4096;

/** A world of nobody: what the text alone promises. */
const NOBODY: World = {
  size: 0,
  names: [],
  joined: [],
  customer: [],
  periods: ["1"],
  calendar: null,
  joinedPeriod: [],
  trees: new Map(),
  inputs: new Map(),
  given: new Map(),
  params: new Map(),
  orders: { of: () => [], day: () => null, buyer: () => -1, value: () => undefined },
};

/** What bonuses offer, as the definition says it, in tables that code can read. */
export function offersOfWorld(plan: CheckedPlan, world: World = NOBODY): Offers {
  const known = new WeakMap<ReadonlyMap<string, Value>, Map<string, Offer | null>>();
  return (name, params) => {
    let offers = known.get(params);
    if (!offers) known.set(params, (offers = new Map()));
    let offer = offers.get(name);
    if (offer === undefined) {
      offer = tableOf(newRun(plan, { ...world, params }), plan.bonuses.get(name)!);
      offers.set(name, offer);
    }
    return offer;
  };
}

function tableOf(run: Run, bonus: CheckedBonus): Offer | null {
  const offer = offerOf(run, bonus);
  const { level, generation } = endsOf(run, bonus);
  const finite = (end: number) => (Number.isFinite(end) ? end : null);
  const ends = { level: finite(level), generation: finite(generation) };
  if (offer.kind === "top") return { ...offer, ends };
  if (offer.kind === "levels")
    return {
      ends,
      kind: "stops",
      rates: [ZERO, ...offer.full, ZERO].map((rate) => [rate]),
      levels: offer.full,
    };
  const levels = rowsOf(run, bonus, "level");
  const generations = rowsOf(run, bonus, "generation");
  if (levels * generations > MOST_ROWS) return null;
  const numbers = (count: number): Exact[] => Array.from({ length: count }, (_, i) => whole(i));
  return {
    ends,
    kind: "stops",
    rates: numbers(levels).map((level) =>
      numbers(generations).map((generation) => supremum(run, bonus.pays, { level, generation }) ?? ZERO),
    ),
    levels: [],
  };
}

/** How many numbers of a journey a rate tells apart: from the last one on all are alike. */
function rowsOf(run: Run, { pays }: CheckedBonus, what: "level" | "generation"): number {
  if (!readsBound(pays, what)) return 1;
  const starts = stretches(run, pays);
  const of = (start: Exact) => supremum(run, pays, { [what]: start });
  const last = of(starts.at(-1)!);
  let rows = 1;
  for (const start of starts) {
    const most = of(start);
    const isSame = most === null || last === null ? most === last : equal(most, last);
    if (!isSame) rows = Number(floor(start)) + 2;
  }
  // Between two figures nothing changes, but a stretch reaches up to the next one.
  const next = starts.find((start) => Number(floor(start)) >= rows - 1);
  return next ? Number(floor(next)) + 1 : rows;
}
