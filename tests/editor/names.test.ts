import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { foundAt } from "../../src/editor/hover.ts";
import { know } from "../../src/editor/known.ts";
import { type Mention, mentionAt, mentionsOf, sameTarget } from "../../src/editor/names/mentions.ts";
import { destinationOf, renamableAt, renamed } from "../../src/editor/names/renaming.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { marked } from "./marked.ts";
import { plans } from "./plans.ts";

const evergreen = plans.get("evergreen")!;
/** The mark put before the first place where the words stand, a few letters in. */
const pointed = (text: string, words: string, into = 0): string => {
  const at = text.indexOf(words) + into;
  expect(at).toBeGreaterThanOrEqual(into);
  return `${text.slice(0, at)}¦${text.slice(at)}`;
};

/** What a hover says, as lines. */
function hoverAt(text: string): string[] | null {
  const { known, at } = marked(text);
  const found = foundAt(known, at);
  if (!found) return null;
  const { title, type, code, doc } = found.description;
  return [title, type, ...code.split("\n"), doc].filter((line) => line !== "");
}

describe("a hover", () => {
  test.each([
    [
      "measure GV",
      "PV + sum(GV",
      10,
      ["measure GV", "points of PV", "measure GV = PV + sum(PV in downline)"],
    ],
    [
      "input PV",
      "= PV >= unlock",
      3,
      ["input PV", "points of PV", "input PV : volume", "points on a person's own orders"],
    ],
    [
      "a param",
      "unlock\n",
      2,
      [
        "param unlock",
        "a number",
        "param unlock = 100 from 50 to 200 step 10",
        "points a month that make a person active",
      ],
    ],
    [
      "a parameter",
      "each at most limit",
      14,
      [
        "limit, given to counted",
        "points of PV",
        "measure counted(limit) = PV + sum(GV in legs, each at most limit)",
      ],
    ],
    [
      "a table",
      "unilevel(Title, level)\n}",
      2,
      ["table unilevel", "a percentage", "table unilevel(Title, level) {"],
    ],
    ["a ladder", "Title >= Silver", 1, ["ranks Title", "a rank of Title", "ranks Title {"]],
    ["a fact", "rank.share of", 6, ["share, which every rank of Title has", "a percentage"]],
    ["a bonus", "earned(Team)", 8, ["bonus Team", "money", 'bonus Team "Team commission" {']],
    [
      "a function",
      "sum(PV in downline)",
      1,
      [
        "sum",
        "sum(VALUE in GROUP[, each at most LIMIT])",
        "Adds a value over a group; with a limit no part counts for more than it.",
      ],
    ],
    [
      "a word that opens",
      "measure active",
      2,
      ["measure", "A value that is worked out for every person, in every period."],
    ],
    [
      "a word of a clause",
      "counting active",
      2,
      [
        "counting",
        "Only people for whom this holds take up a level; the others are passed by (compression).",
      ],
    ],
    [
      "a word at its place",
      "pays unilevel",
      1,
      ["pays", "What is paid: a percentage of the base, or an amount of money."],
    ],
    [
      "a type",
      ": volume",
      3,
      ["volume", "Points. Each volume input is a kind of points of its own, and kinds never mix."],
    ],
    ["a blank", ">= _", 3, ["_", "In the header of a table: the value of the cell."]],
    ["somebody of an example", "Ann.Title", 1, ["Ann, somebody of this example", "Ann 150"]],
    [
      "a name right behind it",
      "unlock\n",
      6,
      [
        "param unlock",
        "a number",
        "param unlock = 100 from 50 to 200 step 10",
        "points a month that make a person active",
      ],
    ],
  ])("on %s", (_, words, into, expected) => {
    expect(hoverAt(pointed(evergreen, words, into))?.slice(0, expected.length)).toEqual(expected);
  });

  test("on a rank says its row with its heading", () => {
    expect(hoverAt(pointed(evergreen, "Title >= Gold", 10))).toEqual([
      "Gold, a rank of Title",
      "| rank | share | leg_rank | PV >= _ | counted(rank.share of _) >= _ | legs_with(rank.leg_rank) >= _ |",
      "| Gold | 60% | Silver | 150 | 5,000 | 2 |",
    ]);
  });

  test.each([
    ["a remark", "# what a point", 4],
    ["a title", '"Team commission"', 4],
    ["a figure", "80% of PV", 1],
    ["a bracket", "(limit) = PV", 7],
  ])("has nothing on %s", (_, words, into) => expect(hoverAt(pointed(evergreen, words, into))).toBeNull());

  test("works in broken text", () => {
    expect(hoverAt('plan "x" {\n}\ninput PV : volume\nmeasure y = (P¦V +\nbonus B {\n  pays\n')?.[0]).toBe(
      "input PV",
    );
  });
});

describe("a name leads", () => {
  test.each([
    ["from a use to its declaration", "sum(PV in downline)", 4, "PV : volume"],
    ["from a rank in a rule to its row", "Title >= Gold", 10, "Gold    |   60%"],
    ["from a parameter to its list", "each at most limit", 14, "limit)"],
    ["from a fact to its heading", "rank.share of", 6, "share | leg_rank"],
    ["from a person to the outline", "Ann.Title", 1, "Ann    150"],
    ["from a declaration to its next use", "measure active", 9, "active                               # who"],
  ])("%s", (_, words, into, expected) => {
    const { known, at } = marked(pointed(evergreen, words, into));
    const destination = destinationOf(known, at)!;
    expect(known.text.slice(destination.from, destination.from + expected.length)).toBe(expected);
  });

  test("nowhere from what the plan does not declare", () => {
    const { known, at } = marked(pointed(evergreen, "sum(PV", 1));
    expect(destinationOf(known, at)).toBeNull();
  });
});

/** The text after a renaming, or why there is none. */
function rename(text: string, name: string): string {
  const { known, at } = marked(text);
  const found = renamableAt(known, at);
  if (!found) return "nothing to rename";
  const renaming = renamed(known, found.target, name);
  if ("refusal" in renaming) return renaming.refusal;
  let result = known.text;
  for (const { span, insert } of [...renaming.edits].reverse())
    result = result.slice(0, span.from) + insert + result.slice(span.to);
  return result;
}

describe("renaming", () => {
  test("calls a measure by its new name wherever it is named, and leaves what is only spelled alike", () => {
    const text =
      'plan "GV" {\n}\ninput PV : volume  # GV\nmeasure G¦V = PV\nmeasure twice(GV2) = GV + GV2\nexample "GV" {\n  GV 50\n  expect GV.GV = 50\n}\n';
    expect(rename(text, "group")).toBe(
      'plan "GV" {\n}\ninput PV : volume  # GV\nmeasure group = PV\nmeasure twice(GV2) = group + GV2\nexample "GV" {\n  GV 50\n  expect GV.group = 50\n}\n',
    );
  });

  test("writes a rank of two words in quotes in rules, and bare in cells", () => {
    const after = rename(pointed(evergreen, "Title >= Gold", 10), "Blue Diamond");
    expect(after).toContain("| Blue Diamond    |   60% | Silver");
    expect(after).toContain('shares 1 if Title >= "Blue Diamond"');
    expect(after).toMatch(/Title: "Blue Diamond" +Team: \$500/);
    expect(after).not.toContain("Gold");
  });

  test.each([
    ["what is no name", "= PV >= unlock", 3, "P V", "A name is made of"],
    ["a word of the language", "= PV >= unlock", 3, "where", "is a word of the language"],
    ["what is taken", "= PV >= unlock", 3, "CV", "already defined"],
    ["what every plan has", "= PV >= unlock", 3, "level", "has a meaning of its own"],
    ["what it is called", "= PV >= unlock", 3, "PV", "already"],
    ["what a parameter would hide", "measure GV", 8, "limit", "mean something else"],
  ])("refuses %s", (_, words, into, name, refusal) =>
    expect(rename(pointed(evergreen, words, into), name)).toContain(refusal),
  );

  const declared = (text: string): readonly Mention[] => {
    const known = know(text);
    return mentionsOf(known).filter(
      ({ span, declares }) => declares && renamableAt(known, span.from) !== null,
    );
  };

  test("of anything in any plan leaves a plan that says the same, without the old name; and back again the same text", () => {
    const one = fc
      .constantFrom(...plans.values())
      .chain((text) => fc.record({ text: fc.constant(text), mention: fc.constantFrom(...declared(text)) }));
    fc.assert(
      fc.property(one, ({ text, mention }) => {
        const name = "Renamed_1";
        const after = rename(`${text.slice(0, mention.span.from)}¦${text.slice(mention.span.from)}`, name);
        expect(check(parse(after)).diagnostics.map(({ code }) => code)).toEqual(
          check(parse(text)).diagnostics.map(({ code }) => code),
        );
        const known = know(after);
        const target = mentionsOf(known).find(
          ({ target, declares }) => declares && target?.name === name,
        )!.target;
        expect(mentionsOf(known).filter((other) => sameTarget(other.target, target)).length).toBeGreaterThan(
          0,
        );
        expect(mentionsOf(known).filter((other) => sameTarget(other.target, mention.target))).toEqual([]);
        const place = known.text.indexOf(name);
        expect(rename(`${after.slice(0, place)}¦${after.slice(place)}`, mention.target!.name)).toBe(text);
      }),
      runs(60),
    );
  });
});

test("every name of a right plan stands for something", () => {
  const open = ["currency", "clock", "shape", "reason", "type"];
  for (const [name, text] of plans) {
    // What is written where a text is wanted is itself.
    const lost = mentionsOf(know(text)).filter(
      ({ target, site }) => !target && !open.includes(site.role) && site.expected.kind !== "text",
    );
    const special = ["side", "alike", "date", "customer", "distributor", "everyone"];
    expect(
      lost.map(({ site }) => site.text).filter((one) => !special.includes(one)),
      name,
    ).toEqual([]);
  }
});

test("names, hovers and ways are found in any text without fail", () => {
  const text = fc
    .tuple(fc.constantFrom(...plans.values()), fc.nat(9000), fc.nat(60))
    .map(([plan, at, length]) => plan.slice(0, at) + plan.slice(at + length));
  fc.assert(
    fc.property(text, fc.nat(9000), (broken, at) => {
      const known = know(broken);
      const place = Math.min(at, broken.length);
      foundAt(known, place);
      destinationOf(known, place);
      const mention = mentionAt(known, place);
      expect(mention === null || (mention.span.from <= place && place <= mention.span.to)).toBe(true);
    }),
    runs(100),
  );
});
