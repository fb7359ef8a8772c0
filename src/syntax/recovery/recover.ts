import type { IToken } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { step } from "../../../grammar/walk.ts";
import { after } from "../../base/span.ts";
import { PROBLEMS_MOST } from "../../base/text-limits.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { apply, type Course, courseOf, faultOf, inserted, shareRead } from "./course.ts";
import { hiddenDeclaration, type Segment, segmentsOf } from "./declarations.ts";
import { lengthOfEnding } from "./ending.ts";
import {
  dashes,
  manyPeople,
  namesOfWords,
  ranges,
  ratesByLevel,
  signsInCells,
  signsOfLines,
  sumOf,
  typeMissing,
  unitsBehind,
} from "./habits.ts";
import { missing } from "./missing.ts";
import { oneTooMany, passOver, unexpected, unknownLine } from "./passing.ts";
import { phrase } from "./phrases.ts";
import { prose } from "./prose/prose.ts";
import type { Finder, Repair } from "./repair.ts";
import {
  ifFirst,
  misspelled,
  otherSign,
  otherWord,
  quotesMissing,
  quotesNotNeeded,
  reservedAsName,
  signMissing,
  tooMuch,
  twoComparisons,
} from "./slips.ts";

/** How many mistakes are looked for in one declaration; behind the last one its rest is left unread. */
const REPAIRS_MOST = 12;

/** What may have been meant, and what may simply be left out; then, only where these are far-fetched, how to pass over. */
const finders: readonly (readonly Finder[])[] = [
  [
    misspelled,
    otherWord,
    phrase,
    ...prose,
    dashes,
    signsInCells,
    ranges,
    ratesByLevel,
    unitsBehind,
    manyPeople,
    namesOfWords,
    typeMissing,
    signsOfLines,
    sumOf,
    reservedAsName,
    quotesMissing,
    quotesNotNeeded,
    otherSign,
    twoComparisons,
    ifFirst,
    signMissing,
    tooMuch,
    missing,
    unknownLine,
    oneTooMany,
  ],
  [passOver],
];

export type Recovered = {
  /** Tokens that are of the language: with what was missing put in, and without what could not be read. */
  readonly tokens: readonly IToken[];
  readonly problems: readonly Diagnostic[];
};

/**
 * Finds what is wrong with a text that does not parse, and how it could be read. Declaration by declaration it walks
 * the grammar until a token does not fit, tries what may have been meant (a word in capitals, a bracket forgotten, a line
 * that belongs elsewhere), takes what lets it read furthest for the least, tells it, and goes on behind it.
 *
 * Chevrotain's own recovery knows one token ahead and one way to read; it reports where it sticks, not what is wrong,
 * and mostly several times. It stays as the net below.
 */
export function recover(text: string, tokens: readonly IToken[]): Recovered {
  const problems: Diagnostic[] = [];
  const sound: (readonly IToken[])[] = [];
  const segments = segmentsOf(tokens);
  if (segments[0]?.rule !== "header") {
    const from = segments[0]?.tokens[0]?.startOffset ?? 0;
    problems.push(diagnose("syntax/plan-missing", { from, to: from }, {}));
    sound.push(emptyHeader());
  }
  for (const [i, segment] of segments.entries()) {
    if (segment.rule === "header" && i > 0) {
      problems.push(diagnose("syntax/second-plan", spanOfToken(segment.tokens[0]!), {}));
      continue;
    }
    for (const parts = [segment]; parts.length > 0; ) {
      const part = parts.shift()!;
      const attempt = problems.length <= PROBLEMS_MOST ? recoverSegment(text, part) : readIfSound(text, part);
      sound.push(attempt.tokens);
      problems.push(...attempt.told);
      parts.unshift(...attempt.hidden);
    }
  }
  return { tokens: sound.flat(), problems };
}

/** What stands for a header that is not there. */
const emptyHeader = (): IToken[] =>
  [T.plan, T.Quoted, T.OpenBrace, T.CloseBrace].map((type) => inserted(type, 0, 1));

type Attempt = {
  readonly tokens: readonly IToken[];
  readonly told: readonly Diagnostic[];
  /** Declarations that were found inside this one, in their order. */
  readonly hidden: readonly Segment[];
};

/** What is left of a part that cannot be read. */
const unread = (rule: Segment["rule"]): readonly IToken[] => (rule === "header" ? emptyHeader() : []);

/** Where so much is wrong that no more is told, a declaration is only read if it is sound. */
function readIfSound(text: string, { rule, tokens }: Segment): Attempt {
  const isSound = faultOf(courseOf(text, rule, tokens)) === null;
  return { tokens: isSound ? tokens : unread(rule), told: [], hidden: [] };
}

function recoverSegment(text: string, { rule, tokens }: Segment): Attempt {
  const told: Diagnostic[] = [];
  const hidden: Segment[] = [];
  let course = courseOf(text, rule, tokens);
  let toldLine = -1;
  let openedBy: number | null = null;
  for (let repairs = 0; ; repairs++) {
    const at = faultOf(course);
    if (at === null) return { tokens: course.tokens, told, hidden };
    const other = hiddenDeclaration(course, at);
    if (other) {
      told.push(other.tell());
      if (other.first.length > 0) hidden.unshift({ rule: "item", tokens: other.first });
      course = courseOf(text, rule, course.tokens.slice(0, other.at));
      continue;
    }
    const noHeader = rule === "header" && isNoHeader(course, at);
    if (noHeader)
      told.push(
        diagnose("syntax/plan-missing", after({ from: 0, to: course.tokens[0]?.startOffset ?? 0 }), {}),
      );
    const repair = noHeader || repairs === REPAIRS_MOST ? null : best(course, at);
    if (!repair) {
      if (!noHeader && repairs < REPAIRS_MOST) told.push(unexpected(course, at, course.tokens.length));
      return { tokens: unread(rule), told, hidden };
    }
    const line = (course.tokens[at] ?? course.tokens.at(-1))?.startLine ?? 0;
    const isTold = repair.sure || line !== toldLine;
    if (isTold) told.push(repair.tell());
    toldLine = line;
    apply(course, repair);
    if (isTold) openedBy = withBraces(repair, openedBy, told);
  }
}

/** Something stands before the first declaration that does not even begin like a header; or that was a declaration itself. */
const isNoHeader = (course: Course, at: number): boolean =>
  at === 0 &&
  (course.tokens.length === 0 ||
    (course.tokens[0]!.tokenType !== T.plan && misspelled(course, at).length === 0));

/** A block without any braces is one mistake: the missing `}` is told with the `{` that was missing before it. */
function withBraces({ by }: Repair, opened: number | null, told: Diagnostic[]): number | null {
  const type = by.length === 1 ? by[0]!.tokenType : null;
  if (type === T.OpenBrace) return told.length - 1;
  if (type !== T.CloseBrace || opened === null) return opened;
  const [close, open] = [told.pop()!, told[opened]!];
  told[opened] = diagnose("syntax/braces-missing", open.span, { end: close.span.from });
  return null;
}

/** What it is worth to be able to read everything that follows, beside the costs of repairs. */
const ALL_READ = 7;
/** What it is worth at most where something was passed over. */
const PASSED = 0.8;
/** More than passing over can be worth. */
const GOOD_ENOUGH = 2.8;

/** The repair that lets most be read for the least. */
function best(course: Course, at: number): Repair | null {
  let chosen: Repair | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  for (const some of finders) {
    if (highest >= GOOD_ENOUGH) break;
    for (const repair of some.flatMap((find) => find(course, at))) {
      const share = shareRead(course, at, repair) || shareEnded(course, at, repair);
      const merit =
        (repair.to - at > 1 && !repair.sure ? Math.min(share, PASSED) : share) * ALL_READ - repair.cost;
      if (share > 0 && merit > highest) [chosen, highest] = [repair, merit];
    }
  }
  return chosen;
}

/** Where a declaration breaks off there is nothing more to read: what counts is how little must still be put in. */
function shareEnded(course: Course, at: number, repair: Repair): number {
  if (at < course.tokens.length || repair.from < at) return 0;
  const standing = repair.by.reduce((now, token) => step(now, token.tokenType), course.standings[at]!);
  const [before, after] = [lengthOfEnding(course.standings[at]!), lengthOfEnding(standing)];
  return after < before ? 1 - after / 10 : 0;
}
