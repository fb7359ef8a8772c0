import fc from "fast-check";
import { expect, test } from "vitest";
import { Branches } from "../../src/runtime/mending/branches.ts";
import { preorderOf } from "../../src/runtime/trees/preorder.ts";

/** Trees in which everybody's parent joined before him, or nobody is above. */
const trees = fc
  .array(fc.nat(1000), { minLength: 1, maxLength: 40 })
  .map((picks) => Int32Array.from(picks, (pick, person) => (pick % (person + 1)) - 1));

test("branches of a tree are as large as they are, and everybody belongs to the largest that is a small one", () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 1, max: 16 }), (parent, smallest) => {
      const preorder = preorderOf(parent);
      const { order, place, depth } = preorder;
      const branches = new Branches(preorder, smallest);
      const above = (at: number): number => {
        const one = parent[order[at]!]!;
        return one < 0 ? -1 : place[one]!;
      };
      const ends = [...order.keys()].map((at) => {
        let end = at + 1;
        while (end < order.length && depth[end]! > depth[at]!) end++;
        return end;
      });
      const isLarge = (at: number): boolean => ends[at]! - at >= smallest;
      const tops: number[] = [];
      for (const at of order.keys()) {
        expect([branches.depthOf(at), branches.endOf(at)]).toEqual([depth[at], ends[at]]);
        let top = at;
        while (!isLarge(at) && above(top) >= 0 && !isLarge(above(top))) top = above(top);
        expect(branches.topOf(at)).toBe(top);
        expect(branches.numberOf(at) >= 0).toBe(isLarge(at));
        if (isLarge(at)) expect(branches.places[branches.numberOf(at)]).toBe(at);
        if (top !== at) continue;
        expect(branches.aboveOf(at)).toBe(above(at) < 0 ? -1 : branches.numberOf(above(at)));
        if (isLarge(at)) continue;
        if (4 * (ends[at]! - at) >= smallest) tops.push(at);
        expect(branches.tops[branches.whichOf(at)]).toBe(4 * (ends[at]! - at) >= smallest ? at : undefined);
      }
      expect([...branches.tops]).toEqual(tops);
    }),
  );
});
