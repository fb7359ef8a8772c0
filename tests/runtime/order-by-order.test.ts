import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDay } from "../../src/base/calendar.ts";
import { fraction } from "../../src/base/exact.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { readDownline } from "../../src/downline/read-downline.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { wantedBy } from "../../src/engine/files/wanted-by.ts";
import { worldFor } from "../../src/engine/files/world-of-files.ts";
import type { World } from "../../src/meaning/world.ts";
import {
  bookOf,
  endOf,
  type OrderList,
  oneAfterAnother,
  ordersIn,
  UNDATED,
  type UpTo,
} from "../../src/runtime/orders/order-book.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compareWith } from "./compare.ts";

const HEAD = `plan "How others stood with an order" {
  currency USD
  period   month
  1 CV = $1.00
}
input CV    : volume in orders
input price : money in orders
input odd   : CV in orders = my.first_line / 2 + CV
param least : CV = 100 from 0 to 500 step 50
tree placement : binary
tree late = sponsor.sponsor if GV < 100 else sponsor
measure first_line = sum(CV in frontline)
measure GV         = CV + sum(CV in downline)
quarterly measure q_CV = CV
quarterly measure q_GV = CV + sum(CV in downline) + previous(q_GV)
weekly measure w_CV = CV
weekly bonus Fast { pays 10% of CV }
quarterly bonus Slow { pays 10% of CV }
ranks Title {
  | rank   | reach | CV >= _ | count(legs where any(Title >= Star in leg)) >= _ |
  | Member |     0 |         |                                                  |
  | Star   |   500 |     300 |                                                  |
  | Gold   |   600 |     300 |                                                1 |
  grace 1 period
}
pairing Sides along placement {
  volume CV
  carry  both sides
}
board Cycler {
  size   2 wide, 2 deep
  starts when CV > least
}
bonus Level {
  on CV up sponsor
  pays 5% if level <= 2
}
limit Level to 10% of sum(CV in company)
`;

/** The same with its orders in a file, so that it is known when they are the same again. */
function filed(plan: CheckedPlan, world: World): World {
  const { size, periods, orders } = world;
  const all: (readonly [order: number, period: number])[] = [];
  for (let period = 0; period < periods.length; period++)
    for (let person = 0; person < size; person++)
      for (const order of orders.of(person, period)) all.push([order, period]);
  const orderPerson = new Int32Array(all.length);
  const orderPeriod = new Int32Array(all.length);
  for (const [order, period] of all) {
    orderPerson[order] = orders.buyer(order);
    orderPeriod[order] = period;
  }
  const values = [...plan.inputs.keys()].map(
    (name) => [name, Array.from(orderPerson, (_, order) => orders.value(order, name))] as const,
  );
  return {
    ...world,
    joinedPeriod: Int32Array.from(world.joinedPeriod),
    files: { people: new Map(), orders: new Map(values), orderPerson, orderPeriod, standing: false },
  };
}

/** Code has all of it, and comes to what the definition says: again, with a param that has moved, over other people. */
function isEqual(text: string): void {
  const plan = planOf(`${HEAD}${text}\n`);
  fc.assert(
    fc.property(sketch({}, 8), sketch({ given: false, dated: true }, 6), (one, other) => {
      const runner = new CodeRunner();
      const world = worldOf(plan, one);
      const moved = { ...world, params: new Map([["least", fraction(250, 1)]]) };
      const another = filed(plan, worldOf(plan, other));
      for (const data of [world, moved, another, another])
        expect(compareWith(runner, plan, data)).toEqual({
          kind: "equal",
          cells: expect.any(Number),
        });
    }),
    runs(4),
  );
}

describe("what others have ordered when an order comes in", () => {
  test.each([
    "measure x = sum(so_far(first_line) in orders)",
    "measure x = sum(so_far(sum(CV in upline)) in orders)",
    "measure x = sum(so_far(sum(CV in downline where CV > least)) in orders)",
    "measure x = sum(so_far(sponsor.CV) in orders where price > $50)",
    "measure x = sum(so_far(late.GV) in orders)",
    "measure x = sum(so_far(place(CV in company)) in orders)",
    "measure x = sum(so_far(highest(GV)) in orders)",
    "measure x = count(orders where so_far(first(GV > 500)))",
    "measure x = sum(so_far(odd) in orders)",
    "measure x = max(so_far(max(date in orders)) in orders)",
    "measure x = sum(price in largest 2 orders by so_far(first_line))",
    "measure above(n) = first_line + n\nmeasure x = sum(CV in orders where so_far(above(least)) > 200)",
  ])("%s", isEqual);
});

describe("what rules made of it", () => {
  test.each([
    "measure x = count(orders where so_far(Title) >= Star) + sum(so_far(Title.reach) in orders)",
    "measure x = count(orders where so_far(Title.career) >= Gold or so_far(Title.qualified) >= Star)",
    "bonus B {\n  on CV in orders where so_far(Title) >= Star\n  up sponsor\n  pays 5% if level = 1\n}",
    "measure x = sum(so_far(paid(Level)) + so_far(earned(Fast)) in orders)",
    "measure x = sum(so_far(Sides.matched) in orders)",
    "measure x = sum(so_far(Cycler.cycles) in orders)",
  ])("%s", isEqual);
});

describe("in longer and shorter periods", () => {
  test.each([
    "measure x = sum(so_far(q_CV) + so_far(q_GV) in orders)",
    "measure x = sum(so_far(paid(Slow)) in orders)",
    "measure x = sum(so_far(max(w_CV in weeks)) in orders)",
    "weekly measure x = sum(so_far(GV) + so_far(q_CV) in orders)",
    "quarterly measure q = sum(so_far(sum(CV in frontline)) in orders)\nmeasure x = so_far(q) + previous(q)",
    "measure x = sum(sum(so_far(first_line) in orders where CV > 50) in periods)",
    "measure x = sum(sum(so_far(first_line) in orders where CV > my.CV) in frontline)",
    // How things stood with an order, as it stood with another.
    "measure inner = sum(so_far(first_line) in orders)\nmeasure x = sum(so_far(sum(inner in frontline)) in orders)",
    "measure x = sum(so_far(sum(so_far(CV) in orders)) in orders)",
  ])("%s", isEqual);
});

describe("how whoever asks stood with somebody else's order, and orders of earlier periods", () => {
  test.each([
    "measure x = sum(sum(CV in orders where so_far(my.CV) >= least) in frontline)",
    "measure x = sum(sum(CV in orders where so_far(first_line) > so_far(my.first_line)) in frontline)",
    "measure x = sum(sum(so_far(count(frontline of late where CV > my.CV)) in orders) in frontline)",
    "measure x = sum(sum(so_far(q_CV + my.q_CV + my.sponsor.q_CV) in orders) in frontline)",
    "measure x = sum(sum(sum(so_far(first_line) in orders where CV > my.CV) in periods) in frontline)",
    "measure x = sum(sum(sum(so_far(CV + my.CV) in orders) in periods) in frontline)",
    "measure x = sum(previous(sum(so_far(GV) in orders where CV > my.CV)) in frontline)",
    "measure x = sum(sum(so_far(previous(CV + my.CV) + highest(CV + my.CV)) in orders) in frontline)",
    "measure x = sum(sum(so_far(sum(CV + my.CV in last 2 periods)) in orders) in frontline)",
    "measure x = sum(sum(sum(so_far(sum(CV in orders where CV > my.CV)) in orders) in periods) in frontline)",
    "measure m(n) = sum(so_far(count(frontline where CV > n)) in orders)\nmeasure x = m(CV)",
    "weekly measure x = sum(sum(so_far(CV + my.CV) in orders) in frontline)",
  ])("%s", isEqual);

  test("of more people and orders than there is room for it is refused by name", () => {
    const plan = planOf(`${HEAD}measure x = sum(sum(so_far(my.CV) in orders) in frontline)\n`);
    const drawn = fc.sample(sketch({ size: 2_500, periods: 1, dated: true }), 1)[0]!;
    const worked = new CodeRunner().prepare(plan, worldOf(plan, drawn));
    expect(() => worked.run(0)).toThrow("more than 4,194,304 people and orders");
  });
});

test("of more people and orders than there is time for it is refused by name", () => {
  const plan = planOf(`${HEAD}measure x = sum(so_far(first_line) in orders)\n`);
  const drawn = fc.sample(sketch({ size: 9_000, periods: 1, dated: true }), 1)[0]!;
  const worked = new CodeRunner().prepare(plan, worldOf(plan, drawn));
  expect(() => worked.run(0)).toThrow(
    "`so_far` asks of each order how others stood with it: for the orders of one period more than 67,108,864 people and orders would be gone through; let it ask what the buyer has ordered, or what was ordered below.",
  );
});

test("orders come in by their days, and those of one day as they stand in the file; without a day, with all others", () => {
  const [one, two] = [0, 1];
  const list: OrderList = {
    buyer: Int32Array.from([two, one, two, one, two]),
    period: new Int32Array(5),
    day: Int32Array.from([5, UNDATED, 3, 5, UNDATED]),
    number: Int32Array.from([0, 1, 2, 3, 4]),
  };
  const book = bookOf(list, Int32Array.from([0, 1]), 1);
  const numbers = (upTo: UpTo | null) => {
    const orders = ordersIn(book, 0, upTo);
    const { dated, undated } = oneAfterAnother(orders);
    return [dated, undated].map((some) => [...some].map((at) => orders.number[at]!));
  };
  expect(numbers(null)).toEqual([
    [2, 0, 3],
    [1, 4],
  ]);
  expect(numbers({ day: 5, order: 0 })).toEqual([
    [2, 0],
    [1, 4],
  ]);
  expect(numbers(endOf(4))).toEqual([[2], [1, 4]]);
});

test("orders that had come in, not all of them and all again: none that came in between are taken for there", () => {
  const own = planOf(
    `plan "P" {\n  period month\n}\ninput CV : money in orders\nmeasure x = count(orders where CV > $0)\n`,
  );
  const { complete } = readDownline({
    ...{ title: "files", synthetic: true, wanted: wantedBy(own) },
    people: { name: "people.csv", text: "id,sponsor\nann,\n" },
    orders: {
      name: "orders.csv",
      text: "id,person,date,CV\n1,ann,2026-01-05,1\n2,ann,2026-01-05,2\n3,ann,2026-01-09,3\n",
    },
  });
  const { machine } = new CodeRunner().prepare(own, worldFor(own, complete!).world);
  const day = parseDay("2026-01-05")!;
  const counts = [null, { day, order: 0 }, null, endOf(day), null].map((upTo) => {
    machine.setOrdersUpTo(upTo);
    machine.run(0);
    return Number(machine.column("x").elements[0]);
  });
  expect(counts).toEqual([3, 1, 3, 2, 3]);
});
