import type { IToken, TokenType } from "chevrotain";
import { T, type TokenName } from "../../../grammar/tokens.ts";
import {
  accepts,
  expectedAt,
  type RuleName,
  rulesAround,
  type Standing,
  step,
} from "../../../grammar/walk.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { type Course, inserted, isFirstOnLine, lineStart, openBefore, placeBefore } from "./course.ts";
import { shortest } from "./ending.ts";
import {
  blockAt,
  isWord,
  nameWantedAt,
  wantsOperator,
  wantsValue,
  wordsOfBlockAround,
} from "./expectation.ts";
import type { Finder, Repair } from "./repair.ts";

/**
 * Something is missing: before the token that does not fit, before the one in front of it, where a line begins, or
 * where a bracket should have been closed.
 */
export const missing: Finder = (course, at) => {
  const places = new Map<number, number>([[at, 0]]);
  const start = lineStart(course, at);
  if (!places.has(start)) places.set(start, 0.2);
  if (at > 0 && !places.has(at - 1)) places.set(at - 1, 0.6);
  const anything = [...places].flatMap(([place, far]) => missingBefore(course, place, far));
  return [...anything, ...closingMissing(course, at), ...betweenNeighbours(course, at)];
};

/** A place before which something may be missing, with all that is asked of it. */
type Gap = {
  readonly course: Course;
  readonly place: number;
  readonly standing: Standing;
  readonly expected: ReadonlyMap<TokenType, ReadonlySet<RuleName>>;
  readonly token: IToken | undefined;
  readonly after: string;
  readonly span: { readonly from: number; readonly to: number };
  /** The token reads as the first word of a line of the block: then the line before it was not finished. */
  readonly beginsLine: boolean;
  readonly put: (types: readonly TokenType[], cost: number, tell: () => Diagnostic) => Repair;
};

function gapBefore(course: Course, place: number, far: number): Gap | null {
  const standing = course.standings[place];
  if (!standing) return null;
  const token = course.tokens[place];
  const ownLine = token && isFirstOnLine(course, place) && blockAt(standing) !== null;
  const { offset, line } = ownLine
    ? { offset: token.startOffset, line: token.startLine! }
    : placeBefore(course, place);
  return {
    course,
    place,
    standing,
    expected: expectedAt(standing),
    token,
    after: ownLine ? "" : (course.tokens[place - 1]?.image ?? ""),
    span: { from: offset, to: offset },
    beginsLine: token !== undefined && wordsOfBlockAround(standing).includes(token.image),
    put: (types, cost, tell) => ({
      from: place,
      to: place,
      by: types.map((type) => inserted(type, offset, line)),
      cost: cost + far,
      sure: true,
      tell,
    }),
  };
}

function missingBefore(course: Course, place: number, far: number): readonly Repair[] {
  const gap = gapBefore(course, place, far);
  if (!gap) return [];
  return [
    ...signsMissing(gap),
    ...rowsMissing(gap),
    ...valueMissing(gap),
    ...operatorMissing(gap),
    ...wordsMissing(gap),
    ...severalMissing(gap),
  ];
}

/** Signs that are often forgotten, and how far-fetched that is. */
const signs: Partial<Record<TokenName, number>> = {
  CloseParen: 1,
  OpenParen: 1.1,
  OpenBrace: 1,
  CloseBrace: 1,
  RowEnd: 1,
  RowStart: 1,
  Comma: 1.1,
  Colon: 1.1,
  Equal: 1.1,
  Bar: 1.6,
};

function signsMissing({ course, place, expected, token, beginsLine, put }: Gap): readonly Repair[] {
  const first = isFirstOnLine(course, place);
  const fits = (name: TokenName): boolean => {
    if (name === "Equal") return !wantsOperator(expected);
    if (name === "RowStart")
      return (
        first &&
        lineFrom(course, place).some(({ tokenType }) => tokenType === T.Bar || tokenType === T.RowEnd)
      );
    if (name === "OpenParen") return closesUnopened(lineFrom(course, place));
    return name !== "RowEnd" || first || !token;
  };
  return (Object.entries(signs) as [TokenName, number][])
    .filter(([name]) => expected.has(T[name]) && fits(name))
    .map(([name, cost]) =>
      put([T[name]], beginsLine ? cost - 1 : cost, () => signMissing(course, place, name)),
    );
}

/** The tokens from a place to the end of its line. */
function lineFrom({ tokens }: Course, place: number): readonly IToken[] {
  let end = place;
  while (end < tokens.length && tokens[end]!.startLine === tokens[place]!.startLine) end++;
  return tokens.slice(place, end);
}

/** Whether a parenthesis closes that does not open among these tokens. */
function closesUnopened(tokens: readonly IToken[]): boolean {
  let open = 0;
  for (const { tokenType } of tokens) {
    if (tokenType === T.OpenParen) open++;
    else if (tokenType === T.CloseParen && open-- === 0) return true;
  }
  return false;
}

/** Where lines begin between a parenthesis that is open and the fault, and where its commas are: it may have been forgotten there. */
function closingMissing(course: Course, at: number): readonly Repair[] {
  const open = openBefore(course, at, "OpenParen");
  if (!open) return [];
  const places: number[] = [];
  for (let i = course.tokens.indexOf(open) + 1; i < at && places.length < 4; i++)
    if (isFirstOnLine(course, i) || course.tokens[i]!.tokenType === T.Comma) places.push(i);
  return places.flatMap((place) => {
    const gap = gapBefore(course, place, isFirstOnLine(course, place) ? -0.2 : 0.2);
    return gap?.expected.has(T.CloseParen)
      ? [gap.put([T.CloseParen], gap.beginsLine ? 0 : 1, () => signMissing(course, place, "CloseParen"))]
      : [];
  });
}

/** On a line of what is expected, two values may stand side by side long before anything sticks: `Ann.Title Gold, Bob.Title = …`. */
function betweenNeighbours(course: Course, at: number): readonly Repair[] {
  const start = lineStart(course, at);
  if (course.tokens[start]?.tokenType !== T.expect) return [];
  const repairs: Repair[] = [];
  for (let place = start + 2; place < at; place++) {
    const beside = [place - 1, place].every((i) => /^[\p{L}\p{N}\p{Sc}"]/u.test(course.tokens[i]!.image));
    const gap = beside ? gapBefore(course, place, 0.3) : null;
    if (gap) repairs.push(...signsMissing(gap), ...operatorMissing(gap));
  }
  return repairs;
}

function rowsMissing({ expected, token, span, put }: Gap): readonly Repair[] {
  if (
    !expected.has(T.RowStart) ||
    expected.has(T.Name) ||
    (token && token.tokenType !== T.CloseBrace && !isWord(token.tokenType))
  )
    return [];
  return [put([T.RowStart, T.RowEnd], 1.4, () => diagnose("syntax/row-missing", span, {}))];
}

const figures: readonly TokenName[] = ["Number", "Money", "Percent"];

function valueMissing({
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
function operatorMissing({
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
  const tell = (): Diagnostic =>
    diagnose("syntax/operator-missing", span, { left: after, right: token?.image ?? "", write });
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
function wordsMissing({
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
function severalMissing({ standing, expected, token, after, span, beginsLine, put }: Gap): readonly Repair[] {
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

/** A sign that is missing, told where it should stand, with the mend that puts it there. */
function signMissing(course: Course, place: number, name: TokenName): Diagnostic {
  const { offset } = placeBefore(course, place);
  const span = { from: offset, to: offset };
  const open = name === "CloseParen" ? "OpenParen" : name === "CloseBrace" ? "OpenBrace" : null;
  if (open) {
    const opener = openBefore(course, place, open);
    const sign = open === "OpenParen" ? "(" : "{";
    const labels =
      opener && !opener.isInsertedInRecovery
        ? [{ span: spanOfToken(opener), text: `\`${sign}\` opens here` }]
        : [];
    return diagnose("syntax/unclosed", span, { open: sign, close: sign === "(" ? ")" : "}" }, labels);
  }
  const token = course.tokens[place];
  if (name === "RowEnd") return diagnose("syntax/row-without-end", span, {});
  if (name === "RowStart")
    return diagnose("syntax/row-without-start", { from: token!.startOffset, to: token!.startOffset }, {});
  const sign = ({ OpenParen: "(", OpenBrace: "{", Comma: ",", Colon: ":", Equal: "=", Bar: "|" } as const)[
    name as "Comma"
  ];
  return diagnose("syntax/sign-missing", span, {
    sign,
    after: course.tokens[place - 1]?.image ?? "",
    before: token?.image ?? "",
  });
}
