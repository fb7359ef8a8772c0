import { foldable, getIndentation, IndentContext, indentUnit } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import type { Tree } from "@lezer/common";
import { highlightTree } from "@lezer/highlight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parser } from "../../grammar/rules.ts";
import { T, tokenize } from "../../grammar/tokens.ts";
import { planLanguage } from "../../src/editor/language.ts";
import { colours } from "../../src/editor/tree/colours.ts";
import { planTextLanguage } from "../../src/editor/tree/plan-parser.ts";
import { runs } from "../properties/runs.ts";
import { plans } from "./plans.ts";

const treeOf = (text: string): Tree => planTextLanguage.parser.parse(text);

/** The leaves of a tree: what has no parts of its own. */
function leavesOf(tree: Tree): { name: string; from: number; to: number }[] {
  const leaves: { name: string; from: number; to: number }[] = [];
  tree.iterate({
    enter: ({ node, name, from, to }) => {
      if (!node.firstChild && !node.type.isTop) leaves.push({ name, from, to });
    },
  });
  return leaves;
}

/** A plan that somebody is just changing: a piece cut out, typed over, moved or put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...plans.values()),
    fc.nat(10_000),
    fc.nat(40),
    fc.oneof(
      fc.string({ maxLength: 12, unit: "binary" }),
      fc.constantFrom(
        "",
        "{",
        "}",
        "(",
        ")",
        '"',
        "|",
        "#",
        "\n",
        "bonus ",
        "= ",
        ", ",
        ".",
        "5%",
        "$1",
        "if ",
      ),
    ),
  )
  .map(([text, at, length, put]) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + put + text.slice(from + length);
  });

describe("the tree of the editor", () => {
  test("holds every token of any text, in order, and nothing else", () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: "binary" })), (text) => {
        const tree = treeOf(text);
        expect(tree.length).toBe(text.length);
        const { tokens, comments, strays } = tokenize(text);
        const expected = [...tokens, ...comments, ...strays]
          .map((token) => token.startOffset)
          .sort((a, b) => a - b);
        const leaves = leavesOf(tree);
        expect(leaves.map(({ from }) => from)).toEqual(expected);
        for (const [i, leaf] of leaves.entries())
          expect(leaf.to).toBeLessThanOrEqual(leaves[i + 1]?.from ?? text.length);
      }),
      runs(150),
    );
  });

  test("gives every token of a right plan a colour", () => {
    for (const [name, text] of plans) {
      const coloured = new Set<number>();
      highlightTree(treeOf(text), colours, (from) => coloured.add(from));
      const { tokens, comments } = tokenize(text);
      const bare = [...tokens, ...comments].filter((token) => !coloured.has(token.startOffset));
      expect(
        bare.map(({ image }) => image),
        name,
      ).toEqual([]);
    }
  });

  test("colours a word by what it is at its place", () => {
    const text =
      'plan "x" {}\nranks Title {\n  | rank | share |\n}\nbonus share {\n  up sponsor\n  pays share(volume)\n}\n';
    const found: string[] = [];
    highlightTree(treeOf(text), colours, (from, to, classes) =>
      found.push(`${text.slice(from, to)} ${classes}`),
    );
    expect(found.filter((one) => /^(share|up|volume|sponsor|bonus)\b/.test(one))).toEqual([
      "share tok-name",
      "bonus tok-opening",
      "share tok-definition",
      "up tok-setting",
      "sponsor tok-name",
      "share tok-called",
      "volume tok-name",
    ]);
  });

  test("has one meaning for a name: no rule is called like a token", () => {
    const rules = Object.keys(parser.getGAstProductions());
    expect(rules.filter((rule) => rule in T)).toEqual([]);
  });
});

const stateOf = (text: string): EditorState =>
  EditorState.create({ doc: text, extensions: [planLanguage(), indentUnit.of("  ")] });

test("blocks fold from brace to brace", () => {
  const text = plans.get("evergreen")!;
  const state = stateOf(text);
  const folded = [];
  for (let n = 1; n <= state.doc.lines; n++) {
    const line = state.doc.line(n);
    const fold = foldable(state, line.from, line.to);
    if (fold) folded.push(line.text.slice(0, fold.from - line.from) + text[fold.to]);
  }
  expect(folded).toEqual([
    'plan "Evergreen" {}',
    "ranks Title {}",
    "table unilevel(Title, level) {}",
    "table match(Title, level) {}",
    'bonus Team "Team commission" {}',
    'bonus Match "Leadership match" {}',
    'pool Summit "Summit pool" {}',
    'example "brochure, page 12" {}',
    'example "who is not active occupies no level" {}',
    'example "the match gives way, the commission does not" {}',
  ]);
});

/** How far the line stands in that Enter makes at the mark. */
function enterAt(marked: string): number | null {
  const at = marked.indexOf("¦");
  const state = stateOf(marked.replace("¦", ""));
  return getIndentation(new IndentContext(state, { simulateBreak: at }), at);
}

test.each([
  ["after an open brace", "bonus Team {¦", 2],
  ["in a block", "bonus Team {\n  on CV up sponsor¦\n}", 2],
  ["before its brace", "bonus Team {\n  on CV up sponsor¦}", 0],
  ["behind it", "bonus Team {\n  on CV up sponsor\n}¦", 0],
  ["in a rank table", "ranks Title {\n  | rank |\n  | Gold |¦\n", 2],
  ["in an outline, as far as the line above", 'example "x" {\n  Ann\n    Bob¦\n', 4],
  ["at the start of an outline", 'example "x" {¦\n}', 2],
  ["where a rule goes on", "measure x = PV +¦", 2],
  ["where a rule is over", "measure x = PV¦", 0],
  ["in parentheses", "measure x = sum(¦", 2],
  ["where a block before was left open", "bonus A {\n  on CV\nmeasure x = PV¦", 0],
  ["where a clause goes on", "bonus A {\n  pays 5% if active and¦\n}", 4],
])("a new line %s stands in", (_, marked, columns) => expect(enterAt(marked)).toBe(columns));

test("an outline that is there is never moved, because its indentation draws the tree", () => {
  const text = 'example "x" {\n  Ann\n    Bob\n        Cy\n}';
  const state = stateOf(text);
  expect(getIndentation(state, text.indexOf("        Cy"))).toBeNull();
  expect(getIndentation(state, text.length - 1)).toBe(0);
});
