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
