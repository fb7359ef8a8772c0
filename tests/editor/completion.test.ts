import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declarationsFor } from "../../src/editor/completion/snippets.ts";
import { complete } from "../../src/editor/completion.ts";
import { know } from "../../src/editor/known.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { plans } from "./plans.ts";

/** The plan that is written on in the cases below. */
const BASE = `plan "Base" {
  currency USD
  period   month
  1 CV = $1.00
}
tree sponsor
tree placement : binary
input PV : volume                      # points on a person's own orders
input CV : volume
input shop : choice of online, store
input party : text in orders
input cash : money in orders
param unlock = 100 from 50 to 200 step 10
measure active = PV >= unlock
measure GV = PV + sum(PV in downline)
measure counted(limit) = PV + sum(GV in legs, each at most limit)
ranks Title {
  | rank         | share | leg_rank     | PV >= _ |
  | Bronze       |       |              |         |
  | Blue Diamond |   60% | Bronze       |     100 |
}
table unilevel(Title, level) {
  | Title \\ level |  1 |  2 |
  | Bronze        | 5% | 5% |
}
pairing Sides along placement {
  volume PV
}
bonus Team "Team commission" {
  on CV up sponsor
  pays unilevel(Title, level)
}
flow passed {
  on CV up sponsor
  gives 100%
}
pool Summit {
  pot 2% of sum(CV in company)
  shares 1
}
`;

type Offer = {
  readonly labels: readonly string[];
  readonly details: ReadonlyMap<string, string>;
  readonly from: number;
};

/** What is offered at the mark, best first; null where no list opens. */
function offered(marked: string, explicit = true): Offer | null {
  const whole =
    marked.startsWith("plan") || marked.startsWith("#!") ? marked.replace("#!", "") : `${BASE}${marked}`;
  const at = whole.indexOf("¦");
  const state = EditorState.create({ doc: whole.replace("¦", "") });
  const result = complete(new CompletionContext(state, at, explicit));
  if (!result) return null;
  const typed = state.sliceDoc(result.from, at).toLowerCase();
  const fitting = result.options
    .filter(({ label }) => label.toLowerCase().startsWith(typed))
    .toSorted((a, b) => (b.boost ?? 0) - (a.boost ?? 0));
  return {
    labels: fitting.map(({ label }) => label),
    details: new Map(fitting.map(({ label, detail }) => [label, detail ?? ""])),
    from: result.from,
  };
}

type Case = readonly [
  where: string,
  marked: string,
  first: string,
  also?: readonly string[],
  never?: readonly string[],
];

const cases: readonly Case[] = [
  // declarations
  [
    "at the start of a line",
    "¦",
    "measure",
    ["bonus", "ranks", "table", "pool", "pairing", "example", "weekly"],
    ["plan", "on", "PV"],
  ],
  ["of a word begun there", "bo¦", "bonus", ["board"], ["pool"]],
  ["in an empty text", "#!¦", "plan", ["input"]],
  ["behind a clock", "weekly ¦", "", [], []],
  ["where a block before was never closed", "bonus X {\n  on CV\nme¦", "measure", [], ["missed rolls up"]],
  // clauses
  [
    "in a bonus",
    "bonus X {\n  ¦\n}",
    "on",
    ["up", "counting", "pays", "missed rolls up", "missed is lost", "at most"],
    ["takes", "gives", "pot", "measure", "PV"],
  ],
  [
    "in a bonus, what is said already comes last",
    "bonus X {\n  on CV up sponsor\n  ¦\n}",
    "from self",
    ["pays", "on"],
  ],
  ["in a charge", "charge X {\n  ¦\n}", "on", ["takes"], ["pays"]],
  [
    "in a pool",
    "pool X {\n  ¦\n}",
    "pot",
    ["shares", "rounding share half even to", "each at most"],
    ["on", "pays"],
  ],
  [
    "in a pairing",
    "pairing X along placement {\n  ¦\n}",
    "volume",
    ["carry both sides", "strong side chosen once", "strong side chosen each cycle"],
  ],
  ["in a board", "board X {\n  ¦\n}", "size", ["newcomers to oldest", "top leaves"]],
  ["in the header", 'plan "X" {\n  ¦\n}', "currency", ["period", "rounding half even to"]],
  [
    "under a rank table",
    "ranks R {\n  | rank | PV >= _ |\n  | A    |         |\n  ¦\n}",
    "award highest",
    ["award in order", "needs", "grace"],
  ],
  ["in a line that was left broken above", "bonus X {\n  on CV up\n  pays 5% of of\n  c¦\n}", "counting"],
  ["behind `rounding`", "bonus X {\n  rounding ¦\n}", "half even to", ["half up to", "down to"]],
  ["behind an operand", "measure x = PV ¦", "of", ["if", "and", "or"], ["GV", "PV"]],
  // values
  [
    "where yes or no is wanted",
    "bonus X {\n  on CV up sponsor\n  counting ¦\n}",
    "active",
    ["any(", "not", "level", "below", "source"].map((one) => one.replace("(", "")),
    ["unilevel2"],
  ],
  ["where a rate is wanted", "bonus X {\n  on CV up sponsor\n  pays ¦\n}", "unilevel", ["PV", "level"]],
  ["where money is wanted", "bonus X {\n  pays 10% of ¦\n}", "cash", ["CV", "PV", "GV", "earned", "payout"]],
  ["where a yes or no begins", "measure x = ac¦", "active"],
  ["behind a sum, of the same kind first", "measure x = PV + ¦", "PV", ["GV", "sum"]],
  ["a parameter inside of its measure", "measure own(floor) = PV if PV > fl¦", "floor"],
  [
    "in a group of orders, the orders' columns only",
    "measure x = sum(cash in orders where ¦",
    "party",
    ["date", "cash", "my"],
    ["GV", "Title"],
  ],
  ["in a pot, where there is nobody", "pool X {\n  pot 2% of ¦\n}", "sum", ["unlock"], ["PV", "GV"]],
  ["in a rank table", "ranks R {\n  | rank | G¦ |\n  | A | |\n}", "GV"],
  ["in a sum, each", "measure x = sum(GV in legs, ¦)", "each at most"],
  // ranks, choices
  ["behind a title", "measure x = Title >= ¦", "Bronze", ["Blue Diamond", "none"], ["yes"]],
  ["behind a title, begun", "measure x = count(downline where Title = B¦)", "Bronze", ["Blue Diamond"]],
  ["behind a choice", "measure x = shop = ¦", "online", ["store"]],
  ["for the key of a table", "measure x = unilevel(¦", "Bronze", ["Title"]],
  [
    "in a row of a table",
    "table more(Title, level) {\n  | Title \\ level | 1 |\n  | ¦ | 5% |\n}",
    "",
    [],
    [],
  ],
  [
    "in a cell that names a rank",
    "ranks R {\n  | rank | Title >= _ |\n  | A    | B¦         |\n}",
    "Bronze",
    ["Blue Diamond"],
  ],
  // behind a dot
  [
    "behind a person",
    "measure x = sponsor.¦",
    "PV",
    ["Title", "GV", "placement", "joined"],
    ["unlock", "sum", "Team"],
  ],
  ["behind `my`", "measure x = count(downline where PV > my.¦)", "PV", ["GV"]],
  ["behind a title", "measure x = Title.¦", "share", ["leg_rank", "career", "qualified"], ["PV"]],
  ["behind the rank of a person", "measure x = sponsor.Title.c¦", "career"],
  ["behind a pairing", "measure x = Sides.¦", "left", ["matched", "cycles", "left_carried"], ["PV"]],
  [
    "in an example, behind a person",
    'example "x" {\n  Ann 150\n  expect Ann.¦\n}',
    "active",
    ["Title", "Team", "Summit"],
    ["unlock"],
  ],
  // names of one kind
  ["behind `up`", "bonus X {\n  on CV up ¦\n}", "sponsor", ["placement"], ["PV", "counting"]],
  ["behind `of` in a group", "measure x = sum(PV in downline of ¦)", "sponsor", ["placement"], ["PV"]],
  ["behind `along`", "pairing X along ¦", "placement", ["sponsor"], ["PV"]],
  [
    "behind `in`",
    "measure x = sum(PV in ¦)",
    "largest",
    ["downline", "legs", "left leg", "earlier periods"],
    ["PV", "yes"],
  ],
  [
    "in a count",
    "measure x = count(¦)",
    "largest",
    ["downline", "frontline"],
    ["yes", "each at most", "not"],
  ],
  ["in `earned`", "bonus X {\n  on earned(¦) up sponsor\n}", "Team", ["Summit"], ["PV"]],
  ["in a limit", "limit ¦", "Team", ["Summit", "all"], ["PV"]],
  ["behind `scaling`", "limit Team + Summit to $5, scaling ¦", "Team", ["Summit"], ["PV"]],
  ["for a type", "input X : ¦", "volume", ["money", "Title", "PV", "choice of", "person"], ["GV"]],
  ["behind `with`", 'example "x" with ¦', "unlock", [], ["PV"]],
  [
    "for what is given in an example",
    'example "x" {\n  Ann 150  ¦\n}',
    "PV",
    ["Title", "side", "joined", "placement"],
  ],
  ["for the value of it", 'example "x" {\n  Ann 150  Title: ¦\n}', "Bronze", ["Blue Diamond"], ["PV"]],
  ["for the side of it", 'example "x" {\n  Ann 150  side: ¦\n}', "left", ["right"], ["PV"]],
  [
    "for the first cell of a table",
    'example "x" {\n  Ann 150\n  | ¦ |\n}',
    "orders",
    ["case", "period", "expect"],
    ["PV"],
  ],
  [
    "for somebody in a table",
    'example "x" {\n  Ann 150\n  | expect | Team |\n  | ¦ | $1 |\n}',
    "Ann",
    ["everyone"],
    ["PV"],
  ],
  ["for a currency", 'plan "x" {\n  currency ¦\n}', "USD", ["EUR"]],
  ["for a period", 'plan "x" {\n  period ¦\n}', "month", ["day", "week"]],
];

describe("completion", () => {
  test.each(cases.map((one) => ({ where: one[0], one })))("$where", ({ one }) => {
    const [, marked, first, also = [], never = []] = one;
    const offer = offered(marked);
    const labels = offer?.labels ?? [];
    if (first !== "") expect(labels[0], labels.join(", ")).toBe(first);
    expect(labels).toEqual(expect.arrayContaining([...also]));
    expect(labels.filter((label) => never.includes(label))).toEqual([]);
  });

  test.each([
    ["in a remark", "measure x = PV # and a¦"],
    ["at the end of a remark", "# ¦"],
    ["in quotes", 'bonus X "Te¦am" {\n}'],
    ["in quotes that are open", 'bonus X "Te¦'],
    ["in a figure", "measure x = 10¦"],
    ["for a new name", "measure ¦"],
    ["for a new name that is begun", "bonus Te¦"],
    ["for a new person", 'example "x" {\n  An¦\n}'],
    ["for a new rank", "ranks R {\n  | rank | PV >= _ |\n  | B¦ | |\n}"],
  ])("has nothing %s", (_, marked) => {
    const labels = offered(marked)?.labels ?? [];
    expect(labels.filter((label) => label !== "expect")).toEqual([]);
  });

  test("opens unasked while a word is written and where only a few names can follow, and nowhere else", () => {
    for (const marked of [
      "measure x = P¦",
      "measure x = sponsor.¦",
      "measure x = Title >= ¦",
      "bonus X {\n  on CV up ¦",
      "measure x = sum(PV in ¦",
    ])
      expect(offered(marked, false)?.labels.length, marked).toBeGreaterThan(0);
    for (const marked of [
      "¦",
      "measure x = ¦",
      "measure x = PV ¦",
      "measure x = PV >= ¦",
      "bonus X {\n  ¦\n}",
      "measure x = 1.¦",
    ])
      expect(offered(marked, false), marked).toBeNull();
  });

  test("says the type and the remark of a name, and the doc of a word", () => {
    const offer = offered("measure x = ¦")!;
    expect(offer.details.get("GV")).toBe("points of PV");
    expect(offer.details.get("active")).toBe("yes or no");
    expect(offer.details.get("count")).toBe("a number");
  });

  test("every declaration that it puts in whole can be read as it stands", () => {
    for (const text of [BASE, 'plan "Empty" {\n}\n', ...plans.values()])
      for (const option of declarationsFor(know(text))) {
        const block = option.template!.replaceAll(/\$\{([^}]*)\}/g, "$1");
        const before = parse(text).diagnostics.length;
        const { diagnostics } = parse(`${text}\n${block}\n`);
        expect(diagnostics.slice(before), block).toEqual([]);
      }
  });

  test("never fails, wherever the caret stands in whatever text", () => {
    const text = fc.constantFrom(BASE, ...plans.values());
    const typed = fc.constantFrom(
      "",
      "x",
      ".",
      " ",
      "(",
      "= ",
      "|",
      "{",
      "}",
      '"',
      "in ",
      "up ",
      ": ",
      "\n",
      "Title >= ",
    );
    fc.assert(
      fc.property(text, fc.nat(20_000), fc.nat(30), typed, (plan, at, length, put) => {
        const from = at % (plan.length + 1);
        const state = EditorState.create({ doc: plan.slice(0, from) + put + plan.slice(from + length) });
        const result = complete(new CompletionContext(state, from + put.length, true));
        for (const { info } of result?.options.slice(0, 1) ?? []) expect(info).toBeTypeOf("function");
      }),
      runs(100),
    );
  });
});
