import type { Rounding } from "../../base/rounding.ts";
import type { CheckedBonus } from "../../check/checked-plan.ts";
import { limitsAround } from "../../check/dependencies.ts";
import { MONEY, type Type } from "../../check/types.ts";
import { at, binary, i32 } from "../../ir/code.ts";
import { bind, type Code, type Compiling, type Draft, dataArray, draftOf } from "../code.ts";
import { overrideTerm } from "../columns/columns.ts";
import { isCustomer } from "../columns/data.ts";
import { amountElsewhere, otherClock } from "../columns/elsewhere.ts";
import { ofPerson } from "../columns/of-person.ts";
import { extreme, floored, NOTHING, rounded } from "../formulas/arithmetic.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { amountIn } from "../formulas/formulas.ts";
import { isThere } from "../formulas/presence.ts";
import { about, PERSON } from "../formulas/scope.ts";
import type { Amount, Term } from "../formulas/terms.ts";
import { journeyTerm } from "../journeys/journeys.ts";
import { tally } from "./balances.ts";
import { limitedDraft } from "./limits.ts";
import { poolDraft } from "./pools.ts";

/** What a bonus, charge, flow or pool comes to, before and after its own cap. */
export function amountsOf(
  compiling: Compiling,
  name: string,
): { readonly gross: Draft; readonly earned: Draft } {
  const { plan } = compiling;
  const clock = otherClock(compiling, name);
  if (clock) {
    const bonus = plan.bonuses.get(name);
    const isFlow = bonus?.flavour === "flow";
    const of = (stage: "gross" | "earned"): Draft =>
      amountElsewhere(
        compiling,
        clock,
        isFlow ? name : `${stage} ${name}`,
        isFlow ? bonus.type : MONEY,
        (other) => amountsOf(other, name)[stage],
      );
    return { gross: of("gross"), earned: of("earned") };
  }
  const pool = plan.pools.get(name);
  if (pool) {
    const parts = poolDraft(compiling, pool);
    return { gross: parts, earned: parts };
  }
  const bonus = plan.bonuses.get(name)!;
  const exact = exactDraft(compiling, bonus);
  if (bonus.flavour === "flow") return { gross: exact, earned: exact };
  const { rounding } = roundingOf(compiling, bonus);
  const gross = draftOf(compiling, `gross ${name}`, MONEY, (code) =>
    rounded(code, ofPerson(code, exact, PERSON, bonus.type) as Amount, rounding),
  );
  const { atMost } = bonus;
  if (!atMost) return { gross, earned: gross };
  const earned = draftOf(compiling, `earned ${name}`, MONEY, (code): Term => {
    const amount = ofPerson(code, gross, PERSON, MONEY) as Amount;
    return ifTerm(
      code,
      binary("eq", amount.expr, { op: "const", type: "i64", value: 0n }),
      () => amount,
      (some) =>
        extreme(some, "min", amount, floored(some, amountIn(some, atMost, about(PERSON)), rounding.grid)),
    );
  });
  return { gross, earned };
}

/** How the lines and the sums of a bonus are rounded: as it says, or as the plan does. */
export const roundingOf = (
  { plan }: Compiling,
  bonus: CheckedBonus,
): { readonly rounding: Rounding; readonly eachLine: boolean } =>
  bonus.rounding
    ? { rounding: bonus.rounding, eachLine: bonus.roundEachLine }
    : { rounding: plan.rounding, eachLine: plan.roundEachLine };

/** What a bonus comes to before any rounding; where the data give the amount, that. */
function exactDraft(compiling: Compiling, bonus: CheckedBonus): Draft {
  const type: Type = bonus.type;
  const key = bonus.flavour === "flow" ? bonus.name : `exact ${bonus.name}`;
  return draftOf(compiling, key, type, (code) => {
    const rule = (own: Code): Term => (bonus.journey ? journeyTerm(own, bonus) : payTerm(own, bonus));
    const facts = compiling.facts.overrides.get(bonus.name);
    if (!facts || facts.given === "none") return rule(code);
    // What journeys bring up is brought, whatever is given in its place here.
    const worked = rule(code);
    const isGiven = at(
      dataArray(compiling, { kind: "override", name: bonus.name, what: "given", as: { kind: "yes/no" } }),
      "i32",
      PERSON.expr,
    );
    return ifTerm(
      code,
      isGiven,
      (own) => overrideTerm(own, bonus.name, MONEY, facts),
      () => worked,
    );
  });
}

/** What everybody is paid from their own columns: distributors who are there. */
function payTerm(code: Code, bonus: CheckedBonus): Term {
  const pays = (own: Code) => amountIn(own, bonus.pays, about(PERSON));
  const term = ifTerm(code, isPaid(code), pays, () => NOTHING) as Amount;
  if (bonus.flavour === "flow") return term;
  const amount = { ...term, expr: bind(code, term.expr) };
  tally(code, bonus.name, "unrounded", amount);
  return amount;
}

/** Whether somebody can be paid at all. */
export function isPaid(code: Code): ReturnType<typeof binary> {
  const customer = isCustomer(code, PERSON);
  const distributor = customer.op === "const" ? i32(1) : binary("eq", customer, i32(0));
  return binary("and", distributor, isThere(code, PERSON, null));
}

/** What is paid: after every limit that names the bonus. */
export function paidTerm(compiling: Compiling, name: string): Draft {
  const clock = otherClock(compiling, name);
  if (clock)
    return amountElsewhere(compiling, clock, `paid ${name}`, MONEY, (other) => paidTerm(other, name));
  if (limitsAround(compiling.plan, name).length === 0) return amountsOf(compiling, name).earned;
  return limitedDraft(compiling, name);
}
