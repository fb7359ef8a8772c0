import { type Exact, floor, whole, ZERO } from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedBonus, CheckedPlan } from "../../check/checked-plan.ts";
import type { Offer, Offers } from "../../compile/money/offers.ts";
import { lastPaid, offerOf } from "../../meaning/offer.ts";
import { newRun, type Run } from "../../meaning/run.ts";
import { endsOf } from "../../meaning/stops.ts";
import { isAlikeOn, readsBound, stretches, supremum } from "../../meaning/supremum.ts";
import { tooManyRates } from "../../meaning/too-much.ts";
import type { World } from "../../meaning/world.ts";

/** So many rates a table of offers may have, one for each level and generation. */
const MOST_RATES = 2 ** 18;

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
  type Found = { readonly run: Run; readonly offers: Map<string, Offer> };
  const known = new WeakMap<ReadonlyMap<string, Value>, Found>();
  return (name, params, deepest, watched) => {
    // What is looked up is looked up anew for who watches.
    if (watched) return tableOf(newRun(watched, { ...world, params }), watched.bonuses.get(name)!, deepest);
    let found = known.get(params);
    if (!found) known.set(params, (found = { run: newRun(plan, { ...world, params }), offers: new Map() }));
    const key = `${deepest} ${name}`;
    let offer = found.offers.get(key);
    if (offer === undefined) {
      offer = tableOf(found.run, plan.bonuses.get(name)!, deepest);
      found.offers.set(key, offer);
    }
    return offer;
  };
}

function tableOf(run: Run, bonus: CheckedBonus, deepest: number): Offer {
  const offer = offerOf(run, bonus);
  const finite = (end: number) => (Number.isFinite(end) ? end : null);
  // A way on which levels wait goes on behind the last of them.
  const ends = {
    level: finite(lastPaid(run, bonus, "level")),
    generation: finite(endsOf(run, bonus).generation),
  };
  if (offer.kind === "top") return { ...offer, ends };
  if (offer.kind === "levels")
    return {
      ends,
      kind: "stops",
      rates: [ZERO, ...offer.full, ZERO].map((rate) => [rate]),
      levels: offer.full,
    };
  // Of a flow nobody asks what it offers.
  const isAsked = bonus.flavour !== "flow";
  const [levels, generations] = (["level", "generation"] as const).map((what) =>
    isAsked ? rowsOf(run, bonus, what, deepest) : 1,
  ) as [number, number];
  if (levels * generations > MOST_RATES) throw tooManyRates(bonus.name, MOST_RATES);
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

/** How many numbers of a journey a rate tells apart: from the last one on all are alike, or nobody stands so deep. */
function rowsOf(run: Run, { pays }: CheckedBonus, what: "level" | "generation", deepest: number): number {
  if (!readsBound(pays, what)) return 1;
  const starts = stretches(run, pays);
  const end = starts.at(-1)!;
  const most = deepest + 2;
  return isAlikeOn(run, pays, { [what]: end }) ? Math.min(Number(floor(end)) + 1, most) : most;
}
