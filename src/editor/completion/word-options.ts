import { T } from "../../../grammar/tokens.ts";
import { declarationWords } from "../../../grammar/vocabulary.ts";
import type { Span } from "../../base/span.ts";
import type { Item } from "../../syntax/syntax.ts";
import { describeToken } from "../names/description.ts";
import type { Option } from "./option.ts";
import { type Phrase, phrasesAt } from "./phrases.ts";
import type { Place } from "./place.ts";

/** The words of the language that may stand at a place, the likeliest first. */
export function wordsAt(place: Place): readonly Option[] {
  const said = place.isFirstOnLine ? clausesOf(place) : new Set<string>();
  return phrasesAt(place.standing)
    .filter(
      (phrase) => !(declarationWords as readonly string[]).includes(phrase.word) && makesSense(phrase, place),
    )
    .map((phrase, order) => ({
      label: phrase.text,
      detail: "",
      kind: "keyword",
      fit:
        fitOf(phrase, place) -
        Math.min(order, 15) -
        ([...phrase.rules].some((rule) => said.has(rule)) ? 40 : 0),
      describe: () => describeToken(phrase.word),
    }));
}

const ruleOfClause: Readonly<Record<string, string>> = {
  Currency: "currencySetting",
  Period: "periodSetting",
  Rounding: "roundingClause",
  On: "onClause",
  FromSelf: "fromSelfClause",
  Up: "upClause",
  Counting: "countingPart",
  Until: "untilPart",
  Through: "throughPart",
  Generation: "generationClause",
  Pays: "paysClause",
  Missed: "missedClause",
  EachAtMost: "eachAtMost",
  AtMost: "atMostClause",
  RoundingClause: "roundingClause",
  Pot: "potClause",
  Shares: "sharesClause",
  PoolRounding: "poolRoundingClause",
  Volume: "volumeSetting",
  Cycle: "cycleSetting",
  Steps: "stepsSetting",
  StrongSide: "strongSideSetting",
  PairingAtMost: "pairingLimitSetting",
  Carry: "carrySetting",
  PairingNeeds: "pairingNeedsSetting",
  Starts: "startsClause",
  Size: "sizeSetting",
  Newcomers: "newcomersSetting",
  Top: "topSetting",
  MostCycles: "mostCyclesSetting",
  Award: "awardPolicy",
  Grace: "gracePolicy",
};

const operators = new Set([
  "sumTail",
  "productTail",
  "condition",
  "conjunction",
  "comparison",
  "ifPart",
  "elsePart",
]);
/** The rules that begin a line of a block. */
const lineRules = new Set(Object.values(ruleOfClause));
const groupRules = new Set(["group", "groupBase", "timeUnit"]);
/** `yes`, `none`, `not`: mostly somebody wants a name there. */
const operand = new Set(["operand", "comparison"]);
const isOf = (rules: ReadonlySet<string>, of: ReadonlySet<string>): boolean =>
  [...rules].every((rule) => of.has(rule));

/** What the grammar lets pass and a designer never means here: `yes` as an amount, a group where a value is wanted. */
function makesSense({ word, rules }: Phrase, { site, item, before }: Place): boolean {
  const verb = verbOf(item);
  if (verb !== null && (word === "pays" || word === "takes" || word === "gives")) return word === verb;
  const last = before.at(-1)?.tokenType;
  if (word === "each" && (last === T.OpenParen || last === T.Comma))
    return site?.argumentOf === "sum" && last === T.Comma;
  if (!site || isOf(rules, lineRules)) return true;
  if (site.role === "type") return rules.has("typeName");
  if (!isValue(site.role)) return site.role === "declares person";
  const { expected, argumentOf } = site;
  if (word === "yes" || word === "no" || word === "not")
    return expected.kind === "yes/no" && rules.size === 1;
  if (word === "none") return ["rank", "choice", "person"].includes(expected.kind);
  if (word === "earliest" || word === "lowest") return argumentOf === "place" || rules.has("givesWay");
  if (isOf(rules, groupRules) && last !== T.Number) return argumentOf === "count" || argumentOf === "nearest";
  return true;
}

const isValue = (role: string): boolean => role === "value" || role === "called";

function verbOf(item: Item | null): string | null {
  if (item?.kind !== "Bonus") return null;
  return item.flavour === "bonus" ? "pays" : item.flavour === "charge" ? "takes" : "gives";
}

function fitOf({ rules }: Phrase, { isFirstOnLine }: Place): number {
  if (isFirstOnLine) return isOf(rules, operators) ? -20 : 40;
  if (isOf(rules, operand)) return 0;
  return isOf(rules, operators) ? 30 : 20;
}

/** The rules of the clauses that a block has already, without the one that is being written: each is said once. */
function clausesOf({ item, nameAt }: Place): ReadonlySet<string> {
  const others = partsOf(item).filter(({ span }) => nameAt < span.from || span.to < nameAt);
  return new Set(others.flatMap(({ kind }) => ruleOfClause[kind] ?? []));
}

function partsOf(item: Item | null): readonly { readonly kind: string; readonly span: Span }[] {
  switch (item?.kind) {
    case "Bonus":
    case "Pool":
      return item.clauses;
    case "Pairing":
    case "Board":
      return item.settings;
    case "Ranks":
      return item.policies;
    default:
      return [];
  }
}
