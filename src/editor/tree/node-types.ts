import { foldNodeProp, languageDataProp } from "@codemirror/language";
import { NodeProp, NodeSet, NodeType } from "@lezer/common";
import { styleTags, Tag, tags as t } from "@lezer/highlight";
import { parser } from "../../../grammar/rules.ts";
import { foreignSpellings } from "../../../grammar/spellings.ts";
import { T, type TokenName } from "../../../grammar/tokens.ts";
import { type Style, vocabulary, type WordName } from "../../../grammar/vocabulary.ts";
import { languageData } from "./language-data.ts";

/**
 * The types of nodes in the editor's tree: one for the whole text, one a rule of the grammar, one a kind of token. What
 * colour a token has is said by the vocabulary; which blocks fold and which brackets match, by the names of the rules.
 */
const ruleNames = Object.keys(parser.getGAstProductions());
const tokenNames = Object.keys(T) as TokenName[];

/** The tags of the vocabulary's styles. Each is a kind of a common tag, so that any highlighter has a colour for it. */
export const styles: Readonly<Record<Style, Tag>> = {
  opening: Tag.define("opening", t.definitionKeyword),
  keyword: t.keyword,
  setting: Tag.define("setting", t.propertyName),
  number: t.number,
  money: Tag.define("money", t.number),
  date: Tag.define("date", t.literal),
  text: t.string,
  name: t.variableName,
  operator: t.operator,
  bracket: t.paren,
  punctuation: t.punctuation,
  comment: t.lineComment,
};

function styleOf(name: TokenName): Style | null {
  const foreign = name in foreignSpellings ? foreignSpellings[name as keyof typeof foreignSpellings] : null;
  const word: WordName | null = foreign ? foreign.of : (name as WordName);
  return word && vocabulary[word].style;
}

const tokenStyles = Object.fromEntries(
  tokenNames.flatMap((name) => {
    const style = styleOf(name);
    return style ? [[name, styles[style]]] : [];
  }),
);

/** Declarations with braces: what stands between these can be folded away. */
export const blockRules = [
  "header",
  "ranksItem",
  "tableItem",
  "bonusItem",
  "poolItem",
  "pairingItem",
  "boardItem",
  "exampleItem",
] as const;

/** The rules whose own `Name` is declared there, and not read. */
const declaring = [
  "paramItem",
  "measureItem",
  "treeItem",
  "ranksItem",
  "tableItem",
  "bonusItem",
  "poolItem",
  "pairingItem",
  "boardItem",
  "inputItem",
  "inputItem/names",
];

const idOfRule = new Map(ruleNames.map((name, i) => [name, i + 1]));
const idOfToken = new Map(tokenNames.map((name, i) => [name as string, i + 1 + ruleNames.length]));

export const nodeSet = new NodeSet([
  NodeType.define({ id: 0, name: "Plan", top: true, props: [[languageDataProp, languageData]] }),
  ...ruleNames.map((name, i) => NodeType.define({ id: i + 1, name })),
  ...tokenNames.map((name, i) =>
    NodeType.define({ id: i + 1 + ruleNames.length, name, error: styleOf(name) === null }),
  ),
]).extend(
  styleTags({
    ...tokenStyles,
    [declaring.map((path) => `${path}/Name`).join(" ")]: t.definition(t.variableName),
    "referenceStep/Name": t.function(t.variableName),
    "typeName/Name": t.typeName,
  }),
  foldNodeProp.add(
    Object.fromEntries(
      blockRules.map((rule) => [
        rule,
        (node) => {
          const [open, close] = [node.getChild("OpenBrace"), node.lastChild];
          return open && close?.name === "CloseBrace" ? { from: open.to, to: close.from } : null;
        },
      ]),
    ),
  ),
  NodeProp.closedBy.add({ OpenBrace: ["CloseBrace"], OpenParen: ["CloseParen"] }),
  NodeProp.openedBy.add({ CloseBrace: ["OpenBrace"], CloseParen: ["OpenParen"] }),
);

export const topType = nodeSet.types[0]!;
export const typeOfRule = (name: string): NodeType => nodeSet.types[idOfRule.get(name)!]!;
export const typeOfToken = (name: string): NodeType => nodeSet.types[idOfToken.get(name)!]!;
