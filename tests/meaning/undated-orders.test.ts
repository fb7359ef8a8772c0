import fc from "fast-check";
import { expect, test } from "vitest";
import { ordersOf } from "../../src/meaning/presence.ts";
import { newRun } from "../../src/meaning/run.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";

const plan = planOf(`plan "Weeks" {
  currency USD
  period   month
  1 PV = $1.00
}
input PV : volume in orders
weekly measure week_PV = PV
`);

test("an order without a date lies in one week: the last that ends in its month", () => {
  fc.assert(
    fc.property(sketch({ dated: true, periods: 3 }), (drawn) => {
      const world = worldOf(plan, drawn);
      const run = newRun(plan, world);
      const months = world.periods.map((_, month) => run.timeline.within(month, "week"));
      for (let person = 0; person < world.size; person++)
        for (const [month, weeks] of months.entries())
          for (const order of world.orders.of(person, month)) {
            if (world.orders.day(order) !== null) continue;
            const found = months.flat().filter((week) => ordersOf(run, person, week).includes(order));
            expect(found).toEqual(weeks.slice(-1));
          }
    }),
    runs(20),
  );
});
