import type { TokenType } from "chevrotain";
import { T, type TokenName } from "../../../grammar/tokens.ts";
import { declarationWords, vocabulary, type WordName } from "../../../grammar/vocabulary.ts";
import {
  expectedAt,
  mayEnd,
  type RuleName,
  rulesAround,
  type Standing,
  startOf,
  step,
} from "../../../grammar/walk.ts";

/** The rules that are lines of a block, each begun by its first word. */
const lineRules: ReadonlySet<RuleName> = new Set([
  "currencySetting",
  "periodSetting",
  "worthSetting",
  "roundingClause",
  "awardPolicy",
  "needsPolicy",
  "gracePolicy",
  "startsClause",
  "onClause",
  "fromSelfClause",
  "upClause",
  "countingPart",
  "untilPart",
  "throughPart",
  "generationClause",
  "paysClause",
  "missedClause",
  "eachAtMost",
  "atMostClause",
  "potClause",
  "sharesClause",
  "poolRoundingClause",
  "volumeSetting",
  "cycleSetting",
  "stepsSetting",
  "strongSideSetting",
  "pairingLimitSetting",
  "carrySetting",
  "pairingNeedsSetting",
  "sizeSetting",
  "newcomersSetting",
  "topSetting",
  "mostCyclesSetting",
  "row",
  "expectLine",
]);

/** What a block is called, and by which rule it is known. */
const blocks: Readonly<Record<RuleName, string>> = {
  header: "the header",
  ranksItem: "a rank table",
  tableItem: "a table",
  bonusItem: "a bonus",
  poolItem: "a pool",
  pairingItem: "a pairing",
  boardItem: "a board",
  exampleItem: "an example",
};

export type Block = { readonly rule: RuleName; readonly called: string; readonly words: readonly string[] };

/** The block in which a new line may begin here, with the first words of its lines; null where none may begin. */
export function blockAt(standing: Standing): Block | null {
  const rule = rulesAround(standing).find((around) => around in blocks);
  if (!rule) return null;
  const words: string[] = [];
  for (const [type, rules] of expectedAt(standing))
    if ([...rules].some((asks) => lineRules.has(asks)) && isWord(type)) words.push(type.name);
  const ends = expectedAt(standing).get(T.CloseBrace)?.has(rule) ?? false;
  return ends ? { rule, called: blocks[rule]!, words } : null;
}

/** Tokens that lead from a declaration word into its block. */
function openingOf(word: "plan" | (typeof declarationWords)[number]): readonly TokenType[] {
  const title = word === "plan" || word === "example" ? [T.Quoted] : [T.Name];
  const middle =
    word === "pairing" ? [T.along, T.Name] : word === "table" ? [T.OpenParen, T.Name, T.CloseParen] : [];
  const rows = word === "table" || word === "ranks" ? [T.RowStart, T.RowEnd] : [];
  return [T[word], ...title, ...middle, T.OpenBrace, ...rows];
}

const allBlocks: readonly Block[] = (["plan", ...declarationWords] as const).flatMap((word) => {
  const inside = openingOf(word).reduce(step, startOf(word === "plan" ? "header" : "item"));
  return blockAt(inside) ?? [];
});

/** The block to which the first word of a line belongs. */
export const homeOfWord = (word: string): string | null =>
  allBlocks.find(({ words }) => words.includes(word))?.called ?? null;

/** The first words of the lines of the block that a place lies in. */
export const wordsOfBlockAround = (standing: Standing): readonly string[] => {
  const around = rulesAround(standing);
  return allBlocks.find(({ rule }) => around.includes(rule))?.words ?? [];
};

export function isWord(type: TokenType): boolean {
  return vocabulary[type.name as WordName]?.pattern === type.name;
}

const values: readonly TokenName[] = [
  "Number",
  "Percent",
  "Money",
  "Date",
  "yes",
  "no",
  "none",
  "Blank",
  "OpenParen",
  "Name",
  "Quoted",
  "not",
];
const groups: readonly TokenName[] = [
  "downline",
  "frontline",
  "legs",
  "leg",
  "upline",
  "company",
  "orders",
  "path",
  "siblings",
  "periods",
  "days",
  "weeks",
  "months",
  "years",
  "earlier",
  "last",
  "left",
  "right",
  "largest",
  "smallest",
  "earliest",
  "lowest",
  "each",
];
const operators: readonly TokenName[] = [
  "Plus",
  "Minus",
  "Times",
  "Divide",
  "of",
  "GreaterOrEqual",
  "Equal",
  "Greater",
  "Less",
  "LessOrEqual",
  "NotEqual",
  "and",
  "or",
  "Dot",
];

/** Whether any value may stand here, and not only a name or only a figure. */
export const wantsValue = (expected: ReadonlyMap<TokenType, unknown>): boolean =>
  expected.has(T.Number) && expected.has(T.OpenParen);
/** Whether a value has just ended, so that it may be joined to another. */
export const wantsOperator = (expected: ReadonlyMap<TokenType, unknown>): boolean =>
  expected.has(T.Plus) && expected.has(T.Times);

/** What could stand here, as a phrase: `an operator, the next line, such as `up`, or `}``. */
export function expectationAt(standing: Standing): string {
  const expected = new Set(expectedAt(standing).keys());
  const phrases: string[] = [];
  const without = (names: readonly TokenName[]): void => names.forEach((name) => expected.delete(T[name]));
  const operator = wantsOperator(expectedAt(standing));
  if (operator) {
    phrases.push("an operator such as `+`");
    without(operators);
  }
  if (wantsValue(expectedAt(standing))) {
    phrases.push(expected.has(T.downline) ? "a value or a group" : "a value");
    without([...values, ...(operator ? [] : ["Minus" as const])]);
  }
  if (expected.has(T.downline)) {
    if (!phrases.includes("a value or a group")) phrases.push("a group such as `downline`");
    without(groups);
  }
  const block = blockAt(standing);
  if (block && block.words.length > 3) {
    phrases.push(`the next line of ${block.called.replace(/^an? /, "the ")}`);
    without(block.words as TokenName[]);
  }
  if (block?.rule === "exampleItem") {
    phrases.push("the next person");
    without(["Name", "Quoted"]);
  }
  for (const type of expected)
    phrases.push(type === T.Name ? nameWantedAt(standing) : (type.LABEL ?? type.name));
  if (mayEnd(standing)) phrases.push("the next declaration");
  return orPhrase(phrases.slice(0, 6));
}

const orPhrase = (phrases: readonly string[]): string =>
  phrases.length < 2
    ? (phrases[0] ?? "nothing more")
    : `${phrases.slice(0, -1).join(", ")} or ${phrases.at(-1)}`;

const things: Readonly<Record<RuleName, string>> = {
  header: "the name of the plan, in quotes",
  currencySetting: "the currency, such as `USD`",
  periodSetting: "the period, such as `month`",
  worthSetting: "the kind of points, such as `CV`",
  parameters: "the name of a parameter",
  inputItem: "the name of the input",
  typeName: "the type, such as `volume`",
  treeShape: "the shape, `binary`",
  paramItem: "the name of the param",
  measureItem: "the name of the measure",
  treeItem: "the name of the tree",
  ranksItem: "the name of the ladder",
  tableItem: "the name of the table",
  bonusItem: "its name",
  poolItem: "the name of the pool",
  pairingItem: "a name",
  boardItem: "the name of the board",
  exampleItem: "what the example shows, in quotes",
  upClause: "the tree, such as `sponsor`",
  givenParam: "the name of a param",
  personLine: "the name of a person",
  givenColumn: "the name of a column",
  group: "the tree, such as `sponsor`",
  across: "the keys of the columns",
  limitItem: "the name of a bonus",
  referenceStep: "a name",
  thresholdCell: "a name",
};

/** What a name that is missing here would have been the name of. */
export const nameWantedAt = (standing: Standing): string =>
  things[rulesAround(standing).find((rule) => rule in things) ?? ""] ?? "a name";
