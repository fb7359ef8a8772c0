import type { CheckedPool } from "../../check/checked-plan.ts";
import { MONEY, NUMBER } from "../../check/types.ts";
import { at, binary, i64, select } from "../../ir/code.ts";
import { bind, type Compiling, type Draft, dataArray, draftOf } from "../code.ts";
import { overrideTerm } from "../columns/columns.ts";
import { companyFigure, machineAmount, scaledArray } from "../columns/company.ts";
import { ofPerson } from "../columns/of-person.ts";
import { decimalsOf, extreme, floored, NOTHING } from "../formulas/arithmetic.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { amountIn } from "../formulas/formulas.ts";
import { about, PERSON } from "../formulas/scope.ts";
import type { Amount } from "../formulas/terms.ts";
import { isPaid } from "./bonuses.ts";

/** What of a pot everybody gets by shares; where the data give the amount, that. */
export function poolDraft(compiling: Compiling, pool: CheckedPool): Draft {
  const parts = partsDraft(compiling, pool);
  const facts = compiling.facts.overrides.get(pool.name);
  if (!facts || facts.given === "none") return parts;
  return draftOf(compiling, `given ${pool.name}`, MONEY, (code) => {
    const part = ofPerson(code, parts, PERSON, MONEY);
    const given = dataArray(compiling, {
      kind: "override",
      name: pool.name,
      what: "given",
      as: { kind: "yes/no" },
    });
    return ifTerm(
      code,
      at(given, "i32", PERSON.expr),
      (own) => overrideTerm(own, pool.name, MONEY, facts),
      () => part,
    );
  });
}

function partsDraft(compiling: Compiling, pool: CheckedPool): Draft {
  const { rounding: ofPlan } = compiling.plan;
  const pot = companyFigure(compiling, `pot ${pool.name}`, pool.pot, (code, scope) =>
    extreme(code, "max", amountIn(code, pool.pot, scope), NOTHING),
  );
  const shares = draftOf(compiling, `shares ${pool.name}`, NUMBER, (code) =>
    ifTerm(
      code,
      isPaid(code),
      (own) => extreme(own, "max", amountIn(own, pool.shares, about(PERSON)), NOTHING),
      () => NOTHING,
    ),
  );
  const { eachAtMost } = pool;
  const most =
    eachAtMost &&
    draftOf(compiling, `most ${pool.name}`, MONEY, (code) => {
      const share = ofPerson(code, shares, PERSON, NUMBER) as Amount;
      const cap = floored(code, amountIn(code, eachAtMost, about(PERSON)), ofPlan.grid);
      return {
        ...cap,
        expr: select(binary("eq", share.expr, i64(0)), i64(0), bind(code, cap.expr)),
      };
    });
  return draftOf(compiling, `parts ${pool.name}`, MONEY, (code) => {
    const { draft } = code;
    const rounding = pool.rounding?.rounding ?? ofPlan;
    const given = scaledArray(compiling, draft, shares);
    const scale = Math.max(
      decimalsOf(ofPlan.grid),
      decimalsOf(rounding.grid) + (pool.rounding?.of === "share" ? given.scale : 0),
    );
    draft.machine = {
      kind: "pool",
      pot: scaledArray(compiling, draft, pot),
      shares: given,
      mostEach: most && scaledArray(compiling, draft, most),
      sharingTheRest: pool.sharingTheRest,
      of: pool.rounding?.of ?? "pot",
      rounding: { mode: rounding.mode, grid: [BigInt(rounding.grid.n), BigInt(rounding.grid.d)] },
      grid: [BigInt(ofPlan.grid.n), BigInt(ofPlan.grid.d)],
      parts: { column: draft.id, scale },
    };
    // All parts together are the pot.
    const whole = { ...(pot.term as Amount), mass: (pot.term as Amount).most };
    return machineAmount(draft, scale, whole);
  });
}
