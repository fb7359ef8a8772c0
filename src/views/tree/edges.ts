import type { Detail } from "./camera.ts";
import type { Direction, Place } from "./layout.ts";

/** How far before a child the line turns: the lines of one family share a spine, clear of the parents' labels. */
const SPINE_PX = { across: 27, down: 34 } as const;
const CORNER_PX = 7;

/** Downwards, a line begins under the words that stand below the circle. */
export const startBelow = (detail: Detail): number => ({ figures: 66, line: 36, circle: 0, dot: 0 })[detail];

/** Half pixels make a line of one pixel fill one pixel, and not two of them by half. */
const crisp = (value: number): number => Math.round(value - 0.5) + 0.5;

/**
 * The lines of one family: from the parent straight out, along a spine, and round a corner into each child. The spine is
 * drawn once, however many children there are: lines drawn over one another would come out darker.
 */
export function familyPath(
  parent: Place,
  children: readonly Place[],
  zoom: number,
  direction: Direction,
  below = 0,
): string {
  // Worked out as if the levels went across; downwards the two axes change places.
  const across = direction === "across";
  const along = (place: Place): number => crisp((across ? place.x : place.y) * zoom);
  const sideways = (place: Place): number => crisp((across ? place.y : place.x) * zoom);
  const [line, cross] = across ? ["H", "V"] : ["V", "H"];
  const at = (a: number, s: number): string => (across ? `${a} ${s}` : `${s} ${a}`);
  const first = children[0];
  if (!first) return "";

  const trunk = sideways(parent);
  const start = along(parent) + (across ? 0 : below);
  const turn = Math.max(start, crisp(along(first) - SPINE_PX[direction] * Math.min(1, zoom)));
  const ends = children.map(sideways);
  const corner = CORNER_PX * Math.min(1, zoom);
  let path = `M${at(start, trunk)}${line}${turn}`;
  for (const side of [-1, 1]) {
    const reach = Math.max(0, ...ends.map((end) => (end - trunk) * side));
    if (reach > corner) path += `M${at(turn, trunk)}${cross}${trunk + side * (reach - corner)}`;
  }
  for (const end of ends) {
    const turnBy = Math.sign(end - trunk) * Math.min(corner, Math.abs(end - trunk));
    path += `M${at(turn, end - turnBy)}q${at(0, turnBy)} ${at(Math.abs(turnBy), turnBy)}${line}${along(first)}`;
  }
  return path;
}

/** The line from a person to one child. */
export const edgePath = (from: Place, to: Place, zoom: number, direction: Direction, below = 0): string =>
  familyPath(from, [to], zoom, direction, below);
