import fc from "fast-check";
import { expect, test } from "vitest";
import { finished } from "../../src/base/pieces.ts";
import { cutting, endsIn, type PlacedTree, placesIn, planting } from "../../src/runtime/trees/placed-tree.ts";
import { endsOf, preorderOf } from "../../src/runtime/trees/preorder.ts";
import { runs } from "../properties/runs.ts";

/** Who is above whom in two trees: one that the memory is in order of, and another; and who is cut off from that. */
const drawn = fc.nat(4).chain((families) => {
  // With few families many stand side by side.
  const above = fc.nat(families === 0 ? 1 : 1_000);
  return fc.record({
    home: fc.array(above, { minLength: 1, maxLength: 60, size: "max" }),
    other: fc.array(fc.option(above), { minLength: 60, maxLength: 60 }),
    cut: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: 60, maxLength: 60 }),
    shuffled: fc.shuffledSubarray([...Array(60).keys()], { minLength: 60 }),
  });
});

test("a tree by places is in the same preorder as by joining order, and without those above some as well", () => {
  fc.assert(
    fc.property(drawn, ({ home: above, other, cut, shuffled }) => {
      const size = above.length;
      const home = preorderOf(Int32Array.from(above, (one, person) => (person === 0 ? -1 : one % person)));
      // Parents may have joined later: everybody stands below one who is earlier in another order.
      const order = shuffled.filter((person) => person < size);
      const parent = new Int32Array(size).fill(-1);
      for (let i = 1; i < size; i++)
        if (other[i] !== null && other[i] !== undefined) parent[order[i]!] = order[other[i]! % i]!;
      const byPlaces = (of: Int32Array): Int32Array =>
        home.order.map((person) => (of[person]! < 0 ? -1 : home.place[of[person]!]!));
      const isEqual = (tree: PlacedTree, of: Int32Array): void => {
        const { order, place, depth, deepest } = preorderOf(of);
        expect(tree.above).toEqual(byPlaces(of));
        expect([...tree.order].map((at) => home.order[at])).toEqual([...order]);
        expect(tree.depth).toEqual(depth);
        expect(tree.deepest).toBe(deepest);
        expect([...placesIn(tree)]).toEqual([...home.order].map((person) => place[person]));
        const ends = endsOf(preorderOf(of));
        expect([...tree.order].map((at, one) => [home.order[at], endsIn(tree)[one]])).toEqual(
          [...order].map((person) => [person, ends[person]]),
        );
      };
      const whole = finished(planting(byPlaces(parent), home));
      isEqual(whole, parent);
      const isCut = (at: number): boolean => cut[home.order[at]!] === 1;
      isEqual(
        finished(cutting(whole, isCut, home)),
        parent.map((one, person) => (cut[person] === 1 ? -1 : one)),
      );
    }),
    runs(300),
  );
});
