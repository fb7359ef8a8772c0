import { expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import { csvOf, workloadOf } from "../bench/workload/people.ts";

/** Two limits over three bonuses; customers, who are paid nothing, stand among the people. */
const planWith = (first: string, second: string): string => `plan "Limits" {
  currency USD
  period month
  1 PV = $1.00
  rounding half even to $0.01
}
input PV : volume
bonus Near {
  on PV up sponsor
  pays 10% if level = 1
}
bonus Far {
  on PV up sponsor
  pays 7% if level <= 3
}
bonus Own { pays 3% of PV }
limit Near + Far to ${first} of sum(PV in company), scaling Far
limit Near + Own to ${second} of sum(PV in company)
`;

const people = csvOf(workloadOf(400))
  .split("\n")
  .map((line, at) =>
    at === 0 ? `${line},kind` : line === "" ? "" : `${line},${at % 5 === 3 ? "customer" : ""}`,
  )
  .join("\n");

/** What the page is told of everybody. */
function totalsBy(engine: Engine, text: string) {
  const { results, problems } = engine.evaluate({ text, revision: 1, period: null });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return results!.totals;
}

/** Two engines over the people, one of which goes by code. */
const engines = (): readonly Engine[] =>
  [0, Number.POSITIVE_INFINITY].map((byCodeFrom) => {
    const engine = new Engine(byCodeFrom);
    const { loaded } = engine.load({
      ...{ title: "limits", synthetic: true, plan: planWith("50%", "50%"), leaveOutBadRows: false },
      ...{ people: { name: "people.csv", text: people }, orders: null },
    });
    expect(loaded).toBe(true);
    return engine;
  });

test("what is paid adds up to what is left of it, whichever limits take something in one text after another", () => {
  const both = engines();
  const seen = new Set<string>();
  for (const first of ["50%", "1%", "50%", "12%"])
    for (const second of ["50%", "2%", "0.01%", "50%"]) {
      const [byCode, plainly] = both.map((engine) => totalsBy(engine, planWith(first, second)));
      expect({ first, second, ...byCode }).toEqual({ first, second, ...plainly });
      seen.add(JSON.stringify(byCode));
    }
  expect(seen.size).toBe(9);
});

test("limits go by what everybody earns now, where somebody's figure is another one", () => {
  const both = engines();
  const text = planWith("14%", "50%");
  for (const [row, cell] of [
    ["none", ""],
    [17, "900000"],
    [17, "10"],
    [250, "77.25"],
    [398, "400000"],
    [250, "0"],
  ] as const) {
    const [byCode, plainly] = both.map((engine) => {
      totalsBy(engine, text);
      if (row !== "none") engine.change({ of: "people", row, input: "PV", cell });
      return totalsBy(engine, text);
    });
    expect({ row, cell, ...byCode }).toEqual({ row, cell, ...plainly });
  }
});
