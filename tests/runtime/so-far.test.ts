import fc from "fast-check";
import { expect, test } from "vitest";
import type { Elements } from "../../src/runtime/memory.ts";
import { runSoFar } from "../../src/runtime/orders/so-far.ts";
import { endsOf, preorderOf } from "../../src/runtime/trees/preorder.ts";
import type { View } from "../../src/runtime/view.ts";
import { runs } from "../properties/runs.ts";

const NO_DAY = 2 ** 31;

/** People below one another, and their orders: some with many, some without a day, of amounts of one size. */
const drawn = fc.constantFrom(1_000n, 2n ** 34n, 2n ** 51n, 2n ** 57n).chain((most) =>
  fc.record({
    above: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 12 }),
    orders: fc.array(
      fc.record({
        buyer: fc.oneof(fc.nat(1_000), fc.constant(0)),
        units: fc.bigInt({ min: -most, max: most }),
        day: fc.option(fc.nat(9), { nil: NO_DAY }),
      }),
      { maxLength: 60, size: "max" },
    ),
  }),
);

test.each([
  ["by each buyer", false, 13],
  ["below", true, 13],
  ["below, in small blocks,", true, 2],
  ["below, one by one,", true, 0],
])("what was ordered %s up to each order is the sum of those that had come in", (_, isBelow, bits) => {
  fc.assert(
    fc.property(drawn, ({ above, orders }) => {
      const people = above.length;
      // Everybody stands below one who came before, in another tree than memory's order.
      const parent = Int32Array.from(above, (one, person) => (person === 0 ? -1 : one % person));
      const { place } = preorderOf(parent);
      const ends = endsOf(preorderOf(parent));
      const isBelowOf = (person: number, top: number): boolean =>
        parent[person]! >= 0 && (parent[person] === top || isBelowOf(parent[person]!, top));
      const isIn = (person: number, top: number): boolean =>
        isBelow ? isBelowOf(person, top) : person === top;
      const all = orders
        .map((order) => ({ ...order, buyer: order.buyer % people }))
        .sort((a, b) => a.buyer - b.buyer);
      const happened = (a: number, b: number): number => {
        const [x, y] = [all[a]!.day, all[b]!.day];
        return (x === NO_DAY ? -1 : x) - (y === NO_DAY ? -1 : y) || a - b;
      };
      const sequence = Int32Array.from([...all.keys()].sort(happened));
      const expected = all.map((order, at) =>
        all.reduce(
          (so, other, i) =>
            isIn(other.buyer, order.buyer) && (order.day === NO_DAY || happened(i, at) <= 0)
              ? so + other.units
              : so,
          0n,
        ),
      );
      const found = new BigInt64Array(all.length + 1).fill(7n);
      const arrays: Elements[] = [
        BigInt64Array.from(all, ({ units }) => units),
        found,
        Int32Array.from(
          { length: people + 1 },
          (_, person) => all.filter(({ buyer }) => buyer < person).length,
        ),
        sequence,
        BigInt64Array.from(all, ({ day }) => BigInt(day)),
        place,
        ends,
      ];
      const [values, to, from, at, days] = [0, 1, 2, 3, 4];
      const run = runSoFar(
        {
          ...{ kind: "so far", values: values!, found: to!, from: from!, sequence: at!, days: days! },
          noDay: NO_DAY,
          below: isBelow ? { place: 5, end: 6 } : null,
        },
        { people, array: (id: number) => arrays[id]! } as View,
        bits,
      );
      let piece = run.next();
      while (!piece.done) piece = run.next();
      const mass = all.reduce((so, { units }) => so + (units < 0n ? -units : units), 0n);
      // Where parts of all of them fit, whatever their signs, nothing is given up.
      if (mass + BigInt(all.length) * 2n ** 26n < 2n ** 63n) expect(piece.value).toBe(true);
      if (piece.value) expect([...found]).toEqual([...expected, 7n]);
    }),
    runs(400),
  );
});
