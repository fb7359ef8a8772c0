import type { LoadReport } from "../../engine/protocol.ts";

const several = (count: number, one: string, many: string): string =>
  `${new Intl.NumberFormat().format(count)} ${count === 1 ? one : many}`;

/** What reading came to, in a sentence or two: errors keep files out, warnings do not and are not called wrong. */
export function verdictOn({ loaded, faultCount, errorCount, remaining }: LoadReport): string {
  const warnings = faultCount - errorCount;
  const look = warnings > 0 ? several(warnings, "thing deserves", "things deserve") : "";
  if (loaded) {
    const left = remaining ? remaining.leftOutPeople + remaining.leftOutOrders : 0;
    const out = errorCount > 0 ? `${several(left, "row was", "rows were")} left out. ` : "";
    return `${out}${look ? `${look} a look.` : ""}`.trim();
  }
  const wrong = several(errorCount, "thing is", "things are");
  return `${wrong} wrong${look ? `, and ${look} a look` : ""}. What was on the screen is still there.`;
}

/** What there would be without the bad rows; null where nothing would remain. */
export function remainingSentence({
  remaining,
}: LoadReport): { readonly sentence: string; readonly action: string } | null {
  if (!remaining || (remaining.people === 0 && remaining.orders === 0)) return null;
  const { people, orders, leftOutPeople, leftOutOrders } = remaining;
  const left = leftOutPeople + leftOutOrders;
  const rows = left === 1 ? "the bad row" : `the ${new Intl.NumberFormat().format(left)} bad rows`;
  const there = several(people, "person", "people");
  const bought = orders > 0 ? ` and ${several(orders, "order", "orders")}` : "";
  return {
    sentence: `Without ${rows} there ${people === 1 && orders === 0 ? "is" : "are"} ${there}${bought}.`,
    action: `Leave the bad ${left === 1 ? "row" : "rows"} out`,
  };
}
