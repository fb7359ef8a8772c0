import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const HEAD = `plan "Limits" {
  currency USD
  period   month
  1 PV = $1.00
}
input PV    : volume
input owner : person
measure GV = PV + sum(PV in downline)
# Whole dollars beside tenths of a cent.
bonus Whole { pays $10 if PV >= 100 else $0 }
bonus Fine  { on PV up sponsor
  pays 3.5% if level <= 3 }
`;

/** Limits by which few give way or all do, with amounts of other decimals under one limit. */
test.each([
  "limit Whole + Fine to 5% of sum(PV in company)",
  "limit Whole + Fine to 5% of sum(PV in company), lowest GV first",
  "limit Whole + Fine to 4% of sum(PV in company), lowest PV first, scaling Fine",
  "limit Whole + Fine to 3% of sum(PV in company), scaling Whole",
  "limit Whole + Fine to 2% of GV for each owner",
  "limit Whole to 1% of GV for each person\nlimit Whole + Fine to 3% of sum(PV in company)",
])("%s", (limit) => {
  const plan = planOf(`${HEAD}${limit}\n`);
  fc.assert(
    fc.property(sketch({}, 30), (drawn) => {
      expect(compare(plan, worldOf(plan, drawn))).toMatchObject({ kind: "equal" });
    }),
    runs(40),
  );
});
