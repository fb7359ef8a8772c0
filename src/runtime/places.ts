import type { PlaceMachine } from "../ir/program.ts";
import type { Elements } from "./memory.ts";
import { sortedBy } from "./sorting.ts";
import { halvesOf } from "./units.ts";
import type { View } from "./view.ts";

/** Numbers the members of a company, or those below each person, in order: of equals who joined earlier stands first. */
export function runPlaces({ keys, member, parent, place: to }: PlaceMachine, view: View): void {
  const places = halvesOf(view.column(to) as BigInt64Array).fill(0);
  const isMember = view.array(member);
  const above = parent === null ? null : view.array(parent);
  const columns = keys.map(({ array, lowestFirst }) => ({
    values: asDoubles(view.array(array)),
    lowestFirst,
  }));
  const members = view.place.filter((at) => Number(isMember[at]) !== 0);
  const taken = new Int32Array(view.people + 1);
  for (const at of sortedBy(members, columns)) {
    const of = above ? Math.max(-1, Number(above[at])) + 1 : 0;
    places[2 * at] = ++taken[of]!;
  }
}

/** A double holds whole numbers exactly up to 2^53. */
const MOST_HIGH = 2 ** 21;
const WORD = 2 ** 32;

/** Figures as doubles, where these hold all of them: they are compared some times faster than large numbers. */
function asDoubles(values: Elements): Elements | Float64Array {
  if (!(values instanceof BigInt64Array)) return values;
  const halves = halvesOf(values);
  const doubles = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const high = halves[2 * at + 1]!;
    if (high >= MOST_HIGH || high < -MOST_HIGH) return values;
    doubles[at] = high * WORD + (halves[2 * at]! >>> 0);
  }
  return doubles;
}
