import { expect, test } from "vitest";
import { add, equal, parseDecimal, sum } from "../../src/base/exact.ts";
import { Engine } from "../../src/engine/engine.ts";

const plan = `plan "Levels" {\n  currency USD\n  period   month\n  1 PV = $1.00\n}\n\ninput PV : volume\n\nbonus Team {\n  on PV up sponsor\n  pays 1%\n}\n`;

/** 12,000 directly below one, and as many below the first of these. */
const people = (): string => {
  const rows = ["id,sponsor,PV", "top,,0"];
  for (let i = 0; i < 12_000; i++) rows.push(`a${i},top,${i % 50}`, `b${i},a0,${i % 30}`);
  return rows.join("\n");
};

test("of somebody with very many below, the largest lines of the nearest are told, and what all others come to", () => {
  const engine = new Engine();
  engine.load({
    title: "many",
    synthetic: true,
    people: { name: "people.csv", text: people() },
    orders: null,
    plan,
    leaveOutBadRows: false,
  });
  engine.evaluate({ text: plan, revision: 1, period: null });
  const report = (person: number) => engine.person({ person, tree: "sponsor", mostLines: 10 })!;
  const [team] = report(0).bonuses;
  expect(report(0).below).toBe(24_000);
  expect(team!.lineCount).toBeNull();
  expect(team!.lines.map(({ amount }) => amount)).toEqual(Array.from({ length: 10 }, () => "0.49"));
  const told = sum(team!.lines.map(({ amount }) => parseDecimal(amount)!));
  expect(equal(add(told, parseDecimal(team!.restOfLines)!), parseDecimal(team!.gross)!)).toBe(true);
  expect(report(3).bonuses[0]!.lineCount).toBe(0);
});

test("why a sum over very many is what it is: the twenty largest, the first of the file before those after, and all others together", () => {
  const engine = new Engine();
  const text = `${plan}measure GV = PV + sum(PV in downline)\nmeasure some = count(downline where PV > 0)\n`;
  const rows = people();
  const files = { people: { name: "people.csv", text: rows }, orders: null };
  engine.load({ title: "many", synthetic: true, ...files, plan: text, leaveOutBadRows: false });
  engine.evaluate({ text, revision: 1, period: null });
  const brought = rows
    .split("\n")
    .slice(2)
    .map((row) => row.split(","))
    .map(([id, , PV]) => ({ id: id!, PV: Number(PV) }))
    .filter(({ PV }) => PV > 0);
  const largest = [...brought].sort((a, b) => b.PV - a.PV).slice(0, 20);
  const rest = brought.reduce((all, { PV }) => all + PV, 0) - largest.reduce((all, { PV }) => all + PV, 0);
  const lines = (column: string) => engine.why({ person: 0, column })!.lines.map((line) => line.text);
  expect(lines("GV").slice(-21)).toEqual([
    ...largest.map(({ id, PV }) => `${id}: ${PV} PV`),
    `and ${(brought.length - 20).toLocaleString("en")} more, together ${rest.toLocaleString("en")} PV`,
  ]);
  expect(lines("some")[0]).toBe(`count(downline where PV > 0) is ${brought.length.toLocaleString("en")}`);
  expect(lines("some")[1]).toBe(
    `b1, b2, b3, b4, b5, b6, b7, b8 and ${(brought.length - 8).toLocaleString("en")} more`,
  );
});
