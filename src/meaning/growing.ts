import { add, type Exact, isZero, least, subtract, sum, ZERO } from "../base/exact.ts";
import { floorToGrid, type Rounding, round } from "../base/rounding.ts";
import type { CheckedBonus } from "../check/checked-plan.ts";
import { evaluate } from "./evaluate.ts";
import { travel, type Walk } from "./journeys.ts";
import { breakOff, emptyLedger, type Ledger } from "./ledger.ts";
import { isThere } from "./presence.ts";
import { about, type Run } from "./run.ts";
import { goingTogether, wayTogether } from "./together.ts";
import { treeOf } from "./trees.ts";

/** What a bonus, charge, flow or pool comes to, a person: rounded, and capped by its own `at most`. */
export type BonusAmounts = {
  readonly gross: readonly Exact[];
  readonly earned: readonly Exact[];
  /** Up to and with `at most`; null for a flow, and where an example gives the amounts. */
  readonly ledger: Ledger | null;
};

/**
 * The amounts of a bonus while they are worked out, person by person: from the deepest up where it travels, so that a
 * match on matches, or a rank by what those below are paid, finds what it needs already there.
 */
export type Growing = {
  readonly amountOf: (stage: "gross" | "earned", person: number) => Exact;
  readonly finish: () => BonusAmounts;
};

type GivenTo = ((person: number) => Exact | undefined) | null;
type Rounded = { readonly rounding: Rounding; readonly eachLine: boolean };

export function growing(
  run: Run,
  bonus: CheckedBonus,
  period: number,
  { rounding, eachLine }: Rounded,
  given: GivenTo,
): Growing {
  const { world } = run;
  const isFlow = bonus.flavour === "flow";
  const exact = new Array<Exact>(world.size).fill(ZERO);
  const gross = new Array<Exact | undefined>(world.size);
  const earned = new Array<Exact | undefined>(world.size);
  const ledger = isFlow || world.given.has(bonus.name) ? null : emptyLedger();
  let unrounded = ZERO;
  const isRounded = eachLine && !isFlow;
  const pay = (payee: number, amount: Exact) => {
    unrounded = add(unrounded, amount);
    exact[payee] = add(exact[payee]!, isRounded ? round(amount, rounding) : amount);
  };

  const settle = (person: number): void => {
    const amount = given?.(person) ?? exact[person]!;
    const rounded = isFlow ? amount : isZero(amount) ? ZERO : round(amount, rounding);
    gross[person] = rounded;
    earned[person] =
      isFlow || !bonus.atMost || isZero(rounded)
        ? rounded
        : least(
            rounded,
            floorToGrid(evaluate(run, bonus.atMost, about(person, period)) as Exact, rounding.grid),
          );
  };
  const upTo = bonus.journey ? travelling() : alone;

  function alone(person: number): void {
    if (!world.customer[person] && isThere(run, person, period))
      pay(person, evaluate(run, bonus.pays, about(person, period)) as Exact);
    settle(person);
  }

  /** Goes on with everybody up to a person: what comes from below is there before the person's own base sets off. */
  function travelling(): (person: number) => void {
    const order = treeOf(run, bonus.journey!.tree, period).topFirst.toReversed();
    const placeOf = new Int32Array(world.size);
    order.forEach((person, place) => {
      placeOf[person] = place;
    });
    const walk: Walk = { steps: 0 };
    const way = wayTogether(run, bonus, isRounded);
    const together = way && goingTogether(run, bonus, way, period, pay, ledger);
    const setOff = (person: number) =>
      together
        ? together.setOff(person)
        : travel(run, bonus, person, period, ({ payee, amount }) => pay(payee, amount), ledger, walk);
    let next = 0;
    return (until) => {
      while (next <= placeOf[until]!) {
        const person = order[next++]!;
        together?.arrive(person);
        // Where one's own base is paid on to oneself, what one comes to is known only behind it.
        if (bonus.journey!.fromSelf) setOff(person);
        settle(person);
        if (!bonus.journey!.fromSelf) setOff(person);
      }
      if (gross[until] === undefined)
        throw new Error(`\`${bonus.name}\` of ${world.names[until]} needs itself`);
    };
  }

  return {
    amountOf(stage, person) {
      const amounts = stage === "gross" ? gross : earned;
      if (amounts[person] === undefined) upTo(person);
      return amounts[person]!;
    },
    finish() {
      for (let person = 0; person < world.size; person++) if (gross[person] === undefined) upTo(person);
      const [all, capped] = [gross as Exact[], earned as Exact[]];
      if (ledger) {
        if (!bonus.journey) ledger.offered = unrounded;
        breakOff(ledger, "rounding", subtract(unrounded, sum(all)));
        breakOff(ledger, "at most", subtract(sum(all), sum(capped)));
      }
      return { gross: all, earned: capped, ledger };
    },
  };
}
