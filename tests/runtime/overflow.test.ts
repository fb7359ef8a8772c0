import { expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";

const MONTHS = 18;
/** Figures that grow every month: in the last one they fit into 64 bits, and the sum of a few people's does not. */
const GROWING = "input PV : money\nmeasure x = previous(x) * 10 + PV\nmeasure y = previous(y) * 11 + PV";

const people = [
  "id,sponsor,joined,PV",
  "1,,2024-01-02,9",
  ...Array.from({ length: 15 }, (_, i) => `${i + 2},1,2024-01-02,9`),
].join("\n");
const orders = [
  "id,person,date,X",
  ...Array.from({ length: MONTHS }, (_, i) => {
    const [year, month] = [2024 + Math.floor(i / 12), (i % 12) + 1];
    return `${i},1,${year}-${String(month).padStart(2, "0")}-05,1`;
  }),
].join("\n");

/** What comes of a plan: for the first two people, in the last month. */
function outcome(rule: string, byCodeFrom: number): unknown {
  const text = `plan "Growing" { currency USD  period month }\n${GROWING}\n${rule}\n`;
  const engine = new Engine(byCodeFrom);
  engine.load({
    ...{ title: "growing", synthetic: true, plan: text, leaveOutBadRows: false },
    people: { name: "people.csv", text: people },
    orders: { name: "orders.csv", text: orders },
  });
  const { results, problems } = engine.evaluate({ text, revision: 1, period: null });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const columns = results!.plan.columns.map(({ name }) => name);
  const { rows } = engine.rows({ columns, sort: null, from: 0, to: 2 });
  const { milliseconds, workedOutBy, ...seen } = results!;
  return [seen, rows.map(({ figures }) => figures.map(({ text: figure }) => figure))];
}

test.each([
  "measure tot = sum(x in downline)",
  "measure tot = sum(x in frontline)",
  "measure tot = sum(x in company)",
  "measure tot = sum(x in siblings)",
  "measure tot = sum(x in upline)",
  "measure tot = max(sum(x in leg) in legs)",
  "measure tot = sum(x in legs, each at most $900,000,000,000,000,000)",
  "measure tot = sum(x in downline where PV <= my.PV)",
  "measure tot = sum(x in periods)",
  "measure tot = min(y in frontline)",
  "measure tot = max(-y in frontline)",
  "bonus Way { on PV up sponsor\n pays 1% if min(y in path) > $5 }",
  "bonus Way { on x up sponsor\n pays 100% if level <= 2 }",
  "pool Pot { pot 1% of sum(x in company)\n shares 1 }",
  "tree placement : binary\npairing Sides along placement { volume x }\nbonus Pairs { pays 1% of Sides.matched }",
])("a sum that does not fit into 64 bits is no other sum: %s", (rule) => {
  expect(outcome(rule, 0)).toEqual(outcome(rule, Number.POSITIVE_INFINITY));
});

test("who is paid more than 32 bits of cents hold is counted in its rank like all others", () => {
  const rule = `ranks Title {
  | rank   | PV >= _ |
  | Member |         |
  | Gold   |      $5 |
}
bonus Much { pays $50,000,000 if PV > $5 else $3 }`;
  expect(outcome(rule, 0)).toEqual(outcome(rule, Number.POSITIVE_INFINITY));
});

test("where the slow way would take too long, a figure that does not fit ends the run with a sentence", () => {
  const text = `plan "Growing" { currency USD  period month }\ninput PV : number\nmeasure x = PV * PV * PV * PV\n`;
  const engine = new Engine();
  const many = Array.from({ length: 100_000 }, (_, i) => `${i + 2},1,50000.01`);
  engine.load({
    ...{ title: "growing", synthetic: true, plan: text, leaveOutBadRows: false, orders: null },
    people: { name: "people.csv", text: ["id,sponsor,PV", "1,,9", ...many].join("\n") },
  });
  expect(() => engine.evaluate({ text, revision: 1, period: null })).toThrow(
    "The plan is not run by code: a figure does not fit into 64 bits. The slow way would take too long for more than 100,000 people times periods; look for a rule that multiplies what has been multiplied before, or load fewer people.",
  );
  // What is right again is run again.
  const right = text.replace("PV * PV * PV * PV", "PV");
  expect(engine.evaluate({ text: right, revision: 2, period: null }).results?.people.people).toBe(100_001);
});
