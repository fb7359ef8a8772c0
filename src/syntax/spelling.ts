import type { IToken } from "chevrotain";
import { readingsOfFigure } from "../../grammar/spellings.ts";
import type { TokenName } from "../../grammar/tokens.ts";
import { cover } from "../base/span.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import { spanOfToken } from "./lower/cst.ts";
import { currencySign, digitsOf, readDate, readText } from "./written.ts";

/** What is spelled in another way than here, though its meaning is clear enough to read on. */
export function spellingProblemsOf(
  tokens: readonly IToken[],
  comments: readonly IToken[],
  strays: readonly IToken[],
): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const [i, token] of tokens.entries()) {
    const problem = problemOf(token, tokens[i + 1], tokens[i - 1]);
    if (problem) problems.push(problem);
  }
  for (const comment of comments)
    if (!comment.image.startsWith("#"))
      problems.push(
        diagnose(
          "syntax/foreign-sign",
          { from: comment.startOffset, to: comment.startOffset + 2 },
          { found: comment.image.slice(0, 2), write: "#" },
        ),
      );
  for (const stray of strays)
    problems.push(
      choiceProblem(tokens, stray) ??
        diagnose("syntax/unknown-character", spanOfToken(stray), { found: clip(stray.image) }),
    );
  return problems;
}

/** `PV >= 100 ? 10% : 5%`, as programs have it: the condition begins behind what begins its line, or a sign. */
function choiceProblem(tokens: readonly IToken[], stray: IToken): Diagnostic | null {
  if (stray.image !== "?") return null;
  const line = tokens.filter(({ startLine }) => startLine === stray.startLine);
  const asked = line.filter(({ startOffset }) => startOffset < stray.startOffset);
  const begins = asked.findLastIndex(
    ({ tokenType }, i) => tokenType.name === "pays" || (tokenType.name === "Equal" && i <= CHOICE_BEGINS),
  );
  const rest = line.filter(({ startOffset }) => startOffset > stray.startOffset);
  const colon = rest.findIndex(({ tokenType }) => tokenType.name === "Colon");
  const ends = rest.findIndex(({ tokenType }) => tokenType.name === "CloseBrace");
  const written = (of: readonly IToken[]): string => of.map(({ image }) => image).join(" ");
  const [condition, yes, no] = [
    asked.slice(begins + 1),
    rest.slice(0, Math.max(colon, 0)),
    rest.slice(colon + 1, ends < 0 ? undefined : ends),
  ];
  if (begins < 0 || [condition, yes, no].some((part) => part.length === 0)) return null;
  const write = `${written(yes)} if ${written(condition)} else ${written(no)}`;
  return diagnose("syntax/if-first", cover(spanOfToken(condition[0]!), spanOfToken(no.at(-1)!)), { write });
}
/** `measure name = …`: the sign that gives a measure its value is one of the first. */
const CHOICE_BEGINS = 4;

/** A word in the place of a sign, kept apart from what the sign touches. */
export function apart(
  word: string,
  { startOffset, endOffset }: IToken,
  before: IToken | undefined,
  next: IToken | undefined,
): string {
  if (!/^\p{L}/u.test(word)) return word;
  const left = before && before.endOffset! + 1 === startOffset && /[\p{L}\p{N}%)]$/u.test(before.image);
  const right = next && endOffset! + 1 === next.startOffset && /^[\p{L}\p{N}]/u.test(next.image);
  return `${left ? " " : ""}${word}${right ? " " : ""}`;
}

/** What is quoted in a sentence is short enough to read. */
const clip = (image: string): string => (image.length > 40 ? `${image.slice(0, 40)}…` : image);

const signs: Partial<Record<TokenName, string>> = {
  ForeignEqual: "=",
  ForeignNotEqual: "<>",
  ForeignGreaterOrEqual: ">=",
  ForeignLessOrEqual: "<=",
  ForeignAnd: "and",
  ForeignNot: "not",
  ForeignComma: ",",
  ForeignMinus: "-",
  ForeignDivide: "/",
  ForeignOpenParen: "(",
  ForeignCloseParen: ")",
};

function problemOf(token: IToken, next: IToken | undefined, before: IToken | undefined): Diagnostic | null {
  const { image } = token;
  const span = spanOfToken(token);
  const name = token.tokenType.name as TokenName;
  const sign = signs[name];
  if (sign !== undefined)
    return diagnose("syntax/foreign-sign", span, { found: image, write: apart(sign, token, before, next) });
  switch (name) {
    case "ForeignNumber":
    case "SpacedNumber":
      return figureProblem(token, readingsOfFigure(image));
    case "ForeignPercent":
      return figureProblem(
        token,
        readings(image).map((reading) => `${reading}%`),
      );
    case "ForeignMoney":
      return moneyProblem(token);
    case "ForeignDate":
      return diagnose("syntax/date-spelling", span, { found: image, write: readDate(image) });
    case "UnclosedQuoted":
      return diagnose("syntax/unclosed-quote", span, { found: clip(readText(image)) });
    case "ApostropheName":
      return diagnose("syntax/quotes-missing", span, { words: image });
    case "ForeignQuoted":
      return diagnose("syntax/quote-sign", span, { found: image, write: `"${readText(image)}"` });
    case "Quoted":
      return readText(image).trim() === "" ? diagnose("syntax/empty-quotes", span, {}) : null;
    case "Comma":
      return next?.startOffset === span.to && /^\d/.test(next.image)
        ? diagnose("syntax/comma-space", span, { found: next.image })
        : null;
    case "Number":
    case "Money":
      return threeDecimals(token);
    default:
      return null;
  }
}

const readings = (image: string): readonly string[] => {
  const digits = digitsOf(image);
  return /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(digits) ? [digits] : readingsOfFigure(digits);
};

const figureProblem = (token: IToken, found: readonly string[]): Diagnostic =>
  /\d,\d/.test(token.image) && !/\d,\d{3}\b/.test(token.image)
    ? diagnose("syntax/decimal-comma", spanOfToken(token), { found: clip(token.image), readings: found })
    : diagnose("syntax/figure-spelling", spanOfToken(token), {
        found: clip(token.image),
        readings: found.slice(0, 1),
      });

/** An amount may be spelled wrong in its figure, or only have its sign in another place. */
function moneyProblem(token: IToken): Diagnostic {
  const sign = currencySign(token.image);
  const found = readings(token.image).map((reading) => sign + reading);
  const digits = digitsOf(token.image);
  const plain = found.length === 1 && found[0] === sign + digits;
  return plain
    ? diagnose("syntax/currency-place", spanOfToken(token), { found: token.image, write: found[0]! })
    : figureProblem(token, found.slice(0, 1));
}

/** `2.000` is two: where a point parts thousands, it was meant to be two thousand. */
function threeDecimals(token: IToken): Diagnostic | null {
  const match = /^(\p{Sc}?)([1-9]\d{0,2})\.(\d{3})$/u.exec(token.image);
  if (!match) return null;
  const [, sign = "", whole = "", decimals = ""] = match;
  const value = `${sign}${whole}${`.${decimals}`.replace(/\.?0+$/, "")}`;
  return diagnose("syntax/three-decimals", spanOfToken(token), {
    found: token.image,
    value,
    thousands: `${sign}${whole},${decimals}`,
  });
}
