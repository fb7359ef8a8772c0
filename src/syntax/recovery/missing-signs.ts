import type { IToken } from "chevrotain";
import { T, type TokenName } from "../../../grammar/tokens.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { type Course, isFirstOnLine, openBefore, placeBefore } from "./course.ts";
import { isWord, wantsOperator } from "./expectation.ts";
import type { Gap } from "./gap.ts";
import type { Repair } from "./repair.ts";

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

/** Brackets, bars, commas and their like. */
export function signsMissing({ course, place, expected, token, beginsLine, put }: Gap): readonly Repair[] {
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

/** A table without any row. */
export function rowsMissing({ expected, token, span, put }: Gap): readonly Repair[] {
  if (
    !expected.has(T.RowStart) ||
    expected.has(T.Name) ||
    (token && token.tokenType !== T.CloseBrace && !isWord(token.tokenType))
  )
    return [];
  return [put([T.RowStart, T.RowEnd], 1.4, () => diagnose("syntax/row-missing", span, {}))];
}

/** A sign that is missing, told where it should stand, with the mend that puts it there. */
export function signMissing(course: Course, place: number, name: TokenName): Diagnostic {
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
