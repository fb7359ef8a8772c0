import type { IToken, TokenType } from "chevrotain";
import { builtins } from "../../../grammar/builtins.ts";
import { T, type TokenName } from "../../../grammar/tokens.ts";
import { accepts, rulesAround, step } from "../../../grammar/walk.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { isFirstOnLine } from "./course.ts";
import { shortest } from "./ending.ts";
import { blockAt, isWord, nameWantedAt, wantsOperator, wantsValue } from "./expectation.ts";
import type { Gap } from "./gap.ts";
import type { Repair } from "./repair.ts";

/** The functions of the language, by name. */
export const functions: ReadonlySet<string> = new Set(
  builtins.filter(({ kind }) => kind === "function").map(({ name }) => name),
);
const figures: readonly TokenName[] = ["Number", "Money", "Percent"];

/** A value or a name. */
export function valueMissing({
  course,
  place,
  standing,
  expected,
  token,
  after,
  span,
  beginsLine,
  put,
}: Gap): readonly Repair[] {
  const block = blockAt(standing);
  const outlineBroken =
    block === null && isFirstOnLine(course, place) && rulesAround(standing).includes("personLine");
  const cost = beginsLine ? 0 : outlineBroken ? 0.5 : 2;
  const value =
    (wanted: string): (() => Diagnostic) =>
    () =>
      diagnose("syntax/value-missing", span, { after, wanted });
  if (wantsValue(expected)) return [put([T.Name], cost, value("a value"))];
  const name = [T.Name, T.Quoted].find((type) => expected.has(type));
  if (name && rulesAround(standing).includes("givenValue")) return [put([name], cost, value("a value"))];
  if (name && block) return nameMissingInOutline(token, name, span, after, put);
  if (name)
    return [
      put([name], expected.has(T.Comma) ? 2.7 : cost, () =>
        diagnose("syntax/name-missing", span, { after, wanted: nameWantedAt(standing) }),
      ),
    ];
  const figure = figures.map((of) => T[of]).find((type) => expected.has(type));
  return figure ? [put([figure], cost, value(figure.LABEL!))] : [];
}

/** A figure without its person, or a value without its column. */
function nameMissingInOutline(
  token: IToken | undefined,
  name: TokenType,
  span: Gap["span"],
  after: string,
  put: Gap["put"],
): readonly Repair[] {
  const wanted = !token
    ? null
    : token.tokenType === T.Colon
      ? "the name of a column"
      : figures.includes(token.tokenType.name as TokenName)
        ? "the name of the person"
        : null;
  return wanted === null
    ? []
    : [put([name], 1.2, () => diagnose("syntax/name-missing", span, { after, wanted }))];
}

/** Two values stand side by side. Which sign should join them, nobody knows; behind a percentage it is mostly `of`. */
export function operatorMissing({
  course,
  place,
  expected,
  after,
  token,
  span,
  beginsLine,
  put,
}: Gap): readonly Repair[] {
  if (!wantsOperator(expected)) return [];
  const write = expected.has(T.of) && after.endsWith("%") ? "of" : null;
  const cost = beginsLine || isFirstOnLine(course, place) ? 4.5 : write ? 1.6 : 2.2;
  const right = token?.image ?? "";
  const tell = (): Diagnostic =>
    functions.has(after)
      ? diagnose("syntax/parentheses-missing", span, { name: after, right: `${right} …` })
      : diagnose("syntax/operator-missing", span, { left: after, right, write });
  return [T.Times, T.and].filter((type) => expected.has(type)).map((type) => put([type], cost, tell));
}

const groupHeads: ReadonlySet<TokenType> = new Set([
  T.downline,
  T.frontline,
  T.legs,
  T.leg,
  T.upline,
  T.company,
  T.orders,
  T.path,
  T.siblings,
  T.periods,
  T.last,
  T.earlier,
  T.largest,
  T.smallest,
]);
/** Words that join two values: told as an operator that is missing. */
const joining: ReadonlySet<TokenType> = new Set([
  T.of,
  T.and,
  T.or,
  T.if,
  T.else,
  T.not,
  T.yes,
  T.no,
  T.none,
]);

/** A word that the grammar insists on, or one that people leave out; and the first word of a line of a block. */
export function wordsMissing({
  course,
  place,
  standing,
  expected,
  token,
  after,
  span,
  put,
}: Gap): readonly Repair[] {
  const tell = (missed: readonly TokenType[]) => () =>
    diagnose("syntax/word-missing", span, { words: missed.map((type) => type.name), after });
  const block = blockAt(standing);
  const ofLines = new Set(block?.words ?? []);
  const words = [...expected.keys()].filter(
    (type) => isWord(type) && !joining.has(type) && !groupHeads.has(type) && !ofLines.has(type.name),
  );
  const found = token?.tokenType;
  const fitting = found ? words.filter((word) => accepts(step(standing, word), found)) : words;
  const few = fitting.length > 0 && fitting.length <= 4 ? fitting : words;
  const before = course.tokens[place - 1]?.tokenType;
  const costOf = (word: TokenType): number => {
    if (word === T.in && found && groupHeads.has(found)) return 0.9;
    return word === T.where && before && groupHeads.has(before) ? 1 : 1.7;
  };
  const repairs = words.map((word) => put([word], costOf(word), tell(few.length <= 4 ? few : [word])));
  if (block && token && isFirstOnLine(course, place) && !block.words.includes(token.image)) {
    const likely = new Set(["Percent", "Money"].includes(token.tokenType.name) ? ["pays", "pot"] : []);
    const cost = token.tokenType.name === "Name" || isWord(token.tokenType) ? 2.5 : 1.8;
    for (const word of block.words)
      repairs.push(
        put([T[word as TokenName]], likely.has(word) ? cost - 0.2 : cost, tell([T[word as TokenName]])),
      );
  }
  return repairs;
}

const punctuation: ReadonlyMap<TokenType, string> = new Map([
  [T.Comma, ","],
  [T.OpenParen, "("],
  [T.CloseParen, ")"],
]);

/** Two or three things in a row, which then are one mistake: `pairing Team {` without `along placement`. */
export function severalMissing({
  standing,
  expected,
  token,
  after,
  span,
  beginsLine,
  put,
}: Gap): readonly Repair[] {
  if (!token || (wantsOperator(expected) && !beginsLine)) return [];
  const types = shortest(standing, [token.tokenType]).get(token.tokenType);
  if (!types || types.length < 2 || types.length > 4 || !(isWord(types[0]!) || types[0] === T.OpenParen))
    return [];
  const words = types
    .map((type) => (isWord(type) ? type.name : (punctuation.get(type) ?? "…")))
    .join(" ")
    .replace(/ (?=[,)])|(?<=\() /g, "");
  return [
    put(types, 1.4 + types.length * 0.4, () =>
      diagnose("syntax/word-missing", span, { words: [words], after }),
    ),
  ];
}
