import { isDeepStrictEqual } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { check } from "../../src/check/check.ts";
import * as items from "../../src/check/item.ts";
import { regardlessOfPlaces } from "../../src/check/parts.ts";
import { parse } from "../../src/syntax/parse.ts";
import { parseAgain } from "../../src/syntax/parse-again.ts";
import type { Parsed } from "../../src/syntax/parsed.ts";
import { randomPlan } from "../fuzz/random-plan.ts";
import { plans } from "../syntax/texts.ts";

vi.mock("../../src/check/item.ts", { spy: true });

/** Figures of the same kind that are shorter or longer, and such as no plan may have. */
const FIGURES = ["7", "0.00000000000000000001", "1,250", "0", "PV", ""];
const REMARKS = ["# said\n", "\n\n", "   \n# of both\n# kinds\n"];

/**
 * A text with some figures of its params and tables at others, with remarks and room between its declarations, and with
 * rules that come, are written on and go, one after another.
 */
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
  const { span } = items[items.length >> 1]!;
  for (const rule of RULES)
    for (const end of ENDS) yield `${text.slice(0, span.from)}${rule}\n${text.slice(span.from)}${end}`;
  yield text;
}

/** A rule as it is written, with another type on the way; one of that name there may be already. */
const RULES = ["measure new = 1", "measure new = payout > 1", "bonus new { pays $1 }", "limit all to $1"];
/** What stands at the end meanwhile. */
const ENDS = ["", "\nmeasure last = new\n"];

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

describe("a text that is written on is understood as if nothing was known of it", () => {
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

/** Which declarations are checked of texts of which one comes from the other, the first of them left out. */
function checkedIn(...edits: readonly string[]): readonly string[] {
  let parsed = parse(text);
  expect(check(parsed).diagnostics).toEqual([]);
  const { checkItem } = vi.mocked(items);
  checkItem.mockClear();
  for (const edit of edits) {
    parsed = parseAgain(edit, parsed);
    check(parsed);
  }
  return checkItem.mock.calls.map(([, item]) => ("name" in item ? item.name.text : item.kind));
}
const ALL = ["Input", "other", "rate", "least", "step", "active", "Team", "Step"];

test("nothing is checked but the declaration that is written on", () => {
  expect(checkedIn(text.replace("10%", "9%"), text.replace("10%", "12.5%"), text)).toEqual(
    Array(3).fill("rate"),
  );
  expect(checkedIn(text.replace("3% |  6%", "4% |  7%"))).toEqual(["step"]);
  expect(checkedIn(text.replace("PV >= least", "PV >= 2 * least"))).toEqual(["active"]);
  expect(checkedIn(text.replace("pays rate", "pays rate / 2"))).toEqual(["Team"]);
});

test("nothing is checked where a remark is written", () => {
  expect(checkedIn(text.replace("\n\ntable", "\n# rates\n\ntable"))).toEqual([]);
  expect(checkedIn(text.replace("\n\ntable", "\n# rates\n\ntable"), text)).toEqual([]);
});

test("a rule that comes or goes is checked alone, where nobody has its name in it", () => {
  const added = `${text}\nmeasure twice = 2 * PV\n`;
  expect(checkedIn(added, text, added)).toEqual(["twice", "twice"]);
  // A word may have been that of a rank or a choice.
  const word = `${text}\nmeasure other = 2 * PV\n`;
  expect(checkedIn(word)).toEqual([...ALL, "other"]);
});

test("everything is checked where a declaration is of another type, name or form for the others", () => {
  expect(checkedIn(text.replace("PV >= least", "PV + least"))).toEqual(ALL);
  expect(checkedIn(text.replace("param rate", "param rates"))).toEqual(
    ALL.map((name) => (name === "rate" ? "rates" : name)),
  );
  expect(checkedIn(text.replace("tree other", "tree other : binary"))).toEqual(ALL);
  expect(checkedIn(text.replace("bonus Team", "charge Team"))).toEqual(ALL);
  expect(checkedIn(text.replace("measure active", "weekly measure active"))).toEqual(ALL);
});

test("what there is to say of a declaration is said as long as it is so", () => {
  const wrong = text.replace("pays rate", "pays rat");
  expect(checkedIn(wrong, `${wrong}\n# said`, `${wrong}\n# said twice`)).toEqual(Array(3).fill("Team"));
});

test("rules stand in the plan as the same objects, wherever they are in the text, for who asks for no places", () => {
  const [before, after] = [parse(text), text.replace("param rate", "# of the month\nparam rate")];
  const [was, is] = [check(before).plan!, check(parseAgain(after, before)).plan!];
  const [one, other] = [regardlessOfPlaces(was), regardlessOfPlaces(is)];
  expect(other.measures.get("active")).toBe(one.measures.get("active"));
  expect(is.measures.get("active")!.span.from).toBe(was.measures.get("active")!.span.from + 15);
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
