import type { IToken } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { accepts } from "../../../grammar/walk.ts";
import { cover, type Span } from "../../base/span.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { type Course, inserted, isFirstOnLine, lineStart, placeBefore, spanAt } from "./course.ts";
import { type Goal, shortest } from "./ending.ts";
import { blockAt, expectationAt, homeOfWord } from "./expectation.ts";
import { nearWord } from "./near.ts";
import type { Finder, Repair } from "./repair.ts";

/** How a token is called in a sentence. */
export const called = (token: IToken | undefined): string => {
  if (!token) return "the end";
  const image = token.image.length > 40 ? `${token.image.slice(0, 40)}…` : token.image;
  return `\`${image}\``;
};

/** One token that should not be there, or two. */
export const oneTooMany: Finder = (course, at) => {
  const remove = (from: number, to: number, cost: number): Repair => ({
    from,
    to,
    by: [],
    cost,
    sure: false,
    tell: () => unexpected(course, from, to),
  });
  return [
    ...(at < course.tokens.length ? [remove(at, at + 1, 2.5)] : []),
    ...(at > 0 && course.tokens.length > 1 ? [remove(at - 1, at, 3)] : []),
    ...(at + 1 < course.tokens.length ? [remove(at, at + 2, 4.2)] : []),
  ];
};

/**
 * Passes over what cannot be read, up to something that can: the next cell, the next argument, the next line of a block,
 * the end. What had been begun is ended with what must still come, so that the tree keeps it.
 */
export const passOver: Finder = (course, at) => {
  const starts = [at, Math.max(at - 1, 0), lineStart(course, at), blockLineStart(course, at)];
  const stops = stopsBehind(course, at);
  return [...new Set(starts)].flatMap((place): readonly Repair[] => {
    const standing = course.standings[place];
    if (!standing || place > at) return [];
    const goal = (stop: number): Goal => course.tokens[stop]?.tokenType ?? "end";
    const endings = shortest(
      standing,
      stops.map(({ stop }) => goal(stop)),
    );
    const { offset, line } = placeBefore(course, place);
    return stops.flatMap(({ stop, far }): Repair[] => {
      const types = stop >= at ? endings.get(goal(stop)) : undefined;
      if (!types || (stop === place && types.length === 0)) return [];
      const cost = 4.2 + far + types.length * 0.5 + (stop - place) * 0.25;
      return [
        {
          from: place,
          to: stop,
          by: types.map((type) => inserted(type, offset, line)),
          cost,
          sure: false,
          tell: () => unexpected(course, at, stop),
        },
      ];
    });
  });
};

/** Where the line of the block begins that a token lies in, though it may be on an earlier line of the text. */
function blockLineStart(course: Course, at: number): number {
  for (let place = at; place > 0; place--) if (blockAt(course.standings[place]!)) return place;
  return at;
}

/** Where one may read on: a few of each kind of place, the nearest first. */
function stopsBehind(
  { tokens }: Course,
  at: number,
): readonly { readonly stop: number; readonly far: number }[] {
  const stops: { stop: number; far: number }[] = [];
  const line = tokens[at]?.startLine;
  let lines = 0;
  for (let i = at; i < tokens.length && lines < 6; i++) {
    const token = tokens[i]!;
    const first = i > 0 && tokens[i - 1]!.startLine !== token.startLine;
    const onLine =
      token.startLine === line &&
      ["Bar", "RowEnd", "Comma", "CloseParen", "CloseBrace"].includes(token.tokenType.name);
    if (first || (onLine && i > at) || token.tokenType === T.CloseBrace)
      stops.push({ stop: i, far: first || token.startLine !== line ? 0.5 * lines : 0 });
    if (first) lines++;
  }
  stops.push({ stop: tokens.length, far: 2 });
  return stops.slice(0, 24);
}

/** A line of a block that begins with no word of this block. */
export const unknownLine: Finder = (course, at) => {
  const place = [at, lineStart(course, at)].find(
    (i) =>
      i < course.tokens.length &&
      isFirstOnLine(course, i) &&
      course.standings[i] &&
      blockAt(course.standings[i]!),
  );
  const token = place === undefined ? undefined : course.tokens[place];
  const block = place === undefined ? null : blockAt(course.standings[place]!);
  if (place === undefined || !token || !block || block.words.length === 0 || !/^\p{L}/u.test(token.image))
    return [];
  if (accepts(course.standings[place]!, token.tokenType)) return [];
  return stopsBehind(course, at)
    .filter(
      ({ stop }) =>
        stop > place && accepts(course.standings[place]!, course.tokens[stop]?.tokenType ?? T.CloseBrace),
    )
    .slice(0, 3)
    .map(({ stop, far }) => ({
      from: place,
      to: stop,
      by: [],
      cost: 2.6 + far * 0.3 + (place < at ? 0.6 : 0),
      sure: true,
      tell: () => unknownLineProblem(token, block.called, block.words),
    }));
};

function unknownLineProblem(token: IToken, block: string, words: readonly string[]): Diagnostic {
  const home = token.tokenType === T.Name ? null : homeOfWord(token.image);
  const near = nearWord(token.image, words);
  return diagnose("syntax/unknown-clause", spanOfToken(token), {
    found: token.image,
    block,
    words,
    home,
    near,
  });
}

/** What cannot stand here, from one token to another, but not beyond its line. */
export function unexpected(course: Course, from: number, to: number): Diagnostic {
  const first = course.tokens[from];
  const line = course.tokens.slice(from, to).filter((token) => token.startLine === first?.startLine);
  const span: Span = first
    ? cover(spanOfToken(first), spanOfToken(line.at(-1) ?? first))
    : spanAt(course, from);
  const found = !first ? "the end" : `\`${clip(course.text.slice(span.from, span.to))}\``;
  const standing = course.standings[from];
  return diagnose("syntax/unexpected", span, {
    found,
    expected: standing ? expectationAt(standing) : "something else",
    removable: first !== undefined && line.length <= 2,
  });
}
const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
