import { T } from "../../../grammar/tokens.ts";
import { type Course, isFirstOnLine, lineStart, openBefore } from "./course.ts";
import { gapBefore } from "./gap.ts";
import { rowsMissing, signMissing, signsMissing } from "./missing-signs.ts";
import { operatorMissing, severalMissing, valueMissing, wordsMissing } from "./missing-words.ts";
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
