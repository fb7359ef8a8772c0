import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { Engine } from "../../src/engine/engine.ts";
import { looksBack } from "../../src/meaning/looks-back.ts";
import { parse } from "../../src/syntax/parse.ts";

/** A month from Monday 1 June to Tuesday 30 June 2026; and the months before and behind it. */
const PLAN = `plan "Dated" {
  currency USD
  period   month
  1 PV = $1.00
  rounding half even to $0.01
}

input PV : volume in orders

weekly bonus Present { pays $1 }
measure line = count(frontline where level = 1)
`;
const people = `id,sponsor,joined
Top,,2026-04-20
Early,Top,2026-06-07
Late,Top,2026-06-08
`;
const orders = `id,person,date,PV
a,Top,2026-04-30,1
b,Top,2026-05-01,20
c,Top,2026-05-31,300
d,Top,2026-06-30,4000
`;

describe.each([
  ["the plain evaluator", Number.POSITIVE_INFINITY],
  ["code", 0],
])("by %s", (_, byCodeFrom) => {
  const rowsOf = (text: string, period: string, columns: readonly string[], csv = people) => {
    const engine = new Engine(byCodeFrom);
    const files = {
      people: { name: "people.csv", text: csv },
      orders: { name: "orders.csv", text: orders },
    };
    engine.load({ title: "dated", synthetic: true, ...files, plan: text, leaveOutBadRows: false });
    const { results } = engine.evaluate({ text, revision: 1, period });
    expect(results).not.toBeNull();
    return engine.rows({ columns, sort: null, from: 0, to: 9 });
  };

  const figures = (period: string, columns: readonly string[]) =>
    Object.fromEntries(
      rowsOf(PLAN, period, columns).rows.map(({ id, figures }) => [id, figures.map(({ text }) => text)]),
    );

  test("an order belongs to the period of its day, and nobody is there before the period of joining", () => {
    expect(figures("2026-04", ["PV"])).toEqual({ Top: ["1"] });
    expect(figures("2026-05", ["PV"])).toEqual({ Top: ["320"] });
    expect(figures("2026-06", ["PV"])).toEqual({ Top: ["4000"], Early: ["0"], Late: ["0"] });
  });

  test("somebody who joins on the last day of a week is there in it, and on the next day not", () => {
    expect(figures("2026-06", ["Present"])).toEqual({ Top: ["4"], Early: ["4"], Late: ["3"] });
  });

  test("what stands with the people is one order a month: it is in the month's last week, and in no other", () => {
    const text = PLAN.replace(
      "weekly",
      "input LRP : volume in orders\nweekly measure week_LRP = sum(LRP in orders)\nmeasure weeks_LRP = sum(week_LRP in weeks)\nweekly",
    );
    const csv = people.replace("joined", "joined,LRP").replace("04-20", "04-20,7").replace(/06-0./g, "$&,");
    const rows = rowsOf(text, "2026-06", ["LRP", "weeks_LRP"], csv).rows;
    expect(rows.map(({ figures }) => figures.map(({ text: figure }) => figure))).toEqual([
      ["7", "7"],
      ["0", "0"],
      ["0", "0"],
    ]);
  });

  test("the front line is level 1", () => {
    expect(figures("2026-06", ["line"])).toEqual({ Top: ["2"], Early: ["0"], Late: ["0"] });
  });
});

test.each([
  ["measure x = PV + sum(PV in downline)", false],
  ["ranks Title {\n  | rank | PV >= _ |\n  | Star | 100 |\n}", false],
  ["ranks Title {\n  | rank | PV >= _ |\n  | Star | 100 |\n  grace 2 periods\n}", true],
  ["measure x = previous(PV)", true],
  ["measure x = sum(PV in last 3 periods)", true],
  ["measure x = first(PV >= 100)", true],
  ["pairing P along placement {\n  volume PV\n  carry both sides\n}\ntree placement : binary", true],
])("%s needs the periods before: %s", (rules, isNeeded) => {
  const { plan, diagnostics } = check(parse(`${PLAN.slice(0, PLAN.indexOf("weekly"))}\n${rules}\n`));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(looksBack(plan!)).toBe(isNeeded);
});
