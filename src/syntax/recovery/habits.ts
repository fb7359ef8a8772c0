import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { expectedAt } from "../../../grammar/walk.ts";
import { cover, type Span } from "../../base/span.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { apart } from "../spelling.ts";
import {
  type Course,
  inserted,
  isFirstOnLine,
  lineStart,
  openBefore,
  placeBefore,
  readAs,
} from "./course.ts";
import { wantsOperator, wantsValue } from "./expectation.ts";
import { functions } from "./missing-words.ts";
import type { Finder, Repair } from "./repair.ts";

const sure = (
  from: number,
  to: number,
  by: readonly IToken[],
  cost: number,
  tell: () => Diagnostic,
): Repair => ({
  from,
  to,
  by,
  cost,
  sure: true,
  tell,
});
const is = (token: IToken | undefined, ...types: readonly TokenType[]): token is IToken =>
  token !== undefined && types.includes(token.tokenType);
/** A name, or a word of the language that is free as one here. */
const isName = (token: IToken | undefined): token is IToken =>
  token !== undefined &&
  (token.tokenType === T.Name || T.Name.categoryMatchesMap![token.tokenType.tokenTypeIdx!] === true);
const isMinus = (token: IToken | undefined): boolean => is(token, T.Minus, T.ForeignMinus);
const opensCell = (token: IToken | undefined): boolean => is(token, T.RowStart, T.Bar);
const endsCell = (token: IToken | undefined): boolean => is(token, T.Bar, T.RowEnd);
const spanOf = (tokens: readonly IToken[]): Span =>
  cover(spanOfToken(tokens[0]!), spanOfToken(tokens.at(-1)!));
const between = (course: Course, from: number, to: number): string => {
  const span = spanOf(course.tokens.slice(from, to));
  return course.text.slice(span.from, span.to);
};

/** `| - |` for a blank cell, and `|-----|-----|` under the header of a table. */
export const dashes: Finder = (course, at) => {
  const { tokens } = course;
  const start = lineStart(course, at);
  if (is(tokens[start], T.RowStart)) {
    const end = tokens.findIndex((token, i) => i > start && token.tokenType === T.RowEnd);
    const row = tokens.slice(start, end + 1);
    const ruled = row.filter(isMinus).length > row.filter(({ tokenType }) => tokenType === T.Bar).length + 1;
    if (
      end >= at &&
      ruled &&
      row.every((token) => isMinus(token) || is(token, T.RowStart, T.Bar, T.RowEnd, T.Colon))
    )
      return [sure(start, end + 1, [], 0.3, () => diagnose("syntax/line-under-header", spanOf(row), {}))];
  }
  const dash = tokens[at - 1];
  return isMinus(dash) && opensCell(tokens[at - 2]) && endsCell(tokens[at])
    ? [sure(at - 1, at, [], 0.3, () => diagnose("syntax/cell-dash", spanOfToken(dash!), {}))]
    : [];
};

const comparisons: readonly TokenType[] = [
  T.GreaterOrEqual,
  T.ForeignGreaterOrEqual,
  T.Greater,
  T.LessOrEqual,
  T.ForeignLessOrEqual,
  T.Less,
  T.Equal,
];

/** `| >= 100 |`: in a row under the header; and `| 3+ |`, from three on. */
export const signsInCells: Finder = (course, at) => {
  const { tokens } = course;
  const [sign, figure] = [tokens[at], tokens[at + 1]];
  if (is(sign, ...comparisons) && opensCell(tokens[at - 1]) && figure && endsCell(tokens[at + 2]))
    return [
      sure(at, at + 1, [], 0.4, () =>
        diagnose("syntax/sign-in-cell", spanOfToken(sign), { sign: sign.image, figure: figure.image }),
      ),
    ];
  const plus = tokens[at - 1];
  if (is(plus, T.Plus) && endsCell(tokens[at]) && opensCell(tokens[at - 3]))
    return [
      sure(at - 1, at, [readAs(plus, T.Range)], 0.4, () =>
        diagnose("syntax/open-range", spanOf(tokens.slice(at - 2, at)), {
          write: `${tokens[at - 2]!.image}..`,
        }),
      ),
    ];
  return [];
};

const isFigure = (token: IToken | undefined): boolean =>
  is(token, T.Number, T.SpacedNumber, T.Money, T.Percent);

/** `level 1 to 5`, `level between 1 and 5`, `level from 1 to 5`, `level = 1..5`. */
export const ranges: Finder = (course, at) => {
  const { tokens } = course;
  const found = (name: number, low: number, high: number, end: number): readonly Repair[] => {
    const [what, from, to] = [tokens[name], tokens[low], tokens[high]];
    if (!isName(what) || !isFigure(from) || !isFigure(to)) return [];
    const sign = (type: TokenType, image: string): IToken => ({
      ...inserted(type, from!.startOffset, from!.startLine!),
      image,
    });
    const by = [
      sign(T.GreaterOrEqual, ">="),
      from!,
      sign(T.and, "and"),
      what,
      sign(T.LessOrEqual, "<="),
      to!,
    ];
    const write = `${what.image} >= ${from!.image} and ${what.image} <= ${to!.image}`;
    const tell = () => diagnose("syntax/range-of", spanOf(tokens.slice(name, end)), { write });
    return [sure(name + 1, end, by, 0.6, tell)];
  };
  const image = (place: number): string => tokens[place]?.image.toLowerCase() ?? "";
  if (["between", "from"].includes(image(at)) && ["and", "to"].includes(image(at + 2)))
    return found(at - 1, at + 1, at + 3, at + 4);
  if (isFigure(tokens[at]) && image(at + 1) === "to") return found(at - 1, at, at + 2, at + 3);
  if (is(tokens[at], T.Range) && is(tokens[at - 2], T.Equal)) return found(at - 3, at - 1, at + 1, at + 2);
  return [];
};

/** `PV >= 100 points`, `10 percent`. */
export const unitsBehind: Finder = (course, at) => {
  const { tokens } = course;
  const [figure, word] = [tokens[at - 1], tokens[at]];
  if (!is(figure, T.Number, T.SpacedNumber) || !word || isFirstOnLine(course, at)) return [];
  if (!/^\p{L}+$/u.test(word.image) || !wantsOperator(expectedAt(course.standings[at]!))) return [];
  if (/^(percent|pct)$/i.test(word.image)) {
    const write = `${figure.image}%`;
    const percent = { ...readAs(figure, T.Percent), image: write, endOffset: word.endOffset! };
    return [
      sure(at - 1, at + 1, [percent], 0.4, () =>
        diagnose("syntax/figure-spelling", spanOf([figure, word]), {
          found: between(course, at - 1, at + 1),
          readings: [write],
        }),
      ),
    ];
  }
  if (word.tokenType !== T.Name || !is(tokens[at - 2], ...comparisons)) return [];
  const tell = () =>
    diagnose("syntax/unit-behind", spanOfToken(word), { figure: figure.image, word: word.image });
  return [sure(at, at + 1, [], 1.2, tell)];
};

/** `upline.active`, `PV of downline`, `company CV`: a group where somebody is wanted. */
export const manyPeople: Finder = (course, at) => {
  const { tokens } = course;
  const group = tokens[at];
  if (!is(group, T.downline, T.frontline, T.legs, T.upline, T.company)) return [];
  const missing = inserted(T.Name, group.startOffset, group.startLine!);
  const tell = (from: number, to: number, write: string | null) => () =>
    diagnose("group/many-people", spanOf(tokens.slice(from, to)), { group: group.image, write });
  const [before, what] = [tokens[at - 1], tokens[at - 2]];
  if (is(before, T.of) && isName(what) && !openBefore(course, at, "OpenParen"))
    return [
      sure(at - 2, at + 1, [missing], 0.5, tell(at - 2, at + 1, `sum(${what.image} in ${group.image})`)),
    ];
  if (is(tokens[at + 1], T.Dot) && isName(tokens[at + 2]))
    return [sure(at, at + 3, [missing], 0.5, tell(at, at + 1, null))];
  const next = tokens[at + 1];
  const isAlone = !next || isFirstOnLine(course, at + 1) || is(next, T.Plus, T.Minus, T.Times, T.CloseBrace);
  if (isAlone && wantsValue(expectedAt(course.standings[at]!)))
    return [sure(at, at + 1, [missing], 0.7, tell(at, at + 1, null))];
  return isName(next) && !isFirstOnLine(course, at + 1) && before
    ? [sure(at, at + 2, [missing], 0.8, tell(at, at + 2, `sum(${next.image} in ${group.image})`))]
    : [];
};

/** `pays 5%, 3%, 2%`: a rate for each level. */
export const ratesByLevel: Finder = ({ tokens }, at) => {
  if (!is(tokens[at], T.Comma) || !is(tokens[at - 1], T.Percent) || !is(tokens[at - 2], T.pays)) return [];
  let end = at;
  while (is(tokens[end], T.Comma) && is(tokens[end + 1], T.Percent)) end += 2;
  if (end === at) return [];
  const listed = tokens.slice(at - 1, end);
  const write = listed
    .filter(({ tokenType }) => tokenType === T.Percent)
    .map(({ image }, i) => `${image} if level = ${i + 1}`)
    .join(" else ");
  return [sure(at, end, [], 0.4, () => diagnose("syntax/rates-by-level", spanOf(listed), { write }))];
};

/** `sum of PV in downline`: a function without its parentheses. */
export const sumOf: Finder = ({ tokens }, at) => {
  const [name, of, what, into, group] = tokens.slice(at - 3, at + 2);
  if (at < 3 || !is(into, T.in) || !is(of, T.of) || !isName(name) || !isName(what) || !group) return [];
  if (!functions.has(name.image)) return [];
  const close = inserted(T.CloseParen, group.endOffset! + 1, group.startLine!);
  const by = [readAs(of, T.OpenParen), what, into, group, close];
  const tell = () =>
    diagnose("syntax/parentheses-missing", spanOfToken(name), {
      name: name.image,
      right: `${what.image} in ${group.image}`,
    });
  return [sure(at - 2, at + 2, by, 0.5, tell)];
};

/** `measure group volume = …`, `measure is-active = …`: a name of several words. */
export const namesOfWords: Finder = ({ tokens, text }, at) => {
  if (!is(tokens[0], T.measure, T.param, T.input, T.tree) || at < 2 || at > 4) return [];
  let end = 1;
  while (isName(tokens[end]) || isMinus(tokens[end])) end++;
  const words = tokens.slice(1, end).filter(isName);
  if (end < at || words.length < 2 || isMinus(tokens[end - 1]) || !is(tokens[end], T.Equal, T.Colon))
    return [];
  const write = words.map(({ image }) => image).join("_");
  const span = spanOf(tokens.slice(1, end));
  const name = { ...readAs(tokens[1]!, T.Name), image: write, endOffset: tokens[end - 1]!.endOffset! };
  return text.length > span.to
    ? [sure(1, end, [name], 0.4, () => diagnose("syntax/name-of-words", span, { write }))]
    : [];
};

/** `input PV`, and nothing more. */
export const typeMissing: Finder = (course, at) => {
  const { tokens } = course;
  if (!is(tokens[0], T.input) || at !== 2 || tokens.length !== 2 || !isName(tokens[1])) return [];
  const { offset, line } = placeBefore(course, at);
  const by = [inserted(T.Colon, offset, line), inserted(T.Name, offset, line)];
  const tell = () =>
    diagnose("syntax/type-missing", { from: offset, to: offset }, { name: tokens[1]!.image });
  return [sure(at, at, by, 0.3, tell)];
};

/** `expect Ann.Title: Gold`, `limit A, B to …`, `limit A <= …`: one sign for another, which only the line tells. */
export const signsOfLines: Finder = (course, at) => {
  const { tokens } = course;
  const other = (place: number, type: TokenType, word: string): readonly Repair[] => {
    const token = tokens[place]!;
    const write = apart(word, token, tokens[place - 1], tokens[place + 1]);
    const tell = () => diagnose("syntax/other-word", spanOfToken(token), { found: token.image, word: write });
    return [sure(place, place + 1, [readAs(token, type)], 0.5, tell)];
  };
  if (is(tokens[at], T.Colon) && is(tokens[lineStart(course, at)], T.expect)) return other(at, T.Equal, "=");
  if (is(tokens[0], T.measure) && is(tokens[at], T.Comma) && expectedAt(course.standings[at]!).has(T.and))
    return other(at, T.and, "and");
  if (!is(tokens[0], T.limit)) return [];
  const to = tokens.findIndex(({ tokenType }) => tokenType === T.to);
  if (is(tokens[at], T.Comma) && to > at) return other(at, T.Plus, "+");
  const less = tokens.findIndex((token) => is(token, T.LessOrEqual, T.ForeignLessOrEqual, T.Colon));
  if (to < 0 && less > 0 && less <= at) return other(less, T.to, "to");
  return to < 0 && /^(at|under|below|of)$/i.test(tokens[at]?.image ?? "") ? other(at, T.to, "to") : [];
};
