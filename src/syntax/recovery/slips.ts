import type { IToken } from "chevrotain";
import { T, type TokenName } from "../../../grammar/tokens.ts";
import { expectedAt, mayEnd, rulesAround } from "../../../grammar/walk.ts";
import { clockUnits } from "../../base/calendar.ts";
import { own } from "../../base/own.ts";
import { cover } from "../../base/span.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { readText } from "../written.ts";
import { type Course, inserted, isFirstOnLine, joinedAs, lineStart, readAs } from "./course.ts";
import { isWord, wantsOperator, wantsValue } from "./expectation.ts";
import { nearWord } from "./near.ts";
import type { Finder, Repair } from "./repair.ts";

/** Reads one token as another, which is what was meant. */
const meant = (at: number, by: IToken, cost: number, tell: () => Diagnostic): Repair => ({
  from: at,
  to: at + 1,
  by: [by],
  cost,
  sure: true,
  tell,
});

/** Where a slip may lie: the token that does not fit, the one before it, or the first of the line. */
const near = (course: Course, at: number): readonly (readonly [number, number])[] =>
  [
    ...new Map([
      [lineStart(course, at), 0.3],
      [at - 1, 0.4],
      [at, 0],
    ]),
  ].filter(([place]) => place >= 0 && place < course.tokens.length && place <= at);

/** `Pays`, `AND`, `downlin`: a word of the language in capitals or with a slip. */
export const misspelled: Finder = (course, at) =>
  near(course, at).flatMap(([place, far]) => {
    const token = course.tokens[place]!;
    const standing = course.standings[place];
    if (token.tokenType !== T.Name || !standing) return [];
    const words = [...expectedAt(standing).keys()].filter(isWord).map((type) => type.name);
    const word = nearWord(token.image, words);
    if (word === null) return [];
    const code = word === token.image.toLowerCase() ? "syntax/wrong-case" : "syntax/misspelled";
    return [
      meant(place, readAs(token, T[word as TokenName]), 0.4 + far, () =>
        diagnose(code, spanOfToken(token), { found: token.image, word }),
      ),
    ];
  });

/** Words that other languages, and English, have where this one has another. */
const otherWords: Readonly<Record<string, readonly TokenName[]>> = {
  when: ["if", "where"],
  where: ["if"],
  if: ["where"],
  unless: ["if"],
  otherwise: ["else"],
  elif: ["else"],
  elseif: ["else"],
  then: ["if"],
  over: ["in"],
  of: ["in"],
  from: ["in", "of", "on"],
  for: ["in", "where"],
  within: ["in"],
  on: ["of", "in"],
  with: ["where"],
  plus: ["Plus"],
  minus: ["Minus"],
  times: ["Times"],
  x: ["Times"],
  and: ["Comma"],
  or: ["Comma"],
  by: ["where"],
  is: ["Equal"],
  than: ["Greater"],
  to: ["Range"],
  pay: ["pays"],
  receives: ["pays"],
  earns: ["pays"],
  base: ["on"],
  least: ["most"],
  cap: ["at"],
  max: ["at"],
  above: ["over"],
  using: ["along"],
  team: ["downline"],
  group: ["downline"],
  organization: ["downline"],
  organisation: ["downline"],
  network: ["downline"],
  children: ["frontline"],
  directs: ["frontline"],
  recruits: ["frontline"],
  everyone: ["company"],
  everybody: ["company"],
  all: ["company"],
};

export const otherWord: Finder = (course, at) =>
  near(course, at).flatMap(([place, far]) => {
    const token = course.tokens[place]!;
    const standing = course.standings[place];
    if (!standing || !/^\p{L}+$/u.test(token.image)) return [];
    const expected = expectedAt(standing);
    const words = (own(otherWords, token.image.toLowerCase()) ?? []).filter((word) => expected.has(T[word]));
    return words.map((word) =>
      meant(place, readAs(token, T[word]), 0.9 + far, () =>
        diagnose("syntax/other-word", spanOfToken(token), { found: token.image, word: labelOf(word) }),
      ),
    );
  });
const labelOf = (word: TokenName): string => (T[word].LABEL ?? word).replace(/`/g, "");

/** `input leg : volume`: a word of the language where a name should stand. */
export const reservedAsName: Finder = (course, at) => {
  const token = course.tokens[at];
  const expected = expectedAt(course.standings[at]!);
  const name = [T.Name, T.Quoted].find((type) => expected.has(type));
  if (!token || !name || !isWord(token.tokenType) || !/^\p{L}/u.test(token.image) || wantsOperator(expected))
    return [];
  const quotable = expected.has(T.Quoted);
  // `period months`: that there is no such period is told where it is understood.
  if (rulesAround(course.standings[at]!).includes("periodSetting"))
    return [
      meant(at, readAs(token, name), 0.8, () =>
        diagnose("clock/unknown", spanOfToken(token), { name: token.image, clocks: clockUnits }),
      ),
    ];
  return [
    meant(at, readAs(token, name), isFirstOnLine(course, at) ? 2.6 : quotable ? 1.9 : 0.8, () =>
      diagnose("syntax/reserved-word", spanOfToken(token), { word: token.image, quotable }),
    ),
  ];
};

/** `Blue Diamond`, `bonus Team Team commission {`: several words where one name, or a text in quotes, may stand. */
export const quotesMissing: Finder = (course, at) => {
  const { tokens, standings, text } = course;
  const joining = (from: number, to: number, cost: number): Repair => {
    const words = tokens.slice(from, to);
    const span = cover(spanOfToken(words[0]!), spanOfToken(words.at(-1)!));
    const tell = (): Diagnostic =>
      diagnose("syntax/quotes-missing", span, { words: text.slice(span.from, span.to) });
    return { from, to, by: [joinedAs(words, T.Quoted, text)], cost, sure: true, tell };
  };
  const expected = expectedAt(standings[at]!);
  if (expected.has(T.Quoted) && !expected.has(T.Name)) {
    const end = endOfWords(course, at, () => true);
    return fromTo(at + 1, end).map((to) => joining(at, to, 1 + (end - to) * 0.3));
  }
  const before = standings[at - 1];
  if (!before || !expectedAt(before).has(T.Quoted) || !isName(tokens[at - 1]!) || isFirstOnLine(course, at))
    return [];
  const end = endOfWords(course, at, isName);
  const capitals = end > at && [at - 1, at].every((i) => /^\p{Lu}/u.test(tokens[i]!.image));
  return fromTo(at + 1, end).map((to) => joining(at - 1, to, (capitals ? 1 : 2.4) + (end - to) * 0.3));
};

const isName = ({ tokenType }: IToken): boolean =>
  tokenType === T.Name || T.Name.categoryMatchesMap![tokenType.tokenTypeIdx!] === true;
const fromTo = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** Behind the last of the words that stand side by side on a line. */
function endOfWords(course: Course, at: number, fits: (token: IToken) => boolean): number {
  let end = at;
  while (
    end < course.tokens.length &&
    (end === at || !isFirstOnLine(course, end)) &&
    /^\p{L}/u.test(course.tokens[end]!.image) &&
    fits(course.tokens[end]!)
  )
    end++;
  return end;
}

/** `currency "USD"`: quotes where one plain name stands. */
export const quotesNotNeeded: Finder = (course, at) => {
  const token = course.tokens[at];
  const expected = expectedAt(course.standings[at]!);
  if (token?.tokenType.name !== "Quoted" || !expected.has(T.Name) || expected.has(T.Quoted)) return [];
  const name = readText(token.image);
  return [
    meant(at, { ...readAs(token, T.Name), image: name.replace(/[^\p{L}\p{N}_]+/gu, "_") }, 0.6, () =>
      diagnose("syntax/quotes-not-needed", spanOfToken(token), { name }),
    ),
  ];
};

/** `input PV = volume`, `measure a : 5`: one sign where another belongs. */
const swapped: readonly TokenName[] = ["Equal", "Colon", "Comma", "Dot", "Bar", "Minus"];
export const otherSign: Finder = (course, at) =>
  [at, at - 1, at - 2].flatMap((place) => {
    const token = course.tokens[place];
    const standing = course.standings[place];
    if (!token || !standing || !swapped.includes(token.tokenType.name as TokenName)) return [];
    const expected = expectedAt(standing);
    return (["Equal", "Colon", "Comma"] as const)
      .filter(
        (name) =>
          expected.has(T[name]) &&
          T[name] !== token.tokenType &&
          !(name === "Equal" && wantsOperator(expected)),
      )
      .map((name) =>
        meant(place, readAs(token, T[name]), 1.5 + (at - place) * 0.3, () =>
          diagnose("syntax/other-word", spanOfToken(token), { found: token.image, word: labelOf(name) }),
        ),
      );
  });

/** `0 < PV < 100`: two comparisons share a value. */
export const twoComparisons: Finder = (course, at) => {
  const token = course.tokens[at];
  const expected = expectedAt(course.standings[at]!);
  const comparisons: readonly TokenName[] = [
    "GreaterOrEqual",
    "Equal",
    "Greater",
    "Less",
    "LessOrEqual",
    "NotEqual",
  ];
  if (
    !token ||
    !comparisons.includes(token.tokenType.name as TokenName) ||
    !expected.has(T.and) ||
    expected.has(T.Equal)
  )
    return [];
  const before = course.tokens[at - 1]!;
  const { offset, line } = { offset: before.endOffset! + 1, line: before.startLine! };
  const by = [inserted(T.and, offset, line), inserted(T.Name, offset, line)];
  return [
    {
      from: at,
      to: at,
      by,
      cost: 1,
      sure: true,
      tell: () => diagnose("syntax/two-comparisons", spanOfToken(token), { shared: before.image }),
    },
  ];
};

/** `if active then 10% else 5%`: the amount stands before its condition. The whole is passed over. */
export const ifFirst: Finder = (course, at) => {
  const { tokens, standings, text } = course;
  const first = tokens[at];
  if (first?.tokenType !== T.if || !wantsValue(expectedAt(standings[at]!))) return [];
  let end = at + 1;
  while (
    end < tokens.length &&
    tokens[end]!.startLine === first.startLine &&
    !["CloseBrace", "Bar", "RowEnd"].includes(tokens[end]!.tokenType.name)
  )
    end++;
  const within = tokens.slice(at, end);
  const then = within.findIndex(({ image }) => image === "then");
  const otherwise = within.findIndex(({ tokenType }) => tokenType === T.else);
  const words = (from: number, to: number): string =>
    text.slice(within[from]!.startOffset, within[to - 1]!.endOffset! + 1);
  const last = otherwise > then ? otherwise : within.length;
  const whole = then > 1 && last > then + 1 && within.filter(({ image }) => image === "then").length === 1;
  const write = whole
    ? `${words(then + 1, last)} if ${words(1, then)}${last < within.length ? ` ${words(last, within.length)}` : ""}`
    : null;
  const span = cover(spanOfToken(first), spanOfToken(within.at(-1)!));
  const by = [inserted(T.Name, first.startOffset, first.startLine!)];
  return [
    { from: at, to: end, by, cost: 1, sure: true, tell: () => diagnose("syntax/if-first", span, { write }) },
  ];
};

/** `rounding half even to 0.01`: an amount without its sign. The plan's own sign is proposed. */
export const signMissing: Finder = (course, at) => {
  const token = course.tokens[at];
  if (token?.tokenType !== T.Number || !expectedAt(course.standings[at]!).has(T.Money)) return [];
  const sign = /\p{Sc}(?=\d)/u.exec(course.text)?.[0] ?? "$";
  return [
    meant(at, readAs(token, T.Money), 0.8, () =>
      diagnose("syntax/currency-missing", spanOfToken(token), {
        found: token.image,
        write: sign + token.image,
      }),
    ),
  ];
};

/** Something stands there that is too much: a bracket that closes nothing, a word twice, a comma behind the last thing. */
export const tooMuch: Finder = (course, at) => {
  const token = course.tokens[at];
  const before = course.tokens[at - 1];
  const remove = (place: number, cost: number, tell: () => Diagnostic, sure = true): Repair => ({
    from: place,
    to: place + 1,
    by: [],
    cost,
    sure,
    tell,
  });
  const repairs: Repair[] = [];
  if (token && ["CloseParen", "CloseBrace"].includes(token.tokenType.name))
    repairs.push(
      remove(at, 0.9, () => diagnose("syntax/nothing-to-close", spanOfToken(token), { sign: token.image })),
    );
  if (token && before && token.image === before.image && before.tokenType === token.tokenType)
    repairs.push(
      remove(at, 0.9, () => diagnose("syntax/doubled", spanOfToken(token), { found: token.image })),
    );
  if (
    before?.tokenType === T.Comma &&
    (!token ||
      ["CloseParen", "CloseBrace", "Colon"].includes(token.tokenType.name) ||
      isFirstOnLine(course, at))
  )
    repairs.push(remove(at - 1, 0.9, () => diagnose("syntax/trailing-comma", spanOfToken(before), {})));
  if (before?.tokenType === T.CloseBrace && mayEnd(course.standings[at]!))
    repairs.push(
      remove(at - 1, 1.2, () => diagnose("syntax/nothing-to-close", spanOfToken(before), { sign: "}" })),
    );
  return repairs;
};
