import { describe, expect, test } from "vitest";
import { type Exact, ONE, toDecimal } from "../../src/base/exact.ts";
import { check } from "../../src/check/check.ts";
import { NOT_GIVEN } from "../../src/downline/downline.ts";
import { column } from "../../src/meaning/columns.ts";
import { evaluateAll } from "../../src/meaning/evaluation.ts";
import { runExample } from "../../src/meaning/examples.ts";
import type { Run } from "../../src/meaning/run.ts";
import type { World } from "../../src/meaning/world.ts";
import { parse } from "../../src/syntax/parse.ts";

/** Texts that ask for more than there is time or room for: each is answered, or refused with a sentence. */

const header = 'plan "Much" {\n  currency USD\n  period month\n  1 PV = $1\n}\n\ninput PV : volume\n\n';
const problemsOf = (text: string) => check(parse(header + text)).diagnostics.map(({ code }) => code);
const answersOf = (text: string): string[] => {
  const { plan, diagnostics } = check(parse(header + text));
  if (!plan) return diagnostics.map(({ message }) => message);
  return plan.examples.flatMap((example) => runExample(plan, example).failures.map(({ message }) => message));
};
const rows = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join("\n");

describe("of rules", () => {
  test("thousands that each read the next are understood", () => {
    const rules = rows(4000, (i) => `measure m${i} = m${i + 1} + 1`);
    expect(
      answersOf(`${rules}\nmeasure m4000 = 0\nexample "chain" {\n  Ann 1\n  expect Ann.m0 = 4,000\n}`),
    ).toEqual([]);
  });

  test("thousands that go in a circle are told, and not all by name", () => {
    const rules = rows(3000, (i) => `measure m${i} = m${(i + 1) % 3000} + 1`);
    const [answer, ...others] = answersOf(rules);
    expect(others).toEqual([]);
    expect(answer).toMatch(
      /^`m0` depends on itself: it needs `m1` .* and so on through 2989 more, back to `m0`\. Take/,
    );
    expect(answer!.length).toBeLessThan(800);
  });

  test("a figure that squares itself over and over is refused by name", () => {
    const rules = rows(40, (i) => `measure m${i + 1} = m${i} * m${i}`);
    const [answer] = answersOf(
      `measure m0 = 10\n${rules}\nexample "squares" {\n  Ann 1\n  expect Ann.m40 = 1\n}`,
    );
    expect(answer).toMatch(/^`m10` comes to a figure of more than 1,000 digits/);
  });

  test.each([
    [
      "decimals that double",
      rows(60, (i) => `measure m${i + 1} = m${i} * m${i}`).replace(/^/, "measure m0 = PV / 3\n"),
    ],
    ["figures of 900 digits", `measure x = ${"9".repeat(900)} * ${"9".repeat(900)} / 0.${"7".repeat(900)}`],
    [
      "quotients of quotients",
      rows(60, (i) => `measure m${i + 1} = m${i} / (m${i} + 0.7)`).replace(/^/, "measure m0 = PV / 7\n"),
    ],
  ])("%s are checked like others", (_, rules) => {
    expect(() => problemsOf(rules)).not.toThrow();
  });

  test("calls that are opened and never closed are told, not followed", () => {
    expect(problemsOf(`measure x = ${"sum(".repeat(30_000)}`)).toContain("syntax/nesting-too-deep");
  });

  test("a day behind the calendar is its last one", () => {
    expect(
      answersOf(
        'input day : date\nmeasure never = day + 1,000,000,000 months\nexample "far" {\n  Ann 1  day: 2026-01-31\n  expect Ann.never = 9999-12-31\n}',
      ),
    ).toEqual([]);
  });
});

describe("of people", () => {
  test("more than an example may have are refused once", () => {
    expect(problemsOf(`example "crowd" {\n${rows(21_000, (i) => `  P${i} 1`)}\n}`)).toEqual([
      "example/alike",
    ]);
  });

  test("a board that would be full again for ever is refused, and one whose top leaves is a queue", () => {
    const board = (top: string) =>
      `board Line {\n  size 1 wide, 1 deep\n  top ${top}\n}\nexample "line" {\n  A, B, C, D, E 1\n  expect sum(Line.cycles in company) = 4, D.Line.cycles = 1, E.Line.cycles = 0\n}`;
    expect(problemsOf(board("returns to oldest"))).toEqual(["board/one-wide"]);
    expect(answersOf(board("leaves"))).toEqual([]);
  });

  /** A chain of so many, worked out for the last month. */
  const runOnChain = (rules: string, size: number): Run => {
    const { plan } = check(parse(header + rules));
    const parent = Int32Array.from({ length: size }, (_, person) => person - 1);
    return evaluateAll(plan!, worldOn(parent), 0);
  };

  test("a chain of thousands is paid at once by rules without an end", () => {
    const run = runOnChain(
      "bonus All {\n  on PV up sponsor\n  pays 1%\n}\nbonus Mine {\n  on PV up sponsor\n  pays 1% if not any(PV > my.PV in path)\n}\nmeasure above = count(upline where PV >= 2)",
      30_000,
    );
    expect(toDecimal(column(run, "All", 0, 0) as Exact)).toBe("299.99");
    expect(toDecimal(column(run, "Mine", 29_998, 0) as Exact)).toBe("0.01");
    expect(toDecimal(column(run, "above", 29_999, 0) as Exact)).toBe("0");
  });

  test("a measure that calls itself down a chain, and one that calls itself up, reach its end", () => {
    const run = runOnChain(
      "measure group(r) = PV + sum(group(r) in frontline where PV < r)\nmeasure GV = group(500)\nmeasure up(n) = 0 if sponsor = none else n + sponsor.up(n)\nmeasure deep = up(1)",
      20_000,
    );
    expect(toDecimal(column(run, "GV", 0, 0) as Exact)).toBe("20000");
    expect(toDecimal(column(run, "deep", 19_999, 0) as Exact)).toBe("19999");
  });

  test("a way that each goes by itself is followed so far and no further", () => {
    expect(() =>
      runOnChain(
        "bonus Near {\n  on PV up sponsor\n  pays 1%\n  rounding half up to $0.01 each line\n}",
        5_000,
      ),
    ).toThrow(
      "`Near` goes past more than 3,000,000 people on its ways up; say where it ends, with a last level or `until`.",
    );
  });

  test("everyone for everyone is refused where it would take for ever", () => {
    expect(() => runOnChain("measure better = count(downline where PV > my.PV)", 4_000)).toThrow(
      "A rule goes through more than 5,000,000 people of `downline` in one period; let it look at fewer, or at nothing of the person who asks.",
    );
  });
});

/** People with 1 PV each. */
function worldOn(parent: Int32Array): World {
  const size = parent.length;
  return {
    size,
    names: Array.from({ length: size }, (_, person) => `P${person}`),
    joined: new Int32Array(size).fill(NOT_GIVEN),
    customer: new Uint8Array(size),
    periods: [""],
    calendar: null,
    joinedPeriod: new Int32Array(size),
    trees: new Map([["sponsor", { parent, side: new Uint8Array(size) }]]),
    inputs: new Map([["PV", () => ONE]]),
    given: new Map(),
    orders: { of: () => [], day: () => null, buyer: () => -1, value: () => undefined },
    params: new Map(),
  };
}
