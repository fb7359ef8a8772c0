/** Orders by person: those of one stand from `from[person]` up to `from[person + 1]`, by period and as they stand in the file. */
export type OrdersByPerson = { readonly from: Int32Array; readonly orders: Int32Array };

/** @param period of each order; those of a period below 0 are left out. */
export function ordersByPerson(
  people: number,
  person: ArrayLike<number>,
  period: ArrayLike<number>,
): OrdersByPerson {
  let periods = 0;
  for (let order = 0; order < period.length; order++) periods = Math.max(periods, period[order]! + 1);
  const all = Int32Array.from({ length: period.length }, (_, order) => order);
  const ofPeriods = sorted(
    all.filter((order) => period[order]! >= 0),
    period,
    periods,
  ).sorted;
  const { sorted: orders, from } = sorted(ofPeriods, person, people);
  return { from, orders };
}

/** Numbers by a key from 0 on: those with the same key stay in their order. */
function sorted(
  numbers: Int32Array,
  keyOf: ArrayLike<number>,
  keys: number,
): { readonly sorted: Int32Array; readonly from: Int32Array } {
  const from = new Int32Array(keys + 1);
  for (const number of numbers) from[keyOf[number]! + 1]!++;
  for (let key = 0; key < keys; key++) from[key + 1]! += from[key]!;
  const next = from.slice();
  const result = new Int32Array(numbers.length);
  for (const number of numbers) result[next[keyOf[number]!]!++] = number;
  return { sorted: result, from };
}

const NONE: readonly number[] = [];

/** Those of a person that are wanted. */
export function wantedOf(
  { from, orders }: OrdersByPerson,
  person: number,
  isWanted: (order: number) => boolean,
): readonly number[] {
  let found: number[] | null = null;
  for (let at = from[person]!; at < from[person + 1]!; at++) {
    const order = orders[at]!;
    if (!isWanted(order)) continue;
    if (found) found.push(order);
    else found = [order];
  }
  return found ?? NONE;
}
