import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction } from "../../src/base/exact.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compareWith } from "./compare.ts";

const HEAD = `plan "Looking back" {
  currency USD
  period   month
  1 CV = $1.00
}
input CV    : volume in orders
input price : money in orders
input part  : CV in orders = price / $2
input since : date
input shop  : text in orders
param least : CV = 100 from 0 to 500 step 50
tree placement : binary
measure GV  = CV + sum(CV in downline)
measure two = CV + previous(CV)
`;

/** Code has all of it, and comes to what the definition says: also over other people and with a param that has moved. */
function isEqual(text: string): void {
  const plan = planOf(`${HEAD}${text}\n`);
  fc.assert(
    fc.property(sketch({}, 20), sketch({}, 20), (one, other) => {
      const runner = new CodeRunner();
      const [world, another] = [worldOf(plan, one), worldOf(plan, other)];
      const moved = { ...world, params: new Map([["least", fraction(250, 1)]]) };
      for (const data of [world, moved, another])
        expect(compareWith(runner, plan, data)).toEqual({
          kind: "equal",
          cells: expect.any(Number),
        });
    }),
    runs(20),
  );
}

describe("earlier values by who asks", () => {
  test.each([
    "measure x = previous(sum(CV in downline where CV > my.CV))",
    "measure x = highest(sum(CV in downline where CV > my.CV))",
    "measure x = sum(previous(CV + my.CV) in frontline)",
    "measure x = count(frontline where previous(CV > my.CV and GV > least))",
    "measure x = count(frontline where previous(previous(CV > my.CV)))",
    "measure x = count(frontline where highest(CV - my.CV / 3) > 0)",
    "measure x = sum(highest(CV - my.CV / 3) in upline)",
    "measure x = max(highest(max(since, my.since)) in frontline)",
    "measure x = count(frontline where first(CV > my.CV))",
    "measure x = count(earlier periods where age <= 1)",
    "measure x = sum(previous(count(frontline where age > my.age)) in frontline)",
    "measure x = sum(previous(max(CV, GV / level)) in downline)",
    "measure x = sum(highest(max(CV, GV / level)) in downline)",
    "measure x = sum(previous(sum(CV in frontline where GV > my.GV)) in downline)",
    "measure x = sum(sum(highest(CV - my.CV) in frontline) in last 2 periods)",
    "measure older(n) = previous(max(CV - n, 0))\nmeasure x = older(5) + older(GV) + older(least)",
    "measure older(n) = highest(CV - n)\nmeasure x = older(5) + older(GV)",
    "measure older(n) = 1 if first(CV > n) else 0\nmeasure x = older(5) + older(GV)",
    "measure x = sum(previous(my.two) in orders)",
    "measure x = sum(highest(my.two) in orders where price > $50)",
    "pool P {\n  pot    $1,000\n  shares count(frontline where previous(CV > my.CV))\n}",
  ])("%s", isEqual);
});

describe("orders of other periods", () => {
  test.each([
    // By who asks.
    "measure x = sum(sum(sum(price in orders where date > my.since) in periods) in downline)",
    "measure x = sum(sum(sum(price in orders where CV > my.CV) in last 2 periods) in frontline)",
    "measure x = sum(previous(sum(price in orders where CV > my.CV)) in frontline)",
    "measure x = sum(sum(max(part in orders where CV > my.CV) in earlier periods) in frontline)",
    "measure x = sum(sum(sum(price in largest 2 orders by CV where CV > my.CV) in periods) in frontline)",
    "measure x = sum(sum(sum(price in orders by shop where CV > my.CV) in periods) in frontline)",
    "measure older(n) = sum(sum(CV in orders where CV > n) in periods)\nmeasure x = older(5) + older(GV)",
    "measure older(n) = sum(sum(CV in orders where CV > n) in periods)\nmeasure x = sum(so_far(older(two)) in orders)",
    // An order of this one, seen from others.
    "measure x = sum(sum(price in periods) in orders)",
    "measure x = sum(sum(part in periods) in orders)",
    "measure x = sum(previous(price) in orders where CV > 0)",
    "measure x = sum(highest(price) in orders)",
    "measure x = sum(highest(price) in orders by shop)",
    "measure x = count(orders where first(price > $50))",
    "measure x = sum(highest(price - my.GV) in orders)",
  ])("%s", isEqual);
});

describe("trees that rules build, as they stood in earlier periods", () => {
  const trees = [
    "input placed : date",
    "tree late = sponsor.sponsor if GV < 100 else sponsor",
    "tree wide = sponsor filled 2 wide",
    "tree seated : binary from placed",
    // It goes by what it was itself.
    "tree young = sponsor if previous(count(frontline of young where CV > my.CV)) > 0 else sponsor.sponsor",
    "",
  ].join("\n");

  test.each([
    "measure x = sum(sum(CV in downline of late where CV > my.GV) in periods)",
    "measure x = sum(previous(count(frontline of late where CV > my.CV)) in frontline)",
    "measure x = sum(previous(sum(CV in upline of late where CV > my.CV)) in frontline)",
    "measure x = sum(previous(sum(CV in downline of wide counting CV > my.CV where level <= 2)) in frontline)",
    "measure x = sum(sum(CV in left leg of seated where CV > my.CV) in periods)",
    "measure x = count(frontline where previous(count(frontline of young where CV > my.CV)) > 0)",
    "measure x = sum(max(sum(CV in leg where CV > my.CV) in legs of late) in periods)",
    "measure x = sum(sum(sum(CV in largest 1 legs of late by CV) in periods) in frontline)",
    "measure x = count(frontline where previous(nearest(upline of late where CV > my.CV).CV > least))",
    "measure x = sum(sum(CV in siblings of late where CV > my.CV) in periods)",
    "measure x = sum(previous(count(siblings of seated where CV > my.CV)) in frontline)",
  ])("%s", (text) => isEqual(`${trees}${text}`));
});

describe("tables that others follow from a day on", () => {
  const tables = [1, 2].map(
    (month) =>
      `table rate(level)${month === 1 ? "" : " from 2026-02-01"} {\n  | level | 1 |\n  | rate | ${5 * month}% |\n}\n`,
  );

  test.each([
    "measure x = sum(rate(1) of GV in periods)",
    "measure x = sum(rate(1) of GV in earlier periods)",
    "measure x = sum(previous(rate(1) of (CV + my.CV)) in frontline)",
  ])("%s", (text) => isEqual(`${tables.join("")}${text}`));
});

describe("in an earlier period whoever a base has passed is what he was then", () => {
  test.each([
    "sum(source.CV in periods)",
    "previous(source.CV)",
    "highest(below.CV)",
    "sum(max(CV in path) in periods)",
    "sum(count(path where CV > 50) in earlier periods)",
  ])("%s", (figure) => isEqual(`bonus B {\n  on CV up sponsor\n  pays 5% if ${figure} > 150\n}`));
});
