import { alike } from "../../base/alike.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import type { Offer, Offers } from "../money/offers.ts";
import { WatchedParams } from "../sliders.ts";
import { isSameIn, type LookedUp, watching } from "./watched-plan.ts";

/** What a bonus was found to offer, and what was looked up for that. */
export type AskedOffer = {
  readonly name: string;
  readonly params: ReadonlyMap<string, Value>;
  readonly deepest: number;
  readonly lookedUp: LookedUp;
  readonly offer: Offer;
};

/** Params that write down which of them are asked for have to be asked. */
const areSame = (a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean =>
  a === b || (!(a instanceof WatchedParams) && !(b instanceof WatchedParams) && alike(a, b));

/** Offers that are worked out once each, with what was looked up for them. */
export class WatchedOffers {
  private readonly plan: CheckedPlan;
  private readonly offers: Offers;
  private readonly known = new Map<string, AskedOffer[]>();

  constructor(plan: CheckedPlan, offers: Offers) {
    this.plan = plan;
    this.offers = offers;
  }

  of(name: string, params: ReadonlyMap<string, Value>, deepest: number): AskedOffer {
    const all = this.known.get(name) ?? [];
    const known = all.find((one) => one.deepest === deepest && areSame(one.params, params));
    if (known) return known;
    const watched = watching(this.plan);
    const offer = this.offers(name, params, deepest, watched.plan);
    const asked = { name, params, deepest, lookedUp: watched.lookedUp(), offer };
    this.known.set(name, [...all, asked]);
    return asked;
  }

  /** Whether an offer of another plan is the same in this one, which is then known here as well. */
  isSame(asked: AskedOffer, plan: CheckedPlan): boolean {
    const { name, params, deepest } = asked;
    const all = this.known.get(name) ?? [];
    if (all.includes(asked)) return true;
    if (!isSameIn(asked.lookedUp, plan, this.plan))
      return alike(this.of(name, params, deepest).offer, asked.offer);
    this.known.set(name, [...all, asked]);
    return true;
  }
}
