import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";

/** A weekly bonus is explained week by week, as the weeks that end in the month paid it. */
const plan = readFileSync(new URL("../cases/clocks.plan", import.meta.url), "utf8");
const orders = `id,person,date,PV
1,ann,2026-06-10,300
2,ann,2026-06-29,100
3,ann,2026-07-08,50
4,ann,2026-07-09,60
5,ann,2026-07-22,40
`;

function engineAt(period: string, text = plan): Engine {
  const engine = new Engine(Number.POSITIVE_INFINITY);
  engine.load({
    title: "clocks",
    synthetic: true,
    people: { name: "people.csv", text: "id,sponsor,joined\nann,,2026-01-01\nbob,ann,2026-01-01\n" },
    orders: { name: "orders.csv", text: orders },
    plan: text,
    leaveOutBadRows: false,
  });
  engine.evaluate({ text, revision: 1, period });
  return engine;
}

const reasons = (engine: Engine, column: string, person = 0): string[] =>
  engine.why({ person, column })!.lines.map(({ depth, text }) => "  ".repeat(depth) + text);

test("what a week pays is worked out of that week", () => {
  expect(reasons(engineAt("2026-07"), "Week").filter((line) => !line.startsWith("    "))).toEqual([
    "in the week to 2026-07-05: $10.00",
    "  10% of PV is $10.00",
    "in the week to 2026-07-12: $11.00",
    "  10% of PV is $11.00",
    "in the week to 2026-07-26: $4.00",
    "  10% of PV is $4.00",
  ]);
});

test("where no week paid anything, the last one says why", () => {
  expect(reasons(engineAt("2026-07"), "Looking", 1)).toEqual([
    "in the week to 2026-07-26: $0.00",
    "  5% of PV if previous(active) is $0.00",
    "    5% of PV if previous(active) is 0 PV",
    "      previous(active) is no",
  ]);
});

test("what is quarterly says when it falls due", () => {
  const report = engineAt("2026-07").person({ person: 0, tree: "sponsor", mostLines: 5 })!;
  const quarter = report.bonuses.find(({ name }) => name === "Quarter")!;
  expect([quarter.paid, quarter.notDue, quarter.when]).toEqual([
    "0",
    true,
    "Falls due when the quarter to 2026-09-30 ends.",
  ]);
  const week = report.bonuses.find(({ name }) => name === "Week")!;
  expect([week.paid, week.when]).toEqual([
    "25",
    "4 weeks together; what the rule reads is of the week to 2026-07-26.",
  ]);
});

test("an order goes up in the week that it lies in, though that ends in the next month", () => {
  const travelling = `${plan.slice(0, plan.indexOf("example"))}
weekly bonus Up {
  on PV up sponsor
  pays 10% if level = 1
}
`;
  const engine = engineAt("2026-06", travelling);
  const { flows } = engine.order({ order: 1 })!;
  expect(flows.map(({ bonus, when, offered }) => [bonus, when, offered])).toEqual([
    ["Up", "the week to 2026-07-05", "10"],
  ]);
});
