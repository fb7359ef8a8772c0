import { type Builtin, builtins, sampleExample, samplePlan } from "../../grammar/builtins.ts";
import {
  type LanguageWord,
  languageWords,
  type Reserved,
  vocabulary,
  type WordName,
} from "../../grammar/vocabulary.ts";
import type { Chapter } from "./chapters.ts";
import { firstUsesOf } from "./coverage.ts";
import { diagramFile } from "./diagram.ts";
import { ebnfOf } from "./ebnf.ts";
import { leadingWords, partsOf, printedName, type Rule, rules } from "./grammar-model.ts";
import { code, fenced, tableOf } from "./markdown.ts";
import { resultsOf } from "./run-plan.ts";
import { linksTo, type Placed } from "./shown-in.ts";

/** The generated end of the book: every word, every function, and the grammar. */

const isWord = (name: string): name is LanguageWord => (languageWords as readonly string[]).includes(name);

/** Every word, sign and form of the language, with the section in which it first stands in a plan. */
export function wordsPart(chapters: readonly Chapter[]): string {
  const firstUses = firstUsesOf(chapters);
  const seen = (name: WordName): string => {
    const section = firstUses.get(name);
    return section ? `[${section.text}](#${section.anchor})` : "";
  };
  const wordsThat = (reserved: Reserved) =>
    tableOf(
      ["word", "what it says", "first met in"],
      languageWords
        .filter((word) => vocabulary[word].reserved === reserved)
        .map((word) => [code(word), vocabulary[word].doc, seen(word)]),
    );
  const others = (Object.keys(vocabulary) as WordName[]).filter((name) => !isWord(name));
  return [
    "## Every word",
    "Words of the language are written in small letters. A name of your own that begins with a capital never collides with one.",
    "### Words that open a declaration",
    "They are words of the language only where they stand first on a line (or behind `weekly` and its like); elsewhere they are free as names.",
    wordsThat("first on a line"),
    "### Words that are never names",
    "A rank or a person of that name stands in quotes.",
    wordsThat("everywhere"),
    "### Words at their place",
    "Each means something at its place, and is free as a name everywhere else.",
    wordsThat("at its place"),
    "### Signs and figures",
    tableOf(
      ["sign", "what it says", "first met in"],
      others
        .filter((name) => name !== "Bar")
        .map((name) => [spellingOf(name), vocabulary[name].doc, seen(name)]),
    ),
  ].join("\n\n");
}

const otherSpellings: Partial<Record<WordName, string>> = {
  LessOrEqual: "`<=` or `≤`",
  GreaterOrEqual: "`>=` or `≥`",
  NotEqual: "`<>` or `≠`",
  Minus: "`-`",
  Times: "`*` or `×`",
  YesNo: "`yes/no`",
  RowStart: "`|` first on a line",
  RowEnd: "`|` last on a line",
  Quoted: '`"…"`',
  Comment: "`# …`",
};

function spellingOf(name: WordName): string {
  const { pattern } = vocabulary[name];
  return otherSpellings[name] ?? (typeof pattern === "string" ? code(pattern) : `a ${name.toLowerCase()}`);
}

const KINDS: readonly (readonly [Builtin["kind"], string, string])[] = [
  [
    "function",
    "Functions",
    "What stands in capitals is yours to fill in; what stands in `[ ]` may be left out.",
  ],
  ["group", "Groups", "What a function goes through: see [Groups](#groups-downline-frontline-legs-upline)."],
  ["column", "Columns that every person has", ""],
  ["field", "Behind a dot", "What a rank table, a pairing and a board can be asked for."],
  ["place", "Words of a place", "They mean something only inside of a group, a journey or a table."],
];

/** What every plan has without declaring it, each worked out for one and the same plan. */
export function builtinsPart(): string {
  return [
    "## Everything that is there without being declared",
    "Each example is worked out for Ann of this plan, as the rule of `answer`.",
    fenced("plan", `${samplePlan("…")}\n${sampleExample("…")}`),
    ...KINDS.flatMap(([kind, title, remark]) => [
      `### ${title}`,
      ...(remark === "" ? [] : [remark]),
      tableOf(
        ["", "what it is", "for example", "is for Ann"],
        builtins
          .filter((builtin) => builtin.kind === kind)
          .map(({ signature, doc, example }) => [
            code(signature),
            doc,
            example ? code(example.rule) : "",
            example ? comesTo(example.rule, example.value) : "",
          ]),
      ),
    ]),
  ].join("\n\n");
}

/** What a rule comes to for Ann, worked out and not copied. */
const comesTo = (rule: string, value: string): string =>
  resultsOf(`${samplePlan(rule)}\n${sampleExample(value)}`, ["Ann.answer"], null)[0]!.rows[0]![0]!;

/** Every rule of the grammar: its EBNF, its diagram, where it is used, and where the book shows it in a plan. */
export function grammarPart(placed: readonly Placed[]): string {
  const shownIn = ({ name, piece }: Rule): string => {
    const words = leadingWords(piece)[0] ?? printedName(name);
    return `Shown in ${linksTo(
      words,
      placed.filter((one) => one.rules.has(name)),
    )}.`;
  };
  const usedIn = ({ name }: Rule): string => {
    const links = [...users.get(name)!].map(ruleLink);
    return links.length === 0 ? "" : `In ${links.join(", ")}. `;
  };
  const users = new Map(rules.map(({ name }) => [name, new Set<string>()]));
  for (const { name, piece } of rules)
    for (const part of partsOf(piece)) if (part.kind === "rule") users.get(part.rule)!.add(name);
  return [
    "## The grammar",
    [
      "The whole grammar as the parser has it, in EBNF and as diagrams that are read along the line from left to right. `[ ]` may be",
      "left out, `{ }` may stand any number of times or not at all, `|` is a choice. Words in quotes are written as they stand;",
      "what is in CAPITALS is a form of [signs and figures](#signs-and-figures). `ROW-START` and `ROW-END` are the first and the last",
      "bar of a line.",
    ].join("\n"),
    [
      "A new line means something in four places only: at the end of a remark, in the row of a table, before the word that opens a",
      "declaration, and in the outline of an example. Everywhere else lines may be broken as you like.",
    ].join("\n"),
    "How tightly things bind, from the loosest: `if … else`, `or`, `and`, `not`, the comparisons, `+ -`, `* / of`, a minus sign, a dot.",
    "### The whole in one piece",
    fenced("ebnf", rules.map(ebnfOf).join("\n")),
    "### Diagrams",
    ...rules.map((rule) =>
      [
        `#### ${printedName(rule.name)}`,
        `![${printedName(rule.name)}](${diagramFile(rule.name)})`,
        `${usedIn(rule)}${shownIn(rule)}`,
      ].join("\n\n"),
    ),
  ].join("\n\n");
}

const ruleLink = (rule: string): string => `[${printedName(rule)}](#${printedName(rule)})`;
