import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const HEAD = `plan "Orders" {
  currency USD
  period   month
  1 CV = $1.00
}
input CV    : volume in orders
input price : money in orders
input part  : CV in orders = price / $2
input since : date
tree placement : binary
input bonus_rate : percent = 5%
measure two    = CV + previous(CV)
measure life   = sum(CV in periods)
measure most   = highest(CV)
measure above(n) = max(CV - n, 0)
measure dear   = sum(price in orders where CV >= 100)
measure group  = CV + sum(CV in downline)
measure calm   = max(two, life) if bonus_rate > 4% else part
table rising(volume) {
  | from |  0 | 100 | 600 |
  | rate | 5% |  8% | 10% |
}
`;

/** Plans about orders, of which no form is left to the plain evaluator. */
test.each([
  // As things stood with the order.
  "measure found = sum(so_far(CV) in orders)",
  "measure found = sum(so_far(part) in orders)",
  "measure found = sum(so_far(two) * 2 in orders where price >= $50)",
  "measure found = count(orders where so_far(life) = CV)",
  "measure found = sum(rising(so_far(life)) of CV in orders)",
  "measure found = sum(so_far(above(CV / 2)) in orders)",
  "measure found = sum(so_far(dear) in orders)",
  "measure found = sum(so_far(calm + bonus_rate of CV) in orders)",
  "measure found = max(so_far(sum(CV in orders where CV >= 50)) in orders)",
  "measure found = sum(so_far(count(periods where CV >= 100)) in orders)",
  "measure found = sum(so_far(sum(sum(CV in orders where price >= $50) in periods)) in orders)",
  "measure inner = sum(so_far(CV) in orders)\nmeasure found = sum(inner in frontline)",
  "bonus First { on CV in orders where CV > 0 and so_far(life) = CV\n up sponsor\n pays 20% if level <= 2 }",
  // What an order does not say of itself; nobody has it of many.
  "input set : choice of kit, refill in orders = refill\nmeasure found = sum(CV in orders where set = refill)",
  "input ours : yes/no in orders = CV >= 100\nmeasure found = count(orders where ours)",
  "input sent : date in orders = my.joined\nmeasure found = max(CV in orders where sent >= my.since)",
  // As the group stood with the order.
  "measure found = sum(so_far(group) in orders)",
  "measure found = sum(so_far(group + previous(group)) in orders)",
  "measure found = sum(rising(so_far(sum(part in downline of placement))) of CV in orders)",
  "measure found = sum(so_far(sum(CV in downline where bonus_rate > 4% and kind = distributor)) in orders)",
  "measure found = sum(so_far(sum(group in periods)) in orders where CV > 0)",
  "bonus Low { on CV in orders where so_far(group) >= 300\n up placement\n pays 20% if level <= 2 }",
  // The largest of periods.
  "measure found = sum(CV in largest 2 periods by life)",
  "measure found = sum(so_far(sum(CV in largest 1 periods by CV)) in orders)",
  "measure found = sum(distance in smallest 1 earlier periods where CV >= 0 by CV)",
  // The largest of orders.
  "measure found = sum(CV in largest 2 orders by price)",
  "measure found = sum(price in smallest 1 orders where CV >= 50 by CV)",
  "measure found = max(CV in largest count(orders where CV > 0) orders by price)",
  "measure found = sum(so_far(sum(CV in largest 2 orders by CV)) in orders)",
  "measure found = sum(sum(CV in largest 1 orders by price) in earlier periods)",
  "measure inner = sum(CV in largest 2 orders by CV)\nmeasure found = sum(inner in downline)",
  // Orders of other periods.
  "measure found = sum(sum(CV in orders where price >= $50) in earlier periods)",
  "measure found = sum(count(orders where CV >= 100) in periods)",
  "measure found = max(max(CV in orders) in last 2 periods)",
  "measure found = sum(sum(CV in orders where date < my.since) in periods)",
  "measure found = count(periods where any(CV >= 100 in orders))",
])("%s", (text) => {
  const plan = planOf(`${HEAD}${text}\n`);
  fc.assert(
    fc.property(sketch({}, 25), (drawn) => {
      const result = compare(plan, worldOf(plan, drawn));
      expect(result).toMatchObject({ kind: "equal" });
    }),
    runs(30),
  );
});
