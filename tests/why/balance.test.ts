import { describe, expect, test } from "vitest";
import { shapes } from "../../examples/downlines/shapes.ts";
import { add, equal, subtract, sum, toDecimal } from "../../src/base/exact.ts";
import { amountsOf, balanceOf, paidAmount } from "../../src/meaning/bonuses.ts";
import { breakageReasons } from "../../src/meaning/ledger.ts";
import type { Run } from "../../src/meaning/run.ts";
import { flowOfOrder } from "../../src/why/order-flow.ts";
import { runOfExample } from "../support/example-run.ts";

const people = (run: Run) => Array.from({ length: run.world.size }, (_, person) => person);
const ordersIn = (run: Run, period: number) =>
  people(run).flatMap((person) => [...run.world.orders.of(person, period)]);

describe.each(Object.keys(shapes))("%s", (name) => {
  const { run, period } = runOfExample(name);

  test("every bonus and pool balances: offered = paid + broken, with a reason for each part", () => {
    for (const bonus of [...run.plan.bonuses.keys(), ...run.plan.pools.keys()]) {
      if (run.plan.clocks.get(bonus) !== run.plan.clock) continue;
      const balance = balanceOf(run, bonus, period);
      if (!balance) continue;
      const paid = sum(people(run).map((person) => paidAmount(run, bonus, person, period)));
      const broken = sum(balance.broken.values());
      expect({ bonus, sum: toDecimal(add(paid, broken)) }).toEqual({
        bonus,
        sum: toDecimal(balance.offered),
      });
      for (const reason of balance.broken.keys()) expect(breakageReasons).toContain(reason);
    }
  });

  test("what each order was worth under a bonus balances, and names everybody on the way", () => {
    for (const order of ordersIn(run, period).slice(0, 40))
      for (const flow of flowOfOrder(run, order, period)) {
        const broken = sum(flow.ledger.broken.values());
        expect({ order, bonus: flow.bonus, sum: toDecimal(add(flow.paid, broken)) }).toEqual({
          order,
          bonus: flow.bonus,
          sum: toDecimal(flow.ledger.offered),
        });
      }
  });
});

test("the orders of a unilevel add up to what it pays, before rounding", () => {
  const { run, period } = runOfExample("evergreen");
  const byOrder = sum(
    ordersIn(run, period).map(
      (order) => flowOfOrder(run, order, period).find(({ bonus }) => bonus === "Team")!.paid,
    ),
  );
  const gross = sum(amountsOf(run, "Team", period).gross);
  const rounding = balanceOf(run, "Team", period)!.broken.get("rounding");
  expect(equal(byOrder, rounding ? add(gross, rounding) : gross)).toBe(true);
});

test("what an order brings a match is what it brings to the commissions that are matched, whoever would lose a rank without it", () => {
  const { run, period } = runOfExample("evergreen");
  for (const order of ordersIn(run, period).slice(0, 60)) {
    const [team, match] = ["Team", "Match"].map((name) =>
      flowOfOrder(run, order, period).find(({ bonus }) => bonus === name),
    );
    const commissions = team!.journeys.flatMap(({ stages }) => stages.map(({ amount }) => amount));
    // Commissions are paid in cents, so that what an order adds to one may differ by one.
    for (const { base } of match!.journeys)
      expect(commissions.some((amount) => Math.abs(Number(toDecimal(subtract(base, amount)))) <= 0.01)).toBe(
        true,
      );
  }
});

test("in a large company bonuses on the figures of others are not followed, and the others are", () => {
  const { run, period } = runOfExample("evergreen");
  const [order] = ordersIn(run, period);
  const names = (most: number) => flowOfOrder(run, order!, period, most).map(({ bonus }) => bonus);
  expect(names(1_000_000)).toEqual(["Team", "Match"]);
  expect(names(10)).toEqual(["Team"]);
});
