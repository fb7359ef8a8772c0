import type { CheckedLimit } from "../../check/checked-plan.ts";
import { limitsAround } from "../../check/dependencies.ts";
import { MONEY } from "../../check/types.ts";
import type { LimitMachine } from "../../ir/program.ts";
import { type Code, type Compiling, type Draft, draftOf, reading, stored } from "../code.ts";
import { columnDraft } from "../columns/columns.ts";
import { companyFigure, machineAmount, scaledArray } from "../columns/company.ts";
import { decimalsOf, floored } from "../formulas/arithmetic.ts";
import { amountIn } from "../formulas/formulas.ts";
import { columnOf } from "../formulas/periods.ts";
import { about, PERSON, type Scope } from "../formulas/scope.ts";
import { type Amount, ANYWHERE } from "../formulas/terms.ts";
import { amountsOf } from "./bonuses.ts";

/** What is left of a bonus behind all limits that hang together with it, taken in the order of the text. */
export function limitedDraft(compiling: Compiling, bonus: string): Draft {
  const { plan } = compiling;
  const limits = limitsAround(plan, bonus);
  const names = [...new Set([bonus, ...limits.flatMap(({ bonuses }) => bonuses)])].sort();
  const earned = names.map((name) => amountsOf(compiling, name).earned);
  const scale = Math.max(
    decimalsOf(plan.rounding.grid),
    ...earned.map(({ term }) => (term.kind === "amount" ? term.scale : 0)),
  );
  const paid = names.map((name, i) =>
    draftOf(compiling, `paid ${name}`, MONEY, (code) => {
      code.draft.machine = { kind: "done before" };
      return machineAmount(code.draft, scale, earned[i]!.term as Amount);
    }),
  );
  const [whole] = paid;
  if (whole!.machine?.kind === "done before") {
    whole!.machine = {
      kind: "limits",
      amounts: names.map((name, i) => ({
        name,
        earned: scaledArray(compiling, whole!, earned[i]!),
        paid: { column: paid[i]!.id, scale },
      })),
      limits: limits.map((limit) => limitSpec(compiling, whole!, limit)),
      grid: [BigInt(plan.rounding.grid.n), BigInt(plan.rounding.grid.d)],
    };
    for (const other of paid.slice(1)) reading(other, whole!, ANYWHERE);
  }
  return paid[names.indexOf(bonus)]!;
}

function limitSpec(compiling: Compiling, reader: Draft, limit: CheckedLimit): LimitMachine["limits"][number] {
  const { plan } = compiling;
  const key = `limit ${plan.limits.indexOf(limit)}`;
  const figure = (code: Code, scope: Scope) =>
    floored(code, amountIn(code, limit.to, scope), plan.rounding.grid);
  const allowed =
    limit.forEach === null
      ? companyFigure(compiling, key, limit.to, figure)
      : draftOf(compiling, key, MONEY, (code) => figure(code, about(PERSON)));
  const column = (draft: Draft): number => {
    reading(reader, draft, ANYWHERE);
    return stored(compiling, draft);
  };
  const { givesWay } = limit;
  return {
    allowed: scaledArray(compiling, reader, allowed),
    bonuses: limit.bonuses,
    scaling: limit.scaling,
    forEach: limit.forEach,
    owner: limit.forEach === "owner" ? column(columnDraft(compiling, "owner")) : null,
    givesWay: givesWay && {
      array: column(columnOf({ compiling, draft: reader, block: [] }, givesWay.by, about(PERSON))!),
      end: givesWay.end,
    },
  };
}
