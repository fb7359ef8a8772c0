import type { PlaceMachine } from "../ir/program.ts";
import type { View } from "./view.ts";

/** Numbers the members of a company, or those below each person, in order: of equals who joined earlier stands first. */
export function runPlaces({ keys, member, parent, place: to }: PlaceMachine, view: View): void {
  const places = view.column(to) as BigInt64Array;
  places.fill(0n);
  const isMember = view.array(member);
  const above = parent === null ? null : view.array(parent);
  const columns = keys.map(({ array, lowestFirst }) => ({ values: view.array(array), lowestFirst }));
  const members = Array.from(view.place).filter((at) => Number(isMember[at]) !== 0);
  // Sorting keeps those that are equal in joining order.
  members.sort((a, b) => {
    for (const { values, lowestFirst } of columns) {
      const [x, y] = [values[a]!, values[b]!];
      if (x !== y) return x < y === lowestFirst ? -1 : 1;
    }
    return 0;
  });
  const taken = new Map<number, bigint>();
  for (const at of members) {
    const of = above ? Math.max(-1, Number(above[at])) : 0;
    const number = (taken.get(of) ?? 0n) + 1n;
    taken.set(of, number);
    places[at] = number;
  }
}
