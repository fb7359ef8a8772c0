import type { PlaceMachine } from "../ir/program.ts";
import { halvesOf } from "./data/units.ts";
import type { Elements } from "./memory.ts";
import { comparing, type SortKey, sortedBy, sorting } from "./sorting.ts";
import { families, puttingInJoiningOrder } from "./trees/families.ts";
import type { View } from "./view.ts";

/**
 * Numbers the members of a company, or those below each person, in order, piece by piece: of equals who joined earlier stands
 * first.
 */
export function* runPlaces(
  { keys, member, parent, place: to }: PlaceMachine,
  view: View,
): Generator<undefined, void> {
  const numbers = halvesOf(view.column(to) as BigInt64Array).fill(0);
  const isMember = view.array(member);
  const above = parent === null ? null : view.array(parent);
  const columns = keys.map(({ array, lowestFirst }) => ({
    values: asDoubles(view.array(array)),
    lowestFirst,
  }));
  const number = (sorted: Int32Array): void => {
    for (let i = 0; i < sorted.length; i++) numbers[2 * sorted[i]!] = i + 1;
  };
  yield;
  // Who is below nobody is so together with all others of these.
  const isTogether = (at: number): boolean =>
    Number(isMember[at]) !== 0 && !(above && Number(above[at]) >= 0);
  const together = yield* puttingInJoiningOrder(view, isTogether);
  yield;
  number(yield* sorting(together, columns));
  yield;
  if (above) yield* eachFamily(above, isMember, columns, view, number);
}

/** Puts those below each person in order: family by family, as these lie in memory. */
function* eachFamily(
  above: Elements,
  isMember: Elements,
  keys: readonly SortKey[],
  view: View,
  tell: (sorted: Int32Array) => void,
): Generator<undefined, void> {
  const below = new Int32Array(view.people);
  for (let at = 0; at < below.length; at++)
    below[at] = Number(isMember[at]) === 0 ? -1 : Math.max(-1, Number(above[at]));
  const { from, children } = yield* families(below, view);
  const compare = comparing(keys);
  for (let at = 0; at < below.length; at++) {
    if (at % AT_ONCE === 0) yield;
    if (from[at]! < from[at + 1]!) tell(inOrder(children.subarray(from[at]!, from[at + 1]!), keys, compare));
  }
}

/** Families of so many are put in order by hand. */
const FEW = 8;
/** So many people are gone through in one piece. */
const AT_ONCE = 2 ** 13;

/** A family in the order of keys; a small one is put so where it stands. */
function inOrder(
  family: Int32Array,
  keys: readonly SortKey[],
  compare: (a: number, b: number) => number,
): Int32Array {
  if (family.length > FEW) return sortedBy(family, keys);
  for (let i = 1; i < family.length; i++) {
    const one = family[i]!;
    let to = i;
    for (; to > 0 && compare(one, family[to - 1]!) < 0; to--) family[to] = family[to - 1]!;
    family[to] = one;
  }
  return family;
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
