import { isDeepStrictEqual } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { check } from "../../src/check/check.ts";
import * as declarations from "../../src/check/declarations.ts";
import { parse } from "../../src/syntax/parse.ts";
import { parseAgain } from "../../src/syntax/parse-again.ts";
import type { Parsed } from "../../src/syntax/parsed.ts";
import { randomPlan } from "../fuzz/random-plan.ts";
import { plans } from "../syntax/texts.ts";

vi.mock("../../src/check/declarations.ts", { spy: true });

/** Figures of the same kind that are shorter or longer, and such as no plan may have. */
const FIGURES = ["7", "0.00000000000000000001", "1,250", "0", "PV", ""];
const REMARKS = ["# said\n", "\n\n", "   \n# of both\n# kinds\n"];

/** A text with some figures of its params and tables at others, and with remarks and room between its declarations, one after another. */
function* written(text: string): Generator<string> {
  const { items } = parse(text).plan;
  const some = <T>(all: readonly T[]): readonly T[] =>
    all.filter((_, i) => i % Math.ceil(all.length / 2) === 0);
  for (const [i, { span }] of some(items).entries())
    if (text[span.from - 1] === "\n")
      yield `${text.slice(0, span.from - 1)}\n${REMARKS[i]}${text.slice(span.from - 1)}`;
  for (const { value } of [...some(items.filter((item) => item.kind === "Param")), ...some(cellsIn(items))]) {
    const [before, was, behind] = [
      text.slice(0, value.span.from),
      text.slice(value.span.from, value.span.to),
      text.slice(value.span.to),
    ];
    for (const figure of FIGURES) yield before + was.replace(/[\d.,]+/, figure) + behind;
    yield text;
  }
}

/** What stands in the cells of all tables, their keys among it. */
const cellsIn = (items: Parsed["plan"]["items"]) =>
  items.flatMap((item) =>
    item.kind === "Table"
      ? item.rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell?.value ? { value: cell.value } : [])))
      : [],
  );

const texts = [
  ...plans,
  ...Array.from({ length: 12 }, (_, i) => [`a plan by lot, ${i + 1}`, randomPlan(i + 1)] as const),
];

describe("a text with another figure of a param or a table, or another remark, is understood as if nothing was known of it", () => {
  test.each(texts)("%s", (_, text) => {
    let parsed: Parsed | null = null;
    for (const edit of [text, ...written(text)]) {
      parsed = parseAgain(edit, parsed);
      const [again, afresh] = [check(parsed), check(parse(edit))];
      // What is the same is found to be so much faster than what is not is told.
      if (!isDeepStrictEqual(again, afresh)) expect(again).toEqual(afresh);
    }
  });
});

const text = `plan "P" {
  currency USD
  period month
  1 PV = $1.00
}

input PV : volume
tree other
param rate = 10% from 5% to 20%
param least : PV = 50

table step(volume) {
  | from | 100 | 300 |
  | rate |  3% |  6% |
}

measure active = PV >= least
bonus Team {
  on PV up sponsor
  counting active
  pays rate
}
bonus Step { pays step(PV) of PV }
`;

/** How many texts of which one comes from the other are checked as a whole, the first of them left out. */
function wholeIn(...edits: readonly string[]): number {
  let parsed = parse(text);
  expect(check(parsed).diagnostics).toEqual([]);
  const declare = vi.mocked(declarations.declare);
  declare.mockClear();
  for (const edit of edits) {
    parsed = parseAgain(edit, parsed);
    check(parsed);
  }
  return declare.mock.calls.length;
}

test("while the figure of a param or a cell moves, or a remark is written, nothing is checked but what goes by it", () => {
  expect(wholeIn(text.replace("10%", "9%"), text.replace("10%", "12.5%"), text)).toBe(0);
  expect(wholeIn(text.replace("50", "5"), text.replace("50", "55"))).toBe(0);
  expect(wholeIn(text.replace("3%", "3.25%"), text.replace("3%", "4%"))).toBe(0);
  expect(
    wholeIn(
      text.replace("\n\ntable", "\n# rates\n\ntable"),
      text.replace("\n\ntable", "\n# of step\n\ntable"),
    ),
  ).toBe(0);
});

test("what stands with the first table of its name, and elsewhere in the text, moves where it stands", () => {
  const later = "table step(volume) from 2027-01-01 {\n  | from | 100 |\n  | rate |  4% |\n}\n";
  const before = parse(`${text}\n${later}`);
  expect(check(before).diagnostics).toEqual([]);
  for (const [was, is] of [
    ["\n\nmeasure", "\n# said\n\nmeasure"],
    ["4%", "4.5%"],
    ["3%", "3.5%"],
  ] as const) {
    const edit = before.text.replace(was, is);
    expect(check(parseAgain(edit, before))).toEqual(check(parse(edit)));
  }
});

test("a rule without a name that a remark is written before moves from its first word on", () => {
  const before = parse(`${text}\nlimit Team + Step to $9\n\nlimit Team to $5\n`);
  expect(check(before).plan).not.toBeNull();
  for (const rule of ["limit Team +", "limit Team to"]) {
    const edit = before.text.replace(`\n${rule}`, `# said\n\n${rule}`);
    expect(check(parseAgain(edit, before))).toEqual(check(parse(edit)));
  }
});

test("a figure of another kind, a bare 0 and another figure of a rule are checked", () => {
  expect(wholeIn(text.replace("50", "50%"))).toBe(1);
  expect(wholeIn(text.replace("50", "0"))).toBe(1);
  expect(wholeIn(text.replace("300", "301"))).toBe(1);
  expect(wholeIn(text.replace("3%", "$3"))).toBe(1);
  expect(wholeIn(text.replace("3% |  6%", "4% |  7%"))).toBe(1);
  expect(wholeIn(text.replace("to 20%", "to 25%"))).toBe(1);
});

test("what is doubtful by the figure of a param is said, and said no more", () => {
  const codes = (edit: string, before: Parsed | null) => {
    const parsed = parseAgain(edit, before);
    return [parsed, check(parsed).diagnostics.map(({ code }) => code)] as const;
  };
  const [first] = codes(text, null);
  const [outside, doubts] = codes(text.replace("10%", "25%"), first);
  expect(doubts).toEqual(["param/outside"]);
  expect(codes(text, outside)[1]).toEqual([]);
});
