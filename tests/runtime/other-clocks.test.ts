import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction } from "../../src/base/exact.ts";
import { check } from "../../src/check/check.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compareWith } from "./compare.ts";

const head = (period: string): string => `plan "Clocks" {
  currency USD
  period   ${period}
  1 CV = $1.00
}
input CV    : volume in orders
param least : CV = 100 from 0 to 500 step 50
`;

/** Code has all of it, over several longer periods: also over other people, and with a param that has moved. */
function isEqual(text: string, period = "month"): void {
  const plan = planOf(`${head(period)}${text}\n`);
  const drawn = sketch({ dated: true, periods: 7 }, 6);
  fc.assert(
    fc.property(drawn, drawn, fc.boolean(), (one, other, undated) => {
      const runner = new CodeRunner();
      const world = worldOf(plan, one);
      const another = worldOf(plan, { ...other, dated: !undated });
      const moved = { ...world, params: new Map([["least", fraction(250, 1)]]) };
      for (const data of [world, moved, another])
        expect(compareWith(runner, plan, data)).toEqual({
          kind: "equal",
          cells: expect.any(Number),
        });
    }),
    runs(5),
  );
}

describe("shorter periods one by one, where what is folded of them goes by who asks", () => {
  const measures = [
    "weekly measure w = CV",
    "weekly measure above(n) = max(CV - n, 0)",
    "input region : text",
    "tree late = sponsor.sponsor if CV < 100 else sponsor",
    "tree later = sponsor from joined + 1 months",
    "",
  ].join("\n");

  test.each([
    "measure x = sum(sum(w - my.CV in weeks) in frontline)",
    "measure x = count(frontline where count(weeks where w > my.w) > 1)",
    "measure x = sum(sum(sum(w in weeks where w > my.CV) in periods) in frontline)",
    "measure x = sum(previous(max(w - my.w in weeks)) in frontline)",
    "measure m(n) = count(weeks where w > n)\nmeasure x = m(CV) + m(least)",
    "measure m(n) = sum(above(n) in weeks)\nmeasure x = m(CV / 4)",
    "measure x = sum(w in weeks, each at most 60% of (least + total))",
    "measure x = sum(w in weeks, each at most my.CV / 4) + sum(sum(w in weeks, each at most 40% of total) in periods)",
    "pool P {\n  pot    sum(sum(w in company) in weeks, each at most 60% of total) * 1%\n  shares 1\n}",
    "measure x = sum(count(weeks where count(frontline where w > my.w) > 0) in frontline)",
    "measure x = sum(count(weeks where count(siblings of later where w > my.w) > 0) in frontline)",
    "measure x = sum(sum(sum(w in weeks where any(w > my.w in frontline of late)) in frontline) in periods)",
    "measure x = count(frontline where any(region = my.region and w > 0 in weeks))",
    "measure x = count(legs where any(any(w > 500 in leg) and w > my.w in weeks))",
    "bonus B {\n  on CV up sponsor\n  pays 5% if sum(source.w in weeks where w > 0) > least\n}",
  ])("%s", (text) => isEqual(`${measures}${text}`));
});

describe("people gone through at a moment of another clock for who asks", () => {
  const measures = [
    "quarterly measure q = CV",
    "quarterly measure above(n) = max(CV - n, 0)",
    "input region : text",
    "tree placement : binary",
    "tree late = sponsor.sponsor if CV < 100 else sponsor",
    "tree wide = sponsor filled 2 wide from joined + 1 months",
    "table t(level) {\n  | level | 1 |\n  | rate | 5% |\n}",
    "table t(level) from 2026-02-01 {\n  | level | 1 |\n  | rate | 7% |\n}",
    "",
  ].join("\n");

  test.each([
    "measure x = sum(previous(sum(q in downline where q > my.q)) in frontline)",
    "measure x = sum(so_far(count(upline of late where q > my.q)) in frontline)",
    "measure x = sum(previous(count(siblings of wide where q > my.q)) in frontline)",
    "measure x = sum(previous(count(left leg of placement where q > my.q)) in frontline of placement)",
    "measure x = sum(sum(previous(sum(q in downline of late where q > my.q)) in frontline) in periods)",
    "measure x = sum(previous(sum(q in company where region = my.region)) in frontline)",
    "measure x = sum(previous(sum(q in largest 2 downline by q where q > my.q)) in frontline)",
    "measure x = sum(previous(sum(q in frontline, each at most 40% of (total + my.q))) in frontline)",
    "measure x = sum(previous(sum(q in downline where sponsor = my)) in frontline)",
    "measure x = count(frontline where previous(place(q in siblings where q >= my.q) > 1))",
    "measure x = count(frontline where previous(place(q in company where q >= my.q) > 1))",
    "measure x = count(frontline where previous(nearest(upline where q > my.q).q > 4))",
    "measure x = count(frontline where previous(separate_legs(1 where q > my.q, 1 where q > 50)))",
    "measure x = count(legs where previous(any(q > 500 in leg)))",
    "measure x = count(legs where previous(any(q > my.q in leg) and q > my.q))",
    "measure x = sum(so_far(t(1) of (q + my.q)) + previous(t(1) of (q + my.q)) in frontline)",
    "measure x = sum(previous(above(my.q)) in frontline)",
    "measure m(n) = previous(above(n)) + sum(so_far(above(n)) in frontline)\nmeasure x = m(CV)",
  ])("%s", (text) => isEqual(`${measures}${text}`));

  test.each([
    "previous(source.q) > 100",
    "so_far(below.q) > 100 and level < 3",
    "previous(source.q + level) > 4 and previous(source.q > my.q)",
    "previous(source.sponsor.q) > 4",
    "previous(any(q > 100 in path))",
    "so_far(count(path where q > my.q)) >= 1",
    "any(previous(q > source.q) in path)",
  ])("a journey pays if %s", (rule) =>
    isEqual(`${measures}bonus B {\n  on CV up sponsor\n  pays 5% if ${rule}\n}`),
  );
});

test.each([
  ["measure x = sum(previous(highest(q + my.q)) in frontline)", "highest"],
  ["measure x = sum(previous(count(orders where CV > my.q)) in frontline)", "orders"],
  ["measure x = sum(so_far(sum(q + my.q in last 2 periods)) in frontline)", "last periods"],
  ["measure x = sum(previous(sum(previous(q + my.q) in frontline)) in frontline)", "previous"],
  ["measure x = sum(sum(so_far(sum(w + my.w in weeks)) in orders) in frontline)", "weeks"],
  ["measure x = sum(sum(so_far(sum(so_far(CV + my.CV) in orders)) in orders) in frontline)", "so_far"],
  ["quarterly measure f(n) = sum(q + n in periods)\nmeasure x = sum(previous(f(CV)) in frontline)", null],
  ["quarterly measure f(n) = sum(q + n in periods)\nmeasure x = sum(previous(f(my.q)) in frontline)", "f"],
  ["quarterly measure f(n) = sum(q + n in periods)\nmeasure x = sum(previous(f(5)) in frontline)", null],
  ["measure x = count(frontline where previous(highest(q) > highest(my.q)))", "highest"],
])("nobody is asked for who goes through orders and periods of another clock: %s", (text, word) => {
  const declared = "quarterly measure q = CV\nweekly measure w = CV\n";
  const { diagnostics } = check(parse(`${head("month")}${declared}${text}\n`));
  const told = diagnostics.filter(({ code }) => code === "clock/who-asks").map(({ message }) => message);
  expect(told).toEqual(word === null ? [] : [expect.stringContaining(`\`${word}\``)]);
  if (word === null) isEqual(`${declared}${text}`);
});

describe("what several periods read of one longer one waits for all of them", () => {
  test.each([
    "quarterly measure q = CV\nmeasure x = previous(q)",
    "quarterly measure q = CV\nmeasure x = previous(q) + so_far(q)",
    "quarterly measure q = CV\nbonus B { pays 10% of CV if previous(q) > least }",
    "yearly measure y = CV\nquarterly measure q = previous(y) + so_far(y)\nmeasure x = so_far(q)",
    "quarterly measure q = CV + previous(q)\nweekly measure w = previous(q) + CV\nmeasure x = max(w in weeks)",
  ])("%s", (text) => isEqual(text));
});

describe("all that is paid, in periods of another clock", () => {
  const bonuses = [
    "measure GV = CV + sum(CV in downline)",
    "weekly bonus Fast { pays 10% of CV }",
    "quarterly bonus Slow { pays 10% of CV }",
    "bonus Own { pays 7% of CV }",
    "weekly charge Fee { takes $1 if CV > least }",
    "pool Pot {\n  pot    1% of sum(CV in company)\n  shares CV\n}",
    "",
  ].join("\n");

  test.each([
    "weekly measure w = payout\nmeasure x = max(w in weeks)",
    "quarterly measure q = payout\nmeasure x = previous(q) + so_far(q)",
    "quarterly measure q = highest(payout) + sum(payout in downline)",
    "quarterly measure q = sum(payout in months)\nweekly measure w = previous(payout)",
  ])("%s", (text) => isEqual(`${bonuses}${text}`));
});

describe("figures of the company by another clock", () => {
  const measures = [
    "measure GV = CV + sum(CV in downline)",
    "weekly measure w = CV",
    "quarterly measure q = CV",
    "",
  ].join("\n");
  const pool = (pot: string, clock = "") => `${clock}pool P {\n  pot    ${pot}\n  shares 1\n}`;

  test.each([
    pool("previous(sum(q in company)) * 1%"),
    pool("so_far(sum(q in company)) * 1% + $7"),
    pool("min(sum(w in company) in weeks where count(company where w > 0) > 1) * 1%"),
    pool("$7 * count(weeks where sum(w in company) > least)"),
    pool("$100 if any(count(company where w > 0) > 3 in weeks) else $1 * count(company)"),
    pool("sum(sum(CV in company) in months) * 1%", "quarterly "),
    pool("sum(previous(sum(q in company)) in periods) * 1%"),
    pool(
      "previous(max(CV in company)) * 1% if previous(nearest(company where GV > 100).GV > 200)",
      "weekly ",
    ),
    "limit B to 10% of (previous(sum(previous(q) in company)) + so_far(highest(sum(q in company))))\nbonus B { pays 5% of CV }",
  ])("%s", (text) => isEqual(`${measures}${text}`));
});

describe("another clock's value of what depends on who asks, or on an argument", () => {
  const measures = [
    "measure GV = CV + sum(CV in downline)",
    "quarterly measure q = CV",
    "quarterly measure above(n) = max(CV - n, 0)",
    "weekly measure week_above(n) = max(CV - n, 0)",
    "quarterly ranks Level {",
    "  | rank | share | CV >= _ |",
    "  | Low  |    1% |         |",
    "  | High |    2% |     500 |",
    "}",
    "",
  ].join("\n");

  test.each([
    "measure x = sum(previous(q + my.q) in frontline)",
    "measure x = count(frontline where so_far(q > my.q or q > least))",
    "measure x = count(frontline where previous(Level) > previous(my.Level))",
    "measure x = count(frontline where previous(Level.share > my.Level.share))",
    "measure x = count(frontline where previous(Level.qualified > my.Level.career))",
    "measure x = sum(previous(q / level) in downline)",
    "measure x = count(frontline where previous(count(downline where q > 100) > my.q))",
    "measure x = sum(previous(max(q, my.sponsor.q)) in frontline)",
    "bonus B {\n  on CV up sponsor\n  pays 5% if previous(my.Level) >= High and level <= 2\n}",
    "measure m(n) = previous(max(q, n)) + previous(q)\nmeasure x = m(GV) + m(5)",
    "measure m(n) = so_far(above(n)) + previous(above(n))\nmeasure x = m(5) + m(least)",
    "measure m(n) = sum(week_above(n) in weeks)\nmeasure x = m(5) + m(least)",
    "measure x = sum(sum(previous(q + my.q) in frontline) in periods)",
  ])("%s", (text) => isEqual(`${measures}${text}`));
});

describe("a tree that rules build is that of the period of who goes along it", () => {
  const trees = [
    "tree live = nearest(upline where CV >= least)",
    "tree wide = sponsor filled 2 wide",
    "tree later = sponsor from joined + 1 months",
    "",
  ].join("\n");

  test.each([
    "weekly measure w = count(frontline of live)",
    "weekly bonus B {\n  on CV up live\n  pays 5% if level <= 2\n}",
    "weekly bonus B {\n  on CV up wide\n  pays 5% if level <= 2\n}",
    "weekly measure w = count(frontline of later)\nmeasure x = sum(w in weeks)",
    "quarterly bonus B {\n  on CV up live\n  pays 5% if level <= 2\n}",
    "quarterly measure q = count(siblings of later)\nmeasure x = previous(q) + so_far(q)",
  ])("%s", (text) => isEqual(`${trees}${text}`));
});

describe("what an order says, and lengths of time, by another clock", () => {
  const measures = [
    "input part : CV in orders = my.q_last / 2",
    "quarterly measure q    = CV",
    "quarterly measure long = max(date in orders) - joined",
    "weekly measure week_long = max(date in orders) - joined",
    "measure q_last = previous(q)",
    "measure stay  = max(date in orders) - joined",
    "",
  ].join("\n");

  test.each([
    "measure x = sum(previous(my.q + CV) in orders)",
    "measure x = sum(previous(my.q + part) in orders where CV > least)",
    "measure x = CV if previous(long) > 30 days or so_far(long) < 20 days",
    "measure x = CV if any(week_long > 30 days in weeks)",
    "weekly measure x = CV if so_far(stay) > 30 days",
    "measure x = count(frontline where previous(long > my.long))",
  ])("%s", (text) => isEqual(`${measures}${text}`));
});

describe("a quarter or year that is running has months and weeks that the data have not come to, which look back", () => {
  test.each([
    "measure active = CV >= least\nweekly measure w = CV if previous(active)\nquarterly measure q = sum(w in weeks)",
    "measure run = CV + previous(run)\nyearly measure y = sum(run in months)",
    "measure active = CV >= least\nweekly measure w = CV if previous(active)\nquarterly measure q = sum(w in weeks)\nbonus B { pays 10% of worth(so_far(q)) }",
    "measure run = CV + previous(run)\ndaily measure d = CV + previous(run)\nquarterly measure q = max(d in days) + previous(q)\nmeasure x = so_far(q) + previous(q)",
    "weekly measure w = CV + previous(m)\nmeasure m = sum(w in weeks) + previous(m) / 2\nquarterly measure q = sum(w in weeks) + sum(m in months)\nmeasure x = so_far(q)",
  ])("%s", (rules) => isEqual(rules));
});

test("the last week of a month is read behind the others, whose days are over then", () =>
  isEqual(`weekly measure placed = count(orders)
daily ranks Title {
  | rank   | so_far(CV) >= _ |
  | Member |                 |
  | Silver |             150 |
  grace 1 period then one step down
}
weekly bonus B {
  on CV up sponsor
  counting max(Title.qualified in days) >= Member
  pays 5% if level <= 2
}`));

test("the days of a year end behind its last week, and what looks back from them has room", () =>
  isEqual(
    "daily measure lately = sum(CV in last 2 periods)\nmonthly measure most = max(lately in days)\nyearly measure best = max(most in months)",
    "week",
  ));
